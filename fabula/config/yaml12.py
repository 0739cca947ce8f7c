"""YAML 1.2, where `no` is a word and `3e-05` a number."""

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from fabula.errors import ParamsError


def read_yaml(path: Path) -> dict[str, Any]:
    """Read a YAML 1.2 mapping, as DVC does: `3e-05`, which `dvc exp run -S` writes, is a number.

    Raises `ParamsError` where the file is missing, is not YAML, or is not a mapping.
    """
    try:
        values = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ParamsError(f"{path}: there is no such file") from None
    except YAMLError as error:
        raise ParamsError(f"{path} is not YAML: {error}") from None
    if not isinstance(values, dict):
        raise ParamsError(f"{path}: expected sections such as `data:`, got {values!r}")
    return values
