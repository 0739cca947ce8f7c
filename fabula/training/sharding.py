"""How many processes train one model."""

import os


def processes() -> int:
    """How many processes `launch` of params.yaml has started."""
    return int(os.environ.get("WORLD_SIZE", "1"))
