"""How fast stories are written: as scripts usually do it, and by our caches and searches.

    python -m benchmarks.generation WORK MODEL STRATEGY CONTENDER    one JSON object

The models have random weights, which are as fast as others and hardly ever end a story by
themselves. The usual script for GPT-2 is `generate` of `transformers`; for the tag model it is a
whole window for every token.
"""

import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import torch
from transformers import PreTrainedModel, PreTrainedTokenizerFast

from benchmarks.material import Vocabulary
from benchmarks.measuring import measured
from benchmarks.recipes import SMALL, TAG_MODEL
from fabula.command import run
from fabula.config.decoding import Strategy
from fabula.config.presets import with_changes
from fabula.config.threads import Threads
from fabula.generation.writing import Prompt, write
from fabula.models.precision import inference
from fabula.models.tagmodel import TagModel
from fabula.stories import opening
from fabula.training import gpt2, tagmodel

TOKENS = 200
"""New tokens of each story."""
WORDS = 12
"""Words of its opening."""
ALONE, TOGETHER = 4, 64
"""Stories written one after the other, and side by side."""
STRATEGIES: tuple[Strategy, ...] = ("greedy", "top_p", "top_k_top_p", "beam")

Texts = Sequence[str]
Contender = Callable[[PreTrainedModel, PreTrainedTokenizerFast, Texts, Strategy], int]
"""Continues all texts, and returns the number of new tokens."""


def usual(
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerFast,
    texts: Texts,
    strategy: Strategy,
) -> int:
    """The usual script in fp32: all texts in one batch, padded on the left."""
    tokenizer.padding_side = "left"
    batch = tokenizer([f"[BOS]{text}" for text in texts], return_tensors="pt", padding=True)
    if isinstance(model, TagModel):
        return _whole_windows(model, batch["input_ids"], strategy)
    settings: dict[Strategy, dict[str, Any]] = {
        "greedy": {"do_sample": False},
        "top_p": {"do_sample": True, "top_p": 0.9, "top_k": 0},
        "top_k_top_p": {"do_sample": True, "top_p": 0.9, "top_k": 50},
        "beam": {"num_beams": 3, "no_repeat_ngram_size": 4},
    }
    found = model.generate(
        **{name: batch[name].to(model.device) for name in ("input_ids", "attention_mask")},
        max_new_tokens=TOKENS,
        min_new_tokens=TOKENS,
        pad_token_id=tokenizer.pad_token_id,
        **settings[strategy],
    )
    return int(found.shape[0] * (found.shape[1] - batch["input_ids"].shape[1]))


def usual_in_bf16(*arguments: Any) -> int:
    """The same where bf16 pays."""
    with inference("auto"):
        return usual(*arguments)


def ours(
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerFast,
    texts: Texts,
    strategy: Strategy,
    precision: str = "auto",
) -> int:
    """`fabula.generation.writing.write`; one story in fp32, as `fabula generate` writes it."""
    changes = {
        "max_new_tokens": TOKENS,
        "batch_size": len(texts),
        "precision": "fp32" if len(texts) == 1 and precision == "auto" else precision,
    }
    made = with_changes({"generate": changes}, __name__).generate
    prompts = [Prompt(str(number), text, (), "") for number, text in enumerate(texts)]
    return sum(story.tokens for story in write(model, tokenizer, prompts, strategy, made))


def ours_in_bf16(
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerFast,
    texts: Texts,
    strategy: Strategy,
) -> int:
    """The same in bf16, one story too."""
    return ours(model, tokenizer, texts, strategy, "bf16")


CONTENDERS: dict[str, tuple[str, int, Contender]] = {
    "usual-alone": ("the usual script, one at a time", 1, usual),
    "usual": (f"the usual script, {TOGETHER} side by side", TOGETHER, usual),
    "usual-bf16": (f"the same in bf16, {TOGETHER} side by side", TOGETHER, usual_in_bf16),
    "ours-alone": ("ours, one at a time", 1, ours),
    "ours": (f"ours, {TOGETHER} side by side", TOGETHER, ours),
}
"""What it is called, how many stories it writes side by side, and how."""
MODELS = {
    "gpt2": "GPT-2, 6 layers, width 384",
    "tagmodel": "tag model, 12 layers, width 256",
}


def _whole_windows(model: TagModel, ids: torch.Tensor, strategy: Strategy) -> int:
    for _ in range(TOKENS):
        with torch.inference_mode():
            logits = model(ids[:, -model.config.window :]).logits[:, -1]
        if strategy == "greedy":
            chosen = logits.argmax(dim=-1, keepdim=True)
        else:
            chosen = torch.multinomial(logits.softmax(dim=-1), 1)
        ids = torch.cat([ids, chosen], dim=1)
    return ids.shape[0] * TOKENS


def measure(work: Path, kind: str, strategy: Strategy, contender: str) -> dict[str, Any]:
    """Tokens a second of one contender, after a short warm-up."""
    vocabulary = Vocabulary(work, "own")
    model, tokenizer = built(kind, vocabulary), vocabulary.tokenizer
    _, together, continues = CONTENDERS[contender]
    texts = [opening(text, WORDS) for text in vocabulary.texts()[: max(ALONE, together)]]
    continues(model, tokenizer, texts[:1], strategy)
    started = time.perf_counter()
    tokens = sum(
        continues(model, tokenizer, texts[start : start + together], strategy)
        for start in range(0, len(texts), together)
    )
    return {"tokens_per_second": tokens / (time.perf_counter() - started), "tokens": tokens}


def built(kind: str, vocabulary: Vocabulary) -> PreTrainedModel:
    """A model with random weights."""
    if kind == "gpt2":
        made = with_changes({"gpt2": SMALL | {"context": 512}}, __name__).gpt2
        return gpt2.build(made, vocabulary.tokenizer).eval()
    shape = with_changes({"tagmodel": TAG_MODEL}, __name__).tagmodel
    return tagmodel.build(shape, "every_window", vocabulary.tokenizer).eval()


def compare(work: Path) -> list[dict[str, Any]]:
    """Every model, strategy and contender, each in a process of its own."""
    rows = []
    for kind in MODELS:
        for strategy in STRATEGIES if kind == "gpt2" else STRATEGIES[:2]:
            for contender in CONTENDERS:
                found = measured("generation", work, kind, strategy, contender)
                rows.append({"model": kind, "strategy": strategy, "contender": contender, **found})
    return rows


def main() -> None:
    """Measure one contender in this process."""
    work, kind, strategy, contender = sys.argv[1:]
    torch.set_num_threads(Threads.load().threads)
    print(json.dumps(measure(Path(work), kind, strategy, contender)))  # type: ignore[arg-type]


if __name__ == "__main__":
    run(main)
