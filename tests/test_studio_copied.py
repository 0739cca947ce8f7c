"""What of a text stands in training stories too."""

from pathlib import Path

import pytest
from studio import client, shelve

from fabula.corpus.paths import stories_file
from fabula.corpus.store import write_stories
from fabula.stories import Story
from fabula.studio import slices
from fabula.studio.copied import Index


def test_passages_of_training_stories_are_found_with_their_story(project: Path) -> None:
    story = "Once a small grey mouse ran over the old wooden bridge and laughed at the cat."
    shelve(project)
    other = Story("Nothing of this is in it, nothing at all, not a single word of it, no.")
    write_stories(stories_file("train"), [other, Story(story)])
    text = "🦊 He said: a small grey mouse ran over the old wooden road."
    with client() as asks:
        known = asks.post("/api/read", json={"text": text}).json()
    (copy,) = known["copies"]
    units = text.encode("utf-16-le")
    passage = units[2 * copy["start"] : 2 * copy["end"]].decode("utf-16-le")
    assert passage == copy["passage"] == "a small grey mouse ran over the old wooden"
    assert (copy["words"], copy["story"]) == (9, 2)
    assert copy["before"] + copy["passage"] + copy["after"] == story
    assert known["tags"] is None  # no run has made a judge


def test_a_passage_of_two_stories_is_no_passage_of_one() -> None:
    words = [f"w{number}" for number in range(20)]
    index = Index([" ".join(words[:10]), " ".join(words[5:])])
    (first, second) = index.copies(" ".join(words))
    assert (first.words, second.words) == (10, 10)
    assert (first.story, second.story) == (1, 2)
    assert not index.copies(" ".join(words[:7]))


def test_a_story_that_holds_a_passage_in_parts_only_is_not_the_one_that_is_named() -> None:
    """All runs of eight words stand in the first story, the whole passage in the second alone."""
    words = [f"w{number}" for number in range(12)]
    passage = " ".join(words)
    parts = f"{' '.join(words[:10])} and {' '.join(words[2:])}"
    (found,) = Index([parts, f"He said {passage} again", passage]).copies(passage)
    assert (found.story, found.words, found.others) == (2, 12, 2)
    assert (found.before, found.passage, found.after) == ("He said ", passage, " again")


def test_of_a_passage_that_no_story_holds_whole_its_longest_part_is_named() -> None:
    words = [f"w{number}" for number in range(12)]
    parts = f"{' '.join(words[:10])} and {' '.join(words[2:])}"
    (found,) = Index([parts]).copies(" ".join(words))
    assert (found.words, found.others) == (10, 0)


def test_long_work_rests_so_that_writing_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    rests = list[float]()
    monkeypatch.setattr(slices, "WORK", 0.0)
    monkeypatch.setattr(slices.time, "sleep", rests.append)
    index = Index(" ".join(f"w{n}" for n in range(start, start + 30)) for start in range(20))
    assert len(rests) >= 20
    rests.clear()
    index.copies(" ".join(f"w{n}" for n in range(40)))
    assert len(rests) >= 20
