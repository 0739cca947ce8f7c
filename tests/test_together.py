"""Writing and reading in several processes: the very bytes of one, and one word where one fails."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from launching import launched
from tiny import STORIES, config, generate_config, new_gpt2, new_tagmodel, store, tokenizer

from fabula import files, models
from fabula.command import is_main_process, run
from fabula.config.sweep import Sweep
from fabula.errors import DataError, ModelError, TrainingError
from fabula.evaluation.held_out_likelihood import held_out_likelihood
from fabula.evaluation.reference_lm import nll_and_tokens
from fabula.generation import from_tags, samples, sweep
from fabula.generation.samples import Batch, batches, write_samples
from fabula.generation.writing import choose_prompts
from fabula.models import processes
from fabula.models.paths import GPT2, GPT2_BASE, TAGMODELS
from fabula.tokens.paths import TOKENS
from fabula.tokens.shards import TokenStore

CONFIG = generate_config(max_new_tokens=10, samples=2, strategies=["greedy", "top_p"])
TRIED = config(Sweep, strategies=["greedy", "top_p", "beam"], temperatures=[0.7, 1.0], prompts=3)
TELLER = tokenizer()
FOUND = Path("found")
BATCHES = 3 * (1 + 2) * 2
"""Of three models, greedy once and top-p twice, of three prompts two at a time."""
LONG = 300.0
"""Seconds, in which processes that wait for each other for ever are given up."""


@pytest.fixture
def trained(project: Path) -> Path:
    """A project with three models, and four stories as tokens."""
    TOKENS.mkdir(parents=True)
    store(TOKENS)
    models.save(new_gpt2(), TELLER, GPT2_BASE)
    models.save(new_gpt2(seed=3), TELLER, GPT2)
    models.save(new_tagmodel(), TELLER, TAGMODELS / "every_window")
    return project


def work() -> None:
    """Write and read as the stages do; each process keeps what it has found, and how many batches
    of samples it wrote itself."""
    rank, mine = os.environ.get("RANK", "0"), list[Batch]()
    records = samples.records

    def counted(batch: Batch, *arguments: Any) -> Iterator[dict[str, Any]]:
        mine.append(batch)
        return records(batch, *arguments)

    samples.records = counted
    model, tokens, prompts = (
        models.load(GPT2)[0],
        TokenStore(TOKENS, "train"),
        choose_prompts(STORIES, 3, 4),
    )
    texts = [story.text for story in STORIES] * 3
    with processes.together():
        write_samples(list(batches(prompts, CONFIG)), CONFIG, FOUND / "samples.jsonl")
        tried = list(sweep.written(model, TELLER, prompts, CONFIG, TRIED))
        told = list(from_tags.written(STORIES, CONFIG, [1.0, 2.0]))
        read = held_out_likelihood(model, TELLER, tokens, 4, batch_size=2)
        surprise = nll_and_tokens(model, TELLER, ["Once"] * len(texts), texts)
    samples.records = records
    found = {"sweep": tried, "control": told, "surprise": surprise.tolist()}
    found |= {"nll": read.per_story.nll.tolist(), "positions": read.by_position}
    files.write_json(FOUND / f"{rank}.json", found)
    files.write_json(FOUND / f"{rank}.batches", len(mine))


@pytest.mark.parametrize("count", [2, 3])
def test_many_processes_write_and_read_the_bytes_of_one(trained: Path, count: int) -> None:
    """Greedy, drawn and beam search, and the likelihood of each story; batches that they do not
    share evenly."""
    samples.loaded.cache_clear()
    work()
    lines = (FOUND / "samples.jsonl").read_bytes()
    found, batches_of_one = ((FOUND / name).read_bytes() for name in ("0.json", "0.batches"))
    assert int(batches_of_one) == BATCHES
    (FOUND / "samples.jsonl").unlink()
    done = together(work, count)
    assert done.returncode == 0, done.stderr
    assert (FOUND / "samples.jsonl").read_bytes() == lines
    for rank in range(count):
        assert (FOUND / f"{rank}.json").read_bytes() == found
        assert files.read_json(FOUND / f"{rank}.batches") == int(batches_of_one) / count


def test_a_run_that_was_interrupted_goes_on_in_more_processes(trained: Path) -> None:
    samples.loaded.cache_clear()
    work()
    lines = (FOUND / "samples.jsonl").read_bytes()
    files.keep_lines(FOUND / "samples.jsonl", 8)  # of 2, 1, 2, 1, 2 stories
    with (FOUND / "samples.jsonl").open("a") as file:
        file.write('{"id": "half a li')
    done = together(work, 2)
    assert done.returncode == 0, done.stderr
    assert (FOUND / "samples.jsonl").read_bytes() == lines
    mine = [files.read_json(FOUND / f"{rank}.batches") for rank in range(2)]
    assert sum(mine) == BATCHES - 5, "what was there was not written again"


# Where one fails


def share(piece: Callable[[int], Any]) -> None:
    """Do six pieces of work together."""
    with processes.together():
        assert list(processes.divided(piece, range(6))) == list(range(6))


def one_fails() -> None:
    def piece(number: int) -> int:
        if number == 3:
            raise ModelError("the fourth piece is too long")
        return number

    share(piece)


def all_fail() -> None:
    with processes.together():
        raise DataError("data/samples.jsonl: there is no such file")


def one_breaks() -> None:
    share(lambda number: number // (number - 1) if number == 1 else number)


def first_is_killed() -> None:
    def piece(number: int) -> int:
        if number == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    share(piece)


@pytest.mark.parametrize(
    ("scenario", "line"),
    [
        (one_fails, "error: the fourth piece is too long"),
        (all_fail, "error: data/samples.jsonl: there is no such file"),
        (one_breaks, "ZeroDivisionError: integer division or modulo by zero"),
        (first_is_killed, f"error: {processes.LOST}"),
    ],
)
def test_where_one_fails_all_end_and_one_says_why(
    scenario: Callable[[], None], line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = together(scenario, 3)
    assert done.returncode == 1
    said = [each for each in done.stderr.splitlines() if "rror: " in each]
    assert said == [line], done.stderr
    assert "Traceback" not in done.stderr or scenario is one_breaks


def test_processes_that_nobody_told_where_the_others_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORLD_SIZE", "2")
    monkeypatch.setenv("RANK", "0")
    monkeypatch.delenv("MASTER_ADDR", raising=False)
    with pytest.raises(ModelError) as caught, processes.together():
        raise AssertionError("it began alone")
    (message,) = str(caught.value).splitlines()
    assert message.startswith("launch: the 2 processes of this run do not find each other: ")
    assert "MASTER_ADDR" in message
    assert "set launch to python" in message


def test_accelerates_own_ways_are_refused_here_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORLD_SIZE", "2")
    monkeypatch.setenv("ACCELERATE_USE_FSDP", "true")
    with (
        pytest.raises(TrainingError, match=r"^launch: accelerate is asked to use FSDP"),
        processes.together(),
    ):
        raise AssertionError("it began")


def test_one_process_alone_does_all_of_it_and_meets_nobody() -> None:
    with processes.together():
        pieces = processes.divided(str, range(3))
        assert next(pieces) == "0"
    assert list(pieces) == ["1", "2"]
    assert is_main_process()


def together(scenario: Callable[[], None], count: int) -> subprocess.CompletedProcess[str]:
    """Let so many processes do something together: what they say."""
    return subprocess.run(
        [sys.executable, __file__, scenario.__name__, str(count)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        timeout=LONG,
        check=False,
    )


if __name__ == "__main__":
    asked = globals()[sys.argv[1]]
    sys.exit(int(any(launched(int(sys.argv[2]), lambda: run(asked)))))
