"""What the hour from scratch has reached: `python -m benchmarks.moonshot`, after the training.

    dvc exp run $(fabula preset tinystories-moonshot) -S data.files.folder=... train_gpt2
    python -m benchmarks.moonshot --stories FOLDER --tokenizer GPT2

It reads `models/gpt2` and its logs as the pipeline left them, measures the likelihood of all
validation stories of the folder, and adds a section to `results.json`. Published perplexities count
GPT-2's tokens, so ours, whatever its own tokens, is divided by their number. The text of the first
128 of them is what the perplexity of 6.01 of the earlier GPT-2 system is measured on.
"""

import argparse
import math
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import torch
from matplotlib.figure import Figure
from transformers import PreTrainedModel, PreTrainedTokenizerFast

from benchmarks import results
from benchmarks.machine import describe
from benchmarks.material import read
from fabula import files, models, paths
from fabula.command import run
from fabula.config.gpt2 import Gpt2
from fabula.config.threads import Threads
from fabula.models.likelihood import Likelihoods, story_likelihoods
from fabula.models.paths import GPT2
from fabula.stories import Story
from fabula.tokens import tokenization
from fabula.tokens.paths import TOKENS
from fabula.tokens.shards import TokenStore, write_shards
from fabula.tokens.windows import IGNORED, Row, StoryWindows
from fabula.training.paths import GPT2_CURVES, GPT2_METRICS

FIRST = 128
"""Tokens of GPT-2 to which the earlier GPT-2 system cuts its stories."""
BATCH = 16


class Texts(StoryWindows):
    """Stories whose end is not predicted: they may be cut anywhere."""

    def __getitem__(self, index: int) -> Row:
        """Window `index`, without the label for `[EOS]`."""
        row = super().__getitem__(index)
        row["labels"][row["labels"] == self.special.eos] = IGNORED
        return row


def beginnings(texts: list[str], theirs: PreTrainedTokenizerFast) -> list[tuple[str, int]]:
    """The text of the first `FIRST` tokens of each story, and how many they are."""
    found = []
    for text in texts:
        spans = theirs(text, add_special_tokens=False, return_offsets_mapping=True)
        ends = [end for _, end in spans["offset_mapping"]][:FIRST]
        found.append((text[: ends[-1]], len(ends)))
    return found


def likelihoods_of(
    texts: list[str],
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerFast,
    windows: type[StoryWindows],
) -> Likelihoods:
    """What the model makes of texts, each by itself."""
    special = models.special_ids(tokenizer)
    with TemporaryDirectory() as folder:
        write_shards(map(Story, texts), Path(folder), "texts", tokenizer, len(texts))
        store = TokenStore(Path(folder), "texts")
        rows = windows(store, models.layout_of(model), special, once=True)
        return story_likelihoods(model, rows, BATCH, "validation stories")


def figures(
    texts: list[str],
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerFast,
    theirs: PreTrainedTokenizerFast,
) -> dict[str, dict[str, float]]:
    """Bits a byte, and perplexity per token of GPT-2: of whole stories, and of their beginnings.

    A whole story has one token more than its text, for its end.
    """
    begun = beginnings(texts, theirs)
    lengths = [len(theirs(text, add_special_tokens=False)["input_ids"]) + 1 for text in texts]
    found = {}
    for name, some, tokens, windows in (
        ("whole", texts, lengths, StoryWindows),
        ("first", [text for text, _ in begun], [count for _, count in begun], Texts),
    ):
        likelihoods = likelihoods_of(some, model, tokenizer, windows)
        nats_per_token = float(likelihoods.nll.sum()) / sum(tokens)
        found[name] = {
            "bits_per_byte": likelihoods.bits_per_byte,
            "perplexity": math.exp(nats_per_token),
            "nats_per_token": nats_per_token,
        }
    return found


def curve(bytes_a_token: float) -> list[dict[str, float]]:
    """Minutes and bits a byte of the validation stories that the training watched.

    Seconds are logged beside the training's losses, of which every validation loss has one.
    """
    seconds = {row["step"]: row["seconds"] for row in files.read_numbers(paths.LOGS / "gpt2.csv")}
    return [
        {
            "minutes": seconds[row["step"]] / 60,
            "tokens": row["tokens"],
            "bits_per_byte": row["loss"] / math.log(2) / bytes_a_token,
        }
        for row in files.read_numbers(GPT2_CURVES / "validation.csv")
        if row["step"] in seconds
    ]


def draw(points: list[dict[str, float]], path: Path) -> None:
    """Draw the curve into a PNG, the published figure as a line."""
    figure = Figure(figsize=(7, 4), layout="constrained")
    axes = figure.subplots()
    minutes = [point["minutes"] for point in points]
    axes.plot(minutes, [point["bits_per_byte"] for point in points], marker="o", markersize=3)
    published = results.PUBLISHED["bits_per_byte"]
    axes.axhline(published, color="grey", linewidth=0.7, label="published, converted")
    axes.legend(frameon=False)
    axes.set_xlabel("minutes of training")
    axes.set_ylabel("validation bits per byte")
    axes.set_yscale("log")
    axes.yaxis.set_major_formatter("{x:g}")
    axes.yaxis.set_minor_formatter("{x:g}")
    with files.replacing(path) as temporary:
        figure.savefig(temporary, format="png", dpi=120, metadata={"Software": None})


def measure(folder: Path, theirs: PreTrainedTokenizerFast) -> dict[str, Any]:
    """Everything that the page shows of the run."""
    config = Gpt2.load()
    texts = list(read(folder / "validation.txt"))
    model, tokenizer = models.load(GPT2)
    watched = TokenStore(TOKENS, "validation")
    stories = min(config.validation_stories, len(watched))
    labels = int(watched.lengths[:stories].sum()) - stories  # [BOS] is none
    metrics = files.read_json(GPT2_METRICS)
    points = curve(float(watched.bytes[:stories].sum()) / labels)
    return {
        "recipe": config.model_dump(),
        "vocabulary": len(tokenizer),
        "stories": len(texts),
        "minutes": points[-1]["minutes"],
        "curve": points,
        **{name: metrics[name] for name in ("parameters", "steps", "tokens", "best_step")},
        **figures(texts, model, tokenizer, theirs),
    }


def main() -> None:
    """Measure, and keep what was found."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.moonshot")
    parser.add_argument("--stories", type=Path, required=True, help="folder with validation.txt")
    parser.add_argument("--tokenizer", required=True, help="GPT-2's, by hub name or folder")
    chosen = parser.parse_args()
    torch.set_num_threads(Threads.load().threads)
    found = measure(chosen.stories, tokenization.load_pretrained(chosen.tokenizer))
    draw(found["curve"], results.MOONSHOT_PICTURE)
    results.keep("moonshot", {"machine": describe(), "figures": found})


if __name__ == "__main__":
    run(main)
