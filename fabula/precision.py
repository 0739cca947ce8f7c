"""Whether numbers of 16 bits (bf16) are worth it on this machine."""

import logging
import time

import torch

log = logging.getLogger(__name__)

PAYS_FROM = 1.5
"""bf16 is taken where its matrix products are so many times as fast: far from any tie."""


def use_bf16(precision: str) -> bool:
    """Whether to compute in bf16 (autocast): as `precision` says, or for `auto` as a probe finds.

    The probe times a matrix product in both: native bf16 is several times as fast as fp32, and
    emulated bf16 slower, so the same machine answers the same every time.
    """
    if precision != "auto":
        return precision == "bf16"
    device = "cuda" if torch.cuda.is_available() else "cpu"
    gain = _seconds(torch.float32, device) / _seconds(torch.bfloat16, device)
    chosen = gain >= PAYS_FROM
    log.info("bf16 is %.1f times as fast as fp32: %s", gain, "bf16" if chosen else "fp32")
    return chosen


def _seconds(dtype: torch.dtype, device: str) -> float:
    """The best time of a 512 x 512 matrix product; the first ones warm the machine up."""
    matrix = torch.ones(512, 512, dtype=dtype, device=device)
    times = []
    for _ in range(20):
        started = time.perf_counter()
        (matrix @ matrix)[0, 0].item()  # .item() waits for the device
        times.append(time.perf_counter() - started)
    return min(times)
