"""The trainer of a model of which each process holds a part."""

from pathlib import Path
from typing import Any

import torch
from transformers.distributed import load_optimizer_distributed, save_optimizer_distributed
from transformers.trainer import SCHEDULER_NAME

from fabula.config.training import Training
from fabula.training import sharding
from fabula.training.trainer import StoryTrainer

OPTIMIZER = "optimizer"
"""The folder of a checkpoint where each process writes its part of the optimizer's state."""


class ShardedTrainer(StoryTrainer):
    """Divides the model that it is given; its checkpoints hold whole weights, and states in parts.

    Trainer knows of such models, but refuses to keep their optimizer's state.
    """

    def __init__(self, config: Training, **arguments: Any) -> None:
        """As of `StoryTrainer`; the model forgets its weights."""
        arguments["model"] = sharding.sharded(arguments["model"])
        arguments["args"].save_only_model = True  # or it refuses, ...
        super().__init__(config, **arguments)
        self.args.save_only_model = False  # ... and here it is kept
        sharding.reshard(self.model)

    def evaluate(self, *_: Any, **__: Any) -> dict[str, float]:
        """As of `StoryTrainer`; all processes read the same stories at the same time."""
        metrics = super().evaluate()
        sharding.reshard(self.model)
        return metrics

    def _load_from_checkpoint(self, resume_from_checkpoint: str, model: Any = None) -> None:
        found = sharding.read(self.model, Path(resume_from_checkpoint))
        self._issue_warnings_after_load(found)

    def _save_optimizer_and_scheduler(self, output_dir: str) -> None:
        save_optimizer_distributed(self.model, self.optimizer, f"{output_dir}/{OPTIMIZER}")
        if self.is_world_process_zero():
            torch.save(self.lr_scheduler.state_dict(), Path(output_dir) / SCHEDULER_NAME)

    def _load_optimizer_and_scheduler(self, checkpoint: str | None) -> None:
        if checkpoint is None:
            return
        load_optimizer_distributed(self.model, self.optimizer, f"{checkpoint}/{OPTIMIZER}")
        schedule = torch.load(Path(checkpoint) / SCHEDULER_NAME, weights_only=True)
        self.lr_scheduler.load_state_dict(schedule)
