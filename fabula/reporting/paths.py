"""Where the pictures and pages are."""

from pathlib import Path

from fabula.paths import LOGS

OVERVIEW_PICTURE = Path("plots/overview.png")
"""The joint score of each model: what the report and the README open with."""
DATA_PICTURE = Path("plots/data.png")
LOSS_PICTURE = Path("plots/loss.png")
TRAINING_PICTURE = Path("plots/training.png")
"""Loss against tokens, learning rate and gradient norm of all models."""
POSITIONS_PICTURE = Path("plots/positions.png")
CONTROL_PICTURE = Path("plots/control.png")
DECODING_PICTURE = Path("plots/decoding.png")
EARLY_STOPPING_PICTURE = Path("plots/early_stopping.png")
SAMPLES_MARKDOWN = Path("plots/samples.md")
SAMPLES_HTML = Path("plots/samples.html")
"""The first samples side by side, to read."""
REPORT_MARKDOWN = Path("plots/report.md")
REPORT_HTML = Path("plots/report.html")
"""What the run found, for a reader."""
SPEED_PICTURE = LOGS / "speed.png"
COMPARISON = LOGS / "comparison.md"
COMPARISON_PICTURE = LOGS / "comparison.png"
"""Runs beside each other; not in Git, as they tell seconds."""

DEFAULT_RUN = "default"
"""The kept run that comes first: its folder in `results/`."""
KEPT_STORY = Path("story.json")
"""In a kept run: the one story that stands for it."""
KEPT_SAMPLES = Path("samples.jsonl")
"""In a kept run: ten stories."""
KEPT_FIGURES = Path("results.md")
"""In a kept run: every table."""
KEPT_HASHES = Path("hashes.json")
"""In a kept run: what DVC knows each of its outputs by."""
