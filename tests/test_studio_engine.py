"""The thread that writes: who joins, who leaves, and what happens to the others when one fails."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from published import published
from studio import ENDLESS, shelve
from tiny import gpt2_config

from fabula import models
from fabula.config.decoding import Strategy
from fabula.config.generate import Generate
from fabula.generation.kv_cache import WindowCache
from fabula.generation.storyteller import generate_text, load_model
from fabula.generation.writing import Prompt
from fabula.models.paths import GPT2
from fabula.studio.engine import BusyError, Engine, StoppedError
from fabula.studio.jobs import Done, Event, Failed, Job, Piece
from fabula.studio.limits import Limits
from fabula.studio.shelf import Shelf
from fabula.tokens import tokenization
from fabula.training import gpt2


def job(
    tell: Any,
    tokens: int = 2000,
    strategy: Strategy = "top_p",
    model: str = ENDLESS,
    prompt: str = "A fox",
    **more: Any,
) -> Job:
    shelved = Shelf().get(model)
    config = Generate.load().model_copy(update={"max_new_tokens": tokens, "precision": "fp32"})
    return Job(shelved, Prompt("", prompt, (), ""), strategy, config, tell, **more)


@contextmanager
def writing(limits: Limits | None = None) -> Iterator[Engine]:
    engine = Engine(limits or Limits())
    engine.start()
    yield engine
    engine.close()


class Heard(list[Event]):
    """What is told of one story."""

    @property
    def over(self) -> bool:
        return bool(self) and isinstance(self[-1], Done | Failed)

    @property
    def text(self) -> str:
        assert isinstance(self[-1], Done), self[-1]
        return self[-1].text


def wait_for(condition: Any) -> None:
    until = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.01)


def test_who_goes_away_frees_the_slot_and_the_place_in_the_queue(project: Path) -> None:
    shelve(project)
    engine, begun = Engine(Limits(slots=1, waiting=2)), threading.Event()
    engine.start()
    first = job(lambda event: begun.set())
    second, third = job(lambda event: None), job(lambda event: None)
    engine.submit(first)
    assert begun.wait(30)
    engine.submit(second, third)
    with pytest.raises(BusyError):
        engine.submit(job(lambda event: None))
    assert engine.place(third) == 2
    second.gone = True
    wait_for(lambda: engine.place(third) == 1)
    first.gone = True
    wait_for(lambda: engine.place(third) == 0 and engine.active == 1)
    third.gone = True
    wait_for(lambda: engine.active == 0)
    engine.close()


def test_stories_are_written_side_by_side(project: Path) -> None:
    shelve(project)
    engine, told = Engine(Limits()), list[tuple[int, Event]]()
    jobs = [job(lambda event, n=n: told.append((n, event)), 60) for n in range(3)]
    engine.start()
    engine.submit(*jobs)
    wait_for(lambda: sum(isinstance(event, Done) for _, event in told) == 3)
    engine.close()
    order = [number for number, event in told if isinstance(event, Piece)]
    assert {0, 1, 2} <= set(order[:9])
    texts = {event.text for _, event in told if isinstance(event, Done)}
    assert len(texts) == 1  # the same seed, whoever writes beside it


def test_of_many_stories_several_words_are_told_at_once_but_for_the_first(project: Path) -> None:
    shelve(project)
    one, many = Heard(), [Heard() for _ in range(40)]
    with writing() as engine:
        engine.submit(job(one.append, 60))
        wait_for(lambda: one.over)
        engine.submit(*(job(each.append, 60) for each in many))
        wait_for(lambda: all(each.over for each in many))
    assert {each.text for each in many} == {one.text}
    assert sum(map(len, many)) < 0.75 * len(many) * len(one)
    assert all(each[0] == one[0] for each in many)


@pytest.mark.parametrize("family", ["mamba", "mistral", "gemma2", "llama"])
def test_stories_of_any_model_come_one_after_the_other(project: Path, family: str) -> None:
    """Those of models that let none join are written alone, with what they were unsure of."""
    source = str(published(family, project / "theirs"))
    tokenizer = tokenization.load_pretrained(source)
    config = gpt2_config(init=source, context=64).model_copy(update={"attention": "auto"})
    models.save(gpt2.build(config, tokenizer), tokenizer, project / GPT2)
    prompts = ["Tom", "Once upon a time a fox found a red ball", "Two cats"]
    heard = [Heard() for _ in prompts]
    with writing() as engine:
        for prompt, each in zip(prompts, heard, strict=True):
            engine.submit(job(each.append, 12, "greedy", "gpt2", prompt, logprobs=1))
            wait_for(lambda each=each: each)  # type: ignore[misc]
        wait_for(lambda: all(each.over for each in heard))
    alone = load_model(project / GPT2)
    for prompt, each in zip(prompts, heard, strict=True):
        assert prompt + each.text == generate_text(
            alone, prompt=prompt, strategy="greedy", max_new_tokens=12
        )
        assert any(isinstance(event, Piece) and event.tokens for event in each)


def test_a_beginning_that_fails_leaves_the_others_alone(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelve(project)
    goes_on, fails, after = Heard(), Heard(), Heard()
    with writing() as engine:
        engine.submit(job(goes_on.append, 300))
        wait_for(lambda: goes_on)
        prefill = WindowCache.prefill
        monkeypatch.setattr(WindowCache, "prefill", broken)
        engine.submit(job(fails.append))
        wait_for(lambda: fails.over)
        monkeypatch.setattr(WindowCache, "prefill", prefill)
        engine.submit(job(after.append, 5))
        wait_for(lambda: after.over and goes_on.over)
    assert isinstance(fails[-1], Failed)
    assert "RuntimeError" in fails[-1].message
    assert goes_on.text
    assert after.text


def broken(*_: Any) -> Any:
    raise RuntimeError("this cannot be")


@pytest.mark.parametrize("method", ["begin", "add", "look", "finish"])
def test_a_mistake_in_one_story_ends_no_other(
    project: Path, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    shelve(project)
    fails, goes_on = Heard(), Heard()
    with writing() as engine:
        engine.submit(job(goes_on.append, 30))
        wrong = job(fails.append, 30, "beam")
        monkeypatch.setattr(wrong, method, broken)
        engine.submit(wrong)
        wait_for(lambda: fails.over and goes_on.over)
        assert engine.alive
    assert isinstance(fails[-1], Failed)
    assert goes_on.text


def test_a_mistake_of_the_engine_ends_a_turn_and_not_the_engine(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelve(project)
    fails, after = Heard(), Heard()
    with writing() as engine:
        with monkeypatch.context() as wrong:
            wrong.setattr(engine, "_step", broken)
            engine.submit(job(fails.append))
            wait_for(lambda: fails.over)
        engine.submit(job(after.append, 5))
        wait_for(lambda: after.over)
    assert isinstance(fails[-1], Failed)
    assert after.text


def test_an_engine_that_has_ended_takes_no_stories(project: Path) -> None:
    shelve(project)
    with writing() as engine:
        pass
    with pytest.raises(StoppedError):
        engine.submit(job(print))


def test_a_beam_search_can_be_left_and_has_a_deadline(project: Path) -> None:
    shelve(project)
    left, late, beside = Heard(), Heard(), Heard()
    leaving = job(left.append, 2000, "beam")
    with writing() as engine:
        engine.submit(leaving, job(beside.append, 20))
        engine.submit(job(late.append, 2000, "diverse_beam", deadline=time.monotonic() + 0.2))
        wait_for(lambda: late.over and beside.over)
        assert not left.over
        leaving.gone = True
        wait_for(lambda: left.over)
    assert [each[-1].ended for each in (late, left)] == ["time", "gone"]  # type: ignore[union-attr]
