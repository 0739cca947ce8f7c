"""Blocks of labelled sections, as TinyStories-Instruct has them.

Features: Dialogue, Twist
Words: oak, gloomy
Summary: ...
Story:

...

The sections stand in any order, any but the story may be missing, and what is neither story,
features nor summary is the instruction that the story was written for.
"""

import re

SECTION = re.compile(r"^(Features|Words|Summary|Story|Random sentence):[ \t]*", re.MULTILINE)


def parse_block(block: str) -> dict[str, str]:
    """The record of one block of text: of its sections, or the whole as a story."""
    sections = _sections(block)
    if "Story" not in sections:
        return {"story": block}
    story, summary = sections.pop("Story"), sections.pop("Summary", "")
    features = sections.pop("Features", "")
    prompt = "\n".join(f"{label}: {text}" for label, text in sections.items())
    return {"story": story, "prompt": prompt, "tags": features, "summary": summary}


def _sections(block: str) -> dict[str, str]:
    """Text by label; nothing where the block does not begin with a label: it is a plain story."""
    before, *parts = SECTION.split(block)
    if before.strip():
        return {}
    labels, texts = parts[::2], parts[1::2]
    return {label: text.strip() for label, text in zip(labels, texts, strict=True)}
