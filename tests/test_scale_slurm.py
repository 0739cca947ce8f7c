"""Tasks as jobs of Slurm: what datatrove submits is right, and all is done when it is done.

There is no Slurm here: its commands are stood in for, and run each job of an array in turn.
"""

import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from test_scale_tokens import choose, made, stories

from fabula import files, paths
from fabula.config.data import Data
from fabula.errors import DataError, FabulaError
from fabula.scale import engine

__all__ = ["stories"]  # a fixture

SBATCH = f"""#!{sys.executable}
import os, re, subprocess, sys
from pathlib import Path
*options, script = sys.argv[1:]
text = Path(script).read_text()
number = len(list(Path("submitted").iterdir()))
Path(f"submitted/{{number}}").write_text(text)
given = dict(re.findall(r"^#SBATCH --([a-z-]+)=?(.*)$", text, re.MULTILINE))
export = dict(re.findall(r"(RUN_OFFSET)=([0-9]+)", options[0]))
status = 0
for job in range(int(given["array"].removeprefix("0-").split("%")[0]) + 1):
    mine = {{"SLURM_ARRAY_TASK_ID": str(job), "SLURM_NODELIST": "node"}}
    with open(given["output"].replace("%A", str(number)).replace("%a", str(job)), "w") as log:
        code = subprocess.run(
            ["bash", script], env=os.environ | export | mine, stdout=log, stderr=log
        ).returncode
    status = max(status, abs(code))
print("Submitted batch job", number)
sys.exit(status if "wait" in given else 0)
"""
SRUN = """#!/usr/bin/env bash
[[ "$1 $2 $3" == "-l -n 1" ]] || exit 1
shift 3
exec "$@"
"""
SCONTROL = """#!/usr/bin/env bash
[[ "$1 $2" == "show hostnames" ]] && echo "$3"
"""


@pytest.fixture
def slurm(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose folder `submitted` gets what `sbatch` is given; its jobs find the tests."""
    pytest.importorskip("datatrove")
    for name, text in {"sbatch": SBATCH, "srun": SRUN, "scontrol": SCONTROL}.items():
        files.write_text(project / "commands" / name, text)
        (project / "commands" / name).chmod(0o755)
    (project / "submitted").mkdir()
    monkeypatch.setenv("PATH", str(project / "commands"), prepend=os.pathsep)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, sys.path)))
    choose("slurm", workers=2)
    return project


def submitted() -> list[dict[str, str]]:
    """The options of each array that was submitted."""
    return [
        dict(
            line.removeprefix("#SBATCH --").partition("=")[::2]
            for line in path.read_text().splitlines()
            if line.startswith("#SBATCH ")
        )
        for path in sorted(Path("submitted").iterdir())
    ]


@dataclass(frozen=True)
class Step:
    """Writes a file for each task; the second task fails the first few times."""

    times: int = 0
    refuses: bool = False

    def __call__(self, number: int) -> None:
        if number == 1 and self.refuses:
            raise DataError("mine/1.jsonl:3: no story")
        before = len(list(Path().glob("killed-*")))
        if number == 1 and before < self.times:
            Path(f"killed-{before}").touch()
            os.kill(os.getpid(), signal.SIGKILL)
        Path(f"done-{number}").touch(exist_ok=False)


def do(step: Callable[[int], None], tasks: int = 3) -> None:
    engine.run(step, tasks, Data.load(), Path(".checkpoints/reading"))


def test_what_is_submitted_is_an_array_that_sbatch_waits_for(slurm: Path) -> None:
    """Partition, time and memory are left to the cluster, or to what `sbatch` reads of them."""
    do(Step())
    assert all(Path(f"done-{number}").exists() for number in range(3))
    (options,) = submitted()
    log = options.pop("output")
    assert log == options.pop("error")
    assert Path(log).parent == slurm / ".checkpoints/reading/slurm_logs"
    assert options == {
        "cpus-per-task": "1",
        "nodes": "1",
        "job-name": "fabula-reading",
        "array": "0-2%2",
        "wait": "",
        "requeue": "",
    }
    script = Path("submitted/0").read_text().splitlines()
    assert f'export PATH="{Path(sys.executable).parent}:$PATH"' in script
    pickled = slurm / ".checkpoints/reading/executor.pik"
    assert script[-1].split() == f"srun -l -n 1 launch_pickled_pipeline {pickled}".split()
    do(Step())
    assert len(submitted()) == 1, "what is done is not done again"


def test_a_job_that_is_killed_is_submitted_again_alone(slurm: Path) -> None:
    do(Step(times=1))
    assert [options["array"] for options in submitted()] == ["0-2%2", "0-0%2"]


def test_where_jobs_fail_again_and_again_the_run_says_so(slurm: Path) -> None:
    with pytest.raises(FabulaError, match=r"failed 4 times; .*slurm_logs has what they said"):
        do(Step(times=9), tasks=2)
    assert len(submitted()) == 4


def test_what_a_job_refuses_is_one_line(slurm: Path) -> None:
    with pytest.raises(FabulaError) as caught:
        do(Step(refuses=True), tasks=2)
    assert str(caught.value) == "mine/1.jsonl:3: no story"
    assert len(submitted()) == 1


def test_the_jobs_write_the_tokens_that_one_process_writes(slurm: Path, stories: None) -> None:
    choose("local", shard_stories=200)
    one = made()
    choose("slurm", shard_stories=200)
    assert made() == one
    assert [options["array"] for options in submitted()] == ["0-3%4"]
    assert not any((paths.CHECKPOINTS / "tokenize").iterdir())


def test_without_slurm_the_choice_is_refused_in_one_line(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("datatrove")
    monkeypatch.setattr(engine, "which", lambda name: None)
    with pytest.raises(FabulaError, match="slurm needs the command sbatch") as caught:
        engine.require("slurm")
    assert "\n" not in str(caught.value)
