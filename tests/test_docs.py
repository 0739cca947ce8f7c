"""Every name, path and link that our pages tell a reader of is there; what they cite is ours."""

import re
import shlex
import tomllib
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from fabula import paths
from fabula.cli.main import parser
from fabula.config.yaml12 import read_yaml

ROOT = Path(__file__).parent.parent
QUOTED = re.compile(r"`([^`\s]+)`")
DOTTED = re.compile(r"(fabula|stages)(\.\w+)+")
SUFFIXES = (".py", ".yaml", ".md", ".json", ".jsonl")


PAGES = ("docs/*.md", "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "pretrained/*/README.md")
LATER = {
    "pretrained/smollm2",
    ".checkpoints/download",
    ".checkpoints/tokenize",
    "logs/",
    "logs/runs",
    ".studio/",
    "/docs.html",
}
"""What is there once something runs."""


def quoted() -> list[str]:
    pages = [page for pattern in PAGES for page in sorted(ROOT.glob(pattern))]
    texts = [page.read_text(encoding="utf-8") for page in pages]
    return sorted({name for text in texts for name in QUOTED.findall(text)})


NAMES = [name for name in quoted() if DOTTED.fullmatch(name)]
PATHS = [name for name in quoted() if "/" in name or name.endswith(SUFFIXES)]


def found(name: str) -> Any:
    """What a dotted name means: a module, or what is in one."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            thing: Any = import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for part in parts[length:]:
            thing = getattr(thing, part)
        return thing
    raise AssertionError(name)


def outputs() -> set[str]:
    """What the stages write, which a fresh clone does not have."""
    stages = read_yaml(ROOT / paths.PIPELINE)["stages"].values()
    kinds = ("outs", "metrics")
    listed = [out for stage in stages for kind in kinds for out in stage.get(kind, ())]
    return {path for out in listed for path in (out if isinstance(out, dict) else [out])}


def test_there_are_pages_to_check() -> None:
    assert len(NAMES) > 20
    assert len(PATHS) > 20


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_there(name: str) -> None:
    assert found(name) is not None


def test_a_name_that_is_not_there_is_noticed() -> None:
    with pytest.raises(AttributeError):
        found("fabula.corpus.sources.NOWHERE")


@pytest.mark.parametrize("path", PATHS)
def test_a_path_is_there(path: str) -> None:
    known = path in outputs() | LATER or (ROOT / path).exists()
    assert known or list(ROOT.glob(f"fabula/*/{path}"))


def test_the_pages_are_there() -> None:
    assert all(list(ROOT.glob(pattern)) for pattern in PAGES)


def test_the_version_to_cite_is_that_of_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    cited = read_yaml(ROOT / "CITATION.cff")
    assert cited["version"] == project["version"]
    assert cited["license"] == project["license"]
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert changes.split("\n## ")[1].startswith(project["version"])


SHELL = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
CALL = re.compile(r"(?:^|[\s(])(?:\.venv/bin/)?fabula ([a-z][^\n)#|>]*)", re.MULTILINE)


def calls() -> list[str]:
    """What follows `fabula` in every command of our pages."""
    pages = [page for pattern in PAGES for page in sorted(ROOT.glob(pattern))]
    blocks = [block for page in pages for block in SHELL.findall(page.read_text(encoding="utf-8"))]
    return sorted({call.strip() for block in blocks for call in CALL.findall(block)})


@pytest.mark.parametrize("call", calls())
def test_a_command_is_as_the_command_line_takes_it(call: str) -> None:
    """Its subcommand and options are there; whether it works, the tests of that command say."""
    arguments = shlex.split(call)
    parser(arguments).parse_args(arguments)


def test_a_command_that_is_not_there_is_noticed() -> None:
    assert len(calls()) > 10
    with pytest.raises(SystemExit):
        parser(["generate", "--nonsense"]).parse_args(["generate", "--nonsense"])


def test_every_link_from_page_to_page_is_there() -> None:
    pages = [page for pattern in PAGES for page in ROOT.glob(pattern)]
    for page in pages:
        links = re.findall(r"\]\(([^)#\s]+)\)", page.read_text(encoding="utf-8"))
        missing = [x for x in links if "://" not in x and not (page.parent / x).exists()]
        assert not missing, page
