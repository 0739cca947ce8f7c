"""Work that several processes share: `launch` of params.yaml starts them.

All of them run the same code. Within `together` each does its part of what `divided` is given, and
all get what all have found; the first of them then writes it. Training shares its batches in
another way (DDP), and asks here how many processes there are, and what to say where one is lost.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import Any, TypeVar

from torch import distributed
from torch.distributed.rendezvous import rendezvous
from tqdm import tqdm

from fabula.command import is_main_process
from fabula.errors import FabulaError, ModelError, TrainingError

Work = TypeVar("Work")
Found = TypeVar("Found")

LOST = (
    "another process of this run has ended, or its launcher was told to end it. Give the same "
    "command again"
)
OF_GLOO = ("closed by peer", "reset by peer", "Broken pipe")
"""What gloo says where a process that it talks to is no more."""

_shares = False
"""Whether this process is within `together` with others."""


def count() -> int:
    """How many processes `launch` of params.yaml has started."""
    return int(os.environ.get("WORLD_SIZE", "1"))


def hides_progress() -> bool | None:
    """`disable` of a progress bar: a terminal shows that of the first process."""
    return None if is_main_process() else True


def require_nothing_of_accelerate() -> None:
    """`TrainingError` where the launcher asks accelerate to divide a model, in a way of its own."""
    for name in ("FSDP", "DEEPSPEED", "MEGATRON_LM"):
        if os.environ.get(f"ACCELERATE_USE_{name}", "false").lower() == "true":
            raise TrainingError(
                f"launch: accelerate is asked to use {name}, which is not supported: leave it out "
                "(also of accelerate's configuration file), and set gpt2.fsdp to true"
            )


def divided(do: Callable[[Work], Found], work: Sequence[Work]) -> Iterator[Found]:
    """What `do` makes of each piece of work, one after the other, as `map` gives it.

    Within `together` each process does one of as many pieces as there are processes, and all give
    what all have found: so all must ask for the same work, and for all of it. A piece is done as a
    process alone does it, so what is found does not depend on how many there are.
    """
    if not _shares:
        yield from map(do, work)
        return
    rank, processes = distributed.get_rank(), distributed.get_world_size()
    for start in range(0, len(work), processes):
        mine = work[start + rank : start + rank + 1]  # one piece, or none where it ends
        found: list[list[Found]] = [[] for _ in range(processes)]
        distributed.all_gather_object(found, [do(piece) for piece in mine])
        yield from chain.from_iterable(found)


def divided_batches(do: Callable[[Work], Found], batches: Sequence[Work]) -> Iterator[Found]:
    """`divided`, with a bar that counts batches."""
    found = divided(do, batches)
    yield from tqdm(found, total=len(batches), unit=" batches", disable=hides_progress())


def of_the_first(value: Found) -> Found:
    """Within `together` what the first process says, for all; elsewhere the value itself."""
    if not _shares:
        return value
    said = [value]
    distributed.broadcast_object_list(said, src=0)
    return said[0]


@contextmanager
def together() -> Iterator[None]:
    """Within the block the processes of this run share what `divided` is given.

    They wait for each other at its end. Where some fail, one says why, and all end. A process
    alone has nobody to meet. `ModelError` where they do not find each other, or one is lost.
    """
    global _shares
    if count() == 1:
        yield
        return
    require_nothing_of_accelerate()
    store = _meet()
    _shares = True
    try:
        with telling_of_a_lost_process(ModelError(LOST)):
            yield
            distributed.barrier()
    except (Exception, KeyboardInterrupt):
        if _has_failed_before(store):
            sys.exit(1)
        raise
    finally:
        _shares = False
    distributed.destroy_process_group()


def tells_of_a_loss(error: BaseException) -> bool:
    """Whether an error says that another process is no more."""
    return any(words in str(error) for words in OF_GLOO)


@contextmanager
def telling_of_a_lost_process(error: FabulaError) -> Iterator[None]:
    """Raise `error` where another process dies, without which this one cannot go on.

    gloo tells it, or the launcher, which ends it by SIGTERM, whichever is the first.
    """

    def end(*_: object) -> None:
        raise error

    if count() == 1:
        yield
        return
    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    except RuntimeError as said:
        if not tells_of_a_loss(said):
            raise
        raise error from said
    finally:
        signal.signal(signal.SIGTERM, before)


def _meet() -> Any:
    """Find the other processes; a place where all of them can write a word."""
    try:
        store, rank, processes = next(rendezvous("env://"))
        distributed.init_process_group("gloo", store=store, rank=rank, world_size=processes)
    except (ValueError, RuntimeError) as error:
        why = str(error).splitlines()[0]
        raise ModelError(
            f"launch: the {count()} processes of this run do not find each other: {why}. torchrun "
            "and accelerate tell them where they are; for one process, set launch to python and "
            "unset WORLD_SIZE"
        ) from error
    return store


def _has_failed_before(store: Any) -> bool:
    """Whether another process has failed, and says why; `False` where the launcher is gone too."""
    try:
        return bool(store.add("failures", 1) > 1)
    except RuntimeError:
        return False
