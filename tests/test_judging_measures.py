"""What follows from judgements, against published examples and panels of known noise."""

from collections import Counter
from pathlib import Path
from random import Random
from typing import get_args

import numpy as np
import pytest

from fabula.errors import DataError
from fabula.judging import rounds
from fabula.judging.agreement import alpha, alpha_with_interval
from fabula.judging.judgements import Choice, Judgement
from fabula.judging.measures import NOTHING, correlations, spearman, summary, texts
from fabula.judging.preferences import (
    bradley_terry,
    detectable,
    power,
    sign_test,
    strengths,
    win_rate,
)
from fabula.judging.rounds import REAL, SHUFFLED, Task
from fabula.world import tell

NONE = float("nan")
REAL_STORIES = [story.text for story in tell(3, "test", 20)]
KRIPPENDORFF = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, NONE, NONE, NONE],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NONE, 3],
        [NONE, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NONE],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NONE],
    ]
)
"""Krippendorff 2011, example C: four observers, twelve units, some missing."""


def letters(text: str) -> list[float]:
    return [float("abcde".index(letter)) for letter in text.split()]


def test_alpha_as_published() -> None:
    assert alpha(KRIPPENDORFF, "nominal") == pytest.approx(0.743, abs=5e-4)
    assert alpha(KRIPPENDORFF, "ordinal") == pytest.approx(0.815, abs=5e-4)
    binary = np.array([[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]], float)
    assert alpha(binary, "nominal") == pytest.approx(0.095, abs=5e-4)
    both = [letters("a a b b d c c c e d d a"), letters("b a b b b c c c e d d d")]
    assert alpha(np.array(both), "nominal") == pytest.approx(0.692, abs=5e-4)


def test_alpha_at_its_ends() -> None:
    chance = np.random.default_rng(1)
    one = chance.integers(1, 6, 2000).astype(float)
    assert alpha(np.stack([one, one]), "ordinal") == 1
    other = chance.integers(1, 6, 2000).astype(float)
    assert abs(alpha(np.stack([one, other]), "ordinal")) < 0.06
    assert np.isnan(alpha(np.full((2, 9), 3.0), "nominal"))
    assert np.isnan(alpha(np.array([[1, NONE], [NONE, 2]]), "nominal"))
    found = alpha_with_interval(KRIPPENDORFF, "nominal")
    assert found["low"] < 0.743 < found["high"]  # type: ignore[operator]


def test_wilson_and_sign_test_as_published() -> None:
    """Newcombe 1998, table I, method 3: 81 of 263 and 15 of 148."""
    for wins, pairs, low, high in ((81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605)):
        found = win_rate(wins, pairs - wins)
        assert (found["low"], found["high"]) == pytest.approx((low, high), abs=1e-4)
    assert sign_test(9, 1) == pytest.approx(22 / 1024)
    assert sign_test(0, 0) == 1
    assert win_rate(0, 0)["value"] is None


def test_a_hundred_decisive_pairs_detect_65_percent() -> None:
    assert detectable(100) == 0.65
    assert power(100, 0.65) > 0.8 > power(100, 0.64)
    assert power(100, 0.5) <= 0.05
    assert detectable(4) is None
    assert power(0, 0.9) == 0


@pytest.mark.parametrize("rate", [0.5, 0.6, 0.65, 0.7])
def test_as_many_simulated_rounds_find_it_as_the_power_says(rate: float) -> None:
    rounds_of_100 = np.random.default_rng(1).binomial(100, rate, 1000)
    found = np.mean([sign_test(int(wins), 100 - int(wins)) < 0.05 for wins in rounds_of_100])
    assert found == pytest.approx(power(100, rate), abs=0.04)


def test_bradley_terry_recovers_strengths() -> None:
    true = np.array([0.6, 0.3, 0.1])
    rates = true[:, None] / (true[:, None] + true[None, :])
    np.fill_diagonal(rates, 0)
    assert strengths(1000 * rates) == pytest.approx(rates.sum(axis=1) / 2, abs=0.002)


def test_bradley_terry_has_intervals() -> None:
    contests = [("a", "b", float(n % 4 > 0)) for n in range(40)]
    contests += [("b", "c", float(n % 4 > 0)) for n in range(40)]
    found = bradley_terry(contests)
    assert found["a"]["low"] > found["c"]["high"]  # type: ignore[operator]
    for each in found.values():
        assert each["low"] < each["value"] < each["high"]  # type: ignore[operator]


def test_who_never_lost_has_a_finite_strength() -> None:
    a, b = strengths(np.array([[0, 20.0], [0, 0]]))
    assert 0.9 < a < 1
    assert a + b == pytest.approx(1)


def planned(pairs: int = 60, seed: int = 1) -> list[Task]:
    stories = {
        writer: {f"prompt {n}": f"{writer} tells story {n}" for n in range(pairs)}
        for writer in ("good", "plain")
    }
    return rounds.plan(stories, REAL_STORIES, seed)


def test_a_round_is_blind_and_holds_checks_and_repeats(tmp_path: Path) -> None:
    tasks = planned()
    counts = Counter(task.kind for task in tasks)
    assert counts == {"pair": 60, "again": 12, "attention": 6}
    assert len({task.id for task in tasks}) == len(tasks)
    left = sum(task.left_by == "good" for task in tasks if task.kind == "pair")
    assert 18 < left < 42
    assert set(tasks[0].shown()) == {"id", "prompt", "tags", "left", "right"}
    first = {task.pair: task for task in tasks if task.kind == "pair"}
    for task in tasks:
        if task.kind == "again":
            assert (task.left, task.right) == (first[task.pair].right, first[task.pair].left)
        if task.kind == "attention":
            assert {task.left_by, task.right_by} == {REAL, SHUFFLED}
            assert task.left != task.right
            for side in (task.left, task.right):
                assert side.startswith(task.prompt), "as in any other pair"
    assert planned() == tasks
    assert planned(seed=2) != tasks
    rounds.save(tasks, tmp_path / "round.jsonl")
    assert rounds.load(tmp_path / "round.jsonl") == tasks


def test_judgements_of_one_round_are_none_of_another() -> None:
    old, new = (
        rounds.plan({writer: {"p": f"{writer} {story}"} for writer in "ab"}, REAL_STORIES, 1)
        for story in ("one", "two")
    )
    assert not {task.id for task in old if task.kind != "attention"} & {task.id for task in new}


def test_what_makes_no_round() -> None:
    with pytest.raises(DataError, match="two writers"):
        rounds.plan({"a": {"p": "x"}, "b": {"q": "y"}}, REAL_STORIES, 1)
    for real in ([], ["A fox ran. It fell. It slept."]):
        with pytest.raises(DataError, match="real stories of 6 sentences or more"):
            rounds.plan({"a": {"p": "x"}, "b": {"p": "y"}}, real, 1)
    assert len(rounds.plan({"a": {"p": "x"}, "b": {"p": "y"}}, REAL_STORIES, 1, most=1)) == 3


def panel(tasks: list[Task], raters: int, rate: float, noise: float, seed: int) -> list[Judgement]:
    """Raters of known noise: `good` is truly better in `rate` of the pairs, and each rater says so,
    but with `noise` guesses. Ratings are the truth, 4 or 2, or a guess as often."""
    chance = Random(seed)
    truth: dict[str, str] = {}
    for task in sorted(tasks, key=lambda task: task.id):
        if task.pair not in truth:
            truth[task.pair] = "good" if chance.random() < rate else "plain"
    found = []
    for number in range(raters):
        for task in tasks:
            best = REAL if task.kind == "attention" else truth[task.pair]
            right: Choice = "left" if task.left_by == best else "right"
            guessed = chance.random() < noise
            choice: Choice = chance.choice(("left", "right")) if guessed else right
            levels = {side: {"coherence": 4 if side == choice else 2} for side in ("left", "right")}
            found.append(
                Judgement(f"{number}-{task.id}", task.id, f"r{number}", 20.0, choice, levels)
            )
    return found


def test_a_panel_of_known_noise_is_recovered() -> None:
    """Two raters who each guess with chance e agree in 1 - (1 - (1 - e)^2) / 2 of the pairs."""
    tasks, noise, rate = planned(300), 0.4, 0.7
    found = summary(tasks, panel(tasks, 3, rate, noise, 5))
    differ = (1 - (1 - noise) ** 2) / 2
    good = (1 - noise) * rate + noise / 2
    for name, by_chance in (("choice", 2 * good * (1 - good)), ("coherence", 0.5)):
        agreed, expected = found["agreement"][name], 1 - differ / by_chance
        assert agreed["value"] == pytest.approx(expected, abs=0.07), name
        assert agreed["low"] - 0.03 < expected < agreed["high"] + 0.03
    won = found["preferences"]["good over plain"]
    majority = (1 - noise / 2) ** 3 + 3 * (1 - noise / 2) ** 2 * (noise / 2)
    expected_rate = rate * majority + (1 - rate) * (1 - majority)
    assert won["win_rate"]["low"] <= expected_rate <= won["win_rate"]["high"]
    assert won["p"] < 0.001
    assert won["ties"] <= 12  # of the 60 pairs that came twice, so have six votes
    assert found["bradley_terry"] == {}  # of two writers the win rate says it all
    assert found["ratings"]["good"]["coherence"]["low"] > 3
    for rater in found["raters"].values():
        assert rater["failed_checks"] / rater["checks"] == pytest.approx(noise / 2, abs=0.15)
        assert rater["same_again"] == pytest.approx(1 - noise + noise**2 / 2, abs=0.16)


def test_an_honest_panel_agrees_wholly_and_one_that_guesses_not_at_all() -> None:
    tasks = planned(60)
    sure = summary(tasks, panel(tasks, 2, 0.7, 0.0, 1))
    assert sure["agreement"]["choice"]["value"] == 1
    assert all(not each["failed_checks"] for each in sure["raters"].values())
    guess = summary(tasks, panel(tasks, 2, 0.7, 1.0, 1))
    low, high = (guess["agreement"]["choice"][end] for end in ("low", "high"))
    assert low < 0 < high
    assert guess["preferences"]["good over plain"]["win_rate"]["low"] < 0.5


def test_without_judgements_nothing_fails() -> None:
    assert summary(planned(3), []) == {"ratings": NOTHING}
    strange = Judgement("a", "another-round", "owl", 1.0, "tie")
    assert summary(planned(3), [strange]) == {"ratings": NOTHING}


@pytest.mark.parametrize("choice", get_args(Choice))
def test_a_single_judgement_has_figures(choice: Choice) -> None:
    tasks = planned(3)
    task = next(task for task in tasks if task.kind == "pair")
    spans = {"left": [[0, 4]]}
    found = summary(tasks, [Judgement("a", task.id, "owl", 3.0, choice, {}, spans)])
    won = found["preferences"]["good over plain"]
    assert won["wins"] + won["losses"] + won["ties"] == 1
    assert won["ties"] == (choice in ("tie", "both_bad"))
    assert found["both_bad"]["value"] == 100 * (choice == "both_bad")
    assert found["contradictions"][task.left_by]["value"] == 100
    assert found["contradictions"][task.right_by]["value"] == 0
    assert found["agreement"]["choice"]["value"] is None


@pytest.mark.parametrize("kind", ["again", "attention"])
def test_a_check_or_a_repeat_may_be_all_that_is_judged(kind: str) -> None:
    tasks = planned(3)
    task = next(task for task in tasks if task.kind == kind)
    found = summary(tasks, [Judgement("a", task.id, "owl", 3.0, "left")])
    assert found["judgements"] == 1
    assert found["pairs"] == (kind == "again")
    assert found["agreement"]["choice"]["value"] is None


def test_a_metric_that_sees_what_raters_see_correlates() -> None:
    tasks = planned(120)
    said = panel(tasks, 1, 0.5, 0.2, 4)
    by_id = {task.id: task for task in tasks}
    pairs = [(by_id[each.task], each) for each in said if by_id[each.task].kind == "pair"]
    better = {
        text: float(side == each.choice)
        for task, each in pairs
        for side, text in (("left", task.left), ("right", task.right))
    }
    chance = Random(1)
    metrics = {
        "sees": better,
        "inverted": {text: -value for text, value in better.items()},
        "blind": {text: chance.random() for text in better},
        "flat": dict.fromkeys(better, 1.0),
        "of others": {"x": 1.0},
    }
    assert set(better) == set(texts(tasks))
    found = correlations(pairs, metrics)
    assert found["sees"]["value"] == 1
    assert found["inverted"]["value"] == -1
    assert found["blind"]["low"] < 0 < found["blind"]["high"]  # type: ignore[operator]
    assert found["flat"]["value"] is None
    assert "of others" not in found


def test_spearman_by_hand() -> None:
    one, other = np.array([1.0, 2, 3, 4, 5]), np.array([2.0, 1, 4, 3, 5])
    assert spearman(one, other, "abcde")["value"] == 0.8  # 1 - 6 * 4 / (5 * 24)


def test_pairs_of_one_prompt_are_drawn_together() -> None:
    """Ten copies of each pair say no more than one: the interval stays as it is."""
    chance = np.random.default_rng(1)
    one = chance.random(30)
    other = one + chance.random(30)
    prompts = list(map(str, range(30)))
    found = spearman(one, other, prompts)
    copied = spearman(np.tile(one, 10), np.tile(other, 10), prompts * 10)
    assert copied == found
    alone = spearman(np.tile(one, 10), np.tile(other, 10), list(map(str, range(300))))
    widths = [each["high"] - each["low"] for each in (copied, alone)]  # type: ignore[operator]
    assert widths[1] < widths[0] / 2
