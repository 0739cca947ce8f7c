"""Where the stories are."""

from pathlib import Path

STORIES = Path("data/stories")
"""`train.parquet`, `validation.parquet` and `test.parquet`, with their data card."""
DATA_METRICS = Path("metrics/data.json")
"""The manifest of the stories."""


def stories_file(split: str) -> Path:
    """The parquet file of one split's stories."""
    return STORIES / f"{split}.parquet"
