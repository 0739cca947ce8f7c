"""Where rounds and judgements are, unless a command line says otherwise."""

from pathlib import Path

ROUND = Path(".studio/judging/round.jsonl")
"""The pairs with their key: who wrote which."""
STORE = Path(".studio/judging/judgements.sqlite")
FEEDBACK = Path(".studio/judging/feedback.jsonl")
"""The judgements, in a stable order."""
