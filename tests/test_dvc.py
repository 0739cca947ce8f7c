"""The pipeline end to end, at smoke scale, in a repository of its own.

Each test works in a copy of one finished reproduction, DVC's cache included, so that only what it
changes runs again.
"""

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from launching import TWO, where_only_the_first_writes
from repository import MINUTES, ROOT, Repository, environment, working_tree

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
RWLOCK = ".dvc/tmp/rwlock"


def smoke(folder: Path) -> Repository:
    """A new repository with the smoke preset in params.yaml, nothing run yet."""
    repository = Repository(folder / "fabula", environment(folder / "home"))
    working_tree(repository.folder)
    (repository.folder / paths.LOCK).unlink(missing_ok=True)
    repository.run("git", "init", "--quiet", "--initial-branch", "main")
    repository.run("fabula", "preset", "smoke", "--write")
    repository.commit("The smoke preset")
    return repository


def hear_ctrl_c() -> None:
    """A shell's background jobs ignore Ctrl-C, and so does all that they start."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def running(repository: Repository, *command: str) -> Iterator[subprocess.Popen[str]]:
    """A command under way, in a process group of its own as a terminal gives it one."""
    with subprocess.Popen(
        command,
        cwd=repository.folder,
        env=repository.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        preexec_fn=hear_ctrl_c,
    ) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def wait_until(happened: Callable[[], bool], minutes: float = 5) -> None:
    deadline = time.monotonic() + minutes * MINUTES
    while not happened():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.2)


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """Reproduced and committed; tests leave it as it is."""
    repository = smoke(tmp_path_factory.mktemp("finished"))
    repository.dvc("repro")
    repository.commit("Reproduced")
    return repository


@pytest.fixture
def repository(finished: Repository, tmp_path: Path) -> Repository:
    """A copy of the finished one, to be worked in."""
    copy = tmp_path / "fabula"
    shutil.copytree(finished.folder, copy, symlinks=True)
    return Repository(copy, environment(tmp_path / "home"))


def ran(output: str) -> set[str]:
    """The stages that a reproduction ran, those taken from the run-cache left out."""
    prefix = "Running stage '"
    lines = [line for line in output.splitlines() if line.startswith(prefix)]
    return {line.removeprefix(prefix).removesuffix("':") for line in lines}


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


def test_two_reproductions_from_scratch_agree_in_every_byte(
    finished: Repository, tmp_path: Path
) -> None:
    """In a clean clone, which has neither the first one's cache nor its data."""
    again = Repository(tmp_path / "again", environment(tmp_path / "home"))
    finished.run("git", "clone", "--quiet", ".", str(again.folder))
    assert ran(again.dvc("repro", "--force")) == set(read_yaml(ROOT / "dvc.yaml")["stages"])
    assert again.lock() == finished.lock()
    assert again.outputs() == finished.outputs()


def test_the_committed_lock_is_fresh(tmp_path: Path) -> None:
    """Without the data: code, parameters and dvc.lock of this checkout belong together.

    Where they do not: `make repro`, and commit what it wrote.
    """
    repository = Repository(tmp_path / "fabula", environment(tmp_path / "home"))
    working_tree(repository.folder)
    repository.run("git", "init", "--quiet")
    output = repository.dvc("repro", "--allow-missing", "--dry")
    assert not ran(output), output


def test_a_learning_rate_as_people_spell_it(repository: Repository) -> None:
    """`dvc exp run -S` writes 3e-05, which a YAML 1.1 reader takes for text."""
    output = repository.dvc("exp", "run", "-S", "gpt2.learning_rate=3e-5", "train_gpt2")
    assert ran(output) == {"check_params", "check_stories", "train_gpt2"}
    assert Params.load(repository.folder / paths.PARAMS).gpt2.learning_rate == 3e-5
    text = (repository.folder / paths.PARAMS).read_text()
    assert re.search("learning_rate: 3e-05 +# peak", text), "the comment stays, in its column"
    assert repository.changed() >= {"params.yaml", "dvc.lock", str(GPT2_METRICS)}
    (change,) = repository.report("params", "diff")["params.yaml"].items()
    assert change[0] == "gpt2.learning_rate"
    assert change[1]["new"] == 3e-5

    diff = repository.report("metrics", "diff")
    assert set(diff) == {str(GPT2_METRICS)}
    repository.dvc("plots", "diff", "--out", "drawn")
    assert (repository.folder / "drawn" / "index.html").stat().st_size > 0


def test_the_committed_results_come_back_without_training(repository: Repository) -> None:
    before = repository.outputs()
    repository.set("stories: 20", "stories: 10")
    repository.dvc("repro", "evaluate")
    repository.run("git", "checkout", "--quiet", ".")
    assert not ran(repository.dvc("repro"))
    assert repository.outputs() == before


def test_what_a_kill_left_of_dvcs_own_files_is_mended_without_training(
    repository: Repository,
) -> None:
    """DVC writes them where they stand: a kill may leave them empty."""
    before = repository.outputs()
    repository.set("stories: 20", "stories: 10")
    repository.dvc("repro", "evaluate")
    (repository.folder / paths.LOCK).write_text("")
    assert "'./dvc.lock' validation failed" in repository.dvc("repro", fails=True)
    repository.run("git", "checkout", "--quiet", str(paths.LOCK))
    (repository.folder / RWLOCK).write_text("")
    assert "Unable to read RWLock-file" in repository.dvc("repro", fails=True)
    (repository.folder / RWLOCK).unlink()
    assert ran(repository.dvc("repro", "evaluate")) == {"check_params"}, "which has no run-cache"
    repository.run("git", "checkout", "--quiet", ".")
    assert not ran(repository.dvc("repro"))
    assert repository.outputs() == before


def test_experiments_queued_and_beside_the_workspace(repository: Repository) -> None:
    before = repository.outputs()
    for kind in ("--queue", "--temp"):
        repository.dvc("exp", "run", kind, "-n", kind.strip("-"), "-S", "sweep.prompts=2")
    repository.dvc("queue", "start")
    wait_until(
        lambda: (
            "Running" not in (status := repository.dvc("queue", "status"))
            and "Queued" not in status
        )
    )
    assert "Success" in repository.dvc("queue", "status"), repository.dvc("queue", "logs", "queue")
    assert repository.outputs() == before, "the workspace stays as it was"
    assert not repository.changed()

    table = repository.dvc("exp", "show", "--csv", "--drop", "^data|^metrics/tokens")
    assert "queue" in table
    assert "temp" in table
    repository.dvc("exp", "apply", "queue")
    assert Params.load(repository.folder / paths.PARAMS).sweep.prompts == 2


def test_seconds_of_an_experiment_beside_the_workspace(repository: Repository) -> None:
    """DVC deletes the copy in which it ran; trained alone, it has no figures of its own."""
    change = ("-S", "gpt2.learning_rate=3e-5")
    repository.dvc("exp", "run", "--temp", "-n", "gentle", *change, "train_gpt2")
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
    with (repository.folder / "stages" / "evaluate.py").open("a") as file:
        file.write("\nraise RuntimeError\n")
    assert "RuntimeError" in repository.dvc("repro", fails=True)
    assert repository.outputs().items() >= {
        (name, content) for name, content in before.items() if name.startswith(("data", "models"))
    }
    repository.run("git", "checkout", "--quiet", ".")
    repository.dvc("checkout")
    assert repository.outputs() == before
    assert not ran(repository.dvc("repro"))


def interrupt_training(repository: Repository) -> str:
    """Ctrl-C once a whole checkpoint of GPT-2 stands; the output of DVC and of the stage."""
    repository.set("epochs: 0.5", "epochs: 1.5")
    repository.set("evaluations: 2", "evaluations: 15")
    with running(repository, "dvc", "repro", "train_gpt2") as process:
        wait_until(lambda: any(repository.folder.glob(f".checkpoints/train_gpt2/*/*/{COMPLETE}")))
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does, to DVC and to the stage
        output, _ = process.communicate(timeout=2 * MINUTES)
    assert process.returncode != 0
    return output


def test_ctrl_c_keeps_nothing_half_written_and_git_brings_all_back(repository: Repository) -> None:
    before = repository.outputs()
    output = interrupt_training(repository)
    assert "interrupted; nothing half-written was kept" in output
    assert "Traceback" not in output
    assert not (repository.folder / GPT2).exists()
    assert not list(repository.folder.rglob("*.partial"))
    repository.run("git", "checkout", "--quiet", ".")
    repository.dvc("checkout")
    assert repository.outputs() == before
    assert not ran(repository.dvc("repro"))


def test_an_interrupted_training_goes_on_to_the_same_result(
    repository: Repository, tmp_path: Path
) -> None:
    interrupt_training(repository)
    whole = Repository(tmp_path / "whole", repository.environment)
    copied = shutil.ignore_patterns(str(paths.CHECKPOINTS))
    shutil.copytree(repository.folder, whole.folder, symlinks=True, ignore=copied)
    rest, all_of_it = (each.dvc("repro", "train_gpt2") for each in (repository, whole))
    assert rest.count("validation loss") < all_of_it.count("validation loss"), "it began anew"
    assert repository.outputs() == whole.outputs()
    assert repository.lock() == whole.lock()
