"""The data card: its figures are the manifest's, and it reads well whatever the stories hold."""

import copy
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from fabula import files, paths
from fabula.corpus import card
from fabula.corpus.manifest import Tally, histogram
from fabula.corpus.paths import CARD, DATA_METRICS, stories_file
from fabula.corpus.store import read_stories
from fabula.stories import TAGS, Story
from stages.download import main


@pytest.fixture
def made(project: Path) -> dict[str, Any]:
    """The manifest of a run with a little of everything, whose card stands beside its stories."""
    (project / "mine").mkdir()
    records = [
        {"story": f"{'Once upon a time. ' * n}The end {n}.", "tags": []} for n in range(3, 90)
    ]
    odd = {"story": '"Go <now> & *run*",\n\n# said the owl | to a cat.', "tags": ["Dialogue"]}
    dirty = "A dirty   story with many spaces, for a test of ten words.<br>"
    bad = [{"story": dirty}, {"story": ""}, {"story": "Too short."}]
    files.write_jsonl(project / "mine/a.jsonl", [odd, *records, records[5], *bad])
    yaml = YAML()
    values = yaml.load(paths.PARAMS)
    data = values["data"]
    data |= {"source": "files", "on_bad_record": "skip", "duplicate_similarity": 0.0}
    data |= {"validation_fraction": 0.2, "test_fraction": 0.2}
    data["files"]["folder"] = "mine"
    data["files"]["licence"] = "CC0-1.0"
    yaml.dump(values, paths.PARAMS)
    main()
    manifest: dict[str, Any] = files.read_json(DATA_METRICS)
    return manifest


def page() -> str:
    return CARD.read_text(encoding="utf-8")


def rows(title: str) -> list[list[str]]:
    """The cells of a section's table, its head left out."""
    section = page().split(f"## {title}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def number(cell: str) -> float:
    return float(cell.replace(",", ""))


def test_the_figures_are_those_of_the_manifest(made: dict[str, Any]) -> None:
    source = dict(rows("Source"))
    assert source == {"source": "files", "licence": "CC0-1.0", "read": str(made["stories"]["read"])}
    for split, *figures in rows("Splits"):
        known = made["splits"][split]
        names = ("stories", "words", "bytes", "mean_words")
        assert [number(cell) for cell in figures] == [known[name] for name in names]
    for tag, *counts in rows("Tags"):
        known = [made["splits"][split]["tags"][tag] for split in made["splits"]]
        assert [number(cell) for cell in counts] == known
    changes = {tuple(row[:2]): number(row[2]) for row in rows("What was done to the stories")}
    assert changes == {
        ("record skipped", "empty"): made["skipped"]["reasons"]["empty"],
        ("cleaned", "white_space"): made["cleaning"]["changed"]["white_space"],
        ("cleaned", "markup"): made["cleaning"]["changed"]["markup"],
        ("dropped", "min_words"): made["cleaning"]["dropped"]["min_words"],
        **{
            (f"exact copy removed from {split}", f"{place} splits"): count
            for place, counts in made["duplicates"]["exact"].items()
            for split, count in counts.items()
            if count
        },
    }
    assert sum(changes.values()) == 5


def test_the_histogram_counts_every_story_once(made: dict[str, Any]) -> None:
    for column, split in enumerate(made["splits"], start=1):
        counts = [number(row[column]) for row in rows("Words a story")]
        assert counts == [
            made["lengths"][split][place]
            for place in range(len(made["lengths"][split]))
            if any(made["lengths"][other][place] for other in made["splits"])
        ]
        assert sum(counts) == made["splits"][split]["stories"]
        step = made["lengths"]["step"]
        words = Counter(len(story.text.split()) // step for story in stories(split))
        assert dict(words) == {n: c for n, c in enumerate(made["lengths"][split]) if c}


def stories(split: str) -> list[Story]:
    return list(read_stories(stories_file(split)))


def test_the_longest_story_has_a_place() -> None:
    for longest in (1, 199, 200, 201, 39_999, 40_000, 123_456):
        tally = Tally()
        list(tally.counting([Story("word " * longest), Story("word")]))
        found = histogram({"train": tally})
        assert sum(found["train"]) == 2
        assert found["train"][-1] > 0
        assert len(found["train"]) <= 41


def test_examples_are_the_first_training_stories(made: dict[str, Any]) -> None:
    assert page().count("<blockquote>") == 3
    first = stories("train")[0]
    assert first.text.splitlines()[0] in page()


def test_a_story_is_shown_as_it_is() -> None:
    shown = card._example(Story("A <b> & *c*.\n\n# D.", "Why?", ("Twist",)))
    assert shown == (
        "<blockquote>\nPrompt: Why?<br>\nTags: Twist<br>\nA &lt;b&gt; &amp; *c*.<br>\n<br>\n# D.\n"
        "</blockquote>\n"
    )


def test_the_scores_of_rules_are_shown(made: dict[str, Any]) -> None:
    ruled = copy.deepcopy(made)
    scores = {"precision": 0.5, "recall": 0.25, "prevalence": 0.1}
    ruled["tagger"] = {"name": "rules"} | dict.fromkeys(TAGS, scores)
    assert re.search(r"\| Twist \| .* \| 0\.5 \| 0\.25 \|", card.card(ruled, []))


def test_stories_as_they_came() -> None:
    nothing = {
        "skipped": {"reasons": {"empty": 0}},
        "cleaning": {"changed": {"markup": 0}, "dropped": {"min_words": 0}},
        "duplicates": {},
    }
    assert card._changes(nothing) == "Nothing: every story is as it came.\n"
