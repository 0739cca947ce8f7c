"""Stories that join and leave a batch are those that each would be alone."""

from collections.abc import Callable, Sequence

import pytest
from test_writing import TOKENIZER, wild
from tiny import generate_config, new_gpt2, new_tagmodel
from torch import Tensor
from transformers import PreTrainedModel

from fabula.config.decoding import Strategy
from fabula.generation import continuous
from fabula.generation.continuous import ContinuousBatch, Writing, next_of
from fabula.generation.search import OneByOne
from fabula.generation.writing import Prompt, cache_for, computing, searching, write

ASKED: list[tuple[str, tuple[str, ...], Strategy, int]] = [
    ("A fox found a red ball and gave it back to the hen.", (), "top_p", 12),
    ("Tom", ("Twist",), "greedy", 20),
    ("Two cats", (), "temperature", 5),
    ("", ("Dialogue",), "top_k", 20),
    ("A hen said, where is my egg?", ("Twist",), "top_p", 15),
]
Make = Callable[[], PreTrainedModel]


def original() -> PreTrainedModel:
    return new_tagmodel(attention="bidirectional")


def longer_gpt2() -> PreTrainedModel:
    return new_gpt2(context=64, condition="tags")


@pytest.mark.parametrize("guidance", [1.0, 2.0])
@pytest.mark.parametrize("make", [longer_gpt2, new_tagmodel, original])
def test_stories_that_join_later_are_those_that_they_are_alone(make: Make, guidance: float) -> None:
    model = wild(lambda **_: make())
    batch, written = None, dict[Writing, list[int]]()
    alone = []
    for text, tags, strategy, length in ASKED:
        prompt = Prompt("", text, tags, "")
        config = generate_config(
            strategy, max_new_tokens=length, guidance=guidance, repetition_penalty=guidance
        )
        alone += write(model, TOKENIZER, [prompt], strategy, config)
        search, task = searching(model, TOKENIZER, [prompt], strategy, config)
        assert isinstance(search, OneByOne)
        one = Writing(search, task)
        written[one] = []
        with computing(model, config):
            if batch is None:
                batch = ContinuousBatch(lambda: cache_for(model, TOKENIZER, config))  # noqa: B023
            batch.join([one])
            for _ in range(3):
                note(batch, written)
    assert batch is not None
    with computing(model, config):
        while batch.writings:
            note(batch, written)
    texts = [
        TOKENIZER.decode([t for t in ids if t != TOKENIZER.eos_token_id])
        for ids in written.values()
    ]
    assert texts == [story.text for story in alone]


def test_tokens_of_stories_that_choose_alike_are_chosen_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[Strategy, dict[str, float]]] = [
        ("top_p", {}), ("top_p", {"top_p": 0.5}), ("top_p", {}), ("greedy", {}), ("top_k", {}),
    ]  # fmt: skip
    model, batch = wild(lambda **_: longer_gpt2()), None
    for strategy, knobs in asked:
        config = generate_config(strategy, max_new_tokens=5, **knobs)
        prompt = Prompt("", "A fox", (), "")
        search, task = searching(model, TOKENIZER, [prompt], strategy, config)
        assert isinstance(search, OneByOne)
        batch = batch or ContinuousBatch(lambda: cache_for(model, TOKENIZER, config))  # noqa: B023
        with computing(model, config):
            batch.join([Writing(search, task)])
    assert batch is not None
    counts = list[int]()

    def counted(writings: Sequence[Writing], logits: Tensor) -> list[int]:
        counts.append(len(writings))
        return next_of(writings, logits)

    monkeypatch.setattr(continuous, "next_of", counted)
    with computing(model, config):
        batch.step()
    assert sorted(counts) == [1, 1, 1, 2]


def note(batch: ContinuousBatch, written: dict[Writing, list[int]]) -> None:
    for one, token, _ in batch.step():
        written[one].append(token)


def test_a_story_that_leaves_changes_none_of_the_others() -> None:
    model = wild(lambda **_: longer_gpt2())
    config = generate_config("top_p", max_new_tokens=15)
    prompts = [Prompt("", text, (), "") for text in ("A fox", "Two cats wanted one box")]
    stays, goes = (
        Writing(search, task)
        for prompt in prompts
        for search, task in [searching(model, TOKENIZER, [prompt], "top_p", config)]
        if isinstance(search, OneByOne)
    )
    batch = ContinuousBatch(lambda: cache_for(model, TOKENIZER, config))
    written: dict[Writing, list[int]] = {stays: [], goes: []}
    with computing(model, config):
        batch.join([goes, stays])
        note(batch, written)
        batch.leave([goes])
        while batch.writings:
            note(batch, written)
    (alone,) = write(model, TOKENIZER, prompts[:1], "top_p", config)
    assert len(written[goes]) == 1
    assert TOKENIZER.decode(written[stays], skip_special_tokens=True) == alone.text
