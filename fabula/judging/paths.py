"""Where rounds and judgements are, unless a command line says otherwise."""

from pathlib import Path

ROUND = Path(".studio/judging/round.jsonl")
"""The pairs with their key: who wrote which."""
STORE = Path(".studio/judging/judgements.sqlite")
FEEDBACK = Path("data/feedback")
"""What people said, exported for the pipeline: it depends on this folder."""
EXPORTED_ROUNDS = FEEDBACK / "rounds.jsonl"
"""The pairs of all rounds that were exported, with their key."""
EXPORTED = FEEDBACK / "judgements.jsonl"
"""The judgements, in a stable order."""
JUDGEMENTS_METRICS = Path("metrics/judgements.json")
"""What they say, or that there are none yet."""
