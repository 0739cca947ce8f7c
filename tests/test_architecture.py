"""The house: floors, stages that stand alone, and a dvc.yaml that knows the code.

DVC sees no imports, so `deps` and `params` in dvc.yaml are held against the code here. A failing
test prints what to paste.
"""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

from fabula import params, paths

ROOT = Path(__file__).parent.parent
PACKAGES = ("fabula", "stages", "studio", "benchmarks")
TESTS = sorted((ROOT / "tests").glob("*.py"))

FLOORS = (
    ("errors", "paths", "files", "params", "presets", "checkpoints", "stories", "command"),
    ("corpus", "tokenization", "shards", "windows", "models"),
    ("scoring", "decoding", "training", "generation", "metrics"),
    ("report",),
)
"""A module of `fabula` imports its own floor and lower ones. A new module is placed here."""

LIGHT_STAGES = ("check_params", "download", "preset")
"""Stages that start at once: they import nothing of the following."""
HEAVY = {"torch", "transformers", "datasets", "accelerate", "sklearn"}

TOOLS = {"dvc", "accelerate"}
"""Pinned though nothing imports them: the pipeline runs in one, Hugging Face's Trainer asks for
the other."""
PARTS = {"pydantic-core"}
"""Imported though not pinned: a part of another package, which pins it."""

GRAPH: dict[str, Any] = params.read_yaml(ROOT / "dvc.yaml")
STAGES: dict[str, dict[str, Any]] = GRAPH["stages"]


@cache
def modules() -> dict[str, Path]:
    """Every module of the project by its dotted name; a package stands for its `__init__.py`."""
    files = (path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
    return {_dotted(path): path for path in files}


def _dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(modules()[module].read_text(encoding="utf-8"))


def imported_names(module: str) -> Iterator[str]:
    yield from names_imported(tree(module))


def names_imported(source: ast.Module) -> Iterator[str]:
    """All that is imported, functions' own imports included: `a.b` and, where it is one, `c` of
    `from a.b import c`."""
    for node in ast.walk(source):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module, "import by full names, not relatively"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@cache
def imports(module: str) -> frozenset[str]:
    """The project's modules that a module imports, the packages that hold them included."""
    prefixes = (
        ".".join(parts[:length])
        for parts in (name.split(".") for name in imported_names(module))
        for length in range(1, len(parts) + 1)
    )
    return frozenset(name for name in prefixes if name in modules() and name != module)


@cache
def closure(module: str) -> frozenset[str]:
    """A module and all that it imports, directly or not."""
    found, waiting = set[str](), [module]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += imports(name)
    return frozenset(found)


def libraries(module: str) -> set[str]:
    """The top-level names that a module and its closure import."""
    return {name.split(".")[0] for each in closure(module) for name in imported_names(each)}


def floor(module: str) -> int:
    part = module.split(".")[1]
    places = [number for number, names in enumerate(FLOORS) if part in names]
    assert places, f"place {part!r} on a floor in FLOORS"
    return places[0]


def library() -> list[str]:
    return [name for name in modules() if name.startswith("fabula.")]


@pytest.mark.parametrize("module", library())
def test_a_floor_imports_its_own_and_lower_floors_only(module: str) -> None:
    above = [
        name
        for name in imports(module)
        if name.startswith("fabula.") and floor(name) > floor(module)
    ]
    assert not above, f"{module} imports from a higher floor: {above}"


@pytest.mark.parametrize("module", modules())
def test_entry_points_import_the_library_and_nothing_imports_them(module: str) -> None:
    package = module.split(".")[0]
    allowed = ("fabula",) if package in ("fabula", "stages") else ("fabula", package)
    strangers = [
        name for name in imports(module) if name.split(".")[0] not in allowed and name != "stages"
    ]
    assert not strangers, f"{module} imports {strangers}"


def test_no_circular_imports() -> None:
    """A package's `__init__.py` may import its own modules: Python itself runs it before them."""

    def visit(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, f"a circle: {' -> '.join((*trail, module))}"
        if module not in sound:
            for name in sorted(imports(module)):
                if not module.startswith(f"{name}."):
                    visit(name, (*trail, module))
            sound.add(module)

    sound = set[str]()
    for module in modules():
        visit(module, ())


def stage_module(stage: str) -> str:
    command = STAGES[stage]["cmd"].split()
    assert command[:2] == ["python", "-m"], f"{stage}: run as a module (a file shadows the library)"
    return str(command[2])


def code_files(stage: str) -> set[Path]:
    """What a stage runs. A package's `__init__.py` that only holds a docstring does nothing."""
    return {modules()[name] for name in closure(stage_module(stage)) if not is_empty(name)}


def is_empty(module: str) -> bool:
    return modules()[module].name == "__init__.py" and all(
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        for node in tree(module).body
    )


def expected_deps(stage: str) -> list[str]:
    """The stage's code as dvc.yaml shall list it: a package of which all is used as one folder."""
    files = code_files(stage)
    deps = set[Path]()
    for file in files:
        package = file.parent
        whole = {path for path in package.rglob("*.py") if not is_empty(_dotted(path))} <= files
        deps.add(package if whole and package not in (ROOT / "fabula", ROOT / "stages") else file)
    nested = {path for path in deps if any(parent in deps for parent in path.parents)}
    return sorted(str(path.relative_to(ROOT)) for path in deps - nested)


@pytest.mark.parametrize("stage", STAGES)
def test_deps_are_the_code_that_a_stage_runs(stage: str) -> None:
    declared = [dep for dep in STAGES[stage]["deps"] if dep.split("/")[0] in PACKAGES]
    expected = expected_deps(stage)
    paste = "\n".join(f"      - {dep}" for dep in expected)
    assert sorted(declared) == expected, f"dvc.yaml, {stage}, deps:\n{paste}"


def read_sections(module: str) -> set[str]:
    """The sections of the parameters that a stage reads: `p.gpt2` after `p = params.load()`, or
    `params.load().gpt2`. The whole is never handed on, or nobody could tell what is read of it."""
    whole = [node for node in ast.walk(tree(module)) if _is_load(node)]
    names = {
        target.id
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Assign) and _is_load(node.value)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    uses = [
        node
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Name) and node.id in names and isinstance(node.ctx, ast.Load)
    ]
    sections = {
        id(node.value): node.attr
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Attribute)
    }
    assert all(id(use) in sections for use in uses), f"{module}: hand on sections, not the whole"
    return {sections[id(node)] for node in (*whole, *uses) if id(node) in sections}


def _is_load(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) in ("params.load", "load")


@pytest.mark.parametrize("stage", STAGES)
def test_params_are_the_sections_that_a_stage_reads(stage: str) -> None:
    sections = sorted(read_sections(stage_module(stage)))
    paste = "\n".join(f"      - {section}" for section in sections)
    assert sorted(STAGES[stage].get("params", [])) == sections, (
        f"dvc.yaml, {stage}, params:\n{paste}"
    )


def outputs(stage: str) -> Iterator[str]:
    for kind in ("outs", "metrics", "plots"):
        for entry in STAGES[stage].get(kind, []):
            yield from [entry] if isinstance(entry, str) else entry


def test_every_output_has_its_name_in_paths() -> None:
    written = sorted(path for stage in STAGES for path in outputs(stage))
    folders = {path.split("/")[0] for path in written}
    named = sorted(
        str(path)
        for path in vars(paths).values()
        if isinstance(path, Path) and path.parts[0] in folders
    )
    assert written == named


def test_what_is_imported_is_pinned_and_what_is_pinned_is_used() -> None:
    pinned, for_tests = pins()
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in TESTS]
    in_tests = {name for each in trees for name in names_imported(each)}
    assert pinned == packages({name for each in modules() for name in imported_names(each)}) | TOOLS
    assert packages(in_tests) - pinned == for_tests - {"mypy", "ruff"}


def pins() -> tuple[set[str], set[str]]:
    """The packages that pyproject.toml pins, for all and for developers."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    both = (project["dependencies"], project["optional-dependencies"]["dev"])
    everyone, developers = ({canonical(pin.split("==")[0]) for pin in each} for each in both)
    return everyone, developers


def packages(imported: set[str]) -> set[str]:
    """The packages to install for these imports."""
    ours = {*PACKAGES, *(path.stem for path in TESTS)}
    names = {name.split(".")[0] for name in imported} - sys.stdlib_module_names - ours
    known = packages_distributions()
    return {canonical(known[name][0]) for name in names} - PARTS


def test_constraints_pin_the_rest_for_every_system() -> None:
    """Nothing twice, no place to download from, no build for one kind of machine."""
    direct = [*pins()[0], *pins()[1]]
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    rest = [line for line in lines if not line.startswith("#")]
    assert all(re.fullmatch(r"[a-z0-9-]+==[0-9.]+(post[0-9]+)?", pin) for pin in rest)
    names = [*direct, *(pin.split("==")[0] for pin in rest)]
    assert len(set(names)) == len(names)
    assert not [name for name in names if name.startswith(("nvidia", "cuda", "triton"))]


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("stage", LIGHT_STAGES)
def test_a_light_stage_imports_nothing_heavy(stage: str) -> None:
    assert not libraries(f"stages.{stage}") & HEAVY


def test_no_stage_checks_its_parameters_late() -> None:
    """Whatever computes first waits for check_params: by its output, or by way of other stages."""
    waiting = {stage for stage in STAGES if str(paths.PARAMS_SCHEMA) in STAGES[stage]["deps"]} | {
        "check_params"
    }
    made_by = {path: stage for stage in STAGES for path in outputs(stage)}
    for stage in STAGES:  # in the order of the graph
        makers = {maker for dep in STAGES[stage]["deps"] for maker in _makers(dep, made_by)}
        assert stage in waiting or makers & waiting, f"{stage}: depend on {paths.PARAMS_SCHEMA}"
        waiting.add(stage)


def _makers(dep: str, made_by: dict[str, str]) -> set[str]:
    return {stage for path, stage in made_by.items() if Path(dep).is_relative_to(path)}
