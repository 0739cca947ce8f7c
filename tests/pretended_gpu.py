"""A GPU where there is none: its tensors lie on the CPU, and never meet those that are elsewhere.

Within `pretended_gpu` all that asks for the device `cuda` gets tensors that say they lie there and
compute on the CPU. As on a real one, an operation on tensors of two devices fails (but for single
numbers, and for the indices of an index), and so does numpy. What it cannot show is speed, and
what differs in rounding.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor
from torch.overrides import TorchFunctionMode
from torch.utils._python_dispatch import TorchDispatchMode, return_and_correct_aliasing
from torch.utils._pytree import tree_leaves, tree_map_only
from torch.utils.backend_registration import (
    _DummyBackendModule,
    _DummyPrivateUse1Hook,
    _setup_privateuseone_for_python_backend,
)

INDEXING = {
    torch.ops.aten.index.Tensor,
    torch.ops.aten.index_put.default,
    torch.ops.aten.index_put_.default,
    torch.ops.aten._index_put_impl_.default,
}


class OnGpu(Tensor):
    """A tensor that says it lies on the GPU; `here` holds its numbers."""

    here: Tensor

    @staticmethod
    def __new__(cls, here: Tensor) -> "OnGpu":
        made: OnGpu = Tensor._make_wrapper_subclass(  # type: ignore[attr-defined]
            cls,
            here.shape,
            strides=here.stride(),
            storage_offset=here.storage_offset(),
            dtype=here.dtype,
            device=GPU,
            requires_grad=here.requires_grad,
        )
        made.here = here
        return made

    def tolist(self) -> Any:
        """PyTorch gives no list of a class of its own."""
        return self.here.tolist()

    @classmethod
    def __torch_dispatch__(
        cls, function: Any, types: Any, arguments: Any = (), keywords: Any = None
    ) -> Any:
        return dispatched(function, arguments, keywords or {})


def dispatched(function: Any, arguments: Any, keywords: dict[str, Any]) -> Any:
    """What an operation gives, on the device where PyTorch would have it."""
    leaves = tree_leaves((arguments, keywords))
    tensors = [leaf for leaf in leaves if isinstance(leaf, Tensor)]
    asked = next((leaf for leaf in leaves if isinstance(leaf, torch.device)), None)
    on_gpu = any(isinstance(tensor, OnGpu) for tensor in tensors)
    if function in INDEXING:
        tensors = [arguments[0], *arguments[2:3]]
    elsewhere = [each for each in tensors if not isinstance(each, OnGpu) and each.dim()]
    copies = function in (torch.ops.aten._to_copy.default, torch.ops.aten.copy_.default)
    if on_gpu and elsewhere and not copies:
        raise RuntimeError(f"{function}: tensors lie on the GPU and on {elsewhere[0].device}")
    here_arguments, here_keywords = tree_map_only(
        OnGpu, lambda each: each.here, (arguments, keywords)
    )
    cpu = torch.device("cpu")
    here_arguments, here_keywords = tree_map_only(
        torch.device, lambda _: cpu, (here_arguments, here_keywords)
    )
    result = function(*here_arguments, **here_keywords)
    goes_there = on_gpu if asked is None else asked.type == GPU.type
    if not goes_there or function is torch.ops.aten._local_scalar_dense.default:
        return result
    if function is torch.ops.aten.copy_.default and not isinstance(arguments[0], OnGpu):
        return result
    wrapped = tree_map_only(Tensor, OnGpu, result)
    if asked is not None:
        return wrapped
    return return_and_correct_aliasing(function, arguments, keywords, wrapped)


class _Factories(TorchDispatchMode):
    def __torch_dispatch__(
        self, function: Any, types: Any, arguments: Any = (), keywords: Any = None
    ) -> Any:
        return dispatched(function, arguments, keywords or {})


class _Tensors(TorchFunctionMode):
    """`torch.tensor` would look for memory of the device itself."""

    def __torch_function__(
        self, function: Any, types: Any, arguments: Any = (), keywords: Any = None
    ) -> Any:
        keywords = dict(keywords or {})
        asked = keywords.pop("device", None) if function is torch.tensor else None
        made = function(*arguments, **keywords)
        return made if asked is None else made.to(asked)


class _Hook(_DummyPrivateUse1Hook):
    """Autograd asks it whether there is such a device; so do others, outside `pretended_gpu`."""

    visible = False

    def is_available(self) -> bool:
        return self.visible


class _Module(_DummyBackendModule):
    def get_amp_supported_dtype(self) -> list[torch.dtype]:
        return [torch.bfloat16]


HOOK = _Hook()
_setup_privateuseone_for_python_backend("gpu", _Module(), HOOK)
GPU = torch.device("gpu", 0)


@contextmanager
def pretended_gpu() -> Iterator[torch.device]:
    """Gives the device, which exists within the block."""
    HOOK.visible = True
    try:
        with _Tensors(), _Factories():
            yield GPU
    finally:
        HOOK.visible = False
