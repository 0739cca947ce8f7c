"""Whether numbers of 16 bits (bf16) are worth it where a model computes."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import torch

from fabula.errors import ModelError
from fabula.models import devices

log = logging.getLogger(__name__)

PAYS_FROM = 1.5
"""bf16 is used where its matrix products are so many times as fast: far from 1, so that a machine
always decides the same."""

PEAK_SIZE = 2048
"""Rows and columns of the matrices that show the peak."""


def use_bf16(precision: str, device: torch.device | None = None) -> bool:
    """Whether to compute in bf16 (autocast): as `precision` says, or for `auto` as a probe finds.

    The probe runs where the model lies (`device`; else where models are loaded to). It times a
    matrix product in both: native bf16 is several times as fast as fp32, and emulated bf16 slower,
    so the same machine answers the same every time.
    """
    return _pays(device or devices.device()) if precision == "auto" else precision == "bf16"


def require_fp16(name: str, precision: str) -> None:
    """`ModelError` where a parameter `name` asks for fp16 and there is no GPU."""
    if precision == "fp16" and devices.device().type == "cpu":
        raise ModelError(
            f"{name}: fp16 needs a GPU, and PyTorch sees none here; set it to bf16 or auto"
        )


@cache
def _pays(device: torch.device) -> bool:
    """Whether bf16 is so much faster there; asked once a process."""
    gain = _seconds(torch.float32, device) / _seconds(torch.bfloat16, device)
    chosen = gain >= PAYS_FROM
    log.info("bf16 is %.1f times as fast as fp32: %s", gain, "bf16" if chosen else "fp32")
    return chosen


@contextmanager
def inference(precision: str, device: torch.device | None = None) -> Iterator[None]:
    """Within the block models compute without gradients, in bf16 where `use_bf16` says so."""
    where = device or devices.device()
    # not `inference_mode`, in which autocast turns every weight into bf16 anew for every token
    bf16 = use_bf16(precision, where)
    with torch.no_grad(), torch.autocast(where.type, torch.bfloat16, enabled=bf16):
        yield


def peak_flops(*, bf16: bool) -> float:
    """Floating-point operations a second of a large matrix product: what a training can reach."""
    dtype = torch.bfloat16 if bf16 else torch.float32
    return 2 * PEAK_SIZE**3 / _seconds(dtype, devices.device(), PEAK_SIZE, times=4)


def _seconds(dtype: torch.dtype, device: torch.device, size: int = 512, times: int = 20) -> float:
    """The best time of a square matrix product; the first ones warm the machine up."""
    matrix = torch.ones(size, size, dtype=dtype, device=device)
    seconds = []
    for _ in range(times):
        started = time.perf_counter()
        (matrix @ matrix)[0, 0].item()  # .item() waits for the device
        seconds.append(time.perf_counter() - started)
    return min(seconds)
