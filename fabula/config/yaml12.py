"""YAML 1.2 by PyYAML, which alone reads 1.1, where `no` is false, `3e-05` text and `012` ten."""

import re
from pathlib import Path
from typing import Any, ClassVar

import yaml

from fabula.errors import ParamsError
from fabula.paths import PARAMS, require_project

CORE_SCHEMA = {
    "null": r"~|null|Null|NULL|",
    "bool": r"true|True|TRUE|false|False|FALSE",
    "int": r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+",
    "float": r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"
    r"|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
}
"""YAML 1.2.2, section 10.3.2: how values without quotes look; whatever else is text."""


class Loader(yaml.SafeLoader):
    """Values without quotes by `CORE_SCHEMA`, and no key twice."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}  # else it inherits those of YAML 1.1

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """A mapping; of two equal keys PyYAML alone would take the last."""
        mapping: dict[Any, Any] = super().construct_mapping(node, deep)
        seen = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node)
            if key in seen:
                where = key_node.start_mark
                raise yaml.constructor.ConstructorError(None, None, f"duplicate key {key!r}", where)
            seen.add(key)
        return mapping


def _integer(loader: Loader, node: yaml.ScalarNode) -> int:
    digits = str(loader.construct_scalar(node))
    try:
        return int(digits, 0) if digits[:2] in ("0o", "0x") else int(digits)
    except ValueError:  # Python reads no integer of more than 4300 digits
        problem = f"a number of {len(digits)} digits"
        raise yaml.constructor.ConstructorError(None, None, problem, node.start_mark) from None


for tag, pattern in CORE_SCHEMA.items():
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"(?:{pattern})$"), None)
Loader.add_constructor("tag:yaml.org,2002:int", _integer)


def read_yaml(path: Path) -> dict[str, Any]:
    """Read a YAML 1.2 mapping, as DVC does: `3e-05`, which `dvc exp run -S` writes, is a number.

    Raises `ParamsError` where the file is missing, is not UTF-8, is not YAML, or is not a mapping.
    """
    try:
        values = yaml.load(read_text(path), Loader)
    except yaml.YAMLError as error:
        raise ParamsError(f"{path} is not YAML: {_reason(error)}") from None
    if not isinstance(values, dict):
        raise ParamsError(f"{path}: expected sections such as `data:`, got {values!r}")
    return values


def read_text(path: Path) -> str:
    """The text of a file; `ParamsError` where it is missing or not UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        if path == PARAMS:
            require_project()
        raise ParamsError(f"{path}: there is no such file") from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        byte = error.object[error.start]
        raise ParamsError(
            f"{path} is not UTF-8: byte 0x{byte:02x} in line {line}; save it as UTF-8, "
            "in your editor or by `iconv -f latin1 -t utf-8`"
        ) from None


def _reason(error: yaml.YAMLError) -> str:
    """Where and what, in one line."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return " ".join(str(error).split())
    context = f", {error.context}" if error.context else ""
    if error.context and error.context_mark:
        context += f" that begins in line {error.context_mark.line + 1}"
    return f"line {error.problem_mark.line + 1}: {error.problem}{context}"
