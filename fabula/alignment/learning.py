"""From preferences to a model that was trained on them, with figures of what that did."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from transformers import PreTrainedModel, PreTrainedTokenizerFast

from fabula.alignment import dpo, figures, held_out
from fabula.alignment.figures import Standard, Written
from fabula.alignment.pairs import Preference
from fabula.config.align import Align
from fabula.config.generate import Generate
from fabula.errors import DataError
from fabula.evaluation.intervals import mean, of_sums, ratio
from fabula.generation.strategies import is_sampled
from fabula.generation.writing import Prompt, write
from fabula.judging.preferences import win_rate

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outcome:
    """What the training leaves."""

    model: PreTrainedModel
    before: Written
    """What the model wrote before it."""
    after: Written
    metrics: dict[str, Any]
    """Their figures; KL in nats per token, the win rate as a fraction."""


def learn(
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerFast,
    preferences: Sequence[Preference],
    prompts: Sequence[Prompt],
    against: Standard,
    config: Align,
    asked: Generate,
) -> Outcome:
    """Train a copy of a model on decided preferences, and let both continue the prompts.

    `prompts` are such as nobody rated stories of (`held_out.not_rated`). Pairs of a fraction of
    the rated prompts are held out too: of these the model says which story it finds better.
    `DataError` where no pair is left to learn from.
    """
    dpo.require_trl()
    learned_from, kept_aside = (
        dpo.token_pairs(model, tokenizer, some)
        for some in held_out.split(preferences, config.held_out)
    )
    if not learned_from:
        raise DataError(
            f"align: of {len(preferences):,} pairs none is left to learn from: their prompts are "
            "all held out (align.held_out), or their stories are longer than the model reads; "
            "import pairs of more prompts, or of shorter stories"
        )
    before = stories(model, tokenizer, prompts, asked)
    log.info("learning from %s pairs", f"{len(learned_from):,}")
    after_model = dpo.train(model, tokenizer, learned_from, config)
    after = stories(after_model, tokenizer, prompts, asked)
    metrics = {
        "pairs": {"trained_on": len(learned_from), "held_out": len(kept_aside)},
        "prompts": len(prompts),
        **_agreement(after_model, model, kept_aside, config),
        "kl": _divergence(after_model, model, tokenizer, after, config),
        "stories": figures.compared(
            figures.values(before, against), figures.values(after, against)
        ),
    }
    return Outcome(after_model, before, after, metrics)


def stories(
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerFast,
    prompts: Sequence[Prompt],
    asked: Generate,
) -> Written:
    """What a model writes from prompts alone, by the first strategy in which chance decides."""
    strategy = next((s for s in asked.strategies if is_sampled(s, asked)), asked.strategies[0])
    plain = [replace(prompt, tags=(), premise="") for prompt in prompts]
    return list(zip(plain, write(model, tokenizer, plain, strategy, asked), strict=True))


def _agreement(
    after: PreTrainedModel,
    before: PreTrainedModel,
    kept_aside: Sequence[dpo.TokenPair],
    config: Align,
) -> dict[str, Any]:
    """How often, and by how much, the implied reward of the chosen story is the higher one."""
    if not kept_aside:
        return {"win_rate": win_rate(0, 0), "reward_margin": mean(np.zeros(0))}
    implied = dpo.rewards(after, before, kept_aside, config)
    margin = implied[:, 0] - implied[:, 1]
    won = win_rate(int((margin > 0).sum()), int((margin < 0).sum()))
    return {"win_rate": won, "reward_margin": mean(margin)}


def _divergence(
    after: PreTrainedModel,
    before: PreTrainedModel,
    tokenizer: PreTrainedTokenizerFast,
    written: Written,
    config: Align,
) -> dict[str, float | None]:
    """KL(after || before) of what was written after, in nats per token."""
    rows = []
    for ended in (True, False):
        pairs = [
            Preference(prompt.text, story.text, story.text)
            for prompt, story in written
            if story.text and (story.ended == "eos") == ended
        ]
        for pair in dpo.token_pairs(after, tokenizer, pairs):
            story_ids = pair["chosen_ids"]  # with [EOS], which a story that was cut off has not
            rows.append((pair["prompt_ids"], story_ids if ended else story_ids[:-1]))
    return of_sums(dpo.divergence(after, before, rows, config), ratio)
