"""How much memory a training run needs at its peak, before it begins.

In bytes, of P parameters of which T train, in rows of C tokens, B at a time, so N = B x C:

- weights 4 P, gradients 4 T, the state of AdamW 8 T (Muon keeps half of that for its matrices, and
  AdamW in 8 bits a quarter, but its step on a CPU widens one matrix at a time);
- activations, which the backward pass needs: per token of each layer what goes into and out of
  each matrix product (Korthikanti et al. 2022, arXiv:2205.05198, count the same one by one), and
  three times the width of the feed-forward layer more where its GELU is no single kernel, its width
  more where it is gated, twice the width of the model for each RMSNorm, which is none either, and
  heads x C more for attention that writes its weights out (`eager`); 4 bytes each, about 9/16 of
  that in 16 bits for matrix products alone, and both forms of attention's weights; with gradient
  checkpointing the input of each layer, and all of one layer;
- the loss of a chunk of tokens: its logits, what follows from them, and the gradient of the head;
- what Python and its libraries take.

The peak is at the end of the forward pass, in the backward pass, in the step of the optimizer, or
while validation reads stories as far as the model does and takes whole logits: beside what the
forward passes before it took, for a process keeps much of what it has freed.
`benchmarks/memory.py` holds all of this against runs.
"""

import logging
import math
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import psutil
import torch
from transformers import PreTrainedModel
from transformers.activations import NewGELUActivation

from fabula.config.training import Training
from fabula.errors import TrainingError
from fabula.models import devices, processes
from fabula.training.losses import CHUNK
from fabula.training.optimizers import EIGHT_BITS, linear_layers

log = logging.getLogger(__name__)

GIB = 2**30
LIBRARIES = 0.57 * GIB
"""Python with torch, transformers and Trainer, on a CPU."""
ADAPTER = 0.2 * GIB
"""What `peft` takes beside an adapter's own weights."""
ON_A_GPU = 0.5 * GIB
"""Of the GPU: CUDA's context and its libraries."""
MIXED = 9 / 16
"""Of the bytes of fp32 for what goes into and out of matrices, in 16 bits: norms stay in 32."""
STATES = {"adamw": 8.0, "muon": 4.0, EIGHT_BITS: 2 * (1 + 4 / 256)}
"""Bytes of the optimizer's state for each parameter: in 8 bits with a scale for each 256."""
WIDENED = 24.0
"""Bytes that a step in 8 bits takes on a CPU for each number of the largest matrix."""
PRECISE = 1.15
"""A run is refused only where it needs so many times what is free: the prediction is no better."""

LIMITS = (
    Path("/sys/fs/cgroup/memory.max"),
    Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"),
)
"""Where Linux says what a container may take, in its newer and in its older form."""


@dataclass(frozen=True)
class Shape:
    """What of a model decides how much memory its training needs."""

    parameters: int
    trained: int
    layers: int
    width: int
    heads: int
    vocabulary: int
    sides: int
    """What goes into and out of the matrices of a layer, for one token."""
    kept: int
    """Numbers that each layer keeps of a token: those, and what is kept on the way between them."""
    matrices: int
    """Parameters in the matrices of all layers, which 16 bits copy."""
    head: int
    """Parameters of the output head that train, or are tied to what trains."""


@dataclass(frozen=True)
class Run:
    """What of a run decides it."""

    batch: int
    """Rows in one forward pass, on one device."""
    context: int
    reads: int
    """Tokens of the longest row that validation reads."""
    rows: int
    """Rows that it reads at once."""
    sixteen_bits: bool
    state: float
    """Bytes of the optimizer's state for each parameter that trains."""
    step: float
    """Bytes that a step of the optimizer takes for each number of the largest matrix."""
    eager: bool
    dropout: bool
    checkpointing: bool


def shape_of(model: PreTrainedModel) -> Shape:
    """The shape of a model without an adapter; on the device `meta` it needs no weights."""
    head, config = model.get_output_embeddings(), model.config.get_text_config()
    inside = [layer.weight for layer in linear_layers(model) if layer is not head]
    parameters = sum(weight.numel() for weight in model.parameters())
    steps = sum(isinstance(module, NewGELUActivation) for module in model.modules())
    between = getattr(config, "n_inner", None) or 4 * config.hidden_size
    norms = sum("RMSNorm" in type(module).__name__ for module in model.modules())
    gates = [module for name, module in model.named_modules() if name.endswith("gate_proj")]
    on_the_way = 3 * steps * between + 2 * norms * config.hidden_size
    on_the_way += sum(len(gate.weight) for gate in gates)
    sides = sum(sum(weight.shape) for weight in inside)
    return Shape(
        parameters=parameters,
        trained=parameters,
        layers=config.num_hidden_layers,
        width=config.hidden_size,
        heads=getattr(config, "num_attention_heads", 1),
        vocabulary=len(head.weight),
        sides=sides // config.num_hidden_layers,
        kept=(sides + on_the_way) // config.num_hidden_layers,
        matrices=sum(weight.numel() for weight in inside),
        head=head.weight.numel(),
    )


def adapted(shape: Shape, model: Any) -> Shape:
    """The same with an adapter of LoRA, which alone trains."""
    parameters = sum(weight.numel() for weight in model.parameters())
    trained = sum(weight.numel() for weight in model.parameters() if weight.requires_grad)
    tied = model.get_output_embeddings().weight.requires_grad
    return replace(shape, parameters=parameters, trained=trained, head=shape.head if tied else 0)


def run_of(config: Training, context: int, reads: int, *, sixteen_bits: bool) -> Run:
    """What a section of params.yaml asks for, in rows of `context` tokens, where validation
    `reads` rows of so many."""
    attention = getattr(config, "attention", "sdpa")
    on_cpu = devices.device().type == "cpu"
    eager = attention == "eager" or (attention == "auto" and on_cpu)
    return Run(
        batch=max(1, config.batch_size // processes.count()),
        context=context,
        reads=reads,
        rows=min(config.batch_size, config.validation_stories),
        sixteen_bits=sixteen_bits,
        state=STATES[config.optimizer],
        step=WIDENED if config.optimizer == EIGHT_BITS and on_cpu else 0.0,
        eager=eager,
        dropout=getattr(config, "dropout", 0.0) > 0,
        checkpointing=getattr(config, "gradient_checkpointing", False),
    )


def peak(shape: Shape, run: Run) -> float:
    """The bytes that a training run needs at its peak, what Python takes left out."""
    tokens = run.batch * run.context
    half = run.sixteen_bits
    attention = shape.heads * run.context * (1 + 2 * run.dropout) * run.eager
    steps = shape.kept - shape.sides + 2 * shape.width * run.dropout
    each = shape.sides * 4 * (MIXED if half else 1) + steps * 4 + attention * (6 if half else 4)
    layer = tokens * each
    whole = layer * shape.layers
    if run.checkpointing:
        whole = 4 * tokens * shape.width * shape.layers + layer
    copies = 2 * (shape.matrices + shape.head) * half
    scores = 3 * 4 * tokens * shape.heads * run.context * run.eager  # of one layer, on the way
    logits = 4 * min(tokens, CHUNK) * shape.vocabulary
    ends = 4 * tokens * shape.width * 4  # embeddings, the last norm, and the gradient of it
    head = 4 * shape.head
    read = run.rows * run.reads
    validation = 3 * 4 * read * max(shape.vocabulary, shape.heads * run.reads * run.eager)
    forward = whole + copies + ends + max(scores, 3 * logits + 2 * head, validation)
    backward = whole / max(1, shape.layers) + copies + scores + 4 * shape.trained + 2 * head
    step = 4 * shape.trained + run.step * shape.head
    state = run.state * shape.trained
    beside = ADAPTER if shape.trained < shape.parameters else 0.0
    return 4 * shape.parameters + state + max(forward, backward, step) + beside


def require(shape: Shape, run: Run, *, section: str, may_adapt: bool) -> None:
    """Say how much memory a run needs; `TrainingError` where there is not so much.

    The message names what of this `section` of params.yaml would need less, and how much it would
    need then, LoRA only where it `may_adapt`. A recipe that is fixed has no section.
    """
    own, available = _free()
    needed = peak(shape, run) + own
    log.info("needs about %s, %s are free", _gib(needed), _gib(available))
    if needed <= available * PRECISE:
        return
    raise TrainingError(
        f"this run needs about {_gib(needed)} of memory, and {_gib(available)} are free: "
        f"{_advice(shape, run, available - own, section, may_adapt=may_adapt)}"
    )


def _advice(shape: Shape, run: Run, room: float, section: str, *, may_adapt: bool) -> str:
    """The first change that makes a run fit, or what is left where none does."""
    if not section:
        return "its recipe is fixed; free some, or take a tokenizer with fewer entries"
    smaller = replace(run, batch=1, rows=1)
    times = "(and accumulation_steps so many times as many)"
    tries = [(f"{section}.batch_size: 1 {times}", shape, smaller)]
    if section == "gpt2":
        thrifty = replace(run, checkpointing=True)
        tries += [("gpt2.gradient_checkpointing: true", shape, thrifty)]
    if may_adapt:
        thin = replace(shape, trained=adapter_parameters(shape, 8), head=0)
        tries += [
            ("gpt2.lora.rank: 8", thin, run),
            (
                "gpt2.lora.rank: 8 with gpt2.gradient_checkpointing: true and batch_size: 1",
                thin,
                replace(smaller, checkpointing=True),
            ),
        ]
    for words, of_shape, of_run in tries:
        if (needed := peak(of_shape, of_run)) <= room:
            return f"try {words} (about {_gib(needed)})"
    return "try a smaller model or a shorter context"


def adapter_parameters(shape: Shape, rank: int) -> int:
    """How many parameters LoRA of a rank trains in all layers."""
    return rank * shape.sides * shape.layers


def _free() -> tuple[float, float]:
    """What Python and its libraries take, and how much there is for it and the run."""
    if devices.device().type == "cuda":
        free, _ = torch.cuda.mem_get_info()
        return ON_A_GPU, free + torch.cuda.memory_reserved()
    own = psutil.Process().memory_info().rss
    return LIBRARIES, min(psutil.virtual_memory().available + own, _limit())


def _limit() -> float:
    """What a container may take at most; infinite where it is not limited."""
    said = [path.read_text().strip() for path in LIMITS if path.is_file()]
    return min((float(limit) for limit in said if limit.isdigit()), default=math.inf)


def _gib(size: float) -> str:
    return f"{size / GIB:.1f} GiB" if size < 10 * GIB else f"{size / GIB:.0f} GiB"
