from functools import cache
from typing import Any

import numpy as np
import pytest
from breaking import broken

from fabula import world
from fabula.evaluation.metrics.corruptions import CORRUPTIONS
from fabula.evaluation.metrics.memorisation import remembered
from fabula.evaluation.metrics.novelty import creativity, hallucinations, training_words


@cache
def embedded(split: Any, count: int) -> list[str]:
    return [story.text for story in world.tell(3, split, count)]


def test_a_copied_story_is_not_creative_and_a_strange_one_is() -> None:
    training, new = embedded("train", 50), embedded("test", 20)
    salad = broken(CORRUPTIONS["word_salad"], new)
    found = creativity(remembered([*training, *new, *salad], training))
    copied, of_new, strange = np.split(found, [50, 70])
    assert copied.max() == 0
    assert strange.min() == 100
    assert 0 < of_new.mean() < 100


def test_a_text_without_eight_words_is_neither_creative_nor_copied() -> None:
    assert np.isnan(creativity(remembered(["Too short."], embedded("train", 50)))).all()


@pytest.mark.parametrize("corruption", ["splice", "rename"])
def test_other_peoples_names_late_in_a_story_are_hallucinations(corruption: str) -> None:
    real = embedded("test", 200)
    vocabulary = training_words(embedded("train", 600))
    before = hallucinations(real, vocabulary).mean()
    after = hallucinations(broken(CORRUPTIONS[corruption], real), vocabulary).mean()
    assert after > before * 1.1
    unknown = [text.replace(" the ", " glorb ", 3) for text in real]
    assert hallucinations(unknown, vocabulary).mean() > before * 1.1


def test_hallucinations_by_hand() -> None:
    vocabulary = training_words(["the fox and ran home she met"])
    text = "The fox ran. The glorb ran home. She met Ann and Ann ran home."  # 14 words
    assert hallucinations([text], vocabulary) == pytest.approx([100 * 2 / 14])
    assert np.isnan(hallucinations([""], vocabulary)).all()
