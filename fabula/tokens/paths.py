"""Where the stories are as tokens."""

from pathlib import Path

TOKENIZER = Path("data/tokenizer")
TOKENS = Path("data/tokens")
"""Arrow shards: `<split>-00000.arrow`, ..."""
TOKENS_METRICS = Path("metrics/tokens.json")
