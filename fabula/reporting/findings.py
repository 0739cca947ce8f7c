"""What a run found, in sentences: computed from its figures, so that they change with them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from fabula.evaluation.intervals import Estimate
from fabula.evaluation.metrics.validity import Validity
from fabula.evaluation.text_sets import LANGUAGE_MODEL
from fabula.reporting.tables import (
    REAL,
    SHORT_STRATEGY,
    Evaluation,
    cell,
    doubtful,
    metric_label,
    row_label,
    short_strategy,
    strategy_label,
    verdict,
)

BASE, TRAINED = "gpt2-base", "gpt2"
DECIDES = "bits_per_byte"
"""The best model is the one with the least: it compares models whatever their tokenizers."""
COMPARED = (
    "bits_per_byte",
    "joint_score",
    "joint_pass",
    "context_maintenance",
    "repetition_rate",
    "failures",
    "rouge_l",
)
"""What a model is compared in with what it was before training."""


def findings(
    evaluation: Evaluation,
    new_world: Evaluation,
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
    if all(LANGUAGE_MODEL in new_world.get(row, {}) for row in (TRAINED, BASE)):
        yield _elsewhere(new_world)
    yield from _steers(control)


def by_prediction(evaluation: Evaluation) -> list[str]:
    """The trained models' rows, the one that predicts real stories best first."""
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
    return None if turned is None else _turned(turned)


def _turned(difference: Estimate) -> Estimate:
    """The same difference, seen from the other side."""
    minus = {end: None if value is None else -value for end, value in difference.items()}
    return {**difference, "value": minus["value"], "low": minus["high"], "high": minus["low"]}


def _predicts(evaluation: Evaluation, differences: Mapping[str, Any], ranked: list[str]) -> str:
    """Which model finds real stories likeliest, and whether that is sure."""
    best, *others = ranked
    figure = cell(evaluation[best][LANGUAGE_MODEL][DECIDES])
    sentence = f"**{row_label(best)} predicts real stories best**, with {figure} bits per byte."
    if not others:
        return sentence
    second = others[0]
    theirs = cell(evaluation[second][LANGUAGE_MODEL][DECIDES])
    sentence += f" {row_label(second)} comes next, with {theirs}."
    difference = between(differences, best, second, LANGUAGE_MODEL, DECIDES)
    if difference is None:
        return sentence
    if verdict(DECIDES, difference) == "better":
        return f"{sentence} On the same stories the first is surely better."
    return f"{sentence} Which of the two is better is not sure."


def _tells(evaluation: Evaluation, validity: Validity, best: str) -> str:
    """How many of the best model's stories hold together, beside real ones."""
    strategy = short_strategy(evaluation[best])
    (passed, counted), (real, all_counted) = (
        (cell(figures["joint_pass"]), cell(figures["joint_score"]))
        for figures in (evaluation[best][strategy], evaluation["real"][REAL])
    )
    sentence = (
        f"**Of 100 stories that it writes with {strategy_label(strategy)}, {passed} hold "
        "together** (joint pass): they are coherent, keep their context and do not repeat "
        "themselves. "
        f"Of 100 real stories, {real} do. The joint score leaves out what another one of these "
        f"stories or a training story tells already: {counted} of its stories count, and "
        f"{all_counted} of real ones."
    )
    if doubtful("joint_pass", validity):
        sentence += " Do not lean on joint pass: here it misses some stories that were broken."
    return sentence


def _trained(differences: Mapping[str, Any]) -> str:
    """What training changed, metric by metric, the same verdicts together."""
    strategies = [strategy for strategy in differences if strategy != LANGUAGE_MODEL]
    strategy = SHORT_STRATEGY if SHORT_STRATEGY in strategies else next(iter(strategies), "")
    found = {**differences.get(LANGUAGE_MODEL, {}), **differences.get(strategy, {})}
    names: dict[str, list[str]] = {}
    for name in COMPARED:
        if name in found:
            names.setdefault(verdict(name, found[name]), []).append(metric_label(name))
    parts = [f"{words}: {', '.join(those)}" for words, those in names.items()]
    return f"**What training changed in {row_label(TRAINED)}.** {_sentences(parts)}"


def _elsewhere(new_world: Evaluation) -> str:
    """What training did to how likely stories of a new world are; no difference was measured."""
    after, before = (cell(new_world[row][LANGUAGE_MODEL][DECIDES]) for row in (TRAINED, BASE))
    return (
        f"**In a new world {row_label(TRAINED)} needs {after} bits per byte**, and needed {before} "
        "before training: names, things, places and plots are none of those that training tells of."
    )


def _sentences(parts: Iterable[str]) -> str:
    return " ".join(f"{part[0].upper()}{part[1:]}." for part in parts)


def _steers(control: Mapping[str, Any]) -> Iterator[str]:
    """Whether tags help each model to predict, and whether its own stories follow them at the
    strongest guidance."""
    gains = {row_label(row): found["over_shuffled"] for row, found in control["gains"].items()}
    answers = _grouped(gains, "nats a story", no="no, they mislead")
    yield f"**Do the right tags help a model to predict a story?** {answers}"
    strongest = {
        row: list(scales.items())[-1] for row, scales in control["stories"].items() if row != "real"
    }
    followed = {row_label(row): figures["adherence"] for row, (_, figures) in strongest.items()}
    scales = " or ".join(dict.fromkeys(scale for scale, _ in strongest.values()))
    answers = _grouped(followed, "of 1", no="no, rather others")
    yield (
        f"**Do stories have the tags that were asked for, at guidance {scales}?** {answers} "
        "Real stories reach 1, chance 0."
    )


def _grouped(found: Mapping[str, Estimate], unit: str, no: str) -> str:
    """Who lies above 0, who below, each with how far; and of whom nobody knows."""
    groups: dict[str, list[str]] = {"yes": [], no: [], "no effect seen": []}
    for label, figure in found.items():
        low, high = figure["low"], figure["high"]
        if low is not None and low > 0:
            groups["yes"].append(f"{label}, {cell(figure)} {unit}")
        elif high is not None and high < 0:
            groups[no].append(f"{label}, {cell(_turned(figure))} {unit}")
        else:
            groups["no effect seen"].append(label)
    return _sentences(f"{words}: {'; '.join(those)}" for words, those in groups.items() if those)
