"""Adapter folders: what LoRA learned beside a base model, which lies in a folder of its own."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from safetensors import SafetensorError
from safetensors.torch import load_file
from transformers import PreTrainedModel

from fabula import files
from fabula.errors import ModelError

PEFT_CONFIG = "adapter_config.json"
ADAPTER_WEIGHTS = "adapter_model.safetensors"
ADAPTER = "base.json"
"""In our own adapter folders: of which base they are, and the SHA-256 of its weights."""


def is_adapter(folder: Path | str) -> bool:
    """Whether a folder holds an adapter instead of a model."""
    return (Path(folder) / PEFT_CONFIG).is_file()


def base_of(folder: Path) -> str:
    """The folder or hub name of the model that an adapter belongs to; `ModelError` without one."""
    named = files.read_json(folder / PEFT_CONFIG).get("base_model_name_or_path")
    if not named:
        raise ModelError(
            f"{folder} is an adapter that does not say of which model; name it in "
            f"{PEFT_CONFIG}, as base_model_name_or_path"
        )
    return str(named)


def fingerprint(base: Path) -> str:
    """The SHA-256 of a model's weights; empty where they are in several files."""
    weights = base / "model.safetensors"
    return files.sha256(weights) if weights.is_file() else ""


def require_same_base(folder: Path) -> None:
    """`ModelError` where the base of one of our adapters has other weights than it was trained on.

    Of adapters of other people nobody knows.
    """
    if not (folder / ADAPTER).is_file():
        return
    base, expected = Path(base_of(folder)), files.read_json(folder / ADAPTER)["sha256"]
    if expected and fingerprint(base) not in ("", expected):
        raise ModelError(
            f"the adapter {folder} was trained on other weights than those in {base}; train it "
            f"anew, or bring back its base (SHA-256 of model.safetensors {expected[:16]}...)"
        )


def merged(model: PreTrainedModel, folder: Path) -> PreTrainedModel:
    """A base model with an adapter added to its weights; `ModelError` where they do not fit."""
    from peft import PeftModel, get_peft_model_state_dict  # late: few models have an adapter

    try:
        with quiet():
            adapted = PeftModel.from_pretrained(model, folder)
            used = get_peft_model_state_dict(adapted, save_embedding_layers=False)
            if strange := sorted(_layers(folder) - used.keys()):  # peft passes over them
                raise ValueError(f"the base has no place for {strange[0]}")
            return adapted.merge_and_unload()
    except (RuntimeError, ValueError, KeyError, IndexError, SafetensorError) as error:
        reason = " ".join(str(error).split())[:300]
        raise ModelError(
            f"the adapter {folder} does not fit its base {base_of(folder)}: {reason}"
        ) from error


def _layers(folder: Path) -> set[str]:
    """The names of LoRA's matrices in an adapter folder; none where they are in another format."""
    weights = folder / ADAPTER_WEIGHTS
    if not weights.is_file():
        return set()
    return {name for name in load_file(weights) if ".lora_" in name}


@contextmanager
def quiet() -> Iterator[None]:
    """Without the warning of peft that transformers has renamed what it asks for."""
    with warnings.catch_warnings():
        warnings.filterwarnings(
            "ignore", "`is_gradient_checkpointing` is deprecated", FutureWarning
        )
        yield
