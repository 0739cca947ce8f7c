"""Training in two processes, and with compiled code: the same recipe, the same curve."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from test_dvc import Repository, smoke
from tiny import gpt2_config, new_gpt2, new_tagmodel, store, tagmodel_config, tokenizer

from fabula import files, models, paths
from fabula.errors import TrainingError
from fabula.tokens.packing import PackedRows
from fabula.tokens.windows import StoryWindows
from fabula.training.trainer import StoryTrainer
from fabula.training.training_run import Outcome, train

TWO = "torchrun --nproc-per-node 2"
ONLY_THE_FIRST_WRITES = '''
"""Every other process than the first ends when it opens a file to write it, but a checkpoint's."""
import os
import sys


def watch(event, arguments):
    if event != "open" or not isinstance(arguments[0], str):
        return
    path, _, flags = arguments
    here = os.path.relpath(path).split(os.sep)[0]
    if flags & (os.O_WRONLY | os.O_RDWR) and here in ("data", "metrics", "models", "plots", "logs"):
        print("a second process writes", path, file=sys.stderr, flush=True)
        os._exit(1)


if os.environ.get("RANK", "0") != "0":
    sys.addaudithook(watch)
'''


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """The smoke preset, GPT-2 trained in two processes by DVC; no dropout, so one curve for all.

    The stories make rows that neither two processes nor a batch share evenly.
    """
    made = smoke(tmp_path_factory.mktemp("two"))
    made.set("launch: python", f"launch: {TWO}")
    made.set("train: 300", "train: 50")
    made.set("epochs: 0.5", "epochs: 2.5")
    made.set("epochs: 0.25", "epochs: 1.5")
    (made.folder / "watch").mkdir()
    (made.folder / "watch" / "sitecustomize.py").write_text(ONLY_THE_FIRST_WRITES)
    watched = {**made.environment, "PYTHONPATH": str(made.folder / "watch")}
    made = Repository(made.folder, watched)
    made.dvc("repro", "train_gpt2")
    return made


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
def test_a_batch_that_two_processes_cannot_share(repository: Repository) -> None:
    repository.set("batch_size: 8", "batch_size: 7")
    said = repository.run(*TWO.split(), "-m", "stages.train_gpt2", fails=True)
    repository.set("batch_size: 7", "batch_size: 8")
    assert "error: batch_size 7 cannot be shared by 2 processes: set it to a multiple" in said


def run(folder: Path, kind: str = "gpt2", **changes: Any) -> Outcome:
    """Train a tiny model in `folder`, or go on there."""
    small = {"gpt2": gpt2_config, "tagmodel": tagmodel_config}[kind](**changes)
    special = models.special_ids(tokenizer())
    folder.mkdir(exist_ok=True)
    tokens = store(folder)
    model: Any = {"gpt2": new_gpt2, "tagmodel": new_tagmodel}[kind]()
    rows: PackedRows | StoryWindows = PackedRows(tokens, 32, special)
    if kind == "tagmodel":
        rows = StoryWindows(tokens, model.layout(stride=6), special, once=False)
    validation = StoryWindows(tokens, models.layout_of(model), special, once=True)
    return train(model, rows, validation, small, folder / "checkpoints")


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
