"""Where the stories are that the models write, one JSON object a line."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

PROMPTS = Path("data/prompts.jsonl")
SAMPLES = Path("data/samples.jsonl")
"""The same prompts continued by every model with every strategy."""
NEW_WORLD_SAMPLES = Path("data/new_world_samples.jsonl")
"""The same for openings of a new world; empty where the data has none."""
CONTROL_SAMPLES = Path("data/control.jsonl")
"""Stories that were written from tags alone."""
SWEEP_SAMPLES = Path("data/sweep.jsonl")
"""The first prompts continued by GPT-2 in every decoding strategy."""

Sample = Mapping[str, Any]
"""A line of one of these files: a story that a model wrote, and how."""
