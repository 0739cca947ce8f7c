"""What a run found, in sentences: computed from its figures, so that they change with them."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from fabula.evaluation.intervals import Estimate
from fabula.evaluation.metrics.validity import Validity
from fabula.evaluation.text_sets import LANGUAGE_MODEL
from fabula.reporting.tables import (
    REAL,
    SHORT,
    SHORT_STRATEGY,
    Evaluation,
    cell,
    doubtful,
    row_label,
    strategy_label,
    verdict,
)

BASE, TRAINED = "gpt2-base", "gpt2"
DECIDES = "bits_per_byte"
"""The best model is the one with the least: it compares models whatever their tokenizers."""


def findings(
    evaluation: Evaluation,
    differences: Mapping[str, Any],
    validity: Validity,
    control: Mapping[str, Any],
) -> Iterator[str]:
    """A few sentences as Markdown, each a finding: the best model, its stories, training, tags."""
    ranked = by_prediction(evaluation)
    yield _predicts(evaluation, differences, ranked)
    yield _tells(evaluation, validity, ranked[0])
    if f"{TRAINED} over {BASE}" in differences:
        yield _trained(differences[f"{TRAINED} over {BASE}"])
    yield from _steers(control)


def by_prediction(evaluation: Evaluation) -> list[str]:
    """The trained models' rows, the one that predicts held-out stories best first."""
    trained = [row for row in evaluation if LANGUAGE_MODEL in evaluation[row] and row != BASE]
    return sorted(trained, key=lambda row: evaluation[row][LANGUAGE_MODEL][DECIDES]["value"])


def between(
    differences: Mapping[str, Any], row: str, other: str, strategy: str, name: str
) -> Estimate | None:
    """How far `row` lies above `other`, whichever of them the files hold above the other."""
    found = differences.get(f"{row} over {other}", {}).get(strategy, {}).get(name)
    if found is not None:
        return dict(found)
    turned = differences.get(f"{other} over {row}", {}).get(strategy, {}).get(name)
    if turned is None:
        return None
    ends = {"value": "value", "low": "high", "high": "low"}
    minus = {end: None if turned[of] is None else -turned[of] for end, of in ends.items()}
    return {**turned, **minus}


def _predicts(evaluation: Evaluation, differences: Mapping[str, Any], ranked: list[str]) -> str:
    """Which model finds held-out stories likeliest, and whether that is sure."""
    best, *others = ranked
    figure = cell(evaluation[best][LANGUAGE_MODEL][DECIDES])
    sentence = f"**{row_label(best)} predicts held-out stories best:** {figure} bits per byte."
    if not others:
        return sentence
    second = others[0]
    theirs = cell(evaluation[second][LANGUAGE_MODEL][DECIDES])
    sentence += f" {row_label(second)} comes next with {theirs}"
    difference = between(differences, best, second, LANGUAGE_MODEL, DECIDES)
    if difference is None:
        return f"{sentence}; the two were not compared story by story."
    return f"{sentence}; story by story, the best is {_against(verdict(DECIDES, difference))}."


def _against(words: str) -> str:
    return {"no difference seen": "not seen to be better"}.get(words, words)


def _tells(evaluation: Evaluation, validity: Validity, best: str) -> str:
    """How many of the best model's stories are sound, beside real ones."""
    written = [strategy for strategy in evaluation[best] if strategy != LANGUAGE_MODEL]
    strategy = SHORT_STRATEGY if SHORT_STRATEGY in written else written[0]
    (passed, counted), (real, all_counted) = (
        (_percent(figures["joint_pass"]), _percent(figures["joint_score"]))
        for figures in (evaluation[best][strategy], evaluation["real"][REAL])
    )
    sentence = (
        f"**{passed} of its stories pass jointly** (written with {strategy_label(strategy)}): "
        "they are coherent, keep their context and do not repeat themselves. "
        f"Of real stories {real} do. Without those that repeat each other or training stories, "
        f"which is the joint score, it is {counted}, and {all_counted} of real ones."
    )
    if doubtful("joint_pass", validity):
        sentence += " Joint pass is not validated on these stories, so do not lean on it."
    return sentence


def _percent(figure: Estimate) -> str:
    value, space, interval = cell(figure).partition(" ")
    return f"{value}%{space}{interval}"


def _trained(differences: Mapping[str, Any]) -> str:
    """What training changed, metric by metric, the same verdicts together."""
    strategies = [strategy for strategy in differences if strategy != LANGUAGE_MODEL]
    strategy = SHORT_STRATEGY if SHORT_STRATEGY in strategies else next(iter(strategies), "")
    found = {**differences.get(LANGUAGE_MODEL, {}), **differences.get(strategy, {})}
    names: dict[str, list[str]] = {}
    for name in SHORT:
        if name in found:
            names.setdefault(verdict(name, found[name]), []).append(name.replace("_", " "))
    sentence = "; ".join(f"{words}: {', '.join(those)}" for words, those in names.items())
    return f"**{row_label(TRAINED)} against {row_label(BASE)}:** {sentence}."


def _steers(control: Mapping[str, Any]) -> Iterator[str]:
    """Whether tags help each model to predict, and whether its own stories follow them, with the
    least guidance and with the most."""
    gains = {row_label(row): found["over_shuffled"] for row, found in control["gains"].items()}
    yield f"**Do its own tags make a story likelier than others'?** {_grouped(gains, 'nats')}"
    followed = {
        f"{row_label(row)} at guidance {scale}": found["adherence"]
        for row, scales in control["stories"].items()
        if row != "real"
        for scale, found in (*islice(scales.items(), 1), *islice(reversed(scales.items()), 1))
    }
    yield (
        "**Do stories follow the tags that were asked for?** "
        f"{_grouped(followed, 'of 1, where real stories stand')}"
    )


def _grouped(found: Mapping[str, Estimate], unit: str) -> str:
    """Who lies above 0, who below, and of whom nobody knows."""
    groups: dict[str, list[str]] = {"Yes, 95% sure": [], "The contrary, 95% sure": []}
    groups["No effect seen"] = []
    for label, figure in found.items():
        low, high = figure["low"], figure["high"]
        sure = low is not None and high is not None and not low <= 0 <= high
        group = "No effect seen" if not sure else list(groups)[int((high or 0) < 0)]
        groups[group].append(f"{label}, {cell(figure)} {unit}" if sure else label)
    return " ".join(f"{words}: {'; '.join(those)}." for words, those in groups.items() if those)
