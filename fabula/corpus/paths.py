"""Where the stories are."""

from pathlib import Path

STORIES = Path("data/stories")
"""`train.parquet`, `validation.parquet` and `test.parquet`, with `CARD`."""
CARD = STORIES / "README.md"
"""The data card, where a dataset has its README."""
DATA_METRICS = Path("metrics/data.json")
"""The manifest of the stories."""


def stories_file(split: str) -> Path:
    """The parquet file of one split's stories."""
    return STORIES / f"{split}.parquet"
