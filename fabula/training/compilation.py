"""`torch.compile` where it works, and a word where it does not."""

import logging
from collections.abc import Callable
from typing import Any, TypeVar, cast

import torch

Function = TypeVar("Function", bound=Callable[..., Any])

log = logging.getLogger(__name__)


def compiled(function: Function) -> Function:
    """A compiled form of a function whose inputs keep their shapes; its first call compiles."""
    return cast(Function, torch.compile(function, dynamic=False))


def compiles() -> bool:
    """Whether code can be compiled here, which a CPU needs a C++ compiler for; a no is logged."""
    try:
        torch.compile(torch.sin)(torch.ones(1))
    except Exception as error:  # whatever goes wrong in a compiler
        reason = str(error).strip().splitlines()[0]
        log.warning("torch.compile does not work here, so training is not compiled: %s", reason)
        return False
    return True
