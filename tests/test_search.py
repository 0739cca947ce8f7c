"""Searches against what they must equal: transformers' own, each other, or their definition."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import pytest
import torch
from scipy.stats import chisquare
from tiny import new_gpt2, new_nanochat, new_tagmodel
from torch import Tensor
from transformers import PreTrainedModel

from fabula.generation.kv_cache import StoryIds, new_cache
from fabula.generation.search import (
    OneByOne,
    Search,
    Task,
    beams,
    contrastive,
    most_likely,
    sampled,
)

GREEDY = OneByOne(most_likely)
EOS = 2
PROMPTS = [[1, 20, 30], [1, 40], [1, 50, 60, 70, 80], [1]]


def wild(make: Any, **changes: Any) -> PreTrainedModel:
    """A model with random weights so large that it is sure of itself, and ends now and then."""
    torch.manual_seed(0)
    model: PreTrainedModel = make(**changes)
    with torch.no_grad():
        model.get_output_embeddings().weight.mul_(8)
    return model


MODELS = {
    "gpt2": partial(wild, new_gpt2, context=64),
    "nanochat": partial(wild, new_nanochat, context=64),
    "tagmodel": partial(wild, new_tagmodel),
    "original": partial(wild, new_tagmodel, attention="bidirectional"),
}
EVERY = pytest.mark.parametrize("name", MODELS)
TRANSFORMERS = pytest.mark.parametrize("name", ["gpt2", "nanochat"])


def task(limit: int = 30, prompts: Sequence[Sequence[int]] = PROMPTS, eos: int = EOS) -> Task:
    draws = np.random.default_rng(0).random((len(prompts), limit), np.float32)
    stories = [StoryIds([], list(ids)) for ids in prompts]
    return Task(stories, [limit] * len(prompts), draws, 0, eos, [])


@torch.inference_mode()
def run(search: Search, model: PreTrainedModel, work: Task) -> list[list[int]]:
    stories: list[list[int]] = [[] for _ in work.stories]
    for number, token in filter(None, search(new_cache(model, 0), work)):
        stories[number].append(token)
    return stories


def theirs(model: PreTrainedModel, limit: int, **settings: Any) -> list[list[int]]:
    """What `transformers` writes after each prompt alone."""
    stories = []
    for ids in PROMPTS:
        found = model.generate(
            torch.tensor([ids]), max_new_tokens=limit, pad_token_id=0, eos_token_id=EOS, **settings
        )[0, len(ids) :].tolist()
        stories.append(found[: found.index(EOS) + 1] if EOS in found else found)
    return stories


def often_ending(model: PreTrainedModel) -> PreTrainedModel:
    """The same model, for which the end is a likely token."""
    with torch.no_grad():
        rows = model.get_output_embeddings().weight
        rows[EOS] = rows[40] * 1.02
    return model


@TRANSFORMERS
def test_greedy_is_that_of_transformers(name: str) -> None:
    model = often_ending(MODELS[name]())
    assert run(GREEDY, model, task()) == theirs(model, 30, do_sample=False)


@TRANSFORMERS
@pytest.mark.parametrize("length_penalty", [1.0, 0.0, 2.0])
@pytest.mark.parametrize("num_beams", [2, 3])
def test_beam_search_is_that_of_transformers(
    name: str, num_beams: int, length_penalty: float
) -> None:
    model = often_ending(MODELS[name]())
    ours = run(beams(num_beams, length_penalty), model, task(limit=12))
    assert ours == theirs(model, 12, num_beams=num_beams, length_penalty=length_penalty)
    assert any(story[-1] == EOS for story in ours) or length_penalty > 0
    assert ours != run(GREEDY, model, task(limit=12))


@EVERY
def test_one_beam_is_greedy(name: str) -> None:
    model = MODELS[name]()
    assert run(beams(1, 1.0), model, task(limit=15)) == run(GREEDY, model, task(limit=15))


@EVERY
def test_contrast_without_a_penalty_is_greedy(name: str) -> None:
    model = MODELS[name]()
    assert run(contrastive(0.0, 4), model, task()) == run(GREEDY, model, task())
    assert run(contrastive(0.9, 4), model, task()) != run(GREEDY, model, task())


@torch.inference_mode()
def test_contrast_is_its_definition() -> None:
    """Every candidate of every step by itself, all states computed anew."""
    model, alpha, k = MODELS["gpt2"](), 0.6, 5
    ids = [1, 20, 30]
    for token in run(contrastive(alpha, k), model, task(12, [ids]))[0]:
        out = model(torch.tensor([ids]), output_hidden_states=True)
        likely = out.logits[0, -1].softmax(dim=-1).topk(k)
        scores = []
        for p, candidate in zip(*map(Tensor.tolist, likely), strict=True):
            longer = model(torch.tensor([[*ids, candidate]]), output_hidden_states=True)
            states = torch.nn.functional.normalize(longer.hidden_states[-1][0], dim=-1)
            scores.append((1 - alpha) * p - alpha * float((states[:-1] @ states[-1]).max()))
        assert token == likely.indices[int(np.argmax(scores))]
        ids.append(token)


@EVERY
@pytest.mark.parametrize(
    "search",
    [GREEDY, OneByOne(sampled), beams(3, 1.0), beams(4, 1.0, 2, 0.5), contrastive(0.6, 4)],
    ids=["greedy", "drawn", "beams", "diverse_beams", "contrastive"],
)
def test_a_story_is_the_same_whatever_stands_beside_it(name: str, search: Search) -> None:
    model, together = often_ending(MODELS[name]()), task(limit=20)
    found = run(search, model, together)
    assert len(set(map(tuple, found))) == len(PROMPTS)
    for number in range(len(PROMPTS)):
        alone = replace(
            together,
            stories=together.stories[number : number + 1],
            max_new_tokens=together.max_new_tokens[number : number + 1],
            draws=together.draws[number : number + 1],
        )
        assert run(search, model, alone) == [found[number]]


def test_each_story_ends_in_its_own_room() -> None:
    work = replace(task(eos=-1), max_new_tokens=[3, 30, 7, 1])
    for search in (GREEDY, beams(2, 1.0), contrastive(0.5, 3)):
        assert list(map(len, run(search, MODELS["gpt2"](), work))) == [3, 30, 7, 1]


@pytest.mark.parametrize("beyond", [1, 1000, 10**12])
def test_contrast_among_more_tokens_than_there_are_is_among_all(beyond: int) -> None:
    model, work = MODELS["gpt2"](), task(4)
    whole = model.config.vocab_size
    assert run(contrastive(0.6, whole + beyond), model, work) == run(
        contrastive(0.6, whole), model, work
    )


class Fixed:
    """A cache of a model to which the same tokens are always likely."""

    def __init__(self, probabilities: Sequence[float]) -> None:
        self._logits = torch.tensor(probabilities).log()
        self.hidden = self.real = torch.zeros(0)

    def prefill(self, stories: Sequence[StoryIds]) -> Tensor:
        return self._logits.expand(len(stories), -1)

    def step(self, tokens: Tensor) -> Tensor:
        return self._logits.expand(len(tokens), -1)

    def select(self, indices: Tensor) -> None:
        pass


def test_tokens_are_drawn_as_often_as_they_are_likely() -> None:
    p = np.array([0.5, 0.0, 0.3, 0.15, 0.05])
    work = task(limit=500, prompts=[[1]] * 20, eos=-1)
    found = [token for _, token in OneByOne(sampled)(Fixed(p.tolist()), work)]
    seen = np.bincount(found, minlength=5)
    assert seen[1] == 0
    assert chisquare(seen[p > 0], 10_000 * p[p > 0]).pvalue > 0.01
    assert chisquare(seen[p > 0], 10_000 * np.full(4, 0.25)).pvalue < 1e-9


def test_the_ends_of_the_range_are_drawn_too() -> None:
    scores = torch.tensor([[0.0, 1.0, 1.0, 0.0]]).log()
    assert sampled(scores, torch.tensor([0.0])) == 1
    assert sampled(scores, torch.tensor([0.49999])) == 1
    assert sampled(scores, torch.tensor([0.50001])) == 2
    assert sampled(scores, torch.tensor([1 - 2.0**-24])) == 2


def test_groups_of_beams_avoid_each_others_tokens() -> None:
    """Without a penalty both groups write the same; with one the second takes the next best."""
    p = [0.4, 0.3, 0.2, 0.1]
    written: list[Tensor] = []

    class Watching(Fixed):
        def step(self, tokens: Tensor) -> Tensor:
            written.append(tokens)
            return super().step(tokens)

    for penalty, expected in ((0.0, [0, 0]), (5.0, [0, 1])):
        written.clear()
        list(beams(2, 1.0, 2, penalty)(Watching(p), task(5, [[1]], eos=-1)))
        assert written[0].tolist() == expected
