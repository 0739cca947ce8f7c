"""dvc.yaml against the code: DVC sees no imports, so its `deps` and `params` are checked here.

A failing test prints what to paste.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from imports import PACKAGES, ROOT, closure, dotted, modules, tree

from fabula import paths
from fabula.config.params import Params
from fabula.config.section import Section
from fabula.config.training import Training
from fabula.config.yaml12 import read_yaml

GRAPH: dict[str, Any] = read_yaml(ROOT / "dvc.yaml")
STAGES: dict[str, dict[str, Any]] = GRAPH["stages"]

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
TRAINED = {"gpt2", "tagmodel"}
"""Every training has the code of both sections: what makes its rows is one function for both."""


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
    """The stage's code as dvc.yaml shall list it: a package of which all is used as one folder."""
    files = code_files(stage)
    deps = set[Path]()
    for file in files:
        package = file.parent
        whole = {path for path in package.rglob("*.py") if not is_empty(dotted(path))} <= files
        deps.add(package if whole and package not in (ROOT / "fabula", ROOT / "stages") else file)
    nested = {path for path in deps if any(parent in deps for parent in path.parents)}
    return sorted(str(path.relative_to(ROOT)) for path in deps - nested)


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
    """All of them where it depends on the whole file."""
    sections = sorted(read_sections(stage))
    declared = sorted(STAGES[stage].get("params", []))
    if str(paths.PARAMS) in STAGES[stage]["deps"]:
        assert not declared, f"dvc.yaml, {stage}: params.yaml is a dependency as a whole"
        return
    paste = "\n".join(f"      - {section}" for section in sections)
    assert declared == sections, f"dvc.yaml, {stage}, params:\n{paste}"


@pytest.mark.parametrize("stage", STAGES)
def test_a_knob_stales_only_the_stages_that_read_its_section(stage: str) -> None:
    """And those after: no stage runs code of a section that neither it nor one before reads."""
    if str(paths.PARAMS) in STAGES[stage]["deps"]:
        return
    code = {KEYS[module] for module in closure(stage_module(stage)) if module in KEYS}
    read = {key for each in (stage, *before(stage)) for key in STAGES[each].get("params", [])}
    assert code <= read | TRAINED


def before(stage: str) -> set[str]:
    """The stages that a stage waits for, all the way up."""
    makers = {maker for dep in STAGES[stage]["deps"] for maker in _makers(dep)}
    return makers.union(*map(before, makers))


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


def test_no_stage_checks_its_parameters_late() -> None:
    """Whatever computes first waits for check_params: by its output, or by way of other stages."""
    waiting = {stage for stage in STAGES if str(paths.PARAMS_CHECKED) in STAGES[stage]["deps"]} | {
        "check_params"
    }
    for stage in STAGES:  # in the order of the graph
        makers = {maker for dep in STAGES[stage]["deps"] for maker in _makers(dep)}
        assert stage in waiting or makers & waiting, f"{stage}: depend on {paths.PARAMS_CHECKED}"
        waiting.add(stage)


def _makers(dep: str) -> set[str]:
    made_by = {path: stage for stage in STAGES for path in outputs(stage)}
    return {stage for path, stage in made_by.items() if Path(dep).is_relative_to(path)}
