"""Speakers who call the one they speak to by their own name, as small models let them.

Tom said, "Thank you, Tom!": whoever wrote that has lost who speaks. Found where a verb of saying
stands beside the quote with a name, and that name stands within the quote; who says a name as their
own ("I am Tom", "My name is Tom") is no such speaker.
"""

import re

_NAME = r"((?!(?:He|She|It|They|We|You|Then|And|But|So)\b)[A-Z][a-z]+)"
_SAYS = (
    r"(?:said|says|asked|asks|replied|replies|answered|answers|shouted|yelled|cried|whispered|"
    r"(?:smiled|laughed|nodded|giggled|hugged \w+) and (?:said|says|asked|replied))"
)
_QUOTE = re.compile(r"[\"“]([^\"“”]+)[\"”]")
_BEFORE = re.compile(rf"\b{_NAME} {_SAYS}\b[^.!?\"“”]*\Z")
_AFTER = re.compile(rf"\A\s*(?:{_SAYS} {_NAME}|{_NAME} {_SAYS})\b")
NEAR = 60
"""Characters around a quote in which its speaker is looked for."""


def addresses_itself(text: str) -> int:
    """How many quotes hold the name of their speaker, who speaks to somebody else."""
    return sum(_is_own(text, quote) for quote in _QUOTE.finditer(text))


def _is_own(text: str, quote: re.Match[str]) -> bool:
    start, end = quote.span()
    found = _BEFORE.search(text[max(0, start - NEAR) : start]) or _AFTER.search(
        text[end : end + NEAR]
    )
    if found is None:
        return False
    speaker = next(filter(None, found.groups()))
    own = rf"(?<!\bI am )(?<!\bI'm )(?<!\bname is )(?<!\bcall me )\b{speaker}\b"
    return bool(re.search(own, quote[1]))
