"""What the measures have learned: written once, it says later what it says at once."""

from pathlib import Path

import numpy as np
import pytest

from fabula.errors import ModelError
from fabula.evaluation.quality import learned
from fabula.evaluation.quality.joint_pass import with_limits
from fabula.evaluation.quality.learned import Fitted
from fabula.stories import Story
from fabula.world import tell

TRAINING, HELD_OUT, TOLD = (
    list(tell(7, split, count))
    for split, count in (("train", 200), ("validation", 80), ("test", 40))
)


def texts(stories: list[Story]) -> list[str]:
    return [story.text for story in stories]


@pytest.fixture(scope="module")
def fitted() -> Fitted:
    return learned.fit(TRAINING, HELD_OUT)


def test_read_again_it_says_the_same_to_the_last_bit(fitted: Fitted, tmp_path: Path) -> None:
    learned.save(fitted, tmp_path / "quality")
    again = learned.load(tmp_path / "quality")
    before, after = (with_limits(each.measures, texts(HELD_OUT)) for each in (fitted, again))
    assert before.coherence.limit == after.coherence.limit
    assert before.context.limit == after.context.limit
    for one, other in ((before.coherence, after.coherence), (before.context, after.context)):
        assert np.array_equal(one.scores(texts(TOLD)), other.scores(texts(TOLD)))
    assert np.array_equal(before.passes(texts(TOLD)), after.passes(texts(TOLD)))
    assert fitted.judge.skills == again.judge.skills
    assert np.array_equal(fitted.judge.says(texts(TOLD)), again.judge.says(texts(TOLD)))
    assert fitted.judge.says(texts(TOLD)).any()


def test_the_same_stories_leave_the_same_bytes(fitted: Fitted, tmp_path: Path) -> None:
    written = []
    for name, found in (("one", fitted), ("two", learned.fit(TRAINING, HELD_OUT))):
        learned.save(found, tmp_path / name)
        files = sorted((tmp_path / name).iterdir())
        written.append([(path.name, path.read_bytes()) for path in files])
    assert written[0] == written[1]
    assert {name for name, _ in written[0]} == {learned.WEIGHTS, learned.WORDS}


def test_a_folder_that_is_not_whole_says_what_to_do(fitted: Fitted, tmp_path: Path) -> None:
    learned.save(fitted, tmp_path / "quality")
    (tmp_path / "quality" / learned.WORDS).unlink()
    with pytest.raises(ModelError, match=r"lacks words.json; run `dvc repro fit_quality`"):
        learned.load(tmp_path / "quality")
