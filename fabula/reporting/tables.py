"""Tables from the files that a run leaves, and how their rows, heads and figures are written.

The shape of `metrics/evaluate.json`, row by row, where a figure is a value with its interval:

    {"real": {"stories": {metric: figure, ...}},
     "gpt2": {"language_model": {metric: figure, ..., "context": 512, "stride": 256},
              "greedy": {metric: figure, ...}, "top_p": {metric: figure, ...}}, ...}

The `language_model` part holds the metrics of `LIKELIHOOD`, every other part is a strategy and
holds those of `TEXT`. The row `real` is real text that stands at another story's prompt
(`fabula.evaluation.metrics.overlap.floor`): its overlap is the floor, its other figures are
those of real text. The row `shuffled` is the same with its sentences in another order.
"""

from collections.abc import Mapping
from math import floor, log10
from pathlib import Path
from typing import Any

from fabula import files, markdown
from fabula.evaluation import text_sets
from fabula.evaluation.intervals import Estimate
from fabula.evaluation.metrics.registry import LIKELIHOOD, METRICS
from fabula.evaluation.metrics.validity import Validity
from fabula.evaluation.text_sets import LANGUAGE_MODEL
from fabula.training.paths import GPT2_METRICS, TAGMODEL_METRICS

Evaluation = Mapping[str, Mapping[str, Mapping[str, Any]]]

REAL = text_sets.REAL[1]
"""In the place of a strategy, where the rows of real text have their figures."""
TITLES = {
    LANGUAGE_MODEL: "How well each model predicts real stories",
    "text": "Stories written with {}",
}
DOUBT = " †"
ROWS = {
    "real": "Real stories",
    "shuffled": "Real stories, shuffled",
    "gpt2-base": "GPT-2 before training",
    "gpt2": "GPT-2",
    "tagmodel-story_start": "Tag model, story start",
    "tagmodel-every_window": "Tag model, every window",
    "tagmodel-every_token": "Tag model, every token",
}
STRATEGIES = {
    "stories": "–",
    "greedy": "greedy",
    "temperature": "temperature",
    "top_k": "top-k",
    "top_p": "top-p",
    "top_k_top_p": "top-k and top-p",
    "min_p": "min-p",
    "typical": "typical",
    "beam": "beams",
    "diverse_beam": "diverse beams",
    "contrastive": "contrastive",
}
NAMES = {
    "context_maintenance": "context kept",
    "reference_lm_nats": "surprise to the reference LM",
    "bleu": "BLEU",
    "nltk_bleu": "BLEU as NLTK has it",
    "self_bleu": "self-BLEU",
    "rouge_l": "ROUGE-L",
    "polished_joint_pass": "joint pass once polished",
}
"""Of metrics whose own name, underscores aside, tells a reader too little."""
ARROWS = {"higher": "↑", "lower": "↓", "neither": "≈"}
LEGEND = (
    "↑ higher is better, ↓ lower is better, ≈ best where real stories are. In brackets the 95% "
    "interval, over prompts or stories; a figure of a whole set of stories has none. *Real "
    "stories* are held-out ones, which no model has seen. Each stands at the opening of another "
    "story, so its likeness to the reference (BLEU, ROUGE-L) is what chance gives. † Do not lean "
    "on this metric: on these stories it misses a way of breaking them that it ought to notice."
)
STRANGE = (
    "Fewer real stories hold together there, for the measure of coherence has learned from stories "
    "of the training world: compare models there with each other."
)
NEW_WORLD_LEGEND = (
    "*In a new world* names, things, places and plots are none of those that training tells of. "
    f"{STRANGE}"
)
SHORT_STRATEGY = "top_p"


def row_label(row: str) -> str:
    """What a reader is shown for a row of `metrics/evaluate.json`, in Markdown."""
    return markdown.literal(label(row))


def strategy_label(strategy: str) -> str:
    """What a reader is shown for a strategy, in Markdown."""
    return markdown.literal(label(strategy))


def label(name: str) -> str:
    """What a reader is shown for a row or a strategy, as plain text."""
    return {**ROWS, **STRATEGIES}.get(name, name)


def results_table(evaluation: Evaluation, validity: Validity, where: str = "") -> str:
    """`metrics/evaluate.json` as Markdown: a table of likelihoods, and one for each strategy.

    `where` ends their headings: of which world the stories are.
    """
    strategies = dict.fromkeys(
        strategy for by_strategy in evaluation.values() for strategy in by_strategy
    )
    likelihoods = _table(evaluation, validity, LANGUAGE_MODEL)
    tables = [f"### {TITLES[LANGUAGE_MODEL]}{where}\n\n{likelihoods}"]
    tables += [
        f"### {TITLES['text'].format(strategy_label(strategy))}{where}\n\n"
        f"{_table(evaluation, validity, strategy)}"
        for strategy in strategies
        if strategy not in (LANGUAGE_MODEL, REAL)
    ]
    return "\n".join(tables)


def every_table(evaluation: Evaluation, new_world: Evaluation, validity: Validity) -> str:
    """All tables of a run with their legend, those of a new world last, where the data has one."""
    known = results_table(evaluation, validity)
    if not new_world:
        return f"{known}\n{LEGEND}"
    strange = results_table(new_world, validity, ", in a new world")
    return f"{known}\n{strange}\n{LEGEND} {NEW_WORLD_LEGEND}"


def _table(evaluation: Evaluation, validity: Validity, strategy: str) -> str:
    """A line a metric; a column for each row that has the strategy, and for real stories."""
    shown = [REAL, strategy] if strategy != LANGUAGE_MODEL else [strategy]
    columns = {
        row: by_strategy[name]
        for row, by_strategy in evaluation.items()
        for name in shown
        if name in by_strategy
    }
    lines = [["", *map(row_label, columns)]]
    for name in METRICS:
        found = [figures.get(name) for figures in columns.values()]
        if any(found):
            lines.append([head(name, validity), *(cell(one) if one else "–" for one in found)])
    return markdown.table(lines, "lr")


def short_strategy(by_strategy: Mapping[str, Any]) -> str:
    """The strategy of a row that stands for all: top-p, or the first there is."""
    written = [strategy for strategy in by_strategy if strategy != LANGUAGE_MODEL]
    return SHORT_STRATEGY if SHORT_STRATEGY in by_strategy else written[0]


def head(name: str, validity: Validity | None = None) -> str:
    """A metric's name with its unit, which way is better, and a mark where it is not validated."""
    metric = METRICS[name]
    unit = f", {metric.unit}" if metric.unit else ""
    mark = DOUBT if validity and doubtful(name, validity) else ""
    return f"{metric_label(name)}{unit} {ARROWS[metric.better]}{mark}"


def metric_label(name: str) -> str:
    """What a reader is shown for a metric."""
    return NAMES.get(name, name.replace("_", " "))


def doubtful(name: str, validity: Validity) -> bool:
    """Whether a metric of texts did not notice on these stories all that it must."""
    return name not in LIKELIHOOD and validity["validated"].get(name, {"value": 0.0})["value"] != 1


def cell(figure: Estimate, digits: int = 3) -> str:
    """A value with its interval, to some digits of the largest; a dash where there is none."""
    value, low, high = (figure[name] for name in ("value", "low", "high"))
    if value is None:
        return "–"
    known = [value] if low is None or high is None else [value, low, high]
    largest = max(map(abs, known))
    decimals = max(0, digits - 1 - floor(log10(largest))) if largest else 0
    shown, *ends = (f"{round(each, decimals) + 0.0:.12g}" for each in known)
    return f"{shown} ({' to '.join(ends)})" if ends else shown


def verdict(name: str, difference: Estimate) -> str:
    """What a difference between two rows says, in words; it is sure where the 95% interval is."""
    low, high = difference["low"], difference["high"]
    if low is None or high is None or low <= 0 <= high:
        return "no difference seen"
    better = METRICS[name].better
    if better == "neither":
        return f"{'nearer to' if high < 0 else 'farther from'} real stories"
    return "better" if (low > 0) == (better == "higher") else "worse"


def differences_tables(differences: Mapping[str, Any], pair: str) -> str:
    """What lies between two rows: a table for what they predict, and one for each strategy."""
    return "\n".join(
        _differences_table(strategy, found) for strategy, found in differences[pair].items()
    )


def _differences_table(strategy: str, found: Mapping[str, Estimate]) -> str:
    """A line a metric, with its verdict."""
    title = TITLES.get(strategy) or TITLES["text"].format(strategy_label(strategy))
    lines = [[title, "difference", ""]]
    for name in METRICS:
        if name in found and found[name]["value"] is not None:
            lines.append([head(name), cell(found[name]), verdict(name, found[name])])
    return markdown.table(lines, "lrl")


def validity_table(validity: Validity) -> str:
    """How well each metric tells real stories from broken ones: its AUC for each way to break."""
    corruptions = [corruption for corruption in validity if corruption not in ("real", "validated")]
    lines = [["", *(corruption.replace("_", " ") for corruption in corruptions), "trusted"]]
    for name, verdict in validity["validated"].items():
        needed = METRICS[name].notices
        cells = []
        for corruption in corruptions:
            if name not in validity[corruption]:
                cells.append("–")
                continue
            auc = f"{validity[corruption][name]['auc']:.3f}"
            cells.append(f"**{auc}**" if corruption in needed else auc)
        lines.append([head(name), *cells, "yes" if verdict["value"] == 1 else "no"])
    return markdown.table(lines, "lr")


def trained_models(run: Path) -> dict[str, dict[str, float]]:
    """What the training of each model reports (parameters, steps, tokens, losses), by row."""
    tag_models = files.read_json(run / TAGMODEL_METRICS).items()
    return {
        "gpt2": files.read_json(run / GPT2_METRICS),
        **{f"tagmodel-{tags_at}": model for tags_at, model in tag_models},
    }
