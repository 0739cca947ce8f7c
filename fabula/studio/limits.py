"""How much one studio does at once, and for one request."""

from dataclasses import dataclass

TEXT = 1_200_000
"""Characters of a text, and of a prompt."""
READ = 200_000
"""Characters of a text that is read for what it shows and copies."""
WRITTEN = 40_000
"""Characters of a story to be polished, which takes the square of them: `TOKENS` have fewer."""
TOKENS = 2048
"""New tokens of one story."""


@dataclass(frozen=True)
class Limits:
    """What a studio refuses to go beyond."""

    slots: int = 64
    """Stories that are written side by side."""
    waiting: int = 64
    """Stories that wait for a slot; who comes then is told to come later."""
    seconds: float = 300.0
    """How long one story may take, waiting included."""
    body: int = 8 * 2**20
    """Bytes of a request."""
    body_seconds: float = 30.0
    """How long a request may take to arrive."""
    grace_seconds: int = 30
    """How long a studio that stops waits for the stories that are being written."""
