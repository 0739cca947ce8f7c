"""This checkout as a Git and DVC repository of its own, where nothing that happens matters."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dvc.exceptions import DvcException
from dvc.schema import COMPILED_LOCKFILE_SCHEMA
from dvc.utils import strictyaml

from fabula import paths

ROOT = Path(__file__).parent.parent
MINUTES = 60
RUNNING = "Running stage '"
RWLOCK = ".dvc/tmp/rwlock"


@dataclass(frozen=True)
class Repository:
    """A Git and DVC repository, and the environment that its commands see."""

    folder: Path
    environment: Mapping[str, str]

    def run(self, *command: str, fails: bool = False, minutes: float = 5) -> str:
        """A command's output (standard error included), which is shown where it ends otherwise
        than expected."""
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=minutes * MINUTES,
            check=False,
        )
        assert (done.returncode != 0) == fails, f"{' '.join(command)}\n{done.stdout}"
        return done.stdout

    def dvc(self, *arguments: str, fails: bool = False) -> str:
        return self.run("dvc", *arguments, fails=fails)

    def report(self, *arguments: str) -> Any:
        """What a command of DVC tells as JSON."""
        return json.loads(self.dvc(*arguments, "--json").splitlines()[-1])

    def commit(self, message: str) -> None:
        self.run("git", "add", "--all")
        self.run("git", "commit", "--quiet", "--message", message)

    def changed(self) -> set[str]:
        """What `git status` names."""
        lines = self.run("git", "status", "--porcelain", "--untracked-files=all").splitlines()
        return {line[3:] for line in lines}

    def outputs(self) -> dict[str, bytes]:
        """Every file that the pipeline wrote, by path."""
        kept = {
            path: path.read_bytes()
            for folder in ("data", "models", "metrics", "plots")
            for path in (self.folder / folder).rglob("*")
            if path.is_file()
        }
        return {str(path.relative_to(self.folder)): content for path, content in kept.items()}

    def lock(self) -> str:
        return (self.folder / paths.LOCK).read_text()

    def set(self, old: str, new: str) -> None:
        """Edit params.yaml as a user does."""
        path = self.folder / paths.PARAMS
        text = path.read_text()
        assert text.count(old) >= 1
        path.write_text(text.replace(old, new, 1))


def environment(home: Path) -> dict[str, str]:
    """Nothing of the user's own settings; this Python first on PATH, as the Makefile sees to it."""
    home.mkdir()
    (home / ".gitconfig").write_text("[user]\nname = A Reader\nemail = reader@example.org\n")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return kept | {
        "HOME": str(home),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "DVC_NO_ANALYTICS": "1",
        "DVC_SITE_CACHE_DIR": str(home / "dvc"),
        "HF_HUB_OFFLINE": "1",  # the smoke preset downloads nothing
    }


def working_tree(folder: Path) -> None:
    """This checkout as Git sees it, uncommitted edits and new files included, ignored ones not."""
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    for name in subprocess.check_output(listed, cwd=ROOT, text=True).split("\0"):
        if name and (ROOT / name).exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)


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
        time.sleep(0.05)


def ran(output: str) -> set[str]:
    """The stages that a reproduction ran, those taken from the run-cache left out."""
    lines = [line for line in output.splitlines() if line.startswith(RUNNING)]
    return {line.removeprefix(RUNNING).removesuffix("':") for line in lines}


def kill(repository: Repository, stage: str, seconds: float, after: str = "") -> str:
    """Reproduce, and kill DVC and the stage so many seconds after the stage has begun, or, beyond
    that, after a file that `after` matches is there; what was said until then."""
    said = ""
    with running(repository, "dvc", "repro") as process:
        assert process.stdout
        for line in process.stdout:
            said += line
            if stage in ran(line):
                break
        wait_until(lambda: not after or any(repository.folder.glob(after)))
        time.sleep(seconds)
        os.killpg(process.pid, signal.SIGKILL)
        said += process.communicate(timeout=MINUTES)[0]
    assert process.returncode == -signal.SIGKILL, said
    return said


def remove_torn(repository: Repository) -> None:
    """DVC writes two files where they stand: a kill at that moment leaves a part of them."""
    lock, running_now = repository.folder / paths.LOCK, repository.folder / RWLOCK
    try:
        if lock.exists():
            strictyaml.load(str(lock), COMPILED_LOCKFILE_SCHEMA)
    except DvcException:
        print(f"which left a part of {paths.LOCK}")
        lock.unlink()
    try:
        if running_now.exists():
            json.loads(running_now.read_text())
    except json.JSONDecodeError:
        print(f"which left a part of {RWLOCK}")
        running_now.unlink()
