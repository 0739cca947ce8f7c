"""Nothing is lost: kill -9 at any moment, a full disk, a diverging loss, no memory left."""

import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import torch
import transformers.modeling_utils
from launching import launched
from repository import MINUTES
from tiny import gpt2_config, new_gpt2, store, tokenizer
from transformers import TrainerState

from fabula import checkpoints, files, models
from fabula.command import run
from fabula.errors import TrainingError
from fabula.tokens.packing import PackedRows
from fabula.tokens.windows import StoryWindows
from fabula.training.trainer import COMPLETE, StoryTrainer
from fabula.training.training_run import LOST_PROCESS, Outcome, train

ROOT = Path(__file__).parent.parent
STEPS, EVALUATIONS = 24, 8
EVERY = STEPS // EVALUATIONS
CONFIG = gpt2_config(
    epochs=0, max_steps=STEPS, evaluations=EVALUATIONS, batch_size=2, dropout=0.1, context=16
)

Trained = tuple[Outcome, dict[str, torch.Tensor]]


def trained(folder: Path, checkpoints: Path | None = None) -> Trained:
    """Train a tiny GPT-2 in `folder`, or go on there: what it leaves, and its weights."""
    model = new_gpt2(dropout=0.1, context=16)
    special = models.special_ids(tokenizer())
    tokens = store(folder)
    rows = PackedRows(tokens, CONFIG.context, special)
    validation = StoryWindows(tokens, models.layout_of(model), special, once=True)
    outcome = train(model, rows, validation, CONFIG, checkpoints or folder / "checkpoints")
    return outcome, model.state_dict()


def assert_same(ours: Trained, theirs: Trained) -> None:
    assert ours[0] == theirs[0]
    for name, weight in theirs[1].items():
        assert torch.equal(ours[1][name], weight), name


def steps_kept(folder: Path) -> list[int]:
    """The steps of all checkpoints there, whole or not."""
    return sorted(int(path.name.split("-")[1]) for path in (folder / "checkpoints").iterdir())


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Trained:
    """The run that nothing happened to."""
    return trained(tmp_path_factory.mktemp("whole"))


# Killed while it writes


def stage(folder: Path) -> None:
    """As a stage does it: train, keep the result, forget the checkpoints."""
    outcome, weights = trained(folder)
    torch.save(weights, folder / "weights.pt")
    files.write_json(folder / "outcome.json", asdict(outcome))
    checkpoints.remove(folder / "checkpoints")


def dies(owner: Any, function: str, name: str, nth: int = 2) -> None:
    """Let this process die when `function` writes (or removes) `name` for the `nth` time.

    Half of a file is there then; of a folder nothing but the marks of its checkpoints.
    """
    original = getattr(owner, function)
    calls = 0

    def dying(*arguments: Any, **keywords: Any) -> Any:
        nonlocal calls
        path = next(Path(value) for value in arguments if isinstance(value, str | Path))
        if not path.name.startswith(name) or (function == "rmtree" and not path.exists()):
            return original(*arguments, **keywords)
        calls += 1
        if calls < nth:
            return original(*arguments, **keywords)
        if path.is_dir():
            for file in path.rglob("*.*"):
                file.unlink()
        elif name != COMPLETE:
            original(*arguments, **keywords)
            os.truncate(path, path.stat().st_size // 2)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(owner, function, dying)


MOMENTS: dict[str, Callable[[], None]] = {
    "weights": lambda: dies(transformers.modeling_utils, "safe_save_file", "model.safetensors"),
    "optimizer": lambda: dies(torch, "save", "optimizer.pt"),
    "random numbers": lambda: dies(torch, "save", "rng_state.pth"),
    "state": lambda: dies(TrainerState, "save_to_json", "trainer_state.json"),
    "mark": lambda: dies(Path, "touch", COMPLETE),
    "an old checkpoint": lambda: dies(shutil, "rmtree", "checkpoint-"),
    "all checkpoints": lambda: dies(shutil, "rmtree", "checkpoints", nth=1),
}


def killed_at_each_moment(folder: Path) -> None:
    """One run that is killed again and again, each time elsewhere; then nobody kills it.

    Each process is a fork of this one, which has imported all and done nothing yet.
    """
    for moment in [*MOMENTS, "never"]:
        process = os.fork()
        if not process:
            if moment in MOMENTS:
                MOMENTS[moment]()
            stage(folder)
            os._exit(0)
        _, status = os.waitpid(process, 0)
        expected = 0 if moment == "never" else signal.SIGKILL
        assert status == expected, f"killed at {moment}: {status}"


OF_MANY: dict[str, tuple[int, Callable[[], None]]] = {
    **{name: (0, MOMENTS[name]) for name in ("weights", "optimizer", "state", "mark")},
    "random numbers of the first": (0, lambda: dies(torch, "save", "rng_state_0.pth")),
    "random numbers of the second": (1, lambda: dies(torch, "save", "rng_state_1.pth")),
    "an old checkpoint": (0, MOMENTS["an old checkpoint"]),
}
"""Moment -> the process that is killed then."""


def shared_stage(folder: Path, moment: str) -> None:
    """What each of two processes does: train with the other, and write what that leaves."""
    rank = int(os.environ["RANK"])
    at, let_die = OF_MANY.get(moment, (-1, None))
    if let_die and rank == at:
        let_die()
    mine = folder / str(rank)
    mine.mkdir(parents=True, exist_ok=True)
    outcome, weights = trained(mine, folder / "checkpoints")
    torch.save(weights, mine / "weights.pt")
    files.write_json(mine / "outcome.json", asdict(outcome))


def one_of_two_killed_at_each_moment(folder: Path) -> None:
    """Two processes that nobody kills; then two of which one is killed again and again."""
    for where, moment in [("whole", "never"), *(("killed", each) for each in [*OF_MANY, "never"])]:
        print(moment, file=sys.stderr, flush=True)
        ended = launched(2, partial(run, partial(shared_stage, folder / where, moment)))
        if moment == "never":
            assert ended == [0, 0], ended
        else:
            at, _ = OF_MANY[moment]
            assert (ended[at], ended[1 - at]) == (-signal.SIGKILL, 1), f"{moment}: {ended}"


@pytest.mark.slow
def test_one_of_two_is_killed_while_a_checkpoint_is_written_or_removed(tmp_path: Path) -> None:
    """The other one says so each time, and the next two processes go on to the same bytes."""
    done = subprocess.run(
        [sys.executable, __file__, str(tmp_path), "two"],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        timeout=20 * MINUTES,
    )
    assert done.returncode == 0, done.stderr
    said = [line for line in done.stderr.splitlines() if line.startswith("error: ")]
    assert said == [f"error: {LOST_PROCESS}"] * len(OF_MANY)
    assert done.stderr.count("going on from step") == len(OF_MANY)
    for rank in ("0", "1"):
        for name in ("weights.pt", "outcome.json"):
            whole, killed = (tmp_path / run / rank / name for run in ("whole", "killed"))
            assert whole.read_bytes() == killed.read_bytes(), name


@pytest.mark.slow
def test_a_kill_while_a_checkpoint_is_written_or_removed(tmp_path: Path, whole: Trained) -> None:
    done = subprocess.run(
        [sys.executable, __file__, str(tmp_path), "one"],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=10 * MINUTES,
    )
    assert done.returncode == 0, done.stderr
    weights = torch.load(tmp_path / "weights.pt")
    outcome = Outcome(**files.read_json(tmp_path / "outcome.json"))
    assert_same((outcome, weights), whole)
    assert not (tmp_path / "checkpoints").exists()


def test_what_a_kill_left_behind_is_gone_after_the_next_run(tmp_path: Path) -> None:
    code = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from fabula import files\n"
        "with files.replacing(Path('model')) as folder:\n"
        "    folder.mkdir()\n"
        "    (folder / 'weights').write_text('half')\n"
        "    os.kill(os.getpid(), int(sys.argv[1]))\n"
    )
    for sent in (signal.SIGKILL, 0):
        done = subprocess.run(
            [sys.executable, "-c", code, str(int(sent))],
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            check=False,
        )
        assert done.returncode == -sent
    assert [path.name for path in tmp_path.iterdir()] == ["model"]


# Failures that a person can do something about


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """No file can grow beyond so many bytes: as a full disk does, writes fail in the middle."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("fraction", [0, 0.5, 1.5], ids=["settings", "weights", "optimizer"])
def test_a_full_disk(
    fraction: float, tmp_path: Path, whole: Trained, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Writing fails at the first file, in the weights, and in the optimizer's larger state."""
    size = fraction * 4 * whole[0].metrics["parameters"]
    save = StoryTrainer._save_checkpoint

    def with_little_room(self: StoryTrainer, *arguments: Any) -> None:
        with largest_file(round(size) if self.state.global_step == 3 * EVERY else -1):
            save(self, *arguments)

    with monkeypatch.context() as patch:
        patch.setattr(StoryTrainer, "_save_checkpoint", with_little_room)
        with pytest.raises(TrainingError, match="give the same command again: it goes on from"):
            trained(tmp_path)
    assert steps_kept(tmp_path) == [2 * EVERY]
    assert_same(trained(tmp_path), whole)


@pytest.mark.parametrize("kind", ["training", "validation"])
def test_a_loss_that_is_no_number(
    kind: str, tmp_path: Path, whole: Trained, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In training it is seen before it reaches the weights. A gradient can break them first."""
    at = 3 * EVERY - 1
    step = StoryTrainer.training_step

    def diverging(self: StoryTrainer, *arguments: Any) -> torch.Tensor:
        loss = step(self, *arguments)
        if self.state.global_step == at and kind == "validation":
            next(self.model.parameters()).grad.fill_(torch.nan)
        return loss

    compute = StoryTrainer.compute_loss

    def nan(self: StoryTrainer, *arguments: Any, **keywords: Any) -> torch.Tensor:
        loss = compute(self, *arguments, **keywords)
        return loss * (torch.nan if self.state.global_step == at and kind == "training" else 1)

    with monkeypatch.context() as patch:
        patch.setattr(StoryTrainer, "training_step", diverging)
        patch.setattr(StoryTrainer, "compute_loss", nan)
        with pytest.raises(TrainingError) as caught:
            trained(tmp_path)
    seen_at = at if kind == "training" else at + 1
    message = str(caught.value)
    assert f"the {kind} loss is nan at step {seen_at}: the run diverged" in message
    assert f"Lower learning_rate (now {CONFIG.learning_rate:g})" in message
    assert steps_kept(tmp_path) == [2 * EVERY]
    assert_same(trained(tmp_path), whole)


@pytest.mark.parametrize(
    "error",
    [
        RuntimeError("[enforce fail at alloc_cpu.cpp] DefaultCPUAllocator: can't allocate memory"),
        torch.OutOfMemoryError("CUDA out of memory."),
    ],
)
def test_no_memory_left(
    error: RuntimeError, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise error

    monkeypatch.setattr(StoryTrainer, "training_step", fail)
    message = r"memory ran out: halve batch_size \(now 2\) and double accumulation_steps \(now 1\)"
    with pytest.raises(TrainingError, match=message):
        trained(tmp_path)


def test_other_errors_are_not_taken_for_a_lack_of_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise RuntimeError("mat1 and mat2 shapes cannot be multiplied")

    monkeypatch.setattr(StoryTrainer, "training_step", fail)
    with pytest.raises(RuntimeError, match="shapes"):
        trained(tmp_path)


if __name__ == "__main__":
    many = sys.argv[2] == "two"
    (one_of_two_killed_at_each_moment if many else killed_at_each_moment)(Path(sys.argv[1]))
