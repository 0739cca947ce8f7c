from dataclasses import replace

import numpy as np
import pytest

from fabula.evaluation import text_sets
from fabula.evaluation.metrics.corruptions import CORRUPTIONS
from fabula.evaluation.metrics.memorisation import remembered
from fabula.evaluation.metrics.novelty import training_words
from fabula.evaluation.metrics.registry import TEXT, TextInput, new_standard
from fabula.evaluation.metrics.validity import SET_CORRUPTIONS, Validity, told_apart, validity
from fabula.evaluation.quality.joint_pass import learn
from fabula.stories import opening
from fabula.world import tell

TRAINING, HELD_OUT, MEASURED = (
    [story.text for story in tell(5, split, count)]
    for split, count in (("train", 200), ("validation", 80), ("test", 40))
)
ASKED = [
    {"prompt_id": str(n), "prompt": opening(text, 12), "reference": text[len(opening(text, 12)) :]}
    | {"premise": " ".join(text.split()[-6:])}
    for n, text in enumerate(MEASURED)
]
CHECKED = set(TEXT) - {"self_bleu_of_prompts"}
"""A real story stands alone after its opening."""


def subject(texts: object, standard: object) -> TextInput:
    """The reference LM finds every token alike: it notices nothing."""
    alike = np.ones((len(texts.texts), 2))  # type: ignore[attr-defined]
    memory = remembered(texts.texts, TRAINING)  # type: ignore[attr-defined]
    return TextInput(texts, standard, alike, memory)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def found() -> Validity:
    standard = new_standard(learn(TRAINING), HELD_OUT, training_words(TRAINING), HELD_OUT)
    broken = text_sets.broken(ASKED, TRAINING)
    broken_subjects = {
        corruption: (numbers, subject(texts, standard))
        for corruption, (numbers, texts) in broken.items()
    }
    return validity(subject(text_sets.real(ASKED), standard), broken_subjects)


def test_auc_and_pairs_by_hand() -> None:
    found = told_apart(np.array([1.0, 3.0]), np.array([2.0, 0.0]))
    assert (found["auc"], found["paired"]) == (0.75, 0.5)
    found = told_apart(np.array([2.0, 3.0, 4.0]), np.array([0.0, 1.0, 1.5]))
    assert (found["auc"], found["paired"], found["low"]) == (1, 1, 1)
    found = told_apart(np.array([1.0, 2.0]), np.array([1.0, 2.0]))
    assert (found["auc"], found["paired"]) == (0.5, 0.5)
    assert found["low"] <= 0.5 <= found["high"]  # type: ignore[operator]


def test_an_interval_is_narrower_with_more_stories() -> None:
    chance = np.random.default_rng(1)
    widths = []
    for count in (30, 3000):
        apart = told_apart(chance.normal(1, 1, count), chance.normal(0, 1, count))
        assert apart["low"] < 0.76 < apart["high"]  # type: ignore[operator]
        widths.append(apart["high"] - apart["low"])  # type: ignore[operator]
    assert widths[1] < widths[0] / 5


def test_every_metric_is_held_against_every_way_of_breaking(found: Validity) -> None:
    assert list(found) == ["real", *SET_CORRUPTIONS, "validated"]
    assert set(CORRUPTIONS) < set(SET_CORRUPTIONS)
    assert all(set(found[corruption]) == CHECKED for corruption in found)


@pytest.mark.parametrize(
    "name",
    ["coherence_issues", "context_maintenance", "bleu", "rouge_l", "repetition_rate", "creativity"],
)
def test_a_metric_that_notices_what_it_must_is_validated(found: Validity, name: str) -> None:
    for corruption, least in TEXT[name].notices.items():
        assert float(found[corruption][name]["auc"] or 0) >= least, corruption
    assert found["validated"][name]["value"] == 1


def test_a_metric_that_misses_what_it_must_notice_is_not(found: Validity) -> None:
    assert found["word_salad"]["reference_lm_nats"]["auc"] == 0.5
    assert found["validated"]["reference_lm_nats"]["value"] == 0


def test_every_metric_says_what_it_must_notice() -> None:
    for name in CHECKED:
        metric = TEXT[name]
        assert metric.notices, name
        assert set(metric.notices) <= set(SET_CORRUPTIONS), name
        assert all(least > 0.5 for least in metric.notices.values()), name


def test_stories_that_a_way_leaves_whole_are_left_out() -> None:
    asked = [*ASKED[:3], ASKED[0] | {"reference": "So. No."}]
    numbers, texts = text_sets.broken(asked, TRAINING)["stub"]
    assert numbers.tolist() == [0, 1, 2]
    assert all(len(text.split()) == 12 for text in texts.texts)
    assert texts == replace(texts, openings=[each["prompt"] for each in asked[:3]])
