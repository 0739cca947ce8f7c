"""Tables and the README's results block, from the files that a run leaves.

The shape of `metrics/evaluate.json`, row by row:

    {"real": {"stories": {metric: value, ...}},
     "gpt2": {"language_model": {metric: value, ...},
              "greedy": {metric: value, ...}, "top_p": {metric: value, ...}}, ...}

The `language_model` part holds the metrics of `metrics.LIKELIHOOD`, every other part is a strategy
and holds those of `metrics.TEXT`. The row `real` is real text that stands at another story's
prompt (`metrics.floor`): its overlap is the floor, its other figures are those of real text.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from fabula import files, params, paths
from fabula.metrics import METRICS

Evaluation = Mapping[str, Mapping[str, Mapping[str, float]]]

LANGUAGE_MODEL = "language_model"
ROWS = {
    "real": "Held-out stories",
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
    "Their own overlap with the reference (BLEU, ROUGE-L) is the floor: real text of another story."
)
SHORT = (
    "perplexity",
    "bits_per_byte",
    "joint_pass",
    "rouge_l",
    "distinct_2",
    "repetition_rate",
    "failures",
)
SHORT_STRATEGY = "top_p"

DEFAULT = "default"
"""The kept run that comes first."""
STORY = "story.json"
SAMPLES = "samples.jsonl"
"""In a kept run: the one story that the README shows, and the few beside it."""
FIGURES = "results.md"
"""In a kept run: the whole table."""
STORY_RULE = (
    "it is the first sample, in the order of the prompts, that ended by itself, of the tag model "
    "with tags in every window and top-p where the run has them"
)
SOURCES = {
    "embedded": "**embedded stories**, told by this repository itself and not by people",
    "files": "**stories from the files in `{folder}`**",
    "hub": "**stories of the dataset `{dataset}`** on the Hugging Face Hub",
}


def row_label(row: str) -> str:
    """What a reader is shown for a row of `metrics/evaluate.json`."""
    return ROWS.get(row, row)


def strategy_label(strategy: str) -> str:
    """What a reader is shown for a strategy."""
    return STRATEGIES.get(strategy, strategy)


def results_table(evaluation: Evaluation) -> str:
    """`metrics/evaluate.json` as Markdown: a line for each row and strategy, every metric."""
    lines = [["", "strategy", *map(head, METRICS)]]
    for row, parts in evaluation.items():
        for strategy in _strategies(parts):
            names = [row_label(row), strategy_label(strategy)]
            lines.append([*names, *_values(parts, strategy, METRICS)])
    return markdown(lines, names=2)


def short_results_table(evaluation: Evaluation) -> str:
    """The same for the README: one line a row, few metrics, top-p alone (or the first there is)."""
    lines = [["", *map(head, SHORT)]]
    for row, parts in evaluation.items():
        strategy = SHORT_STRATEGY if SHORT_STRATEGY in parts else _strategies(parts)[0]
        lines.append([row_label(row), *_values(parts, strategy, SHORT)])
    return markdown(lines, names=1)


def _strategies(parts: Mapping[str, Any]) -> list[str]:
    return [part for part in parts if part != LANGUAGE_MODEL]


def head(name: str) -> str:
    """A metric's name over a column, with its unit and which way is better."""
    metric = METRICS[name]
    unit = f", {metric.unit}" if metric.unit else ""
    return f"{name.replace('_', ' ')}{unit} {ARROWS[metric.better]}"


def _values(
    parts: Mapping[str, Mapping[str, float]], strategy: str, names: Iterable[str]
) -> list[str]:
    """Each metric's value as text; a dash where a row has none, as real stories have no model."""
    values = {**parts.get(LANGUAGE_MODEL, {}), **parts[strategy]}
    return [f"{values[name]:g}" if name in values else "–" for name in names]


def markdown(lines: list[list[str]], names: int) -> str:
    """Lines of cells, the head first, as a table whose first `names` columns are not numbers."""
    ruler = [":--"] * names + ["--:"] * (len(lines[0]) - names)
    return "".join(f"| {' | '.join(line)} |\n" for line in [lines[0], ruler, *lines[1:]])


def readme_block(results: Path) -> str:
    """What README.md says of the kept runs, from the folders that `stages.keep` fills.

    The run named `default` (or the first by name) comes first, and shows its story and its curves.
    """
    kept = sorted(
        (path.parent for path in results.glob("*/story.json")),
        key=lambda run: (run.name != DEFAULT, run.name),
    )
    if not kept:
        return "No run is kept yet: `dvc repro && python -m stages.keep default`.\n"
    picture = f"![Training and validation loss of each model]({kept[0] / paths.LOSS_PICTURE})\n"
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
    evaluation = files.read_json(run / paths.EVALUATE_METRICS)
    models = "; ".join(
        f"{row_label(row)} {model['parameters']:,} parameters, {model['tokens']:,} tokens "
        f"in {model['steps']:,} steps"
        for row, model in trained_models(run).items()
    )
    table = short_results_table(evaluation)
    every = f"Every strategy and metric: [{FIGURES}]({run / FIGURES})"
    if (run / paths.SAMPLES_MARKDOWN).exists():
        every += f"; stories side by side: [samples.md]({run / paths.SAMPLES_MARKDOWN})"
    every += "\n"
    if (run / paths.CONTROL_PICTURE).exists():
        every += f"\n![What tags are worth to each model]({run / paths.CONTROL_PICTURE})\n"
    return f"### Run `{run.name}`\n\n{seen(run)} Training: {models}.\n\n{table}\n{every}"


def seen(run: Path) -> str:
    """A sentence on the stories that a run (`Path()`: the current one) has seen."""
    manifest = files.read_json(run / paths.DATA_METRICS)
    folder = params.read_yaml(run / paths.PARAMS)["data"]["files"]["folder"]
    source = SOURCES[manifest["source"]].format(
        folder=Path(folder).name, dataset=manifest.get("dataset")
    )
    counts = {split: f"{about['stories']:,}" for split, about in manifest["splits"].items()}
    return (
        f"Every row saw {source} (licence: {manifest['licence']}): {counts['train']} for training, "
        f"{counts['validation']} for validation, {counts['test']} for testing."
    )


def trained_models(run: Path) -> dict[str, dict[str, float]]:
    """What the training of each model reports (parameters, steps, tokens, losses), by row."""
    tag_models = files.read_json(run / paths.TAGMODEL_METRICS).items()
    return {
        "gpt2": files.read_json(run / paths.GPT2_METRICS),
        **{f"tagmodel-{tags_at}": model for tags_at, model in tag_models},
    }
