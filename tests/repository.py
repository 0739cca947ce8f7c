"""This checkout as a Git and DVC repository of its own, where nothing that happens matters."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fabula import paths

ROOT = Path(__file__).parent.parent
MINUTES = 60


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
