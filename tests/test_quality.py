"""What the quality measures notice, and what they are blind to, on stories broken on purpose."""

from pathlib import Path

import pytest
from breaking import Table, table

from fabula import world
from fabula.evaluation.corpus_stories import TRAINING
from fabula.evaluation.metrics.corruptions import adjacent_swap
from fabula.evaluation.metrics.validity import corrupted, told_apart
from fabula.evaluation.quality.joint_pass import Quality, learn, with_limits

REAL = Path(__file__).parents[2] / "shared/data/tinystories"


def embedded(split: str, count: int) -> list[str]:
    return [story.text for story in world.tell(7, split, count)]


def measured(quality: Quality, stories: list[str]) -> Table:
    measures = {
        "coherence": quality.coherence.scores,
        "context": quality.context.scores,
        "joint": quality.passes,
    }
    return table(measures, stories)


@pytest.fixture(scope="module")
def fitted() -> Quality:
    return with_limits(learn(embedded("train", 200)), embedded("validation", 80))


def test_embedded_stories_pass_and_broken_ones_do_not(fitted: Quality) -> None:
    found = measured(fitted, embedded("test", 50))
    assert found["sentence_shuffle"]["coherence"]["auc"] > 0.9
    assert found["splice"]["context"]["auc"] > 0.9
    assert found["rename"]["context"]["auc"] > 0.9
    for name in ("sentence_shuffle", "word_salad", "splice", "rename", "repeated_tail"):
        assert found[name]["joint"]["mean"] < found["real"]["joint"]["mean"] / 2, name


def test_a_failure_never_passes(fitted: Quality) -> None:
    assert not fitted.passes(["", "?!", "One day Anna ran. Then Anna slept."]).any()


@pytest.fixture(scope="module")
def tinystories() -> dict[str, list[str]]:
    if not REAL.is_dir():
        pytest.skip("the real TinyStories are not beside this checkout")
    return {
        split: [
            story.strip()
            for story in (REAL / f"{split}.txt").read_text(encoding="utf-8").split("<|endoftext|>")
            if story.strip()
        ]
        for split in ("train", "validation", "test")
    }


@pytest.mark.slow
def test_on_real_stories_each_measure_notices_what_it_is_for(
    tinystories: dict[str, list[str]],
) -> None:
    quality = with_limits(learn(tinystories["train"][:TRAINING]), tinystories["validation"])
    found = measured(quality, tinystories["test"][:500])
    assert found["sentence_shuffle"]["coherence"]["auc"] > 0.99
    assert found["middle_shuffle"]["coherence"]["auc"] > 0.97
    assert found["splice"]["context"]["auc"] > 0.97
    assert found["rename"]["context"]["auc"] > 0.97
    texts = tinystories["test"]
    swapped = quality.coherence.scores(corrupted(adjacent_swap, texts, []))
    assert float(told_apart(quality.coherence.scores(texts), swapped)["paired"] or 0) > 0.8
    passed = {name: row["joint"]["mean"] for name, row in found.items()}
    assert passed.pop("real") >= 0.85
    for one in ("adjacent_swap", "foreign_sentence"):
        assert passed.pop(one) > 0.6, "one sentence is hardly noticed: nobody shall rely on it"
    assert max(passed.values()) <= 0.12, passed
