"""The house: floors, entry points that stand alone, and stages that start at once."""

import pytest
from imports import closure, imported_names, imports, modules

FLOORS = (
    (
        "errors",
        "paths",
        "files",
        "params",
        "presets",
        "checkpoints",
        "run_logs",
        "revisions",
        "console",
        "stories",
        "command",
    ),
    ("corpus", "tokenization", "shards", "windows", "models", "precision"),
    (
        "losses",
        "optimizers",
        "budgets",
        "compilation",
        "progress",
        "scoring",
        "readers",
        "searching",
        "decoding",
        "guidance",
        "trainer",
        "training",
        "early_stopping",
        "generation",
        "metrics",
        "loops",
        "polishing",
        "referee",
    ),
    (
        "control",
        "error_analysis",
        "evaluation",
        "grammar",
        "measuring",
        "report",
        "findings",
        "worst_stories",
        "provenance",
        "run_report",
        "pages",
        "control_tables",
        "pictures",
        "comparison",
        "sample_page",
        "storyteller",
    ),
)
"""A module of `fabula` imports its own floor and lower ones. A new module is placed here."""

LIGHT_STAGES: dict[str, set[str]] = {
    "check_params": set(),
    "download": {"datasets"},
    "preset": set(),
}
"""Stages that start at once import nothing heavy, but for what they need late and seldom: of the
hub's files `datasets` reads those that are not parquet."""
HEAVY = {"torch", "transformers", "datasets", "accelerate", "sklearn"}


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
    strangers = [name for name in imports(module) if name.split(".")[0] not in allowed]
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


def libraries(module: str) -> set[str]:
    """The top-level names that a module and its closure import."""
    return {name.split(".")[0] for each in closure(module) for name in imported_names(each)}


@pytest.mark.parametrize("stage", LIGHT_STAGES)
def test_a_light_stage_imports_nothing_heavy(stage: str) -> None:
    assert libraries(f"stages.{stage}") & HEAVY == LIGHT_STAGES[stage]
