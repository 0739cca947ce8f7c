"""What the finished run made, how good it is, where to look, and what to try next."""

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
from fabula.reporting import console, pictures, tables
from fabula.reporting.curves import read_logs
from fabula.reporting.findings import by_prediction
from fabula.reporting.paths import (
    CONTROL_PICTURE,
    DECODING_PICTURE,
    EARLY_STOPPING_PICTURE,
    LOSS_PICTURE,
    POSITIONS_PICTURE,
    REPORT_HTML,
    SAMPLES_HTML,
    SPEED_PICTURE,
    TRAINING_PICTURE,
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
    REPORT_HTML: "the report: what this run found, with figures, pictures and errors",
    SAMPLES_HTML: "the first stories of all models, side by side",
    SAMPLES: "every story that was written",
    EVALUATE_METRICS: "every figure",
    CONTROL_PICTURE: "what tags are worth, and how far stories follow them",
    DECODING_PICTURE: "what each decoding strategy does",
    LOSS_PICTURE: "training and validation loss",
    POSITIONS_PICTURE: "loss by the position in a story",
    TRAINING_PICTURE: "loss by tokens, learning rate, gradient norm",
    EARLY_STOPPING_PICTURE: "where early stopping would have ended a run that overfits",
    SPEED_PICTURE: "loss by seconds, tokens a second: of this machine alone",
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
    out.print("\n[bold]A story[/]")
    out.print(story(), markup=False, soft_wrap=True)
    out.print("\n[bold]What was made[/]")
    out.print(f"  {made()}\n", markup=False, soft_wrap=True)
    out.print("[bold]How well each model predicts held-out stories[/]")
    console.show_table(out, models())
    out.print(f"\n{verdict()}", markup=False, soft_wrap=True)
    if SECONDS.exists():
        out.print(f"\n[bold]Seconds of each stage[/]\n  {seconds()}", soft_wrap=True)
    for title, entries in (("Where to look", LOOK), ("What to try next", TRY)):
        out.print(f"\n[bold]{title}[/]")
        for thing, meaning in entries.items():
            out.print(f"  {thing!s:<46}{meaning}", soft_wrap=True)


def story() -> str:
    """The story that the README shows, after its tags; the opening was given."""
    sample = shown_story(files.read_jsonl(SAMPLES), files.read_json(EVALUATE_METRICS))
    author, tags = tables.row_label(sample["model"]), ", ".join(sample["tags"]) or "no tags"
    return f"  {author}, asked for {tags}:\n\n{sample['prompt']}{sample['text']}\n"


def verdict() -> str:
    """The joint score of the model that predicts best, beside that of real stories."""
    evaluation = files.read_json(EVALUATE_METRICS)
    best = by_prediction(evaluation)[0]
    mine, real = (
        tables.cell(evaluation[row][part]["joint_score"])
        for row, part in (
            (best, tables.short_strategy(evaluation[best])),
            ("real", tables.REAL),
        )
    )
    return (
        f"Joint score of {tables.row_label(best)}: {mine}; of real stories: {real}. It is the "
        "share of stories, in %, that are coherent, keep their context, and repeat neither "
        "themselves nor others."
    )


def seconds() -> str:
    """What each stage took when it last ran on this machine, in the order of the graph."""
    lines = SECONDS.read_text(encoding="utf-8").splitlines()
    last = dict(line.split(",") for line in lines)
    return ", ".join(f"{stage} {float(took):.0f}" for stage, took in last.items())


def made() -> str:
    """The stories and tokens, in two sentences."""
    tokens = files.read_json(TOKENS_METRICS)
    count = sum(split["tokens"] for split in tokens["splits"].values())
    saw = tables.seen(Path()).replace("*", "").replace("`", "")
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
