"""Fabula: small language models that tell stories, and honest figures on how well they do.

from fabula import load_model, generate_text

print(generate_text(load_model(), tags=["MoralValue", "Twist"]))
"""

from importlib import import_module
from typing import Any

__all__ = ["generate_text", "load_model"]


def __getattr__(name: str) -> Any:
    """Of `fabula.generation.storyteller`, which brings torch along: imported when it is needed."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("fabula.generation.storyteller"), name)
