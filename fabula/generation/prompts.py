"""Which texts a model can be given; it imports nothing heavy, so that a mistake is said at once."""

import re

from fabula.errors import DataError

CONTROL = re.compile("[\x00-\x08\x0b-\x1f]")
"""All below U+0020 but tab and line end."""


def require_text(where: str, text: str) -> None:
    """`DataError` where a text holds control characters, or bytes that are not UTF-8.

    Such bytes reach Python as surrogates, which no tokenizer takes.
    """
    if control := CONTROL.search(text):
        raise DataError(f"{where} has a control character, U+{ord(control[0]):04X}")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise DataError(
            f"{where} is not UTF-8, at character {error.start + 1}; give it as UTF-8, from a "
            "terminal or file that is"
        ) from None
