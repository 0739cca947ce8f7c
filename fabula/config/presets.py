"""A preset is a recipe: `presets/NAME.yaml` holds only what differs from `params.yaml`."""

import difflib
import re
from collections.abc import Iterator, Mapping, MutableMapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from fabula import files, paths
from fabula.config.params import Params
from fabula.config.yaml12 import read_text, read_yaml
from fabula.errors import ParamsError


def names() -> list[str]:
    """Every preset, in alphabetical order."""
    return sorted(path.stem for path in paths.PRESETS.glob("*.yaml"))


def headline(name: str) -> str:
    """The first comment line of a preset: what it is for."""
    first_line, _, _ = read_text(_path(name)).partition("\n")
    return first_line.lstrip("# ")


def read(name: str) -> dict[str, Any]:
    """What a preset changes; `ParamsError` where `params.yaml` so changed would not pass."""
    if name not in names():
        near = difflib.get_close_matches(name, names(), n=1)
        hint = f"did you mean {near[0]}?" if near else f"known: {', '.join(names())}"
        raise ParamsError(f"there is no preset {name!r}; {hint}")
    changes = read_yaml(_path(name))
    with_changes(changes, str(_path(name)))
    return changes


def with_changes(changes: Mapping[str, Any], name: str) -> Params:
    """`params.yaml` with changes; `name` says in the `ParamsError` where they came from."""
    values = read_yaml(paths.PARAMS)
    merge(values, changes)
    return Params.check(values, f"{paths.PARAMS} with {name}")


def merge(values: MutableMapping[str, Any], changes: Mapping[str, Any]) -> None:
    """Put the changes in their places; a list takes the place of a list, as a whole."""
    for key, change in changes.items():
        value = values.get(key)
        if isinstance(value, MutableMapping) and isinstance(change, Mapping):
            merge(value, change)
        elif isinstance(value, list) and isinstance(change, list):
            if value != change:
                value[:] = change  # in place: the comment beside the key stays
        else:
            values[key] = change


def write(changes: Mapping[str, Any]) -> None:
    """Merge the changes into `params.yaml`, its comments and its layout kept."""
    yaml = YAML()  # as it is, as DVC uses it: `dvc exp run -S` then changes no other line
    values = yaml.load(read_text(paths.PARAMS))
    merge(values, changes)
    with (
        files.replacing(paths.PARAMS) as temporary,
        temporary.open("w", encoding="utf-8", newline="\n") as file,
    ):
        yaml.dump(values, file)


def options(changes: Mapping[str, Any]) -> str:
    """The changes as `-S` options of `dvc exp run`, ready for a shell's `$(...)`."""
    return " ".join(f"-S {key}={_hydra(key, value)}" for key, value in leaves(changes))


def leaves(changes: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Every value with its full path, such as `gpt2.width`."""
    for key, value in changes.items():
        if isinstance(value, Mapping):
            yield from leaves(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def _path(name: str) -> Path:
    return paths.PRESETS / f"{name}.yaml"


def _hydra(key: str, value: Any) -> str:
    """A value in Hydra's override grammar, which `dvc exp run -S` reads."""
    if isinstance(value, list):
        return f"[{','.join(_hydra(key, item) for item in value)}]"
    if not isinstance(value, str):
        return str(value).lower() if isinstance(value, bool) else repr(value)
    if re.search(r"\s|\$\{", value):  # the shell would split it, or Hydra would interpolate it
        raise ParamsError(f"{key}: {value!r} cannot be an option; write the preset with --write")
    quoted = re.sub(r"(\\*)('|$)", lambda found: found[1] * 2 + found[2].replace("'", r"\'"), value)
    return f"'{quoted}'"
