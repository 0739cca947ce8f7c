"""An executor of datatrove for a cluster that runs Slurm; imported only where it is chosen.

datatrove's own submits a step as an array of jobs and goes on. Ours waits for them, and submits
those again that failed. The nodes share the folder, with its environment.
"""

import logging
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from datatrove.executor.slurm import SlurmPipelineExecutor

from fabula import files
from fabula.errors import FabulaError
from fabula.scale.executor import KILLS, Task

LOG = logging.getLogger(__name__)
REFUSED = "refused.txt"
OF_THE_CLUSTER = {"partition", "qos", "time", "mem-per-cpu"}
"""What the cluster's defaults say, or `SBATCH_PARTITION` and the like, which `sbatch` reads."""


class TellingTask(Task):
    """A step whose refusals can be read where the job was submitted."""

    def __init__(self, step: Callable[[int], None], folder: Path) -> None:
        super().__init__(step)
        self.refused = folder / REFUSED

    def __call__(self, data: Any, rank: int, world_size: int) -> None:
        """Do the task of this rank."""
        try:
            super().__call__(data, rank, world_size)
        except FabulaError as error:
            files.write_text(self.refused, str(error))
            raise


class SlurmExecutor(SlurmPipelineExecutor):
    """Runs one step as jobs, and waits for them."""

    def __init__(self, step: Callable[[int], None], tasks: int, workers: int, folder: Path) -> None:
        super().__init__(
            [TellingTask(step, folder)],
            tasks,
            time="",
            partition="",
            workers=workers,
            job_name=f"fabula-{folder.name}",
            logging_dir=str(folder),
            env_command=f'export PATH="{Path(sys.executable).parent}:$PATH"',
            sbatch_args={"wait": ""},
        )
        self.refused = folder / REFUSED

    def run(self) -> None:
        """Do what is not done; `FabulaError` of a task, or where jobs fail too often."""
        if "SLURM_ARRAY_TASK_ID" in os.environ:  # in one of the jobs
            super().run()
            return
        self.refused.unlink(missing_ok=True)
        for _ in range(KILLS + 1):
            if not self.get_incomplete_ranks():
                return
            try:
                super().run()
            except subprocess.CalledProcessError:
                if self.refused.exists():
                    raise FabulaError(self.refused.read_text(encoding="utf-8")) from None
                LOG.info("a job of data.engine failed; its tasks begin again")
        raise FabulaError(
            f"jobs of data.engine failed {KILLS + 1} times; {self.slurm_logs_folder} has what they "
            "said, if Slurm took them; the same command goes on"
        )

    def get_sbatch_args(self, max_array: int = 1) -> dict[str, Any]:
        """The options of the jobs, but for those of the cluster."""
        given = super().get_sbatch_args(max_array)
        return {name: value for name, value in given.items() if name not in OF_THE_CLUSTER}

    def launch_merge_stats(self) -> None:
        """No job for sums of datatrove's statistics, which are not used."""
