"""The rates of cleaning and of the search for copies, and the pairs that it looks at."""

import json
from pathlib import Path

import pytest
from tiny import ROOT

from benchmarks import corpus, material
from fabula import world

TEXTS = [story.text for story in world.tell(3, "train", 60)]


def test_the_command_prints_what_the_page_needs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    material.write(tmp_path / "train.txt", iter([*TEXTS, TEXTS[0]]))
    corpus.main(["--stories", str(tmp_path / "train.txt")])
    found = json.loads(capsys.readouterr().out)
    assert (found["stories"], found["kept"]) == (61, 60)
    whole = sum(len(text.encode()) for text in [*TEXTS, TEXTS[0]])
    assert found["bytes_a_story"] == pytest.approx(whole / 61, abs=0.1)
    assert found["cleaned_per_s"] > 0
    assert found["searched_per_s"] > 0
    assert found["candidates"] >= 1


def test_equal_stories_are_candidates_and_unlike_ones_are_not() -> None:
    unlike = ["a b c d e f g h i j k l", "m n o p q r s t u v w x"]
    assert corpus.candidates(unlike) == {"candidates": 0, "candidates_a_pair": 0.0}
    assert corpus.candidates([*unlike, unlike[0], unlike[0]])["candidates"] == 3
    assert corpus.candidates([*unlike, unlike[0]])["candidates_a_pair"] == pytest.approx(1 / 3)


def test_a_pair_is_a_candidate_as_often_as_the_search_says() -> None:
    """At the similarity s in 1 - (1 - s^4)^16 of the cases."""
    words = [f"w{number}" for number in range(300)]
    near = [" ".join(words), " ".join([*words[:280], *(f"x{number}" for number in range(20))])]
    assert corpus.candidates(near)["candidates"] == 1  # at .86, in all cases but 2 of a million
