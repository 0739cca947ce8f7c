"""An executor of datatrove for one machine; imported only where datatrove is chosen.

datatrove's own waits for ever where the system kills one of its workers, as it does when memory
runs out. The rest is datatrove's: tasks, their logs, and the marks of those that are done. For
Slurm there is `fabula.scale.slurm`.
"""

import logging
import os
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_all_start_methods, get_context, parent_process
from pathlib import Path
from threading import Thread
from typing import Any

from datatrove.executor.base import DistributedEnvVars, PipelineExecutor

from fabula.errors import FabulaError

LOG = logging.getLogger(__name__)
KILLS = 3
"""Workers that may be killed in one step before it gives up."""
START = "forkserver" if "forkserver" in get_all_start_methods() else "spawn"
QUIET = 1
"""Any local rank but 0: the task's log goes to its file alone."""


class Task:
    """A step, as datatrove calls it."""

    def __init__(self, step: Callable[[int], None]) -> None:
        self.step = step

    def __call__(self, data: Any, rank: int, world_size: int) -> None:
        """Do the task of this rank."""
        self.step(rank)


def prepare() -> None:
    """A worker says nothing: its log is in the folder, and what went wrong its parent says. It
    ends with its parent, even a killed one, or it would write beside the run that goes on."""
    sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)


class PatientExecutor(PipelineExecutor):
    """Runs one step; where a worker is killed, its tasks begin again."""

    def __init__(self, step: Callable[[int], None], tasks: int, workers: int, folder: Path) -> None:
        super().__init__([Task(step)], str(folder))
        self.tasks, self.workers = tasks, workers
        self.imported = [__name__, type(step).__module__]
        """By the fork server, once for all workers."""

    @property
    def world_size(self) -> int:
        """The number of tasks."""
        return self.tasks

    def get_distributed_env(self, node_rank: int = -1) -> DistributedEnvVars:
        """What datatrove tells its tasks of the machine."""
        return DistributedEnvVars(
            datatrove_node_ips="localhost",
            datatrove_cpus_per_task="-1",
            datatrove_mem_per_cpu="-1",
            datatrove_gpus_on_node="-1",
            datatrove_executor="LOCAL",
        )

    def run(self) -> None:
        """Do what is not done; `FabulaError` of a task, or where workers are killed too often."""
        for _ in range(KILLS + 1):
            waiting = self.get_incomplete_ranks()
            if not waiting:
                return
            try:
                self._run(waiting)
            except BrokenProcessPool:
                LOG.info("a worker of data.engine was killed; its tasks begin again")
        raise FabulaError(
            f"workers of data.engine were killed {KILLS + 1} times, mostly for want of memory: "
            "set fewer data.workers, give smaller files or set a smaller tokenizer.shard_stories; "
            "the same command goes on"
        )

    def _run(self, ranks: list[int]) -> None:
        context = get_context(START)
        context.set_forkserver_preload(self.imported)
        count = min(self.workers, len(ranks))
        with ProcessPoolExecutor(count, context, initializer=prepare) as pool:
            doing = [pool.submit(self._run_for_rank, rank, QUIET) for rank in ranks]
            try:
                for task in doing:
                    task.result()
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise
