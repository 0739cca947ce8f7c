"""Stories whose order is known without anybody reading them: what weights can be learned from.

A grade is 1 for a real story and 0 for words without order. Between them stand stories that a model
wrote with so little chance that it repeats itself, with more and more of it, and with more and more
of its weights disturbed, that a chain of words wrote, and real stories broken in the ways of
`fabula.evaluation.metrics.corruptions`. The order is sure within each of these kinds; how the kinds
lie to each other is our judgement, for what models wrote after what a reader said of the like
(`docs/evaluate.md`). Nothing in it comes from a model under test.
"""

import copy
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

import torch
from transformers import PreTrainedModel, PreTrainedTokenizerFast

from fabula.evaluation.given import Given
from fabula.evaluation.metrics.validity import SET_CORRUPTIONS
from fabula.stories import opening
from fabula.words import ngrams

OPENING_WORDS = 15
LONGEST = 280
"""Tokens that a model writes at most."""

REAL = "real"
WRITTEN: dict[str, tuple[float, float, float]] = {
    "temperature 0.2": (0.35, 0.2, 0.0),
    "temperature 0.7": (0.4, 0.7, 0.0),
    "temperature 1": (0.25, 1.0, 0.0),
    "temperature 1.2": (0.15, 1.2, 0.0),
    "disturbed by 0.2": (0.2, 0.8, 0.2),
    "disturbed by 0.5": (0.05, 0.8, 0.5),
}
"""Who wrote -> grade, temperature, and noise on each weight matrix, in its standard deviations."""
CHAINS = {"chain of three words": (0.1, 2), "chain of two words": (0.05, 1)}
"""Who wrote -> grade, and the words that it remembers."""
BROKEN = {
    "adjacent_swap": 0.8,
    "foreign_sentence": 0.7,
    "rename": 0.6,
    "contradict": 0.7,
    "sloppy": 0.6,
    "splice": 0.45,
    "middle_shuffle": 0.35,
    "repeated_tail": 0.3,
    "sentence_shuffle": 0.25,
    "stub": 0.1,
    "word_salad": 0.0,
}
"""Corruption -> grade."""


@dataclass(frozen=True)
class Graded:
    """One story."""

    story: Given
    source: str
    """Who wrote it, or what broke it."""
    grade: float
    """0 to 1."""


def opened(text: str) -> Given:
    """A real story, cut after its opening."""
    first = opening(text, OPENING_WORDS)
    return Given(text[len(first) :], first, first)


def real_and_broken(real: Sequence[str]) -> Iterator[Graded]:
    """Real stories, and each of them broken in one of the ways."""
    stories = [opened(text) for text in real]
    yield from (Graded(story, REAL, 1.0) for story in stories)
    texts = [story.text for story in stories]
    for way, (name, grade) in enumerate(BROKEN.items()):
        broken = SET_CORRUPTIONS[name](texts, [])
        for number in range(way % len(stories), len(stories), len(BROKEN)):
            if broken[number].split() != texts[number].split():
                story = replace(stories[number], text=f" {broken[number].strip()}")
                yield Graded(story, name, grade)


def chained(training: Sequence[str], openings: Sequence[str]) -> Iterator[Graded]:
    """What follows openings where each word follows the last ones as in training stories."""
    for source, (grade, order) in CHAINS.items():
        follows: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        for text in training:
            said = [*text.replace("\n", " ").split(), ""]
            for gram in ngrams(said, order + 1):
                follows[gram[:-1]].append(gram[-1])
        for number, first in enumerate(openings):
            chance = Random(f"1 {number}")
            yield Graded(Given(_chain(first, follows, order, chance), first, first), source, grade)


def _chain(
    first: str, follows: dict[tuple[str, ...], list[str]], order: int, chance: Random
) -> str:
    said, states = first.split(), sorted(follows)
    found: list[str] = []
    while len(found) < LONGEST:
        state = tuple(said[-order:])
        word = chance.choice(follows.get(state) or follows[chance.choice(states)])
        if not word:
            break
        said.append(word)
        found.append(word)
    return " " + " ".join(found)


def written(
    model: PreTrainedModel, tokenizer: PreTrainedTokenizerFast, openings: Sequence[str]
) -> Iterator[Graded]:
    """How a model goes on, with more and more chance, and with its weights disturbed."""
    for source, (grade, temperature, noise) in WRITTEN.items():
        writer = disturbed(model, noise) if noise else model
        texts = continued(writer, tokenizer, openings, temperature)
        for first, text in zip(openings, texts, strict=True):
            yield Graded(Given(text, first, first), source, grade)


def disturbed(model: PreTrainedModel, noise: float) -> PreTrainedModel:
    """The model with noise on each matrix of its layers, in the matrix's standard deviations."""
    found = copy.deepcopy(model)
    chance = torch.Generator().manual_seed(1)
    for name, weights in found.named_parameters():
        if weights.ndim == 2 and "embed" not in name and "head" not in name:
            drawn = torch.randn(weights.shape, generator=chance).to(weights.dtype)
            weights.data += noise * weights.data.std() * drawn
    return found


@torch.no_grad()
def continued(
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerFast,
    openings: Sequence[str],
    temperature: float,
    seed: int = 1,
) -> list[str]:
    """What the model writes after each opening, drawn from the whole of its distribution."""
    torch.manual_seed(seed)
    encoded = tokenizer(list(openings), add_special_tokens=False)["input_ids"]
    width = max(map(len, encoded)) + 1
    start, end = tokenizer.bos_token_id, tokenizer.eos_token_id
    rows = [[start] * (width - len(ids)) + ids for ids in encoded]
    masks = [[0] * (width - len(ids) - 1) + [1] * (len(ids) + 1) for ids in encoded]
    drawn = model.generate(
        input_ids=torch.tensor(rows),
        attention_mask=torch.tensor(masks),
        do_sample=True,
        temperature=temperature,
        top_k=0,
        max_new_tokens=LONGEST,
        pad_token_id=end,
        eos_token_id=end,
    )
    return [tokenizer.decode(ids[width:], skip_special_tokens=True) for ids in drawn]
