"""The pipeline end to end, at smoke scale, in a repository of its own.

Each test works in a copy of one finished reproduction, DVC's cache included, so that only what it
changes runs again.
"""

import os
import random
import re
import shutil
import signal
import time
from itertools import pairwise
from pathlib import Path

import pytest
from launching import TWO, where_only_the_first_writes
from repository import (
    MINUTES,
    ROOT,
    RWLOCK,
    Repository,
    environment,
    kill,
    ran,
    remove_torn,
    running,
    smoke,
    wait_until,
    working_tree,
)

from fabula import paths
from fabula.config.params import Params
from fabula.config.yaml12 import read_yaml
from fabula.corpus.paths import STORIES
from fabula.generation.paths import SAMPLES
from fabula.models.paths import GPT2, TAGMODELS
from fabula.reporting.paths import COMPARISON
from fabula.tokens.paths import TOKENS
from fabula.training.paths import GPT2_METRICS
from fabula.training.trainer import COMPLETE

pytestmark = pytest.mark.slow

STAGES = read_yaml(ROOT / paths.PIPELINE)["stages"]
KILLS = int(os.environ.get("KILLS", "3"))
"""How many stages are killed, beside the trainings; 7 is the most."""


@pytest.fixture(scope="module")
def reproduced(tmp_path_factory: pytest.TempPathFactory) -> tuple[Repository, dict[str, float]]:
    """Reproduced and committed, and the seconds that each stage took."""
    repository = smoke(tmp_path_factory.mktemp("finished"))
    began: dict[str, float] = {}
    with running(repository, "dvc", "repro") as process:
        assert process.stdout
        for line in process.stdout:
            print(line, end="")
            began |= dict.fromkeys(ran(line), time.monotonic())
    assert process.returncode == 0
    repository.commit("Reproduced")
    times = [*began.values(), time.monotonic()]
    return repository, dict(zip(began, (b - a for a, b in pairwise(times)), strict=True))


@pytest.fixture(scope="module")
def finished(reproduced: tuple[Repository, dict[str, float]]) -> Repository:
    """Tests leave it as it is."""
    return reproduced[0]


def copied(repository: Repository, folder: Path, *left_out: str) -> Repository:
    """To be worked in, with a home of its own."""
    ignore = shutil.ignore_patterns(*left_out)
    shutil.copytree(repository.folder, folder / "fabula", symlinks=True, ignore=ignore)
    return Repository(folder / "fabula", environment(folder / "home"))


@pytest.fixture
def repository(finished: Repository, tmp_path: Path) -> Repository:
    """A copy of the finished one."""
    return copied(finished, tmp_path)


def test_everything_is_written_and_git_sees_only_results(finished: Repository) -> None:
    changed = finished.run("git", "show", "--name-only", "--format=", "HEAD").split()
    assert str(paths.LOCK) in changed
    assert {name.split("/")[0] for name in changed} <= {str(paths.LOCK), "metrics", "plots"}
    assert not finished.changed()
    for path in (STORIES, TOKENS, GPT2, TAGMODELS, SAMPLES):
        assert (finished.folder / path).exists()
    assert not (finished.folder / paths.CHECKPOINTS).exists() or not any(
        path.is_file() for path in (finished.folder / paths.CHECKPOINTS).rglob("*")
    )


def test_two_processes_write_and_read_the_bytes_of_one(repository: Repository) -> None:
    """The stages in which models write or read, as `launch` starts them."""
    whole = repository.outputs()
    repository = where_only_the_first_writes(repository)
    for stage in ("generate_samples", "generate_control", "generate_sweep", "evaluate", "control"):
        assert STAGES[stage]["cmd"] == f"${{launch}} -m stages.{stage}"
        repository.run(*TWO.split(), "-m", f"stages.{stage}", minutes=20)
    assert repository.outputs() == whole


def test_a_second_reproduction_does_nothing(repository: Repository) -> None:
    before = repository.outputs()
    output = repository.dvc("repro")
    assert not ran(output)
    assert "Data and pipelines are up to date." in output
    assert repository.outputs() == before
    assert not repository.changed()


def test_a_second_reproduction_that_is_killed_again_and_again_agrees_in_every_byte(
    reproduced: tuple[Repository, dict[str, float]], tmp_path: Path
) -> None:
    """In a clean clone, which has neither the first one's cache nor its data.

    Each training is killed once it has a checkpoint, and `KILLS` other stages at a random moment
    of their second half, when most have loaded what they need: no two in a row and not
    the last, so that a kill that comes late finds a stage still to do.
    """
    finished, seconds = reproduced
    stages = set(read_yaml(ROOT / "dvc.yaml")["stages"])
    assert seconds.keys() == stages
    again = Repository(tmp_path / "again", environment(tmp_path / "home"))
    finished.run("git", "clone", "--quiet", ".", str(again.folder))
    (again.folder / paths.LOCK).unlink()

    chance = random.Random(10)
    trained = ("train_gpt2", "train_tagmodel")
    others = chance.sample([stage for stage in seconds if stage not in trained][1:-1:2], KILLS)
    said = ""
    for stage in seconds:  # in the order in which they run
        if stage in trained:
            checkpoint = f"{paths.CHECKPOINTS}/{stage}/**/{COMPLETE}"
            said += kill(again, stage, chance.uniform(0, 0.3), after=checkpoint)
        elif stage in others:
            said += kill(again, stage, chance.uniform(0.5, 1) * seconds[stage])
        remove_torn(again)
    said += again.run("dvc", "repro", minutes=20)
    assert ran(said) == stages, "no stage was taken from a cache"
    assert said.count("going on from step") >= len(trained)
    assert again.outputs().keys() == finished.outputs().keys()
    assert again.outputs() == finished.outputs()
    assert again.lock() == finished.lock()


def test_the_committed_lock_is_fresh(tmp_path: Path) -> None:
    """Without the data: code, parameters and dvc.lock of this checkout belong together.

    Where they do not: `make repro`, and commit what it wrote.
    """
    repository = Repository(tmp_path / "fabula", environment(tmp_path / "home"))
    working_tree(repository.folder)
    repository.run("git", "init", "--quiet")
    output = repository.dvc("repro", "--allow-missing", "--dry")
    assert not ran(output), output


def test_what_a_kill_left_of_dvcs_own_files_is_mended_without_training(
    repository: Repository,
) -> None:
    """DVC writes them where they stand: a kill may leave them empty."""
    before = repository.outputs()
    repository.set("shard_stories: 100000", "shard_stories: 100")
    assert ran(repository.dvc("repro", "tokenize")) == {"check_params", "tokenize"}
    (repository.folder / paths.LOCK).write_text("")
    assert "'./dvc.lock' validation failed" in repository.dvc("repro", fails=True)
    repository.run("git", "checkout", "--quiet", str(paths.LOCK))
    (repository.folder / RWLOCK).write_text("")
    assert "Unable to read RWLock-file" in repository.dvc("repro", fails=True)
    (repository.folder / RWLOCK).unlink()
    assert ran(repository.dvc("repro", "tokenize")) == {"check_params"}, "which has no run-cache"
    repository.run("git", "checkout", "--quiet", ".")
    assert not ran(repository.dvc("repro"))
    assert repository.outputs() == before


def test_an_experiment_beside_the_workspace(repository: Repository) -> None:
    """DVC deletes the copy in which it ran; trained alone, it has no figures of its own.

    `-S` writes 3e-05, which a YAML 1.1 reader takes for text.
    """
    before = repository.outputs()
    change = ("-S", "gpt2.learning_rate=3e-5")
    output = repository.dvc("exp", "run", "--temp", "-n", "gentle", *change, "train_gpt2")
    assert ran(output) == {"check_params", "check_stories", "train_gpt2"}
    assert repository.outputs() == before, "the workspace stays as it was"
    repository.run("fabula", "compare")
    page = (repository.folder / COMPARISON).read_text()
    table = page.split("## GPT-2\n\n")[1].splitlines()
    head, gentle = (
        next(line.strip("| ").split(" | ") for line in table if line.startswith(f"| {name} |"))
        for name in ("HEAD = workspace", "gentle")
    )
    assert head[4].isdigit(), "seconds"
    assert gentle[4].isdigit(), "seconds"
    assert "–" not in head
    assert gentle[5:] == ["–", "–"], "bits per byte, joint pass"
    assert not repository.changed()

    repository.dvc("exp", "apply", "gentle")
    assert Params.load(repository.folder / paths.PARAMS).gpt2.learning_rate == 3e-5
    text = (repository.folder / paths.PARAMS).read_text()
    assert re.search("learning_rate: 3e-05 +# peak", text), "the comment stays, in its column"
    assert repository.changed() >= {"params.yaml", "dvc.lock", str(GPT2_METRICS)}
    (changed,) = repository.report("params", "diff")["params.yaml"].items()
    assert changed[0] == "gpt2.learning_rate"
    assert changed[1]["new"] == 3e-5
    assert set(repository.report("metrics", "diff")) == {str(GPT2_METRICS)}
    repository.dvc("plots", "diff", "--out", "drawn")
    assert (repository.folder / "drawn" / "index.html").stat().st_size > 0


def test_a_preset_as_an_experiment(repository: Repository) -> None:
    """The README's spelling, through a real shell; the preset is already in params.yaml."""
    command = "dvc exp run -n again $(fabula preset smoke) -S sweep.prompts=2"
    again = {"check_params", "check_stories", "generate_sweep", "sweep_decoding", "report"}
    assert ran(repository.run("bash", "-c", command)) == again


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("vocab_size: 512", "vocab_siz: 512", "tokenizer.vocab_siz: unknown; did you mean vocab_"),
        (
            "top_p: 0.9",
            "top_p: 9",
            "generate.decoding.top_p.top_p: input should be less than or equal to 1",
        ),
    ],
)
def test_a_mistake_stops_the_run_before_anything_is_deleted(
    repository: Repository, old: str, new: str, problem: str
) -> None:
    before = repository.outputs()
    repository.set(old, new)
    output = repository.dvc("repro", fails=True)
    assert problem in output
    assert "Traceback" not in output
    assert repository.outputs() == before
    assert repository.changed() == {"params.yaml"}
    repository.set(new, old)
    assert not ran(repository.dvc("repro"))


def test_a_stage_that_fails_leaves_earlier_results_usable(repository: Repository) -> None:
    before = repository.outputs()
    with (repository.folder / "stages" / "control.py").open("a") as file:
        file.write("\nraise RuntimeError\n")
    assert "RuntimeError" in repository.dvc("repro", fails=True)
    assert repository.outputs().items() >= {
        (name, content) for name, content in before.items() if name.startswith(("data", "models"))
    }
    repository.run("git", "checkout", "--quiet", ".")
    repository.dvc("checkout")
    assert repository.outputs() == before
    assert not ran(repository.dvc("repro"))


@pytest.fixture(scope="module")
def interrupted(
    finished: Repository, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Repository, str]:
    """Ctrl-C once a whole checkpoint of GPT-2 stands; the output of DVC and of the stage."""
    repository = copied(finished, tmp_path_factory.mktemp("interrupted"))
    repository.set("evaluations: 2", "evaluations: 15")
    with running(repository, "dvc", "repro", "train_gpt2") as process:
        wait_until(lambda: any(repository.folder.glob(f".checkpoints/train_gpt2/*/*/{COMPLETE}")))
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does, to DVC and to the stage
        output, _ = process.communicate(timeout=2 * MINUTES)
    assert process.returncode != 0
    return repository, output


def test_ctrl_c_keeps_nothing_half_written_and_git_brings_all_back(
    finished: Repository, interrupted: tuple[Repository, str], tmp_path: Path
) -> None:
    repository, output = copied(interrupted[0], tmp_path), interrupted[1]
    assert "interrupted; nothing half-written was kept" in output
    assert "Traceback" not in output
    assert not (repository.folder / GPT2).exists()
    assert not list(repository.folder.rglob("*.partial"))
    repository.run("git", "checkout", "--quiet", ".")
    repository.dvc("checkout")
    assert repository.outputs() == finished.outputs()
    assert not ran(repository.dvc("repro"))


def test_an_interrupted_training_goes_on_to_the_same_result(
    finished: Repository, interrupted: tuple[Repository, str], tmp_path: Path
) -> None:
    """And the committed one comes back without training."""
    repository = copied(interrupted[0], tmp_path)
    whole = copied(interrupted[0], tmp_path / "whole", str(paths.CHECKPOINTS))
    rest, all_of_it = (each.dvc("repro", "train_gpt2") for each in (repository, whole))
    assert rest.count("validation loss") < all_of_it.count("validation loss"), "it began anew"
    assert repository.outputs() == whole.outputs() != finished.outputs()
    assert repository.lock() == whole.lock()
    repository.run("git", "checkout", "--quiet", ".")
    assert not ran(repository.dvc("repro"))
    assert repository.outputs() == finished.outputs()
