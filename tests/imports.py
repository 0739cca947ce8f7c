"""What imports what, read from the source: nothing is run."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGES = ("fabula", "stages", "benchmarks")


@cache
def modules() -> dict[str, Path]:
    """Every module of the project by its dotted name; a package stands for its `__init__.py`."""
    files = (path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
    return {dotted(path): path for path in files}


def dotted(path: Path) -> str:
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
