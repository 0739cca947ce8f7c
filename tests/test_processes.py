"""Training in several processes, and with compiled code: the same recipe, the same curve."""

import json
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import psutil
import pytest
import torch
from launching import TWO, where_only_the_first_writes
from repository import MINUTES, Repository, running, smoke, wait_until
from safetensors.torch import load
from tiny import STORIES, gpt2_config, new_tagmodel, tagmodel_config, tokenizer

from fabula import files, models, paths
from fabula.errors import TrainingError
from fabula.models import processes
from fabula.models.paths import GPT2
from fabula.tokens import tokenization
from fabula.tokens.packing import PackedRows
from fabula.tokens.shards import TokenStore, write_shards
from fabula.tokens.windows import StoryWindows
from fabula.training import gpt2
from fabula.training.trainer import COMPLETE, StoryTrainer
from fabula.training.training_run import LOST_PROCESS, Outcome, train


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Repository, dict[str, bytes]]:
    """The smoke preset, GPT-2 trained in two processes by DVC, and what that left of it; no
    dropout, so one curve for all.

    The stories make rows that neither two processes nor a batch share evenly.
    """
    made = smoke(tmp_path_factory.mktemp("two"))
    made.set("launch: python", f"launch: {TWO}")
    made.set("train: 300", "train: 50")
    made.set("epochs: 0.5", "epochs: 2.5")
    made.set("epochs: 0.25", "epochs: 1.5")
    made.set("evaluations: 2", "evaluations: 10")
    made = where_only_the_first_writes(made)
    made.dvc("repro", "train_gpt2")
    left = {name: content for name, content in made.outputs().items() if GPT2.name in name}
    return made, left


@pytest.fixture
def repository(undisturbed: tuple[Repository, dict[str, bytes]]) -> Repository:
    """Where each test trains again."""
    return undisturbed[0]


def curves(folder: Path, model: str) -> dict[str, list[dict[str, str]]]:
    return {path.stem: files.read_csv(path) for path in (folder / "plots" / model).glob("*.csv")}


def assert_same_curves(
    ours: dict[str, list[dict[str, str]]], theirs: dict[str, list[dict[str, str]]]
) -> None:
    assert ours.keys() == theirs.keys()
    for name, rows in ours.items():
        for one, other in zip(rows, theirs[name], strict=True):
            assert (one["step"], one["tokens"]) == (other["step"], other["tokens"]), name
            assert float(one["loss"]) == pytest.approx(float(other["loss"]), rel=1e-4), (name, one)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["gpt2", "tagmodel"])
def test_two_processes_train_as_one_does(repository: Repository, name: str) -> None:
    if name == "tagmodel":
        repository.run(*TWO.split(), "-m", "stages.train_tagmodel")
    two = curves(repository.folder, name)
    written = repository.outputs().keys()
    assert two
    repository.run("python", "-m", f"stages.train_{name}")
    assert_same_curves(two, curves(repository.folder, name))
    assert repository.outputs().keys() == written
    assert not list((repository.folder / paths.CHECKPOINTS).rglob("*.*"))


@pytest.mark.slow
def test_two_processes_that_divide_gpt2_leave_the_files_of_one(repository: Repository) -> None:
    """Alone, a process has nobody to divide it with, and trains all of it."""
    text = (repository.folder / paths.PARAMS).read_text()
    repository.set("optimizer: muon", "optimizer: adamw")
    repository.set("fsdp: false", "fsdp: true")
    repository.run(*TWO.split(), "-m", "stages.train_gpt2")
    two, written = curves(repository.folder, "gpt2"), repository.outputs()
    repository.run("python", "-m", "stages.train_gpt2")
    assert_same_curves(two, curves(repository.folder, "gpt2"))
    alone = repository.outputs()
    assert alone.keys() == written.keys()
    assert alone["models/gpt2/config.json"] == written["models/gpt2/config.json"]
    weights, others = (load(each["models/gpt2/model.safetensors"]) for each in (written, alone))
    assert weights.keys() == others.keys()
    for name, weight in weights.items():
        assert float((weight - others[name]).abs().mean()) < 1e-4, name
    (repository.folder / paths.PARAMS).write_text(text)


@pytest.mark.slow
def test_a_run_of_which_one_process_is_killed_goes_on_to_the_same_bytes(
    undisturbed: tuple[Repository, dict[str, bytes]],
) -> None:
    repository, left = undisturbed
    train = [*TWO.split(), "-m", "stages.train_gpt2"]
    with running(repository, *train) as launcher:
        wait_until(lambda: any((repository.folder / paths.CHECKPOINTS).rglob(COMPLETE)))
        children = psutil.Process(launcher.pid).children()
        (second,) = [each for each in children if each.environ().get("RANK") == "1"]
        second.kill()
        said = launcher.communicate(timeout=5 * MINUTES)[0]
    assert launcher.returncode == 1
    (line,) = [line for line in said.splitlines() if line.startswith("error: ")]
    assert line == f"error: {LOST_PROCESS}"
    assert "going on from step" in repository.run(*train)
    assert left
    assert repository.outputs().items() >= left.items()


def test_a_process_that_its_launcher_ends_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As torchrun does it with the others where one has failed."""
    before = signal.getsignal(signal.SIGTERM)

    def ended(self: StoryTrainer, *_: Any) -> torch.Tensor:
        os.kill(os.getpid(), signal.SIGTERM)
        raise AssertionError("it went on")

    monkeypatch.setattr(StoryTrainer, "training_step", ended)
    monkeypatch.setattr(processes, "count", lambda: 2)
    with pytest.raises(TrainingError, match=f"^{LOST_PROCESS}$"):
        run(tmp_path, batch_size=4)
    assert signal.getsignal(signal.SIGTERM) == before


def run(folder: Path, kind: str = "gpt2", **changes: Any) -> Outcome:
    """Train a tiny model in `folder`, or go on there."""
    small: Any = {"gpt2": gpt2_config, "tagmodel": tagmodel_config}[kind](**changes)
    words = tokenizer() if small.init == "scratch" else tokenization.load_pretrained(small.init)
    special = models.special_ids(words)
    folder.mkdir(exist_ok=True)
    write_shards(STORIES, folder, "train", words, shard_stories=3)
    tokens = TokenStore(folder, "train")
    model: Any = new_tagmodel() if kind == "tagmodel" else gpt2.build(small, words)
    rows: PackedRows | StoryWindows = PackedRows(tokens, 32, special)
    if kind == "tagmodel":
        rows = StoryWindows(tokens, model.layout(stride=6), special, once=False)
    validation = StoryWindows(tokens, models.layout_of(model), special, once=True)
    return train(model, rows, validation, small, folder / "checkpoints")


def one_of_many(folder: Path, changes: dict[str, Any]) -> None:
    """What each process does: train with the others, and write what that leaves; of a run that is
    to be interrupted, nothing but its checkpoints."""
    mine = folder / os.environ["RANK"]
    if not mine.exists():
        mine.mkdir()
        (mine / "checkpoints").symlink_to(folder / "checkpoints")
    at = changes.pop("interrupted_at", 0)
    states: list[int] = []
    step, trained = StoryTrainer.training_step, StoryTrainer.train

    def counting(self: StoryTrainer, *arguments: Any, **keywords: Any) -> Any:
        done = trained(self, *arguments, **keywords)
        tensors = [each for state in self.optimizer.state.values() for each in state.values()]
        local = [each.to_local() if hasattr(each, "to_local") else each for each in tensors]
        states.append(sum(each.numel() for each in local if each.ndim))
        return done

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StoryTrainer, "train", counting)
        patch.setattr(StoryTrainer, "training_step", interrupted(at) if at else step)
        try:
            outcome = run(mine, **changes)
        except KeyboardInterrupt:
            assert at
            return
    files.write_json(mine / "outcome.json", asdict(outcome))
    files.write_json(mine / "state.json", states)


def run_together(processes: int, *runs: tuple[Path, dict[str, Any]]) -> str:
    """Train tiny models in so many processes, one after the other, each in its folder; or go on
    there: what they said."""
    for folder, _ in runs:
        (folder / "checkpoints").mkdir(parents=True, exist_ok=True)
    launch = [sys.executable, "-m", "torch.distributed.run", "--nproc-per-node", str(processes)]
    done = subprocess.run(
        [*launch, __file__, json.dumps([(str(folder), changes) for folder, changes in runs])],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stderr


def outcome_of(folder: Path, rank: int = 0) -> Outcome:
    return Outcome(**files.read_json(folder / str(rank) / "outcome.json"))


def assert_close(ours: Outcome, theirs: Outcome) -> None:
    """Of the same steps and tokens, with losses within 1e-4 of each."""
    for name in ("train_curve", "validation_curve"):
        for one, other in zip(getattr(ours, name), getattr(theirs, name), strict=True):
            assert (one["step"], one["tokens"]) == (other["step"], other["tokens"]), name
            assert one["loss"] == pytest.approx(other["loss"], rel=1e-4), (name, one)


@pytest.mark.slow
def test_four_processes_train_as_one_does(tmp_path: Path) -> None:
    run_together(4, (tmp_path / "four", {"batch_size": 4}))
    alone = run(tmp_path / "alone", batch_size=4)
    for rank in range(4):
        assert_close(outcome_of(tmp_path / "four", rank), alone)


def test_what_processes_cannot_share_is_said_before_any_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORLD_SIZE", "3")
    message = "^batch_size 4 cannot be shared by 3 processes: set it to a multiple$"
    with pytest.raises(TrainingError, match=message):
        run(tmp_path, batch_size=4)


# torch.compile

STEPS = {"epochs": 0, "max_steps": 6, "batch_size": 1, "evaluations": 3, "compile": True}


@pytest.mark.slow
def test_without_a_compiler_training_says_so_and_runs(tmp_path: Path) -> None:
    code = (
        "import logging, sys\n"
        "from pathlib import Path\n"
        "logging.basicConfig(level='INFO')\n"
        "import test_processes\n"
        "print(test_processes.run(Path(sys.argv[1]), **test_processes.STEPS).metrics['steps'])\n"
    )
    own = {
        "CXX": "/nonexistent/c++",
        "TORCHINDUCTOR_CACHE_DIR": str(tmp_path / "cache"),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        env=os.environ | own,
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "6"
    (line,) = [line for line in done.stderr.splitlines() if "torch.compile" in line]
    assert "torch.compile does not work here, so training is not compiled: " in line


@pytest.mark.slow
@pytest.mark.filterwarnings("default")  # as errors, torch's own would stop its compiler
@pytest.mark.parametrize("kind", ["gpt2", "tagmodel"])
def test_compiled_training_is_the_same_and_goes_on_to_the_same_bytes(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    eager = run(tmp_path / "eager", kind, **STEPS | {"compile": False})
    with monkeypatch.context() as patch:
        patch.setattr(StoryTrainer, "training_step", interrupted(at=4))
        with pytest.raises(KeyboardInterrupt):
            run(tmp_path / "cut", kind, **STEPS)
    cut = run(tmp_path / "cut", kind, **STEPS)
    assert torch._dynamo.utils.counters["stats"]["unique_graphs"], "nothing was compiled"
    whole = run(tmp_path / "whole", kind, **STEPS)
    assert cut == whole
    ours, theirs = (
        (tmp_path / name / "checkpoints/checkpoint-6/model.safetensors").read_bytes()
        for name in ("cut", "whole")
    )
    assert ours == theirs
    for compiled, plain in zip(whole.train_curve, eager.train_curve, strict=True):
        assert compiled["loss"] == pytest.approx(plain["loss"], rel=1e-3)
    losses = [row["loss"] for row in eager.validation_curve]
    assert [row["loss"] for row in whole.validation_curve] == pytest.approx(losses, rel=1e-3)


def interrupted(at: int) -> Callable[..., torch.Tensor]:
    step = StoryTrainer.training_step

    def interrupted_step(self: StoryTrainer, *arguments: Any) -> torch.Tensor:
        if self.state.global_step == at:
            raise KeyboardInterrupt
        return step(self, *arguments)

    return interrupted_step


if __name__ == "__main__":
    logging.basicConfig(level="INFO")
    for folder, changes in json.loads(sys.argv[1]):
        one_of_many(Path(folder), changes)
