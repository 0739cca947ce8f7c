"""Fabula: small language models that tell stories, and honest figures on how well they do.

from fabula import load_model, generate_text

print(generate_text(load_model(), tags=["MoralValue", "Twist"]))

from fabula import evaluate

print(evaluate("mine.jsonl").figures["mine.jsonl"]["joint_score"])
"""

from importlib import import_module
from typing import Any

__all__ = ["evaluate", "generate_text", "load_model"]

MODULES = {
    "evaluate": "fabula.evaluation.alone",
    "generate_text": "fabula.generation.storyteller",
    "load_model": "fabula.generation.storyteller",
}


def __getattr__(name: str) -> Any:
    """Of modules that bring much along, as torch: imported when they are needed."""
    if name not in MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(MODULES[name]), name)
