"""Where models compute: on a GPU where PyTorch sees one, else on the CPU.

Nothing else asks PyTorch for a GPU. Whoever builds the inputs of a model puts them on the device
of that model; `fabula.models.precision` says whether to compute there in numbers of 16 bits.
"""

import os

import torch


def device() -> torch.device:
    """The device of this process: each one that `torchrun` starts has a GPU of its own."""
    if not torch.cuda.is_available():
        return torch.device("cpu")
    return torch.device("cuda", int(os.environ.get("LOCAL_RANK", "0")))


def visible_gpus() -> int:
    """How many GPUs PyTorch sees."""
    return torch.cuda.device_count() if torch.cuda.is_available() else 0
