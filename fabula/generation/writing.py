"""Prompts + model + strategy -> stories."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from transformers import PreTrainedModel, PreTrainedTokenizerFast

from fabula import files, models
from fabula.config.decoding import Strategy
from fabula.config.generate import Generate
from fabula.generation.guidance import GuidedCache
from fabula.generation.kv_cache import KVCache, StoryIds, new_cache
from fabula.generation.search import Search, Task
from fabula.generation.strategies import decoding
from fabula.models.precision import inference
from fabula.stories import Story, opening
from fabula.tokens.tokenization import encode
from fabula.tokens.windows import SpecialIds

SEAM = 32
"""Characters of a prompt that what follows is decoded with."""


@dataclass(frozen=True)
class Prompt:
    """The opening of a held-out story, its tags, and how it really went on."""

    id: str
    text: str
    tags: tuple[str, ...]
    reference: str
    premise: str = ""
    """What the story was written for (`Story.prompt`), for models that are conditioned on it."""


@dataclass(frozen=True)
class Continuation:
    """What a model wrote after a prompt; the prompt is not a part of it."""

    text: str
    tokens: int
    """Generated tokens, `[EOS]` included."""
    ended: str
    """`eos`: the model ended the story; `length`: it was cut off."""


def choose_prompts(stories: Iterable[Story], count: int, words: int) -> list[Prompt]:
    """The openings of `count` stories of more than `words` words, or of all where there are fewer.

    They are those with the smallest ids, which are hashes: a random sample that depends on the
    stories alone. `fabula.config.early_checks` sees to it that there are some.
    """
    long_enough = [story for story in stories if len(story.text.split()) > words]
    chosen = sorted(long_enough, key=lambda story: story.id)[:count]
    return [
        Prompt(story.id, start, story.tags, story.text[len(start) :], story.prompt)
        for story in chosen
        for start in [opening(story.text, words)]
    ]


def read_prompts(path: Path) -> list[Prompt]:
    """The prompts that were written as JSON objects, one a line."""
    lines = files.read_jsonl(path)
    return [Prompt(**line | {"tags": tuple(line["tags"])}) for line in lines]


def in_batches(prompts: Sequence[Prompt], config: Generate) -> Iterator[Sequence[Prompt]]:
    """What is written at once: `config.batch_size` prompts, and what is left."""
    for start in range(0, len(prompts), config.batch_size):
        yield prompts[start : start + config.batch_size]


def write(
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerFast,
    prompts: Sequence[Prompt],
    strategy: Strategy,
    config: Generate,
) -> Iterator[Continuation]:
    """Continue every prompt, `config.batch_size` at a time.

    The same seed gives a prompt the same story, whichever prompts stand beside it and however many
    (but for the rounding of sums in another order).
    """
    eos = models.special_ids(tokenizer).eos
    for batch in in_batches(prompts, config):
        stories: list[list[int]] = [[] for _ in batch]
        with computing(model, config):
            for number, token in _search(model, tokenizer, batch, strategy, config):
                stories[number].append(token)
        yield from (
            _read(story, seam(tokenizer, prompt.text), eos, tokenizer)
            for story, prompt in zip(stories, batch, strict=True)
        )


def stream(
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerFast,
    prompt: Prompt,
    strategy: Strategy,
    config: Generate,
) -> Iterator[str]:
    """The same story as `write` writes, in pieces as they come; no piece ends within a character
    that takes several tokens."""
    text = GrowingText(tokenizer, prompt.text)
    found = _search(model, tokenizer, [prompt], strategy, config)
    while not text.ended:
        with computing(model, config):  # not while the caller shows a piece
            _, token = next(found, (0, text.eos))
        piece = text.add(token)
        if piece or text.ended:
            yield piece


class GrowingText:
    """Tokens of one story to text, piece by piece: none ends within a character."""

    def __init__(self, tokenizer: PreTrainedTokenizerFast, prompt: str) -> None:
        """Nothing is written yet after `prompt`."""
        self._tokenizer, self._seam = tokenizer, seam(tokenizer, prompt)
        self._ids, self._text, self._shown = list[int](), "", ""
        self.eos = models.special_ids(tokenizer).eos

    @property
    def ended(self) -> bool:
        """Whether the model has ended the story."""
        return self._ids[-1:] == [self.eos]

    @property
    def written(self) -> Continuation:
        """All of it so far."""
        return _read(self._ids, self._seam, self.eos, self._tokenizer)

    def add(self, token: int) -> str:
        """What one more token adds to the text; empty while a character wants more of them."""
        self._ids.append(token)
        self._text = self.written.text
        if not self.ended and self._text.endswith("\N{REPLACEMENT CHARACTER}"):
            return ""
        return self.rest()

    def rest(self) -> str:
        """What no piece has shown yet: a story that is cut off may end within a character."""
        piece, self._shown = self._text[len(self._shown) :], self._text
        return piece

    @property
    def length(self) -> int:
        """Characters so far, one that wants more tokens included."""
        return len(self._text)


def computing(model: PreTrainedModel, config: Generate) -> AbstractContextManager[None]:
    """In the precision of `config`: whatever asks a model for tokens."""
    return inference(config.precision, model.device)


def _search(
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerFast,
    prompts: Sequence[Prompt],
    strategy: Strategy,
    config: Generate,
) -> Iterator[tuple[int, int]]:
    """The tokens that continue the prompts, as they come: number of the prompt, token."""
    search, task = searching(model, tokenizer, prompts, strategy, config)
    found = search(cache_for(model, tokenizer, config), task)
    return (each for each in found if each is not None)


def searching(
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerFast,
    prompts: Sequence[Prompt],
    strategy: Strategy,
    config: Generate,
) -> tuple[Search, Task]:
    """The search of a strategy, and what it is to write; `ModelError` for a prompt too long."""
    special = models.special_ids(tokenizer)
    stories = [_story_ids(model, tokenizer, special, prompt) for prompt in prompts]
    lengths = [len(each.window_prefix) + len(each.ids) for each in stories]
    never = _never(model, tokenizer, special)
    search, processors = decoding(strategy, config, never, special.eos, width=max(lengths))
    return search, Task(
        stories,
        [models.new_tokens_that_fit(model, length, config.max_new_tokens) for length in lengths],
        np.stack([_draws(prompt, config) for prompt in prompts]),
        special.pad,
        special.eos,
        processors,
    )


def cache_for(
    model: PreTrainedModel, tokenizer: PreTrainedTokenizerFast, config: Generate
) -> KVCache:
    """An empty cache, guided where `config` says so and the model takes tags."""
    special = models.special_ids(tokenizer)
    cache = new_cache(model, special.pad)
    if config.guidance > 1 and models.takes_tags(model):
        unconditional = new_cache(model, special.pad, without=special.tags)
        return GuidedCache(cache, unconditional, config.guidance)
    return cache


def _story_ids(
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerFast,
    special: SpecialIds,
    prompt: Prompt,
) -> StoryIds:
    """`[BOS] opening`, after the conditioning prefix."""
    layout = models.layout_of(model)
    text, premise = encode(tokenizer, [prompt.text, prompt.premise])
    prefix = layout.prefix(special.of(prompt.tags), premise)
    window_prefix, sequence = layout.cut(np.array([special.bos, *text], dtype=np.int64), prefix)
    return StoryIds(window_prefix, sequence.tolist())


def _draws(prompt: Prompt, config: Generate) -> NDArray[np.float32]:
    """The random numbers of one story, which depend on the seed and on its own prompt alone."""
    asked = "\n".join([prompt.id, prompt.text, prompt.premise, *prompt.tags])
    number = int(hashlib.sha256(asked.encode()).hexdigest()[:16], 16)
    return np.random.default_rng([config.seed, number]).random(config.max_new_tokens, np.float32)


def seam(tokenizer: PreTrainedTokenizerFast, prompt: str) -> list[int]:
    """The tokens of the end of a prompt, with which what follows is decoded: some tokenizers drop
    the space that a text begins with."""
    (ids,) = encode(tokenizer, [prompt[-SEAM:]])
    return ids


def _never(
    model: PreTrainedModel, tokenizer: PreTrainedTokenizerFast, special: SpecialIds
) -> list[int]:
    """Tokens that are no text: special ones but the end, and rows that only pad an embedding."""
    marks = {id_ for id_, token in tokenizer.added_tokens_decoder.items() if token.special}
    padding = range(len(tokenizer), model.get_output_embeddings().out_features)
    every = marks.union(padding, (special.pad, special.bos), special.tags)
    return sorted(every - {special.eos})


def _read(
    ids: list[int], before: Sequence[int], eos: int, tokenizer: PreTrainedTokenizerFast
) -> Continuation:
    """The story of these tokens, which stand after those of `seam`."""
    ended = eos in ids
    story = ids[: ids.index(eos)] if ended else ids
    known, whole = (
        tokenizer.decode(each, clean_up_tokenization_spaces=False)
        for each in (before, [*before, *story])
    )
    return Continuation(
        text=whole[len(known) :],
        tokens=len(story) + ended,
        ended="eos" if ended else "length",
    )
