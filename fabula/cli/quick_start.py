"""Half the time until the first word: torch and transformers without what no story needs.

transformers imports more than it uses: SciPy (to match objects in pictures), Accelerate and
`torch.distributed` (for models on several machines), torch's compiler and with it SymPy. Together
they take as long as all that a story needs.
"""

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

UNUSED = ("accelerate", "scipy")
COMPILER = "torch._dynamo"


@contextmanager
def stories_only() -> Iterator[None]:
    """Import transformers and load a model in this block, where it finds none of the above.

    It remembers for the whole process that Accelerate, SciPy and `torch.distributed` are not there.
    So this is for a process that does nothing else; in one that has torch already it does nothing.
    """
    if not sys.modules.keys().isdisjoint(("torch", *UNUSED)):
        yield
        return
    gc.disable()  # what is imported stays; to look for garbage in it takes a seventh of the time
    import torch

    hidden: dict[str, Any] = dict.fromkeys(UNUSED)  # `None`: Python says that there is no such one
    hidden[COMPILER] = _no_compiler(Path(torch.__file__).with_name("_dynamo"))
    available = torch.distributed.is_available
    torch.distributed.is_available = lambda: False
    sys.modules.update(hidden)
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]
        torch.distributed.is_available = available
        gc.freeze()
        gc.enable()


def _no_compiler(folder: Path) -> Any:
    """The compiler's package without its content, but for hints to it, which change nothing."""
    package: Any = ModuleType(COMPILER)
    package.__path__ = [str(folder)]  # one of its modules is used without it
    package.disable = package.allow_in_graph = package.assume_constant_result = _as_it_is
    return package


def _as_it_is(function: Callable[..., Any] | None = None, *_: Any, **__: Any) -> Any:
    """A decorator that decorates nothing, with or without arguments."""
    return _as_it_is if function is None else function
