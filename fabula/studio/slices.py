"""Long work in Python, cut into slices, so that the thread that writes comes between them.

Threads of Python take turns. One that never waits keeps the others out for milliseconds at each of
their many steps, and a story would come to a halt beside it.
"""

import time

WORK = 0.005
PAUSE = 0.005
"""Seconds."""


class Slices:
    """One long work."""

    def __init__(self) -> None:
        """It begins now."""
        self._begun = time.monotonic()

    def next(self) -> None:
        """Called at each small step: rests where a slice is over."""
        if time.monotonic() - self._begun > WORK:
            time.sleep(PAUSE)
            self._begun = time.monotonic()
