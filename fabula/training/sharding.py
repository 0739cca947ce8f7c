"""Fully sharded training (FSDP, Zhao et al. 2023, arXiv:2304.11277): each process holds a part.

Where processes only share a batch, each holds all weights, gradients and the optimizer's state.
Here each holds a part of every tensor, and fetches the others' parts of a block of the model when
it computes with that block. PyTorch does so (FSDP2, its `fully_shard`), as `transformers` arranges
it; accelerate's own FSDP does nothing on a CPU.
"""

import copy
import re
import warnings
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch.distributed.checkpoint.state_dict import StateDictOptions, set_model_state_dict
from torch.distributed.fsdp import FSDPModule
from transformers import PreTrainedModel
from transformers.distributed import DistributedConfig
from transformers.utils import SAFE_WEIGHTS_NAME

from fabula.config.training import Training
from fabula.errors import ModelError
from fabula.models import processes


def is_asked_for(config: Training) -> bool:
    """Whether the processes divide a model; one process alone has nobody to divide it with."""
    return getattr(config, "fsdp", False) and processes.count() > 1


def sharded(model: PreTrainedModel) -> PreTrainedModel:
    """A copy of the model of which each process holds a part, block by block.

    The model itself keeps its shape and forgets its weights, until `filled` gives it others.
    `ModelError` where a model does not say which of its modules are blocks.
    """
    shared = {id(weight): weight for weight in model.parameters()}
    made: PreTrainedModel = copy.deepcopy(model, shared)  # of the modules, not of the weights
    made.fsdp_plan = _blocks(model)  # all else in one part, as a tied weight must not be in two
    config = DistributedConfig(fsdp_size=processes.count())
    config, _, mesh = made.prepare_distribute_model(config)
    made = made.maybe_distribute_model(made, config, mesh)
    for weight in model.parameters():
        weight.data = weight.data.new_zeros(()).expand(weight.shape)
    model.config.use_cache = False  # as Trainer leaves the model that it trains
    # our loss takes hidden states in the place of logits, and changes none where it stands
    warnings.filterwarnings("ignore", "FSDP2-wrapped module", UserWarning)
    return made


def filled(model: PreTrainedModel) -> None:
    """Give a model that forgot its weights room for others, which are to be loaded."""
    for weight in model.parameters():
        weight.data = torch.empty_like(weight, memory_format=torch.contiguous_format)


def reshard(model: PreTrainedModel) -> None:
    """Give up what a forward pass has fetched and no backward pass follows to give up.

    The optimizer knows the parts alone.
    """
    for module in model.modules():
        if isinstance(module, FSDPModule):
            module.reshard()


def read(model: PreTrainedModel, checkpoint: Path) -> Any:
    """Give a sharded model the weights of a checkpoint, each process its part; PyTorch's account of
    keys that were missing or not expected."""
    weights: dict[str, Any] = load_file(checkpoint / SAFE_WEIGHTS_NAME)
    options = StateDictOptions(full_state_dict=True, strict=False)  # tied weights are stored once
    return set_model_state_dict(model, weights, options=options)


def _blocks(model: PreTrainedModel) -> dict[str, str]:
    """The plan of `transformers`: the names of all blocks, `*` for their numbers."""
    kinds = set(model._no_split_modules or ())
    names = [name for name, module in model.named_modules() if type(module).__name__ in kinds]
    if not names:
        raise ModelError(
            f"gpt2.fsdp: a {type(model).__name__} does not say what its blocks are; set it to false"
        )
    return {re.sub(r"\.\d+\b", ".*", name): "free_full_weight" for name in names}
