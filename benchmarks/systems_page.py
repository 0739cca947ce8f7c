"""The figures of `benchmarks.systems` as a page."""

from collections.abc import Mapping
from typing import Any


def page(recipes: Mapping[str, Any]) -> str:
    """Markdown."""
    return f"{', '.join(recipes)}\n"
