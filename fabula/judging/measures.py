"""What the judgements of a round say: of each writer, of the raters, and of our own metrics.

In win rates each pair counts once, however many judged it and however often: by the majority of its
judgements. So does each story, by the mean of its ratings. `both_bad` counts judgements.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from fabula.evaluation.intervals import Estimate, Values, estimate, mean, significant
from fabula.judging.agreement import alpha_with_interval
from fabula.judging.judgements import ANCHORS, Judgement
from fabula.judging.preferences import (
    Contest,
    bradley_terry,
    detectable,
    power,
    sign_test,
    win_rate,
)
from fabula.judging.rounds import REAL, Task

NOTHING = "no ratings yet"
VALUES = {"left": 1.0, "right": -1.0, "tie": 0.0, "both_bad": 0.0}
RATE = 0.65
"""The win rate for which the power of a round is named."""

Said = Sequence[tuple[Task, Judgement]]


def summary(
    tasks: Sequence[Task],
    judgements: Sequence[Judgement],
    metrics: Mapping[str, Mapping[str, float]] | None = None,
) -> dict[str, Any]:
    """All figures, as JSON; `{"ratings": "no ratings yet"}` where there are none of these tasks.

    `metrics`: metric -> text -> value, of our own metrics, to correlate with what people say.
    """
    by_id = {task.id: task for task in tasks}
    said = [(by_id[each.task], each) for each in judgements if each.task in by_id]
    if not said:
        return {"ratings": NOTHING}
    pairs = [(task, each) for task, each in said if task.kind != "attention"]
    contests = _contests(pairs)
    decisive = {tuple(sorted((one, other))) for one, other, _ in contests}
    return {
        "judgements": len(said),
        "pairs": len({task.pair for task, _ in pairs}),
        "raters": raters(said),
        "ratings": ratings(pairs),
        "both_bad": mean(np.array([100.0 * (each.choice == "both_bad") for _, each in pairs])),
        "contradictions": contradictions(pairs),
        "preferences": {
            f"{one} over {other}": _preference(contests, one, other)
            for one, other in sorted(decisive)
        },
        "bradley_terry": bradley_terry(contests) if len(decisive) > 1 else {},
        "agreement": agreement(pairs),
        "metrics": correlations(pairs, metrics or {}),
    }


def _contests(pairs: Said) -> list[Contest]:
    """Who won each pair, the writer first in the alphabet named first."""
    votes: dict[tuple[str, str, str], float] = defaultdict(float)
    for task, each in pairs:
        one, other = sorted((task.left_by, task.right_by))
        sign = 1 if task.left_by == one else -1
        votes[task.pair, one, other] += sign * VALUES[each.choice]
    return [
        (one, other, 0.5 + 0.5 * float(np.sign(vote))) for (_, one, other), vote in votes.items()
    ]


def _preference(contests: Sequence[Contest], one: str, other: str) -> dict[str, Any]:
    results = [won for first, second, won in contests if (first, second) == (one, other)]
    wins, losses = results.count(1.0), results.count(0.0)
    return {
        "wins": wins,
        "losses": losses,
        "ties": len(results) - wins - losses,
        "win_rate": win_rate(wins, losses),
        "p": significant(sign_test(wins, losses)),
        "power_at_65": significant(power(wins + losses, RATE)),
        "detects": detectable(wins + losses),
    }


def ratings(pairs: Said) -> dict[str, dict[str, Estimate]]:
    """Writer -> criterion -> the mean over stories."""
    levels: dict[str, dict[str, dict[str, list[int]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    for task, each in pairs:
        for side, given in each.ratings.items():
            for criterion, level in given.items():
                levels[_writer(task, side)][criterion][_text(task, side)].append(level)
    return {
        writer: {
            criterion: mean(np.array([float(np.mean(each)) for each in found[criterion].values()]))
            for criterion in ANCHORS
            if criterion in found
        }
        for writer, found in sorted(levels.items())
    }


def contradictions(pairs: Said) -> dict[str, Estimate]:
    """Writer -> percent of the stories in which anybody marked a contradiction."""
    marked: dict[str, dict[str, bool]] = defaultdict(dict)
    for task, each in pairs:
        for side in ("left", "right"):
            stories, text = marked[_writer(task, side)], _text(task, side)
            stories[text] = stories.get(text, False) or bool(each.contradictions.get(side))
    return {
        writer: mean(np.array([100.0 * bad for bad in stories.values()]))
        for writer, stories in sorted(marked.items())
    }


def raters(said: Said) -> dict[str, dict[str, float | int | None]]:
    """Pseudonym -> judgements, median seconds, failed checks of attention, and how often (0 to 1)
    the same is said of a pair that came twice. Nobody's judgements are left out."""
    by_rater: dict[str, list[tuple[Task, Judgement]]] = defaultdict(list)
    for task, each in said:
        by_rater[each.rater].append((task, each))
    return {rater: _rater(mine) for rater, mine in sorted(by_rater.items())}


def _rater(mine: Said) -> dict[str, float | int | None]:
    checks = [(task, each) for task, each in mine if task.kind == "attention"]
    first, again = (
        {task.pair: _signed(task, each) for task, each in mine if task.kind == kind}
        for kind in ("pair", "again")
    )
    both = [first[pair] == again[pair] for pair in first if pair in again]
    return {
        "judgements": len(mine),
        "median_seconds": significant(float(np.median([each.seconds for _, each in mine]))),
        "checks": len(checks),
        "failed_checks": sum(_failed(task, each) for task, each in checks),
        "judged_twice": len(both),
        "same_again": significant(float(np.mean(both))) if both else None,
    }


def _failed(task: Task, each: Judgement) -> bool:
    return each.choice != ("left" if task.left_by == REAL else "right")


def agreement(pairs: Said) -> dict[str, Estimate]:
    """Krippendorff's alpha among raters: of choices (nominal), and of each criterion (ordinal)."""
    choices: dict[tuple[str, str], float] = {}
    levels: dict[str, dict[tuple[str, str], float]] = defaultdict(dict)
    for task, each in pairs:
        if task.kind == "pair":
            choices[each.rater, task.pair] = _signed(task, each) + 3 * (each.choice == "both_bad")
            for side, given in each.ratings.items():
                for criterion, level in given.items():
                    unit = f"{task.pair} {_writer(task, side)}"
                    levels[criterion][each.rater, unit] = float(level)
    found = {"choice": alpha_with_interval(_matrix(choices), "nominal")}
    found |= {
        criterion: alpha_with_interval(_matrix(levels[criterion]), "ordinal")
        for criterion in ANCHORS
        if criterion in levels
    }
    return found


def _matrix(given: Mapping[tuple[str, str], float]) -> Values:
    """(raters, units), NaN where one says nothing; (0, 0) of nothing."""
    rows, columns = sorted({rater for rater, _ in given}), sorted({unit for _, unit in given})
    found = np.full((len(rows), len(columns)), np.nan)
    for (rater, unit), value in given.items():
        found[rows.index(rater), columns.index(unit)] = value
    return found


def correlations(pairs: Said, metrics: Mapping[str, Mapping[str, float]]) -> dict[str, Estimate]:
    """Metric -> Spearman's correlation with what people say: over pairs, of how far the first
    story's value lies above the second's with the mean vote for it.

    NaN values count as the lowest. A metric that finds all stories alike has no figure.
    """
    votes: dict[str, list[float]] = defaultdict(list)
    sides: dict[str, tuple[str, str]] = {}
    prompts: dict[str, str] = {}
    for task, each in pairs:
        one, other = sorted(("left", "right"), key=lambda side: _writer(task, side))
        sides[task.pair] = _text(task, one), _text(task, other)
        votes[task.pair].append(_signed(task, each))
        prompts[task.pair] = task.prompt
    said = np.array([float(np.mean(votes[pair])) for pair in sides])
    return {
        name: spearman(
            np.array([_above(values[one], values[other]) for one, other in sides.values()]),
            said,
            [prompts[pair] for pair in sides],
        )
        for name, values in metrics.items()
        if all(text in values for texts in sides.values() for text in texts)
    }


def _above(one: float, other: float) -> float:
    lowest = [-1e9 if np.isnan(value) else value for value in (one, other)]
    return lowest[0] - lowest[1]


def spearman(one: Values, other: Values, prompts: Sequence[str]) -> Estimate:
    """Spearman's rank correlation, -1 to 1, with its 95% interval by the bootstrap over prompts:
    the pairs of one prompt depend on each other. `n` counts the prompts."""
    from scipy.stats import rankdata

    places: dict[str, list[int]] = defaultdict(list)
    for place, prompt in enumerate(prompts):
        places[prompt].append(place)
    of_prompt = list(map(np.array, places.values()))

    def of(chosen: Any) -> float:
        drawn = np.concatenate([of_prompt[number] for number in chosen])
        ranks = rankdata(one[drawn]), rankdata(other[drawn])
        if any(each.std() == 0 for each in ranks):
            return float("nan")
        return float(np.corrcoef(*ranks)[0, 1])

    return estimate(len(of_prompt), of)


def _signed(task: Task, each: Judgement) -> float:
    """1 for the writer who is first in the alphabet, -1 for the other, 0 for neither."""
    return VALUES[each.choice] * (1 if task.left_by <= task.right_by else -1)


def _writer(task: Task, side: str) -> str:
    return task.left_by if side == "left" else task.right_by


def _text(task: Task, side: str) -> str:
    return task.left if side == "left" else task.right


def texts(tasks: Iterable[Task]) -> list[str]:
    """All stories that are judged, each once."""
    pairs = [task for task in tasks if task.kind == "pair"]
    return list(dict.fromkeys(text for task in pairs for text in (task.left, task.right)))
