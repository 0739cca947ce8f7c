"""What choices between two stories say: win rate, sign test, power, Bradley-Terry."""

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from fabula.evaluation.intervals import Estimate, Values, estimate, significant

SURE = 0.05
"""The two-sided p-value below which a round has found something."""
POWER = 0.8
"""How often a round shall find what is there."""
ROUNDS, CLOSE = 200, 1e-6
"""The fixed-point iteration ends after so many steps, or where it no longer moves."""

Contest = tuple[str, str, float]
"""Two writers, and what the first one won: 1, 0, or 0.5 for a tie."""


def win_rate(wins: int, losses: int) -> Estimate:
    """The fraction of decisive pairs that were won, with Wilson's 95% interval (Wilson 1927)."""
    from scipy.stats import binomtest

    pairs = wins + losses
    if not pairs:
        return {"value": None, "low": None, "high": None, "n": 0}
    ends = binomtest(wins, pairs).proportion_ci(0.95, method="wilson")
    low, high = significant(float(ends.low)), significant(float(ends.high))
    return {"value": significant(wins / pairs), "low": low, "high": high, "n": pairs}


def sign_test(wins: int, losses: int) -> float:
    """The exact two-sided p-value of as many wins among decisive pairs; 1 without any."""
    from scipy.stats import binomtest

    return float(binomtest(wins, wins + losses).pvalue) if wins + losses else 1.0


def power(pairs: int, rate: float) -> float:
    """How often the sign test finds (p < 0.05) that a writer wins `rate` of decisive pairs."""
    from scipy.stats import binom

    wins = np.arange(pairs + 1)
    p_values = 2 * binom.cdf(np.minimum(wins, pairs - wins), pairs, 0.5)  # of `sign_test`
    return float(binom.pmf(wins[p_values < SURE], pairs, rate).sum()) if pairs else 0.0


def detectable(pairs: int) -> float | None:
    """The least win rate, in whole percent, that is found in 80% of rounds of so many pairs."""
    rates = (percent / 100 for percent in range(51, 101))
    return next((rate for rate in rates if power(pairs, rate) >= POWER), None)


def strengths(won: Values) -> Values:
    """How often each writer would win against an equal mix of the others, 0 to 1: (writers,).

    `won` (writers, writers): how often each won against each other, ties half. Bradley and Terry's
    model (1952), fitted by Hunter's fixed-point iteration (2004, MM algorithms for generalized
    Bradley-Terry models). Each two writers who met have half a win against each other besides, so
    that one who never lost has a finite strength.
    """
    won = won + 0.5 * (won + won.T > 0)
    met, strength = won + won.T, np.ones(len(won))
    for _ in range(ROUNDS):
        shared = met / (strength[:, None] + strength[None, :])
        moved = won.sum(axis=1) / np.maximum(shared.sum(axis=1), 1e-12)
        moved /= moved.sum()
        done = np.abs(moved - strength).max() < CLOSE
        strength = moved
        if done:
            break
    beats = strength[:, None] / np.maximum(strength[:, None] + strength[None, :], 1e-12)
    np.fill_diagonal(beats, 0)
    found: Values = beats.sum(axis=1) / max(1, len(won) - 1)
    return found


def bradley_terry(contests: Sequence[Contest]) -> dict[str, Estimate]:
    """The strength of each writer, with its 95% interval by the bootstrap over contests."""
    writers = sorted({writer for one, other, _ in contests for writer in (one, other)})
    ones = np.array([writers.index(one) for one, _, _ in contests])
    others = np.array([writers.index(other) for _, other, _ in contests])
    results = np.array([result for *_, result in contests])

    def of(chosen: NDArray[np.int64]) -> Values:
        won = np.zeros((len(writers), len(writers)))
        np.add.at(won, (ones[chosen], others[chosen]), results[chosen])
        np.add.at(won, (others[chosen], ones[chosen]), 1 - results[chosen])
        return strengths(won)

    return {
        writer: estimate(len(contests), partial(_one, of, number))
        for number, writer in enumerate(writers)
    }


def _one(
    of: Callable[[NDArray[np.int64]], Values], number: int, chosen: NDArray[np.int64]
) -> float:
    return float(of(chosen)[number])
