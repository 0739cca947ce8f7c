"""pyproject.toml and constraints.txt against the code: one version of all, and nothing unused."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions

from imports import PACKAGES, ROOT, imported_names, modules, names_imported

TESTS = sorted((ROOT / "tests").glob("*.py"))

TOOLS = {"dvc", "accelerate"}
"""Pinned though nothing imports them: the pipeline runs in one, Hugging Face's Trainer asks for
the other."""
RANGES = {"torch"}
"""Of which a range may do, as builds differ by machine; constraints.txt has the tested version."""
ASKED_FOR = {"mypy", "pytest-xdist", "ruff", "xllamacpp"}
"""Tools of developers, and what a test does without where it is missing."""
PARTS = {"pydantic-core", "ruamel-yaml-clib"}
"""Imported though not pinned: parts of other packages, which pin them."""


def test_what_is_imported_is_pinned_and_what_is_pinned_is_used() -> None:
    pinned, for_developers = pins()
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in TESTS]
    by_developers = {name for each in trees for name in names_imported(each)}
    by_everyone = set[str]()
    for each in modules():
        users = by_developers if each.startswith("benchmarks") else by_everyone
        users.update(imported_names(each))
    extra = pins("align")[1] | pins("scale")[1]
    assert pinned | extra == packages(by_everyone) | TOOLS
    assert extra <= for_developers
    assert packages(by_developers) - pinned == for_developers - ASKED_FOR - extra


def pins(extra: str = "dev") -> tuple[set[str], set[str]]:
    """The packages that pyproject.toml pins, for all and for an extra, by default developers'."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    both = (project["dependencies"], project["optional-dependencies"][extra])
    everyone, some = ({canonical(re.split(r"[\[=<>]", pin)[0]) for pin in each} for each in both)
    return everyone, some


def packages(imported: set[str]) -> set[str]:
    """The packages to install for these imports."""
    ours = {*PACKAGES, *(path.stem for path in TESTS)}
    names = {name.split(".")[0] for name in imported} - sys.stdlib_module_names - ours
    known = packages_distributions()
    return {canonical(each) for name in names for each in known.get(name, [name])} - PARTS


def test_constraints_pin_the_rest_for_every_system() -> None:
    """Nothing twice, no place to download from, no build for one kind of machine."""
    direct = {*pins()[0], *pins()[1]} - RANGES
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    rest = [line for line in lines if not line.startswith("#")]
    assert all(re.fullmatch(r"[a-z0-9-]+==[0-9.]+(post[0-9]+)?", pin) for pin in rest)
    names = [*direct, *(pin.split("==")[0] for pin in rest)]
    assert len(set(names)) == len(names)
    assert not [name for name in names if name.startswith(("nvidia", "cuda", "triton"))]


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
