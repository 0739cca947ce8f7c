"""Tables and the README's results block, from the files that a run leaves.

The shape of `metrics/evaluate.json`, row by row, where a figure is a value with its interval:

    {"real": {"stories": {metric: figure, ...}},
     "gpt2": {"language_model": {metric: figure, ..., "context": 512, "stride": 256},
              "greedy": {metric: figure, ...}, "top_p": {metric: figure, ...}}, ...}

The `language_model` part holds the metrics of `LIKELIHOOD`, every other part is a strategy and
holds those of `TEXT`. The row `real` is real text that stands at another story's prompt
(`fabula.evaluation.metrics.overlap.floor`): its overlap is the floor, its other figures are
those of real text. The row `shuffled` is the same with its sentences in another order.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fabula import files, markdown, paths
from fabula.config.yaml12 import read_yaml
from fabula.corpus.paths import DATA_METRICS
from fabula.evaluation import text_sets
from fabula.evaluation.intervals import Estimate
from fabula.evaluation.metrics.registry import METRICS, TEXT
from fabula.evaluation.metrics.validity import Validity
from fabula.evaluation.paths import EVALUATE_METRICS, NEW_WORLD_METRICS, VALIDITY_METRICS
from fabula.evaluation.text_sets import LANGUAGE_MODEL
from fabula.reporting.paths import CONTROL_PICTURE, LOSS_PICTURE, SAMPLES_MARKDOWN
from fabula.training.paths import GPT2_METRICS, TAGMODEL_METRICS

Evaluation = Mapping[str, Mapping[str, Mapping[str, Any]]]

REAL = text_sets.REAL[1]
"""In the place of a strategy, where the rows of real text have their figures."""
TITLES = {
    LANGUAGE_MODEL: "How well each model predicts held-out stories",
    "text": "Stories written with {}",
}
DOUBT = " †"
ROWS = {
    "real": "Held-out stories",
    "shuffled": "Held-out stories, shuffled",
    "gpt2-base": "GPT-2 before training",
    "gpt2": "GPT-2",
    "tagmodel-story_start": "Tag model, story start",
    "tagmodel-every_window": "Tag model, every window",
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
ARROWS = {"higher": "↑", "lower": "↓", "neither": "≈"}
LEGEND = (
    "↑ higher is better, ↓ lower is better, ≈ best as near to the held-out stories as possible. "
    "Overlap of the held-out stories with the reference (BLEU, ROUGE-L) is the floor: it is real "
    "text of another story. In brackets 95% intervals, over prompts or stories. † not validated on "
    "these stories: the metric misses a way of breaking them that it must notice."
)
SHORT = (
    "perplexity",
    "bits_per_byte",
    "joint_score",
    "joint_pass",
    "rouge_l",
    "distinct_2",
    "repetition_rate",
    "failures",
)
NEW_WORLD = ("bits_per_byte", "joint_score")
"""What a short table shows of stories of a new world."""
SHORT_STRATEGY = "top_p"

DEFAULT = "default"
"""The kept run that comes first."""
STORY = "story.json"
SAMPLES = "samples.jsonl"
"""In a kept run: the one story that the README shows, and the few beside it."""
FIGURES = "results.md"
"""In a kept run: the whole table."""
STORY_RULE = (
    "it is the first sample that ended by itself, in the order of the prompts, of the model that "
    "predicts held-out stories best"
)
SOURCES = {
    "embedded": "**embedded stories**, told by this repository itself and not by people",
    "files": "**stories from the files in {folder}**",
    "hub": "**stories of the dataset {dataset}** on the Hugging Face Hub",
}


def row_label(row: str) -> str:
    """What a reader is shown for a row of `metrics/evaluate.json`, in Markdown."""
    return markdown.literal(label(row))


def strategy_label(strategy: str) -> str:
    """What a reader is shown for a strategy, in Markdown."""
    return markdown.literal(label(strategy))


def label(name: str) -> str:
    """What a reader is shown for a row or a strategy, as plain text."""
    return {**ROWS, **STRATEGIES}.get(name, name)


def results_table(evaluation: Evaluation, validity: Validity) -> str:
    """`metrics/evaluate.json` as Markdown: a table of likelihoods, and one for each strategy."""
    strategies = dict.fromkeys(
        strategy for by_strategy in evaluation.values() for strategy in by_strategy
    )
    tables = [f"### {TITLES[LANGUAGE_MODEL]}\n\n{_table(evaluation, validity, LANGUAGE_MODEL)}"]
    tables += [
        f"### {TITLES['text'].format(strategy_label(strategy))}\n\n"
        f"{_table(evaluation, validity, strategy)}"
        for strategy in strategies
        if strategy not in (LANGUAGE_MODEL, REAL)
    ]
    return "\n".join(tables)


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


def short_results_table(evaluation: Evaluation, validity: Validity, new_world: Evaluation) -> str:
    """The same for the README: one line a row, few metrics, one strategy; and what is left of the
    headline figures in a new world, where the data has one."""
    strange = NEW_WORLD if new_world else ()
    lines = [
        [
            "",
            *(head(name, validity) for name in SHORT),
            *(f"{head(name, validity)} in a new world" for name in strange),
        ]
    ]
    for row, by_strategy in evaluation.items():
        known, there = _short_figures(by_strategy), _short_figures(new_world.get(row, {}))
        lines.append(
            [
                row_label(row),
                *(cell(known[name]) if name in known else "–" for name in SHORT),
                *(cell(there[name]) if name in there else "–" for name in strange),
            ]
        )
    return markdown.table(lines, "lr")


def _short_figures(by_strategy: Mapping[str, Any]) -> dict[str, Any]:
    """Those of a row's likelihood, and of the strategy that stands for all."""
    written = [strategy for strategy in by_strategy if strategy != LANGUAGE_MODEL]
    return {
        **by_strategy.get(LANGUAGE_MODEL, {}),
        **(by_strategy[short_strategy(by_strategy)] if written else {}),
    }


def short_strategy(by_strategy: Mapping[str, Any]) -> str:
    """The strategy of a row that stands for all: top-p, or the first there is."""
    written = [strategy for strategy in by_strategy if strategy != LANGUAGE_MODEL]
    return SHORT_STRATEGY if SHORT_STRATEGY in by_strategy else written[0]


def head(name: str, validity: Validity | None = None) -> str:
    """A metric's name with its unit, which way is better, and a mark where it is not validated."""
    metric = METRICS[name]
    unit = f", {metric.unit}" if metric.unit else ""
    mark = DOUBT if validity and doubtful(name, validity) else ""
    return f"{name.replace('_', ' ')}{unit} {ARROWS[metric.better]}{mark}"


def doubtful(name: str, validity: Validity) -> bool:
    """Whether a metric of texts did not notice on these stories all that it must."""
    return name in TEXT and validity["validated"].get(name, {"value": 0.0})["value"] != 1


def cell(figure: Estimate) -> str:
    """A value with its interval; a dash where there is no figure."""
    value, low, high = (figure[name] for name in ("value", "low", "high"))
    if value is None:
        return "–"
    return f"{value:g}" if low is None or high is None else f"{value:g} ({low:g} to {high:g})"


def verdict(name: str, difference: Estimate) -> str:
    """What a difference between two rows says, in words."""
    low, high = difference["low"], difference["high"]
    if low is None or high is None or low <= 0 <= high:
        return "no difference seen"
    better = METRICS[name].better
    if better == "neither":
        return f"{'nearer to' if high < 0 else 'farther from'} real stories, 95% sure"
    return f"{'better' if (low > 0) == (better == 'higher') else 'worse'}, 95% sure"


def differences_table(differences: Mapping[str, Any], pair: str) -> str:
    """What lies between two rows, for each strategy of both: a line a metric, with a verdict."""
    by_strategy = differences[pair]
    lines = [["", *(TITLES.get(strategy, strategy_label(strategy)) for strategy in by_strategy)]]
    for name in METRICS:
        found = [figures.get(name) for figures in by_strategy.values()]
        if any(found):
            cells = [_with_verdict(name, one) for one in found]
            lines.append([head(name), *cells])
    return markdown.table(lines, "lr")


def _with_verdict(name: str, difference: Estimate | None) -> str:
    if not difference or difference["value"] is None:
        return "–"
    return f"{cell(difference)}: {verdict(name, difference)}"


def validity_table(validity: Validity) -> str:
    """How well each metric tells real stories from broken ones: its AUC for each way to break."""
    corruptions = [corruption for corruption in validity if corruption not in ("real", "validated")]
    lines = [["", *(corruption.replace("_", " ") for corruption in corruptions), "validated"]]
    for name, verdict in validity["validated"].items():
        needed = METRICS[name].notices
        cells = []
        for corruption in corruptions:
            auc = f"{validity[corruption][name]['auc']:.3f}"
            cells.append(f"**{auc}**" if corruption in needed else auc)
        lines.append([head(name), *cells, "yes" if verdict["value"] == 1 else "no"])
    return markdown.table(lines, "lr")


def readme_block(results: Path) -> str:
    """What README.md says of the kept runs, from the folders that `fabula keep` fills.

    The run named `default` (or the first by name) comes first, and shows its story and its curves.
    """
    kept = sorted(
        (path.parent for path in results.glob("*/story.json")),
        key=lambda run: (run.name != DEFAULT, run.name),
    )
    if not kept:
        return "No run is kept yet: `dvc repro && fabula keep default`.\n"
    picture = f"![Training and validation loss of each model]({kept[0] / LOSS_PICTURE})\n"
    return "\n".join([_story(kept[0]), picture, *map(_run, kept), LEGEND]) + "\n"


def _story(run: Path) -> str:
    """The run's story as a quotation, the given opening in bold type."""
    sample = files.read_json(run / STORY)
    lines = f"<b>{_literal(sample['prompt'])}</b>{_literal(sample['text'])}".split("\n")
    quote = "\n>\n".join(f"> {line}" for line in lines if line.strip())
    author = [row_label(sample["model"]), f"tags {', '.join(sample['tags']) or 'none'}"]
    author += [strategy_label(sample["strategy"]), f"seed {sample['seed']}", f"run `{run.name}`"]
    return (
        f"{quote}\n\n"
        f"Written by: {'; '.join(author)}. The opening in bold was given. Unedited, and not picked "
        f"by hand: {STORY_RULE}{'' if sample['ended'] == 'eos' else ' (none ended)'}.\n"
    )


def _literal(text: str) -> str:
    """Text that Markdown shows as it is."""
    return re.sub(r"([\\`*_{}\[\]<>#|~&$])", r"\\\1", text)


def _run(run: Path) -> str:
    """A heading, which data the run saw, how its models were trained, and its table."""
    evaluation = files.read_json(run / EVALUATE_METRICS)
    models = "; ".join(
        f"{row_label(row)} {model['parameters']:,} parameters, {model['tokens']:,} tokens "
        f"in {model['steps']:,} steps"
        for row, model in trained_models(run).items()
    )
    validity = files.read_json(run / VALIDITY_METRICS)
    strange = run / NEW_WORLD_METRICS  # not in the oldest kept runs
    new_world = files.read_json(strange) if strange.exists() else {}
    table = short_results_table(evaluation, validity, new_world)
    every = f"Every strategy and metric: [{FIGURES}]({run / FIGURES})"
    if (run / SAMPLES_MARKDOWN).exists():
        every += f"; stories side by side: [samples.md]({run / SAMPLES_MARKDOWN})"
    every += "\n"
    if (run / CONTROL_PICTURE).exists():
        every += f"\n![What tags are worth to each model]({run / CONTROL_PICTURE})\n"
    return f"### Run `{run.name}`\n\n{seen(run)} Training: {models}.\n\n{table}\n{every}"


def seen(run: Path) -> str:
    """A sentence on the stories that a run (`Path()`: the current one) has seen."""
    manifest = files.read_json(run / DATA_METRICS)
    folder = read_yaml(run / paths.PARAMS)["data"]["files"]["folder"]
    source = SOURCES[manifest["source"]].format(
        folder=markdown.code(Path(folder).name),
        dataset=markdown.code(manifest.get("dataset", "")),
    )
    counts = {split: f"{about['stories']:,}" for split, about in manifest["splits"].items()}
    return (
        f"Every row saw {source} (licence: {markdown.literal(manifest['licence'])}): "
        f"{counts['train']} for training, {counts['validation']} for validation, "
        f"{counts['test']} for testing."
    )


def trained_models(run: Path) -> dict[str, dict[str, float]]:
    """What the training of each model reports (parameters, steps, tokens, losses), by row."""
    tag_models = files.read_json(run / TAGMODEL_METRICS).items()
    return {
        "gpt2": files.read_json(run / GPT2_METRICS),
        **{f"tagmodel-{tags_at}": model for tags_at, model in tag_models},
    }
