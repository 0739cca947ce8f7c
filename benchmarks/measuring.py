"""Every figure comes from a process of its own, as the one JSON object on its last line.

Compiled code is one reason: after a few models in one process Dynamo would silently stop compiling.
"""

import json
import subprocess
import sys
import time
from typing import Any

from transformers import TrainerCallback, TrainerControl, TrainerState, TrainingArguments

from fabula.errors import FabulaError


def measured(module: str, *arguments: object) -> dict[str, Any]:
    """What `python -m benchmarks.<module>` measures; its messages go to the terminal."""
    command = [sys.executable, "-m", f"benchmarks.{module}", *map(str, arguments)]
    process = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    if process.returncode:
        raise FabulaError(f"{' '.join(command[1:])} failed; what it said stands above")
    figures: dict[str, Any] = json.loads(process.stdout.splitlines()[-1])
    return figures


class Stopwatch(TrainerCallback):
    """Seconds at the end of each step, since training began; it can be held."""

    def __init__(self) -> None:
        self.ends: list[float] = []

    def on_train_begin(self, *_: Any, **__: Any) -> None:
        """Start the clock."""
        self._began = time.perf_counter()

    def on_step_end(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any
    ) -> None:
        """Note the seconds since the start."""
        self.ends.append(time.perf_counter() - self._began)

    def held_since(self, moment: float) -> None:
        """Leave out what has passed since a `time.perf_counter()`."""
        self._began += time.perf_counter() - moment
