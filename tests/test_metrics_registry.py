"""The registry, and that every metric moves the right way when stories are broken."""

import math
import random
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from fabula.evaluation.intervals import ratio, significant, terms, unpaired_difference
from fabula.evaluation.metrics.diversity import fair_ngram_count
from fabula.evaluation.metrics.memorisation import remembered
from fabula.evaluation.metrics.novelty import training_words
from fabula.evaluation.metrics.overlap import floor
from fabula.evaluation.metrics.registry import (
    METRICS,
    TEXT,
    Figures,
    Standard,
    TextInput,
    TextSet,
    differences,
    figures,
    measure,
    new_standard,
)
from fabula.evaluation.quality.joint_pass import learn
from fabula.evaluation.quality.repetition import repetition_limit
from fabula.world import tell

NAMES = ("Anna", "Ben", "Clara", "David", "Ella", "Finn", "Greta", "Hugo")
THINGS = ("kite", "drum", "lamp", "boat", "shell", "cake", "coat", "key")
PLACES = ("pond", "barn", "hill", "market", "tower", "bridge", "cellar", "garden")


def story(number: int) -> str:
    name, thing, place = NAMES[number], THINGS[number * 3 % 8], PLACES[number * 5 % 8]
    other = NAMES[(number + 3) % 8]
    return (
        f"One day {name} found an old {thing} beside the {place}. It was wet and quite broken, "
        f"but {name} carried it home. {other} said it would never work again. So the two friends "
        f"asked a neighbour for glue and worked until supper. In the end the {thing} was better "
        f"than before, and {name} gave it to {other} as a present."
    )


REAL = [story(number) for number in range(8)]
TRAINING = ["Nobody ever said what became of the old red boat that lay on the beach all winter."]
STANDARD = new_standard(learn(REAL), REAL, training_words(REAL), REAL[::-1])


def salad(text: str) -> str:
    words = text.split()
    random.Random(text).shuffle(words)
    return " ".join(words)


def repeated(text: str) -> str:
    words = text.split()
    return " ".join(words[:20] + words[10:20] * 6)


def cut(text: str) -> str:
    return " ".join(text.split()[:12])


def subject(
    texts: list[str], references: list[str] = REAL, standard: Standard = STANDARD
) -> TextInput:
    """The reference LM is surprised at words that stand after words they do not stand after."""
    openings = ["It began so:"] * len(texts)
    written = TextSet(
        texts, references, openings, openings, list(map(str, range(len(texts)))), texts
    )
    pairs = {pair for text in REAL for pair in pairwise(text.split())}
    reference_lm = [
        [1 + sum(pair not in pairs for pair in pairwise(text.split())), len(text.split()) or np.nan]
        for text in texts
    ]
    return TextInput(written, standard, np.array(reference_lm, float), remembered(texts, TRAINING))


def of(texts: list[str], references: list[str] = REAL, standard: Standard = STANDARD) -> Figures:
    return figures(measure(TEXT, subject(texts, references, standard)))


def value(name: str, texts: list[str], references: list[str] = REAL) -> float:
    found = figures(measure({name: TEXT[name]}, subject(texts, references)))[name]["value"]
    assert found is not None
    return found


@pytest.mark.parametrize("name", ["bleu", "nltk_bleu", "rouge_l"])
def test_overlap_falls_with_every_corruption(name: str) -> None:
    itself = value(name, REAL)
    assert itself == TEXT[name].range[1]
    assert value(name, floor(REAL)) < itself
    for corruption in (salad, repeated, cut):
        assert value(name, [corruption(text) for text in REAL]) < itself


@pytest.mark.parametrize("name", ["distinct_1", "distinct_2", "distinct_4"])
def test_diversity_falls_when_stories_repeat(name: str) -> None:
    assert value(name, [repeated(text) for text in REAL]) < value(name, REAL)
    assert value(name, [REAL[0]] * 8) < value(name, REAL)


def test_word_salad_looks_diverse_which_is_why_diversity_is_never_read_alone() -> None:
    assert value("distinct_2", [salad(text) for text in REAL]) > value("distinct_2", REAL)


def test_repetition_rises_when_stories_repeat_and_only_then() -> None:
    assert value("repetition_rate", REAL) == 0
    assert value("repetition_rate", [repeated(text) for text in REAL]) == 100
    assert value("repetition_rate", [*REAL[:6], *map(repeated, REAL[6:])]) == 25


def test_a_copied_training_story_is_found_out() -> None:
    copied = [*REAL[:7], TRAINING[0]]
    assert value("creativity", REAL) == 100
    assert value("creativity", copied) == 87.5
    assert value("longest_copy", copied) > value("longest_copy", REAL) + 1
    assert value("closest_story", [TRAINING[0]] * 8) == 1


def test_unknown_words_and_late_names_are_astray() -> None:
    late = [f"{text} Then Zed came." for text in REAL]
    unknown = [text.replace("glue", "qualms") for text in REAL]
    assert value("hallucinations", late) > value("hallucinations", REAL)
    assert value("hallucinations", unknown) > value("hallucinations", REAL)


def test_failures_are_the_empty_and_the_short() -> None:
    assert value("failures", REAL) == 0
    assert value("failures", [cut(text) for text in REAL]) == 100
    assert value("failures", ["", *REAL[1:]]) == 12.5
    assert value("failures", ["a " * 29, "a " * 30], REAL[:2]) == 50


def test_real_text_in_the_wrong_place_differs_in_overlap_alone() -> None:
    itself, elsewhere = of(REAL), of(floor(REAL))
    differ = {name for name in itself if itself[name]["value"] != elsewhere[name]["value"]}
    assert differ - {"detectability"} == {"bleu", "nltk_bleu", "rouge_l"}, "but for its folds"


@pytest.mark.parametrize("texts", [[""] * 8, ["ha " * 40] * 8, ["?!"] * 8, REAL])
def test_every_metric_survives_any_text_and_stays_in_its_range(texts: list[str]) -> None:
    for name, figure in of(texts).items():
        low, high = METRICS[name].range
        assert figure["value"] is None or low <= figure["value"] <= high, name


def test_a_figure_lies_in_its_interval_and_says_how_many_stories_it_is_of() -> None:
    found = of([*REAL[:5], *map(salad, REAL[5:])])
    for name in ("bleu", "rouge_l", "reference_lm_nats", "readability"):
        figure = found[name]
        assert figure["low"] < figure["value"] < figure["high"], name  # type: ignore[operator]
        assert figure["n"] == len(REAL)
    assert found["distinct_2"]["low"] is None, "resampled stories would repeat themselves"


def test_stories_that_open_alike_answer_prompts_of_their_own() -> None:
    found = of(REAL)
    assert "self_bleu_of_prompts" not in found
    assert found["detectability"]["value"] is not None
    written = replace(subject(REAL).written, prompts=["one", "two"] * (len(REAL) // 2))
    several = figures(measure(TEXT, replace(subject(REAL), written=written)))
    assert several["self_bleu_of_prompts"]["n"] == len(REAL)


def test_differences_are_those_of_the_same_stories() -> None:
    """Each of the texts is a little worse than its twin: which no two intervals would show."""
    real = of(REAL)
    better, worse = REAL, [cut(text) + " " + salad(text) for text in REAL]
    found = differences(measure(TEXT, subject(better)), measure(TEXT, subject(worse)), real)
    assert found["rouge_l"]["low"] > 0  # type: ignore[operator]
    assert found["reference_lm_nats"]["high"] < 0, "nearer to real stories"  # type: ignore[operator]
    assert "distinct_2" not in found
    same = differences(measure(TEXT, subject(better)), measure(TEXT, subject(better)), real)
    assert all(figure["value"] in (0, None) for figure in same.values())


def test_every_metric_says_what_a_reader_must_know() -> None:
    for name, metric in METRICS.items():
        assert name.replace("_", "").isalnum()
        assert metric.meaning
        assert metric.source
        assert metric.range[0] < metric.range[1]


def test_the_limits_of_the_standard_are_set_by_real_texts() -> None:
    assert STANDARD.ngram_count == fair_ngram_count(REAL)
    assert STANDARD.quality.repetition == repetition_limit(REAL)


def test_quality_falls_with_every_corruption() -> None:
    """At the size of a test; on real stories: tests/test_metrics_quality.py."""
    training, real, measured = (
        [story.text for story in tell(3, split, count)]
        for split, count in (("train", 300), ("validation", 100), ("test", 60))
    )
    standard = new_standard(learn(training), real, training_words(training), real)

    def values(texts: list[str]) -> dict[str, float]:
        return {name: one["value"] or 0 for name, one in of(texts, measured, standard).items()}

    whole = values(measured)
    assert whole["joint_pass"] > 60
    for corruption in (salad, repeated, cut):
        assert values(list(map(corruption, measured)))["joint_pass"] < whole["joint_pass"] / 2
    assert values(list(map(salad, measured)))["coherence_issues"] > 50
    assert values(list(map(cut, measured)))["context_maintenance"] < whole["context_maintenance"]


@pytest.mark.parametrize(
    ("figure", "written"), [(6.0096, 6.01), (12345.6, 12350), (0.00012344, 0.0001234), (0, 0)]
)
def test_four_digits_are_written(figure: float, written: float) -> None:
    assert significant(figure) == written
    assert math.isfinite(significant(figure))


def test_a_difference_of_other_stories_is_as_sure_as_the_normal_law_says() -> None:
    chance = np.random.default_rng(2)
    one, other = chance.normal(1.0, 1.0, 400), chance.normal(0.5, 2.0, 100)
    found = unpaired_difference(terms(one), terms(other), ratio)
    expected = one.mean() - other.mean()
    half = 1.96 * np.sqrt(one.var() / 400 + other.var() / 100)
    assert found["n"] == 100
    for end, sign in (("value", 0), ("low", -1), ("high", 1)):
        assert found[end] == pytest.approx(expected + sign * half, abs=0.06), end
    empty = unpaired_difference(terms(one), terms(np.array([np.nan])), ratio)
    assert empty == {"value": None, "low": None, "high": None, "n": 0}
