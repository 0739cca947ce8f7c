"""The optimizer of a model: AdamW, or Muon for the matrices of its blocks and AdamW for the rest.

AdamW can keep its state in 8 bits (Dettmers et al. 2021, arXiv:2110.02861, by bitsandbytes).

Muon (Jordan et al. 2024, https://kellerjordan.github.io/posts/muon/) makes each update of a matrix
orthogonal. Its updates are scaled to the size of AdamW's (Liu et al. 2025, arXiv:2502.16982), so
that one learning rate serves both.
"""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import torch
from torch import Tensor, nn
from torch.optim import AdamW, Muon, Optimizer
from transformers import PreTrainedModel
from transformers.pytorch_utils import Conv1D

from fabula.config.training import Training
from fabula.errors import TrainingError

EIGHT_BITS = "adamw8bit"
PACKAGE = "bitsandbytes"


def build(model: PreTrainedModel, config: Training) -> Optimizer:
    """The optimizer that `config.optimizer` names; vectors (biases, norms) do not decay."""
    matrices = block_matrices(model) if config.optimizer == "muon" else []
    taken = set(map(id, matrices))
    rest = [w for w in model.parameters() if w.requires_grad and id(w) not in taken]
    groups: list[dict[str, Any]] = [
        {"params": [weight for weight in rest if weight.ndim > 1]},
        {"params": [weight for weight in rest if weight.ndim <= 1], "weight_decay": 0.0},
    ]
    groups = [group for group in groups if group["params"]]  # a checkpoint in parts takes no empty
    if config.optimizer == EIGHT_BITS:
        return _in_eight_bits(groups, config)
    adamw = AdamW(
        groups,
        lr=config.learning_rate,
        betas=(0.9, 0.95) if matrices else (0.9, 0.999),
        weight_decay=config.weight_decay,
        fused=True,
    )
    if not matrices:
        return adamw
    muon = Muon(
        matrices,
        lr=config.learning_rate,
        weight_decay=config.weight_decay,
        adjust_lr_fn="match_rms_adamw",
    )
    return MuonAndAdamW(muon, adamw)


def _in_eight_bits(groups: list[dict[str, Any]], config: Training) -> Optimizer:
    found: Optimizer = import_module(PACKAGE).optim.AdamW8bit(
        groups, lr=config.learning_rate, weight_decay=config.weight_decay
    )
    return found


def require_installed(name: str, optimizer: str) -> None:
    """`TrainingError` where a parameter `name` asks for a state in 8 bits without its package."""
    if optimizer == EIGHT_BITS and find_spec(PACKAGE) is None:
        raise TrainingError(
            f"{name}: {EIGHT_BITS} needs the package {PACKAGE}, which is not installed: give "
            f"`.venv/bin/pip install -c constraints.txt -e '.[{EIGHT_BITS}]'`, or set it to adamw"
        )


def block_matrices(model: PreTrainedModel) -> list[Tensor]:
    """The weight matrices of a model's linear layers that train, its output head left out."""
    head = model.get_output_embeddings()
    layers = [layer for layer in linear_layers(model) if layer is not head]
    return [layer.weight for layer in layers if layer.weight.requires_grad]


def linear_layers(model: PreTrainedModel) -> list[Any]:
    """All that multiply by a matrix; GPT-2's are of a class of its own."""
    return [module for module in model.modules() if isinstance(module, nn.Linear | Conv1D)]


class MuonAndAdamW(Optimizer):
    """Two optimizers that a trainer, a schedule and a checkpoint see as one."""

    def __init__(self, *parts: Optimizer) -> None:
        """The parts keep their own parameter groups, which are shared, not copied."""
        self.parts = parts
        super().__init__([group for part in parts for group in part.param_groups], {})

    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> None:  # type: ignore[override]
        """One step of each part."""
        assert closure is None, "the gradients are computed once, before the step"
        for part in self.parts:
            part.step()

    def state_dict(self) -> dict[str, Any]:
        """The states of the parts, in order."""
        return {"parts": [part.state_dict() for part in self.parts]}

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Give each part its state back."""
        for part, state in zip(self.parts, state_dict["parts"], strict=True):
            part.load_state_dict(state)
        self.param_groups = [group for part in self.parts for group in part.param_groups]
