"""A small Git history with experiments in it, as DVC leaves them, and runs of made-up figures."""

import subprocess
from collections.abc import Mapping
from typing import Any

from fabula import files, paths
from fabula.config import presets
from fabula.evaluation.paths import EVALUATE_METRICS
from fabula.training.paths import GPT2_CURVES, GPT2_METRICS, TAGMODEL_CURVES, TAGMODEL_METRICS

WHO = ("-c", "user.name=A Reader", "-c", "user.email=reader@example.org")


def git(*arguments: str) -> str:
    """What Git says, in the current folder."""
    command = ["git", *WHO, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def commit_all(message: str) -> str:
    """Commit the folder as it is; the commit."""
    git("add", "--all")
    git("commit", "--quiet", "--allow-empty", "--message", message)
    return git("rev-parse", "HEAD")


def experiment(name: str) -> str:
    """What `dvc exp run` leaves of the folder as it is: a commit on HEAD that no branch has."""
    head = git("rev-parse", "HEAD")
    found = commit_all(name)
    git("update-ref", f"refs/exps/{head[:2]}/{head[2:]}/{name}", found)
    git("reset", "--quiet", "--hard", head)
    return found


def losses(last: float, steps: int = 400) -> list[dict[str, Any]]:
    """Eleven rows of a training curve that falls from 8 nats to `last`."""
    return [
        {
            "step": steps * n // 10,
            "tokens": 2000 * steps * n // 10,
            "loss": round(last + (8 - last) * 0.6**n, 4),
            "learning_rate": 0.001,
            "gradient_norm": 1.0,
        }
        for n in range(11)
    ]


def write_run(
    last: float,
    joint_pass: Any = 10.0,
    steps: int = 400,
    tags_at: str = "every_window",
    config: Mapping[str, Any] | None = None,
) -> None:
    """The files of a run whose GPT-2 ends with this loss, and whose tag model with a nat more.

    `config` are the differences from the few parameters that two stages read.
    """
    values = {"gpt2": {"epochs": 1.0, "width": 64}, "tagmodel": {"width": 64}, "threads": 2}
    presets.merge(values, config or {})
    read = {"train_gpt2": ("gpt2", "threads"), "train_tagmodel": ("tagmodel", "threads")}
    model = {"path": "models/gpt2", "md5": str(last)}
    stages = {
        "check_params": {"params": {"params.yaml": values | {"threads": 99}}},
        **{
            stage: {"params": {"params.yaml": {name: values[name] for name in names}}}
            for stage, names in read.items()
        },
        "generate_samples": {"deps": [model, {"path": "fabula/files.py", "md5": "0"}]},
        "evaluate": {"deps": [model]},
    }
    stages["train_gpt2"]["outs"] = [model]
    files.write_json(paths.LOCK, {"stages": stages})
    evaluation = {}
    for row, loss in (("gpt2", last), (f"tagmodel-{tags_at}", last + 1)):
        evaluation[row] = {
            "language_model": {"bits_per_byte": round(loss / 2, 4)},
            "greedy": {"joint_pass": 99.0},
            "top_p": {"joint_pass": joint_pass},
        }
    files.write_json(EVALUATE_METRICS, evaluation)
    trained = {"parameters": 1000, "steps": steps, "tokens": 2000 * steps, "validation_loss": last}
    files.write_json(GPT2_METRICS, trained)
    files.write_json(TAGMODEL_METRICS, {tags_at: trained | {"validation_loss": last + 1}})
    for name in ("train", "validation"):
        files.write_csv(GPT2_CURVES / f"{name}.csv", losses(last, steps))
        curve = TAGMODEL_CURVES / f"{tags_at}_{name}.csv"
        files.write_csv(curve, losses(last + 1, steps))
