"""Prompts + model + strategy -> stories."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from transformers import (
    LogitsProcessorList,
    PreTrainedModel,
    PreTrainedTokenizerFast,
    set_seed,
)

from fabula import models, params
from fabula.decoding import STRATEGIES, EosBias
from fabula.errors import DataError
from fabula.guidance import Guidance
from fabula.precision import use_bf16
from fabula.stories import Story, opening
from fabula.tokenization import encode


@dataclass(frozen=True)
class Prompt:
    """The opening of a held-out story, its tags, and how it really went on."""

    id: str
    text: str
    tags: tuple[str, ...]
    reference: str
    premise: str = ""
    """What the story was written for (`Story.prompt`), for models that are told so."""


@dataclass(frozen=True)
class Continuation:
    """What a model wrote after a prompt; the prompt is not a part of it."""

    text: str
    tokens: int
    """Generated tokens, `[EOS]` included."""
    ended: str
    """`eos`: the model ended the story; `length`: it was cut off."""


def choose_prompts(stories: Iterable[Story], count: int, words: int) -> list[Prompt]:
    """The openings of `count` stories of more than `words` words: those with the smallest ids.

    Ids are hashes, so this is a random sample that depends on the stories alone. Raises
    `DataError` where there are too few.
    """
    long_enough = [story for story in stories if len(story.text.split()) > words]
    if len(long_enough) < count:
        raise DataError(
            f"generate.prompts: {count} prompts were asked for, but only {len(long_enough)} "
            f"held-out stories are longer than {words} words; lower generate.prompts"
        )
    chosen = sorted(long_enough, key=lambda story: story.id)[:count]
    return [
        Prompt(story.id, start, story.tags, story.text[len(start) :], story.prompt)
        for story in chosen
        for start in [opening(story.text, words)]
    ]


def write(
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerFast,
    prompts: Sequence[Prompt],
    strategy: str,
    knobs: params.Generate,
) -> Iterator[Continuation]:
    """Continue every prompt, `knobs.batch_size` at a time; the same seed, the same stories."""
    set_seed(knobs.seed)
    bf16 = use_bf16(knobs.precision)
    for start in range(0, len(prompts), knobs.batch_size):
        batch = [
            _token_ids(model, tokenizer, prompt)
            for prompt in prompts[start : start + knobs.batch_size]
        ]
        with torch.autocast(model.device.type, torch.bfloat16, enabled=bf16):
            continuations = _continue(model, tokenizer, batch, strategy, knobs)
        yield from continuations


def _token_ids(
    model: PreTrainedModel, tokenizer: PreTrainedTokenizerFast, prompt: Prompt
) -> list[int]:
    """`[BOS] opening`, after what the model is to be told of the story."""
    special, layout = models.special_ids(tokenizer), models.scoring_layout(model)
    text, premise = encode(tokenizer, [prompt.text, prompt.premise])
    told = layout.told(special.of(prompt.tags), premise)
    prefix, sequence = layout.cut(np.array([special.bos, *text], dtype=np.int64), told)
    return [*prefix, *sequence.tolist()]


@torch.inference_mode()
def _continue(
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerFast,
    prompts: list[list[int]],
    strategy: str,
    knobs: params.Generate,
) -> list[Continuation]:
    special = models.special_ids(tokenizer)
    width = max(map(len, prompts))
    ids, mask = _left_padded(prompts, width, special.pad, model.device)
    processors = LogitsProcessorList([EosBias(knobs.eos_bias, special.eos, width)])
    if knobs.guidance > 1 and models.takes_tags(model):
        untagged = [[id_ for id_ in prompt if id_ not in special.tags] for prompt in prompts]
        without = _left_padded(untagged, width, special.pad, model.device)
        processors.insert(0, Guidance(knobs.guidance, model, *without))
    output = model.generate(
        ids,
        attention_mask=mask,
        max_new_tokens=models.room_after(model, width, knobs.max_new_tokens),
        suppress_tokens=[special.pad, special.bos, *special.tags],
        pad_token_id=special.pad,
        eos_token_id=special.eos,
        logits_processor=processors,
        **STRATEGIES[strategy](knobs),
    )
    return [_read(row, special.eos, tokenizer) for row in output[:, width:].tolist()]


def _left_padded(
    prompts: list[list[int]], width: int, pad: int, device: torch.device
) -> tuple[torch.Tensor, torch.Tensor]:
    """Ids and mask (B, width)."""
    ids = [[pad] * (width - len(prompt)) + prompt for prompt in prompts]
    mask = [[0] * (width - len(prompt)) + [1] * len(prompt) for prompt in prompts]
    return torch.tensor(ids, device=device), torch.tensor(mask, device=device)


def _read(ids: list[int], eos: int, tokenizer: PreTrainedTokenizerFast) -> Continuation:
    ended = eos in ids
    text = ids[: ids.index(eos)] if ended else ids
    return Continuation(
        text=tokenizer.decode(text, clean_up_tokenization_spaces=False),
        tokens=len(text) + ended,
        ended="eos" if ended else "length",
    )
