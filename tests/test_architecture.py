"""The house: floors, and entry points that stand alone or start at once."""

import pytest
from imports import closure, imported_names, imports, modules

BASE = ("", "paths", "errors", "files", "markdown", "stories", "words", "command")
"""What stands alone at the top of `fabula`, `fabula` itself included: imported by all."""

FLOORS: dict[str, tuple[str, ...]] = {
    "config": (),
    "checkpoints": ("config",),
    "world": (),
    "corpus": ("config", "world"),
    "scale": ("config", "world", "corpus", "tokens"),
    "tokens": ("config", "corpus"),
    "models": ("corpus", "tokens"),
    "training": ("config", "corpus", "world", "tokens", "models", "checkpoints"),
    "generation": ("config", "corpus", "tokens", "models"),
    "evaluation": ("config", "world", "corpus", "tokens", "models", "generation"),
    "judging": ("evaluation",),
    "alignment": (
        *("config", "world", "corpus", "tokens", "models", "training"),
        *("generation", "evaluation", "judging"),
    ),
    "studio": ("config", "corpus", "tokens", "models", "generation", "evaluation", "judging"),
}
"""Package (or module) of `fabula` -> what it may import besides itself and `BASE`."""
FLOORS |= dict.fromkeys(BASE, ())
FLOORS["reporting"] = tuple(name for name in FLOORS if name != "studio")
FLOORS["sharing"] = tuple(name for name in FLOORS if name != "studio")
FLOORS["cli"] = tuple(FLOORS)
FLOORS["stages"] = tuple(name for name in FLOORS if name not in ("cli", "sharing", "studio"))

LIGHT: dict[str, set[str]] = {
    "stages.check_params": set(),
    "stages.download": {"datasets"},
    "fabula.cli.main": set(),
    "fabula.cli.preset": set(),
}
"""Entry points that start at once import nothing heavy, but for what they need late and seldom: of
the hub's files `datasets` reads those that are not parquet."""
HEAVY = {"torch", "transformers", "datasets", "accelerate", "sklearn"}


def floor(module: str) -> str:
    """The package of `fabula` that a module belongs to; `stages` is one of its own."""
    first, *rest = module.split(".")
    return first if first != "fabula" else "".join(rest[:1])


@pytest.mark.parametrize(
    "module", [name for name in modules() if not name.startswith("benchmarks")]
)
def test_a_package_imports_its_own_and_lower_packages_only(module: str) -> None:
    own = floor(module)
    assert own in FLOORS, f"say in FLOORS what {own!r} may import"
    allowed = {own, *BASE, *FLOORS[own]}
    above = [name for name in imports(module) if floor(name) not in allowed]
    assert not above, f"{module} imports {above}"


@pytest.mark.parametrize("module", modules())
def test_entry_points_import_the_library_and_nothing_imports_them(module: str) -> None:
    package = module.split(".")[0]
    allowed = ("fabula", package) if package == "benchmarks" else ("fabula",)
    strangers = [
        name
        for name in imports(module)
        if name.split(".")[0] not in allowed or (floor(name) == "cli" != floor(module))
    ]
    assert not strangers, f"{module} imports {strangers}"


def test_no_stage_shares_its_name_with_a_module_of_the_library() -> None:
    """But for the sections of the parameters and for commands, which may bear a stage's name."""
    library, stages = (
        {name.rpartition(".")[2] for name in modules() if floor(name) in floors}
        for floors in (set(FLOORS) - {"config", "cli", "stages"}, {"stages"})
    )
    assert stages
    assert not stages & library


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


@pytest.mark.parametrize("module", LIGHT)
def test_a_light_entry_point_imports_nothing_heavy(module: str) -> None:
    assert libraries(module) & HEAVY == LIGHT[module]
