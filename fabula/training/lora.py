"""LoRA (Hu et al. 2021): small matrices beside frozen weights learn in their place, by `peft`.

Beside each matrix W (out, in) of a pretrained model, which stays as it is, lie B (out, rank) and
A (rank, in): the layer gives W x + alpha / rank * B A x. What trains is a hundredth of the model,
so gradients and the optimizer's state hardly take memory. The rows of our special tokens are new to
the model and train too, where it takes tags: or all tags would look alike.
"""

import logging
from pathlib import Path
from typing import Any

from safetensors.torch import load_file
from transformers import PreTrainedModel, PreTrainedTokenizerFast
from transformers.pytorch_utils import Conv1D

from fabula import files, models
from fabula.config.training import Lora
from fabula.errors import ModelError
from fabula.models.adapters import ADAPTER, ADAPTER_WEIGHTS, fingerprint, quiet
from fabula.tokens.windows import SpecialIds
from fabula.training.optimizers import linear_layers

log = logging.getLogger(__name__)


def adapted(model: PreTrainedModel, lora: Lora, special: SpecialIds) -> Any:
    """The model with an adapter that alone trains; the model itself changes.

    `ModelError` where it has no layers to adapt, or `lora.rank` is above its width.
    """
    head = model.get_output_embeddings()
    layers = {id(layer) for layer in linear_layers(model) if layer is not head}
    names = [name for name, module in model.named_modules() if id(module) in layers]
    kind, width = type(model).__name__, model.get_input_embeddings().weight.shape[1]
    if not names:
        raise ModelError(f"gpt2.lora.rank: a {kind} has no linear layers to adapt; set it to 0")
    if lora.rank > width:
        raise ModelError(
            f"gpt2.lora.rank: {lora.rank} is above the width of the model, {width}, so it would "
            "save nothing; 8 is usual"
        )
    rows = [special.bos, special.eos, *special.tags] if models.takes_tags(model) else None
    with quiet():
        from peft import LoraConfig, get_peft_model  # late: few runs have adapters

        config = LoraConfig(
            r=lora.rank,
            lora_alpha=lora.alpha,  # type: ignore[arg-type]  # any number will do
            lora_dropout=lora.dropout,
            target_modules=names,
            trainable_token_indices=rows,
            fan_in_fan_out=any(isinstance(module, Conv1D) for module in model.modules()),
        )
        try:
            adapted = get_peft_model(model, config)
        except ValueError as error:
            raise ModelError(f"gpt2.lora.rank: a {kind} cannot be adapted: {error}") from error
    # or peft would look for it on the hub at each checkpoint
    adapted.peft_config["default"].base_model_name_or_path = ""
    trained = sum(weight.numel() for weight in adapted.parameters() if weight.requires_grad)
    log.info("LoRA trains %s of %s parameters", f"{trained:,}", f"{model.num_parameters():,}")
    return adapted


def is_adapted(model: Any) -> bool:
    """Whether a model has an adapter beside its weights."""
    return hasattr(model, "get_base_model")


def inner(model: Any) -> PreTrainedModel:
    """The model itself, of one that has an adapter or not."""
    return model.get_base_model() if is_adapted(model) else model


def read(model: Any, checkpoint: Path) -> None:
    """Give an adapted model the adapter of a checkpoint."""
    from peft import set_peft_model_state_dict

    with quiet():
        set_peft_model_state_dict(model, load_file(checkpoint / ADAPTER_WEIGHTS))


def save(
    model: Any, tokenizer: PreTrainedTokenizerFast, lora: Lora, base: Path | None, folder: Path
) -> None:
    """Write a model folder: merged, an ordinary one; else the adapter alone, which needs `base`."""
    if lora.merge or base is None:
        with quiet():
            merged = model.merge_and_unload()
        models.save(merged, tokenizer, folder)
        return
    model.peft_config["default"].base_model_name_or_path = str(base)
    with files.replacing(folder) as temporary, quiet():
        model.save_pretrained(temporary, save_embedding_layers=False)
        (temporary / "README.md").unlink(missing_ok=True)  # a form to fill in
        inner(model).config.save_pretrained(temporary)
        tokenizer.save_pretrained(temporary)
        files.write_json(temporary / ADAPTER, {"base": str(base), "sha256": fingerprint(base)})
