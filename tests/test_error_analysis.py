"""The worst stories, and whether what is marked in them is what is wrong."""

from typing import Any

import numpy as np
import pytest

from fabula.evaluation import error_analysis
from fabula.evaluation.quality.joint_pass import Quality, learn, with_limits
from fabula.words import sentences
from fabula.world import tell

TOLD = [story.text for story in tell(7, "test", 40)]
LOOP = "Anna ran to the old red barn and hid there. " * 6
STRANGERS = (
    "Anna took her kite to the hill. Anna ran. Anna laughed. Then the wind fell. "
    "Bertram ate his soup. Then Bertram slept. At noon he met Carl. So Carl sang to Bertram."
)
TWO_KINDS = "There was a pet. They called him Rex. Rex was a dog. Rex liked bones. Rex was a cat."


@pytest.fixture(scope="module")
def quality() -> Quality:
    training, held_out = (
        [story.text for story in tell(7, split, count)]
        for split, count in (("train", 200), ("validation", 80))
    )
    return with_limits(learn(training), held_out)


def sample(number: int, text: str) -> dict[str, Any]:
    made = {"model": "gpt2", "strategy": "top_p", "prompt": "So:"}
    return {"id": f"gpt2/top_p/{number}", **made, "text": text}


def marked(found: dict[str, list[dict[str, Any]]], kind: str, text: str) -> list[str]:
    (story,) = (story for story in found[kind] if story["text"] == text)
    return [text[start:end] for start, end in story["spans"]]


def test_what_makes_a_story_bad_is_marked(quality: Quality) -> None:
    texts = [*TOLD, LOOP, STRANGERS, TWO_KINDS]
    found = error_analysis.worst([sample(n, text) for n, text in enumerate(texts)], quality)
    assert set(found) == {
        "coherence_issues",
        "repetition_rate",
        "context_maintenance",
        "contradictions",
    }
    assert set(marked(found, "context_maintenance", STRANGERS)) == {"Bertram", "Carl"}
    (again,) = marked(found, "repetition_rate", LOOP)
    assert again.startswith("Anna ran to the old red barn")
    assert len(again) < len(LOOP) - 40, "the first time is no repetition"
    assert found["repetition_rate"][0]["text"] == LOOP, "the worst comes first"
    assert marked(found, "contradictions", TWO_KINDS) == ["Rex was a dog", "Rex was a cat"]
    least = texts[int(np.nanargmin(quality.coherence.scores(texts)))]
    assert found["coherence_issues"][0]["text"] == least
    (sentence,) = marked(found, "coherence_issues", least)
    assert sentence in sentences(least)[1:]


def test_at_most_ten_of_each_kind_and_none_that_is_sound(quality: Quality) -> None:
    texts = [f"{LOOP} {number}" for number in range(15)]
    found = error_analysis.worst([sample(n, text) for n, text in enumerate(texts)], quality)
    assert len(found["repetition_rate"]) == error_analysis.WORST
    assert found["contradictions"] == []


def test_the_worst_sentence_of_a_text_of_one_or_none_is_all_of_it(quality: Quality) -> None:
    assert quality.coherence.worst("Anna sang.") == (0, 10)
    assert quality.coherence.worst("?!") == (0, 2)


def test_what_the_opening_says_counts_and_is_not_marked(quality: Quality) -> None:
    start, text = "They called him Rex. Rex was a dog", ". Rex liked bones. Rex was a cat."
    found = error_analysis.worst([sample(1, text) | {"prompt": start}], quality)
    assert marked(found, "contradictions", text) == ["Rex was a cat"]
