"""Where preferences are, and what is learned from them."""

from pathlib import Path

from fabula.judging.paths import FEEDBACK

IMPORTED = FEEDBACK / "imported.jsonl"
"""Pairs from elsewhere, in the order of their texts."""
JUDGED = FEEDBACK / "judged.jsonl"
"""Pairs of the rounds that people judged, made of them at each export."""
ALIGNED = Path("models/aligned")
"""The model that learned from the pairs; a note where there are too few of them."""
RANKER = Path("models/ranker.json")
"""What tells the better of several stories; a note where there are too few pairs."""
ALIGN_METRICS = Path("metrics/align.json")
