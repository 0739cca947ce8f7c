"""Places in a text, as the browser counts them."""

from itertools import accumulate


class Utf16:
    """Characters to UTF-16 units, which JavaScript counts: an emoji is two of them."""

    def __init__(self, text: str) -> None:
        """Counts once for the whole text."""
        self._starts = (
            None
            if text.isascii()
            else [0, *accumulate(1 + (ord(character) > 0xFFFF) for character in text)]
        )

    def __call__(self, place: int) -> int:
        """The unit at which character number `place` begins."""
        return place if self._starts is None else self._starts[place]
