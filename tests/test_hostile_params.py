"""Every parameter with values that nobody should give: a message that names it, or a sound run."""

import math
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fabula import paths
from fabula.config.params import Params
from fabula.config.section import MOST
from fabula.config.yaml12 import read_yaml
from fabula.errors import ParamsError

ROOT = Path(__file__).parent.parent
VALUES = read_yaml(ROOT / paths.PARAMS)
Keys = tuple[str | int, ...]

HOSTILE: dict[str, list[Any]] = {
    "negative": [-1, -0.5, -(10**5000), -math.inf],
    "nothing": [0, 0.0, None, "", [], {}, False],
    "tiny": [1e-320],
    "huge": [10**13, 10**30, 10**400, 10**5000, 1e13, 1e308],
    "no number": [math.nan, math.inf],
    "another type": ["1", True, [1, "a"], {"a": 1}, {1: 2}, {None: 1}, b"x", (1,), {1}, 1j],
    "nested": [[[]], [math.nan], [10**5000], {"a": {"b": [None]}}, date(2024, 1, 1), object()],
    "twice": [["top_p", "top_p"], [1.0, 1.0], [1, 1]],
    "odd text": [" ", "\n", "\x00", "\ud800", "é🦊日本", "../..", "/", "yes", "no one's name"],
    "long": ["a" * 100_000, ["a"] * 1000, "\n" * 9999],
}


def places(values: Any, keys: Keys = ()) -> Iterator[Keys]:
    """All keys, those of sections and of list items too."""
    if keys:
        yield keys
    inside = values.items() if isinstance(values, dict) else ()
    for key, value in enumerate(values) if isinstance(values, list) else inside:
        yield from places(value, (*keys, key))


def with_value(keys: Keys, value: Any) -> dict[str, Any]:
    changed = deepcopy(VALUES)
    inner = changed
    for key in keys[:-1]:
        inner = inner[key]
    inner[keys[-1]] = value
    return changed


def names(problem: str, keys: Keys) -> bool:
    """Whether a problem is of this parameter, or of its list, or says it beside its neighbour."""
    *above, last = map(str, keys)
    section = ".".join(above)
    beside = problem.startswith(section) and (isinstance(keys[-1], int) or last in problem)
    return problem.startswith(".".join(map(str, keys))) or beside


@pytest.mark.parametrize("keys", list(places(VALUES)), ids=lambda keys: ".".join(map(str, keys)))
def test_a_hostile_value_is_taken_or_named_in_one_message(keys: Keys) -> None:
    name = ".".join(map(str, keys))
    for value in (value for values in HOSTILE.values() for value in values):
        try:
            Params.check(with_value(keys, value), "params.yaml")
        except ParamsError as error:
            lines = str(error).splitlines()
            assert lines[0].startswith("params.yaml: ")
            assert any(names(line.strip(), keys) for line in lines[1:]), lines
            assert max(map(len, lines)) < 1000
            str(error).encode()  # can be printed
        else:
            assert not isinstance(value, int | float) or abs(value) <= MOST, (name, value)


def test_a_number_of_too_many_digits_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "params.yaml"
    path.write_text(f"threads: 2\nlaunch: {'1' * 5000}\n")
    with pytest.raises(ParamsError, match=r"is not YAML: line 2: a number of 5000 digits"):
        Params.load(path)
