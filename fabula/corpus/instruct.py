"""Blocks of labelled sections, as TinyStories-Instruct has them.

Features: Dialogue, Twist
Words: oak, gloomy
Summary: ...
Story:

...

The sections before the story stand in any order, any but the story may be missing, and what is
neither story, features nor summary is the instruction that the story was written for. After the
story only its summary may come, as the last line: any other label there is a part of the story.
"""

import re

from fabula.corpus.bad_records import RecordError

LABEL = re.compile(r"^(Features|Words|Summary|Story|Random sentence):[ \t]*", re.MULTILINE)


def parse_block(block: str) -> dict[str, str]:
    """The record of one block of text: of its sections, or the whole as a story.

    `RecordError` where a label stands twice: usually the separator between two stories is missing.
    """
    labels = list(LABEL.finditer(block))
    names = [label[1] for label in labels]
    if "Story" not in names or block[: labels[0].start()].strip():
        return {"story": block}
    before = names.index("Story")
    for place, label in enumerate(labels):
        if label[1] in names[:place] and (place < before or label[1] == "Story"):
            detail = f"the label '{label[1]}:' stands twice in one story; mend it, or separate two"
            line = block.count("\n", 0, label.start())
            raise RecordError("malformed", detail, block[label.start() :], line)
    ends = [label.start() for label in labels[1 : before + 1]]
    sections = {
        label[1]: block[label.end() : end].strip()
        for label, end in zip(labels[:before], ends, strict=True)
    }
    story, last = block[labels[before].end() :], labels[-1]
    if last[1] == "Summary" not in names[:-1] and "\n" not in block[last.end() :].strip():
        story = block[labels[before].end() : last.start()]
        sections["Summary"] = block[last.end() :].strip()
    summary, features = sections.pop("Summary", ""), sections.pop("Features", "")
    prompt = "\n".join(f"{label}: {text}" for label, text in sections.items())
    return {"story": story.strip(), "prompt": prompt, "tags": features, "summary": summary}
