"""What the finished run made, how good it is, where to look, and what to try next.

What matters most comes last, where a terminal shows it.
"""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from fabula import files
from fabula.corpus.paths import DATA_METRICS
from fabula.errors import FabulaError
from fabula.evaluation.paths import EVALUATE_METRICS
from fabula.evaluation.text_sets import LANGUAGE_MODEL
from fabula.generation.paths import SAMPLES
from fabula.models.paths import GPT2
from fabula.paths import SECONDS
from fabula.reporting import console, origins, pictures, tables
from fabula.reporting.curves import read_logs
from fabula.reporting.findings import by_prediction
from fabula.reporting.paths import (
    REPORT_HTML,
    SAMPLES_HTML,
    SPEED_PICTURE,
)
from fabula.reporting.shown_story import shown_story
from fabula.tokens.paths import TOKENS_METRICS
from fabula.training.paths import GPT2_METRICS, TAGMODEL_METRICS

READ = (
    DATA_METRICS,
    TOKENS_METRICS,
    GPT2_METRICS,
    TAGMODEL_METRICS,
    EVALUATE_METRICS,
)
TRAINING = ("parameters", "steps", "validation_loss")
FIGURES = ("perplexity", "bits_per_byte")
LOOK = {
    REPORT_HTML: "the report: open it in a browser",
    SAMPLES_HTML: "the first stories of all models, side by side",
    SAMPLES: "every story that was written",
    EVALUATE_METRICS: "every figure",
    SPEED_PICTURE: "how fast this machine trained",
    GPT2.parent: "the models",
}
TRY = {
    "dvc plots show": "the curves in a browser",
    "fabula keep mine": "keep this run in results/mine and in the README",
    "dvc exp run -S gpt2.learning_rate=0.001": "change one parameter",
    "fabula compare": "its figures and learning curves beside those of this run",
}


def add_arguments(parser: ArgumentParser) -> None:
    """None: it sums up the run at hand."""


def main(options: Namespace) -> None:
    """Print the summary; bold type and lines only where there is a terminal."""
    missing = [str(path) for path in READ if not path.exists()]
    if missing:
        raise FabulaError(f"nothing to sum up, {', '.join(missing)} missing: run `dvc repro`")
    if logs := read_logs():
        pictures.speed_picture(logs, SPEED_PICTURE)
    out = console.new()
    out.print("\n[bold]What was made[/]")
    out.print(f"  {made()}\n", markup=False, soft_wrap=True)
    out.print("[bold]How well each model predicts real stories[/]")
    console.show_table(out, models())
    if SECONDS.exists():
        out.print(f"\n[bold]Seconds of each stage[/]\n  {seconds()}", soft_wrap=True)
    out.print("\n[bold]A story[/]")
    out.print(story(), markup=False, soft_wrap=True)
    out.print(verdict(), markup=False, soft_wrap=True)
    for title, entries in (("Where to look", LOOK), ("What to try next", TRY)):
        out.print(f"\n[bold]{title}[/]")
        for thing, meaning in entries.items():
            out.print(f"  {thing!s:<46}{meaning}", soft_wrap=True)


def story() -> str:
    """The story that the report shows, after its tags; the opening was given."""
    sample = shown_story(files.read_jsonl(SAMPLES), files.read_json(EVALUATE_METRICS))
    author, tags = tables.row_label(sample["model"]), ", ".join(sample["tags"]) or "no tags"
    return f"  By {author}, asked for {tags}:\n\n{sample['prompt']}{sample['text']}\n"


def verdict() -> str:
    """The joint score of the model that predicts best, beside that of real stories."""
    evaluation = files.read_json(EVALUATE_METRICS)
    best = by_prediction(evaluation)[0]
    strategy = tables.short_strategy(evaluation[best])
    told = evaluation[best][strategy], evaluation["real"][tables.REAL]
    mine, real = (tables.cell(figures["joint_score"]) for figures in told)
    return (
        f"  Joint score: of 100 stories by {tables.row_label(best)}, {mine} are coherent, keep "
        f"their context, and repeat neither themselves nor others; of 100 real ones, {real}."
    )


def seconds() -> str:
    """What each stage took when it last ran on this machine, in the order of the graph."""
    lines = SECONDS.read_text(encoding="utf-8").splitlines()
    last = {stage: float(took) for stage, took in (line.split(",") for line in lines)}
    stages = ", ".join(f"{stage} {took:.0f}" for stage, took in last.items())
    return f"{stages}; together {sum(last.values()):.0f}"


def made() -> str:
    """The stories and tokens, in two sentences."""
    tokens = files.read_json(TOKENS_METRICS)
    count = sum(split["tokens"] for split in tokens["splits"].values())
    saw = origins.seen(Path()).replace("*", "").replace("`", "")
    return f"{saw} {count:,} tokens of a vocabulary of {tokens['vocab_size']:,}."


def models() -> list[list[str]]:
    """One line a model: its size, its training, and its figures; the loss in nats per token."""
    evaluation = files.read_json(EVALUATE_METRICS)
    training = tables.trained_models(Path())
    lines = [["", *(name.replace("_", " ") for name in TRAINING), *map(tables.head, FIGURES)]]
    for row, by_strategy in evaluation.items():
        if LANGUAGE_MODEL in by_strategy:
            trained = training.get(row)
            made = [_number(trained[name]) if trained else "–" for name in TRAINING]
            figures = [f"{by_strategy[LANGUAGE_MODEL][name]['value']:g}" for name in FIGURES]
            lines.append([tables.row_label(row), *made, *figures])
    return lines


def _number(value: float) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:g}"
