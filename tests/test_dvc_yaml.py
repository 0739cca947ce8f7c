"""dvc.yaml against the code: DVC sees no imports, so its `deps` and `params` are checked here.

A failing test prints what to paste.
"""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from imports import PACKAGES, ROOT, closure, dotted, modules, tree

from fabula.config.params import Params
from fabula.config.section import Section
from fabula.config.training import Training
from fabula.config.yaml12 import read_yaml
from fabula.corpus.finding import WRITTEN
from fabula.judging.paths import FEEDBACK
from fabula.paths import PARAMS, PARAMS_CHECKED

GRAPH: dict[str, Any] = read_yaml(ROOT / "dvc.yaml")
STAGES: dict[str, dict[str, Any]] = GRAPH["stages"]
MOST = 2 / 3
"""Of a package's files: a stage that runs as many depends on the package."""
ONE_BY_ONE = [
    ROOT / name for name in ("fabula", "fabula/config", "fabula/training", "stages", "benchmarks")
]
"""Folders of files of which each model, or each stage, has some of its own."""

WHOLE = {"check_params", "check_stories", "report"}
"""Stages that read all of params.yaml."""
SECTIONS = {
    "Threads": ["threads"],
    "Params": list(Params.model_fields),
    **{section.__name__: [section.KEY] for section in Section.__subclasses__() if section.KEY},
    **{section.__name__: [section.KEY] for section in Training.__subclasses__()},
}
"""Class -> what it loads of params.yaml."""
KEYS = {f"fabula.config.{key}": key for key in Params.model_fields} | {
    "fabula.config.decoding": "generate"
}
"""Module -> the section that it holds (a part of)."""
WRITTEN_OUT = {"train_reference_lm": {"gpt2"}}
"""Stage -> the sections of which its code holds every parameter, so that a new one changes it."""


def stage_module(stage: str) -> str:
    command = STAGES[stage]["cmd"].split()
    assert command[0] in ("python", "${launch}")
    assert command[1] == "-m", f"{stage}: run as a module (a file shadows the library)"
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
    """The stage's code as dvc.yaml shall list it: a package as one folder where most of it runs,
    else what runs of it; sections of the parameters one by one, as few stages read each."""
    files = code_files(stage)

    def named(folder: Path) -> Iterator[Path]:
        inside = {path for path in folder.rglob("*.py") if not is_empty(dotted(path))}
        if folder not in ONE_BY_ONE and len(files & inside) >= MOST * len(inside):
            yield folder
            return
        yield from (path for path in folder.glob("*.py") if path in files)
        for package in folder.iterdir():
            if any(path in files for path in package.rglob("*.py")):
                yield from named(package)

    deps = {path for package in PACKAGES for path in named(ROOT / package)}
    return sorted(str(path.relative_to(ROOT)) for path in deps)


@pytest.mark.parametrize("stage", STAGES)
def test_deps_are_the_code_that_a_stage_runs(stage: str) -> None:
    declared = [dep for dep in STAGES[stage]["deps"] if dep.split("/")[0] in PACKAGES]
    expected = expected_deps(stage)
    paste = "\n".join(f"      - {dep}" for dep in expected)
    assert sorted(declared) == expected, f"dvc.yaml, {stage}, deps:\n{paste}"


def read_sections(stage: str) -> set[str]:
    """The sections of params.yaml that a stage's code reads: `gpt2` where it says `Gpt2.load()`."""
    loads = (
        ast.unparse(node.value).split(".")[-1]
        for module in closure(stage_module(stage))
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Attribute) and node.attr == "load"
    )
    return {key for name in loads for key in SECTIONS.get(name, [])}


@pytest.mark.parametrize("stage", STAGES)
def test_params_are_the_sections_that_a_stage_reads(stage: str) -> None:
    """Those of `WHOLE` see all of them, of which DVC compares the values, and not the comments."""
    sections = [{str(PARAMS): None}] if stage in WHOLE else sorted(read_sections(stage))
    paste = "\n".join(f"      - {section}" for section in sections)
    assert STAGES[stage].get("params", []) == sections, f"dvc.yaml, {stage}, params:\n{paste}"


@pytest.mark.parametrize("stage", [stage for stage in STAGES if stage not in WHOLE])
def test_a_parameter_stales_only_the_stages_that_read_its_section(stage: str) -> None:
    """And those after: no stage runs code of a section that neither it nor one before reads."""
    code = {KEYS[module] for module in closure(stage_module(stage)) if module in KEYS}
    read = {key for each in (stage, *before(stage)) for key in STAGES[each].get("params", [])}
    assert code <= read | WRITTEN_OUT.get(stage, set())


def before(stage: str) -> set[str]:
    """The stages that a stage waits for, all the way up; but for those of `WHOLE`."""
    makers = {maker for dep in STAGES[stage]["deps"] for maker in makers_of(dep)} - WHOLE
    return makers.union(*map(before, makers))


def outputs(stage: str) -> Iterator[str]:
    for kind in ("outs", "metrics", "plots"):
        for entry in STAGES[stage].get(kind, []):
            yield from [entry] if isinstance(entry, str) else entry


def test_every_output_has_one_name_in_a_paths_module() -> None:
    """Feedback is what people give, and no stage writes it."""
    written = sorted(path for stage in STAGES for path in outputs(stage))
    folders = {path.split("/")[0] for path in written}
    named = [
        path
        for module in modules()
        if module.split(".")[-1] == "paths"
        for path in vars(import_module(module)).values()
        if isinstance(path, Path)
        and path.parts[0] in folders
        and FEEDBACK not in (path, *path.parents)
    ]
    inside = [path for path in named if any(parent in named for parent in path.parents)]
    assert written == sorted(str(path) for path in named if path not in inside)


def test_no_user_keeps_stories_where_a_stage_writes() -> None:
    folders = [Path(path) for stage in STAGES for path in outputs(stage) if not Path(path).suffix]
    assert all(any(folder.is_relative_to(path) for path in WRITTEN) for folder in folders)


def test_no_stage_checks_its_parameters_late() -> None:
    """Whatever computes first waits for check_params: by its output, or by way of other stages."""
    waiting = {stage for stage in STAGES if str(PARAMS_CHECKED) in STAGES[stage]["deps"]} | {
        "check_params"
    }
    for stage in STAGES:  # in the order of the graph
        makers = {maker for dep in STAGES[stage]["deps"] for maker in makers_of(dep)}
        assert stage in waiting or makers & waiting, f"{stage}: depend on {PARAMS_CHECKED}"
        waiting.add(stage)


def makers_of(dep: str) -> set[str]:
    made_by = {path: stage for stage in STAGES for path in outputs(stage)}
    return {stage for path, stage in made_by.items() if Path(dep).is_relative_to(path)}
