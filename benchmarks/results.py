"""`results.json` -> `RESULTS.md`: what was measured, what it was to reach, what holds it back."""

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import generation, losses, tagmodel
from benchmarks.recipes import RECIPES, TAG_MODEL, TAG_MODEL_MUON
from fabula import files

HERE = Path(__file__).parent
RAW = HERE / "results.json"
"""The figures as they were measured, by section."""
RESULTS = HERE / "RESULTS.md"
PICTURE = HERE / "loss.png"
MOONSHOT_PICTURE = HERE / "moonshot.png"
PUBLISHED = {"bits_per_byte": 0.635, "perplexity": 6.01}
"""Of GPT-2 124M, fine-tuned on TinyStories: what the earlier GPT-2 system reports."""

Raw = Mapping[str, Mapping[str, Any]]
Columns = Mapping[str, Callable[[Mapping[str, Any]], str]]
"""Heads of a table, and how a run's figure under each is written."""


@dataclass(frozen=True)
class Target:
    """A figure that is to be reached."""

    what: str
    section: str
    value: Callable[[Any], float | None]
    """From the figures of the section; `None`: never reached."""
    bound: float
    form: str = "{:.1f}×"
    at_most: bool = False
    holds_back: str = "not known yet"
    """Shown where the target is missed."""

    def reached(self, value: float | None) -> bool:
        """Whether the value is good enough."""
        if value is None:
            return False
        return value <= self.bound if self.at_most else value >= self.bound


def ratio(name: str) -> Callable[[Any], float]:
    """A recipe's tokens a second over those of the peers' recipe: the median over the rounds."""

    def of(speed: Mapping[str, Sequence[Mapping[str, float]]]) -> float:
        pairs = zip(speed[name], speed[RECIPES[name].against], strict=True)
        return statistics.median(
            ours["tokens_per_second"] / theirs["tokens_per_second"] for ours, theirs in pairs
        )

    return of


def median(name: str, key: str) -> Callable[[Any], float]:
    """The median of a recipe's figure over the rounds."""
    return lambda speed: statistics.median(figures[key] for figures in speed[name])


def longest(found: Mapping[str, Any]) -> Mapping[str, Any]:
    """The figures of ours, from text file to shards, on the longest text."""
    rows: list[dict[str, Any]] = [row for row in found["rows"] if row["contender"] == "ours"]
    return max(rows, key=lambda row: float(row["megabytes"]))


def of_hour(what: str, value: Callable[[Any], float], bound: float, form: str) -> Target:
    """A figure of the hour from scratch, whose data runs out before its time does."""
    return Target(
        f"the hour from scratch, {what}",
        "moonshot",
        value,
        bound,
        form,
        at_most=True,
        holds_back="the data: the loss goes on falling in training and hardly in validation",
    )


PRODUCTS = (
    "a profile: matrix products take 69% of a step, at three quarters of the peak; the loss over "
    "50,266 entries, casts from fp32 and norms take the rest"
)

FEW_STEPS = (
    "AdamW: after so few steps twelve causal post-norm layers know little more than how frequent "
    "each token is; Muon, which the presets for real stories use, learns at once (below)"
)

TARGETS = (
    Target(
        "small GPT-2, own vocabulary: useful tokens/s",
        "speed",
        ratio("small-own"),
        8,
    ),
    Target(
        "small GPT-2, vocabulary kept: useful tokens/s",
        "speed",
        ratio("small-kept"),
        4,
        holds_back="the head and the loss are most of a step",
    ),
    Target(
        "GPT-2 124M: useful tokens/s",
        "speed",
        ratio("124m"),
        4.5,
        holds_back=PRODUCTS,
    ),
    Target(
        "GPT-2 124M: share of the measured bf16 peak",
        "speed",
        median("124m", "share_of_peak"),
        0.65,
        "{:.0%}",
        holds_back=PRODUCTS,
    ),
    Target(
        "tag model: predictions/s",
        "speed",
        ratio("tagmodel"),
        350,
        "{:.0f}×",
        holds_back="half of a step is the head and its loss over 50,266 entries, in a profile",
    ),
    Target(
        "validation bits per byte after {ours:.1f} minutes from scratch",
        "loss",
        lambda runs: float(runs["scratch"]["bits_per_byte"]),
        0.75,
        "{:.3f}",
        at_most=True,
    ),
    Target(
        "time to the loss of the peers' {peers:.1f} minutes: times shorter",
        "loss",
        losses.times_shorter,
        losses.TIMES_SHORTER,
    ),
    Target(
        "tag model with Muon, no more story tokens seen: our loss minus the original's, bits per "
        "byte",
        "tagmodel",
        tagmodel.excess_of_seen,
        0,
        "{:.3f}",
        at_most=True,
    ),
    Target(
        "tag model, the same minutes: our loss minus the original's, bits per byte",
        "tagmodel",
        tagmodel.excess(tagmodel.SAME_MINUTES),
        0,
        "{:.3f}",
        at_most=True,
        holds_back=FEW_STEPS,
    ),
    Target(
        "tag model, as many predictions: our loss minus the original's, bits per byte",
        "tagmodel",
        tagmodel.excess(tagmodel.SAME_TOKENS),
        0,
        "{:.3f}",
        at_most=True,
        holds_back=FEW_STEPS,
    ),
    Target(
        "long text to Arrow, against `datasets.map` with padding",
        "tokenizing",
        lambda found: float(longest(found)["ratio"]),
        40,
        "{:.0f}×",
        holds_back="encoding takes a quarter of the time: reading, hashing and laying out stories "
        "take most",
    ),
    Target(
        "long text to Arrow: peak memory, MB",
        "tokenizing",
        lambda found: float(longest(found)["peak_mb"]),
        600,
        "{:.0f}",
        at_most=True,
    ),
    of_hour(
        "whole stories: bits per byte",
        lambda found: float(found["whole"]["bits_per_byte"]),
        PUBLISHED["bits_per_byte"],
        "{:.3f}",
    ),
    of_hour(
        "the first 128 tokens: perplexity per token of GPT-2",
        lambda found: float(found["first"]["perplexity"]),
        PUBLISHED["perplexity"],
        "{:.2f}",
    ),
)


def kept() -> dict[str, Any]:
    """What was measured last, by section."""
    return files.read_json(RAW) if RAW.exists() else {}


def keep(section: str, measured: Mapping[str, Any]) -> None:
    """Put a section in the place of its older figures, and write the page anew."""
    raw = kept()
    raw[section] = measured
    files.write_json(RAW, raw)
    files.write_text(RESULTS, render(raw))


def render(raw: Raw) -> str:
    """The whole page; a section that was not measured is left out, but for a GPU's."""
    shown = [show(raw[name]) for name, show in SECTIONS.items() if name in raw]
    shown += [] if "gpu" in raw else [NO_GPU]
    return "\n\n".join(["# Benchmarks", INTRODUCTION, _targets(raw), *shown]) + "\n"


INTRODUCTION = """Written by `make bench`; the figures behind it are in `results.json`. A useful
token is one that reaches the loss: padding does not, nor does what is cut off. Ratios compare with
the usual script, measured in turns with ours on the same machine."""


def _targets(raw: Raw) -> str:
    rows = []
    learned = raw["loss"]["figures"] if "loss" in raw else {}
    minutes = {"ours": "scratch", "peers": losses.PEERS}
    spent = {who: learned[name]["minutes"] for who, name in minutes.items() if learned}
    for target in TARGETS:
        if target.section not in raw:
            continue
        value = target.value(raw[target.section]["figures"])
        reached = target.reached(value)
        rows.append(
            [
                target.what.format(**spent),
                "never" if value is None else target.form.format(value),
                ("≤ " if target.at_most else "≥ ") + target.form.format(target.bound),
                "yes" if reached else "**no**",
                "" if reached else target.holds_back,
            ]
        )
    return table(["what", "value", "target", "reached", "what holds it back"], rows)


def _speed(section: Mapping[str, Any]) -> str:
    found = section["figures"]
    rows = []
    for name, rounds in found.items():
        recipe = RECIPES[name]
        fraction = f"{median(name, 'share_of_peak')(found):.0%}" if recipe.against else ""
        rows.append(
            [
                recipe.label,
                f"{rounds[0]['parameters'] / 1e6:.1f} M",
                f"{median(name, 'tokens_per_second')(found):,.1f}",
                f"{ratio(name)(found):.1f}×" if recipe.against else "1",
                f"{median(name, 'bytes_per_second')(found) / 1e3:,.2f}",
                fraction,
                how(rounds[0]),
            ]
        )
    peak = statistics.median(f["bf16_peak"] for rounds in found.values() for f in rounds)
    counted = f"Medians of {len(next(iter(found.values())))} rounds, each recipe in a process of "
    counted += "its own; steps that compile are not counted. The bf16 peak is that of a product of "
    counted += f"two matrices of 2048², measured in each process before: {peak / 1e9:,.0f} GFLOP/s."
    heads = ["recipe", "parameters", "useful tokens/s", "×", "kB of text/s", "of bf16 peak", "how"]
    return "\n\n".join(["## Training speed", about(section), table(heads, rows), counted])


def how(figures: Mapping[str, Any]) -> str:
    """Precision and compilation, as it came out."""
    return ("bf16" if figures["bf16"] else "fp32") + (", compiled" if figures["compiled"] else "")


def _loss(section: Mapping[str, Any]) -> str:
    columns: Columns = {
        "minutes": lambda run: f"{run['minutes']:.2f}",
        "useful tokens": lambda run: f"{run['tokens']:,}",
        "bits per byte": lambda run: f"{run['bits_per_byte']:.3f}",
    }
    learned = _learned(section["figures"], losses.PEERS, columns)
    counted = (
        "Bits per byte of all validation stories at the end; the curves, and the minutes to the "
        f"peers' last loss, are of the first {losses.CURVE_STORIES}. Compilation counts as time, "
        "validation does not. The peers' learning rate is 5e-4: the 5e-5 that they give is for "
        "fine-tuning."
    )
    picture = f"![Validation bits per byte against minutes]({PICTURE.name})"
    parts = ["## Loss from scratch", about(section), learned, counted, picture]
    return "\n\n".join(parts)


def _learned(runs: Mapping[str, Any], against: str, columns: Columns) -> str:
    """A line for each run, and when it reached the last loss of the one that it stands against."""
    target = runs[against]["curve"][-1]["bits_per_byte"]
    rows = []
    for name, run in runs.items():
        label = RECIPES[name].label + (", compiled" if run["compiled"] else "")
        reached = losses.minutes_to(run["curve"], target)
        last = "never" if reached is None else f"{reached:.2f}"
        rows.append([label, *(form(run) for form in columns.values()), last])
    return table(["recipe", *columns, f"minutes to {target:.3f}"], rows)


def _tagmodel(section: Mapping[str, Any]) -> str:
    columns: Columns = {
        "minutes": lambda run: f"{run['minutes']:.2f}",
        "story tokens seen": lambda run: f"{run['seen']:,}",
        "predictions": lambda run: f"{run['tokens']:,}",
        "predictions/s": lambda run: f"{run['tokens'] / run['minutes'] / 60:,.0f}",
        "nats per token": lambda run: f"{run['nats_per_token']:.3f}",
        "bits per byte": lambda run: f"{run['bits_per_byte']:.3f}",
    }
    runs = {
        name: run | {"seen": tagmodel.seen(name, run)} for name, run in section["figures"].items()
    }
    learned = _learned(runs, tagmodel.ORIGINAL, columns)
    counted = (
        "The same layers, first weights, vocabulary (GPT-2's) and trainer. With the original "
        "attention all tokens of a window see each other and its last one predicts; ours is "
        "causal, and every token predicts (where windows overlap, twice): for one prediction the "
        "original sees up to 50 tokens, ours one more. AdamW with a learning "
        f"rate of {TAG_MODEL['learning_rate']:g} for both: the 1e-4 that the original gives is for "
        f"a batch of one window; Muon has {TAG_MODEL_MUON['learning_rate']:g}. No dropout. The "
        "stories have no tags, so no model is conditioned on any. The original predicts each token "
        "with up to "
        "50 before it, which takes a window for each; ours with 25 to 50, where the story has as "
        f"many. So the losses are of the first {tagmodel.STORIES} validation stories, and the "
        f"minutes to the original's last loss of the first {tagmodel.CURVE_STORIES}. Compilation "
        "counts as time, validation does not."
    )
    parts = ["## Tag model: original and causal", about(section), learned, counted]
    return "\n\n".join(parts)


def _tokenizing(section: Mapping[str, Any]) -> str:
    found = section["figures"]
    rows = [
        [
            f"`{row['contender']}`",
            f"{row['megabytes']:,}",
            f"{row['mb_per_s']:.1f}",
            f"{row['ratio']:.1f}×",
            f"{row['peak_mb']:,}",
        ]
        for row in found["rows"]
    ]
    heads = ["contender", "MB of text", "MB/s", "×", "peak memory, MB"]
    return "\n\n".join(["## Text file to Arrow", about(section), table(heads, rows)])


def _moonshot(section: Mapping[str, Any]) -> str:
    found = section["figures"]
    text = (
        f"The preset `tinystories-moonshot`, then `benchmarks.moonshot`: {found['parameters']:,} "
        f"parameters, a vocabulary of {found['vocabulary']:,}, {found['tokens']:,} tokens in "
        f"{found['minutes']:.1f} minutes, validation during the training and checkpoints included; "
        f"all {found['stories']:,} validation stories. Machine: {section['machine']}. What was "
        "tried before is told in [MOONSHOT.md](MOONSHOT.md)."
    )
    rows = [
        [
            title,
            f"{found[name]['bits_per_byte']:.4f}",
            f"{found[name]['nats_per_token']:.4f}",
            f"{found[name]['perplexity']:.3f}",
        ]
        for title, name in (("whole stories, their end included", "whole"), (FIRST, "first"))
    ]
    heads = ["", "bits per byte", "nats per token of GPT-2", "perplexity per token of GPT-2"]
    picture = f"![Validation bits per byte against minutes]({MOONSHOT_PICTURE.name})"
    return "\n\n".join(["## The hour from scratch", text, table(heads, rows), picture])


FIRST = "the text of their first 128 tokens of GPT-2"


def _generation(section: Mapping[str, Any]) -> str:
    found = {
        (row["model"], row["strategy"], row["contender"]): row["tokens_per_second"]
        for row in section["figures"]["rows"]
    }
    rows = []
    for (model, strategy, contender), speed in found.items():
        alone, together = (found[model, strategy, name] for name in ("usual-alone", "usual"))
        label, _, _ = generation.CONTENDERS[contender]
        figures = [f"{speed:,.0f}", f"{speed / alone:.1f}×", f"{speed / together:.1f}×"]
        rows.append([f"{generation.MODELS[model]}, {strategy}: {label}", *figures])
    heads = ["", "tokens/s", "× one at a time", f"× {generation.TOGETHER} side by side"]
    text = (
        f"{generation.TOKENS} new tokens after openings of {generation.WORDS} words, random "
        "weights, a vocabulary of our own; ours computes in bf16 where that pays. The usual script "
        "for the tag model computes a whole window for every token."
    )
    return "\n\n".join(["## Writing stories", about(section), table(heads, rows), text])


def _gpu(section: Mapping[str, Any]) -> str:
    found = section["figures"]
    rows = []
    for name, trained in found["training"].items():
        against = found["training"][RECIPES[name].against or name]["tokens_per_second"]
        speed, share = trained["tokens_per_second"], trained.get("share_of_peak")
        share = "" if share is None else f", {share:.0%} of the bf16 peak"
        value = f"{speed:,.0f} tokens/s{share}"
        rows.append([f"training: {RECIPES[name].label}", value, f"{speed / against:.1f}×"])
    for name, run in found["learned"].items():
        what = f"{run['minutes']:.1f} minutes of training: {RECIPES[name].label}"
        rows.append([what, f"{run['bits_per_byte']:.3f} bits per byte", ""])
    usual: dict[int, float] = {}
    for row in found["writing"]:
        count, speed = row["side_by_side"], row["tokens_per_second"]
        usual.setdefault(count, speed)  # the usual script comes first
        what = f"writing, {count} side by side: {WRITERS[row['contender']]}"
        rows.append([what, f"{speed:,.0f} tokens/s", f"{speed / usual[count]:.1f}×"])
    shown = table([f"GPT-2 124M on {found['gpu']}", "value", "×"], rows)
    return "\n\n".join(["## On a GPU", about(section), shown])


WRITERS = {"usual-bf16": "the usual script in bf16", "ours": "ours"}
"""Who writes on a GPU, by contender."""
NO_GPU = """## On a GPU

| GPT-2 124M | value |
| :-- | --: |
| training, what is learned in minutes, writing 1, 64 and 512 stories side by side | not measured |

`make bench-gpu` measures it where PyTorch sees a GPU."""


SECTIONS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "speed": _speed,
    "loss": _loss,
    "tagmodel": _tagmodel,
    "tokenizing": _tokenizing,
    "generation": _generation,
    "moonshot": _moonshot,
    "gpu": _gpu,
}


def about(section: Mapping[str, Any]) -> str:
    """What was measured where, and by which command."""
    corpus = section["corpus"]
    stories = (
        "embedded stories, told by this repository itself"
        if corpus["stories"] == "embedded"
        else f"stories of `{corpus['stories']}`"
    )
    kept = (
        f"the tokenizer `{corpus['tokenizer']}`"
        if corpus["tokenizer"]
        else f"a BPE of {corpus['kept_entries']:,} entries, trained on the stories, whose models "
        "are padded to GPT-2's size,"
    )
    return (
        f"`{section['command']}`: {corpus['train']:,} {stories} for training, "
        f"{corpus['validation']:,} for validation; {kept} where the vocabulary is kept, else a BPE "
        f"of {corpus['own_entries']:,} entries. Machine: {section['machine']}."
    )


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table: the first column to the left, figures to the right."""
    rule = [":--", *("--:" for _ in heads[1:])]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (heads, rule, *rows))
