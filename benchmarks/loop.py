"""Whether a model learns what a rater likes: `python -m benchmarks.loop`.

`pretrained/base` continues openings several times; a simulated rater, who likes dialogue and happy
endings and sometimes says the opposite (`fabula.alignment.taste`), chooses; the model learns from
the pairs by DPO; and both models continue openings of other stories, which nobody rated. What that
did goes to `results/loop`: `metrics.json`, `README.md`, and ten stories before and after.

What was written is kept in `.checkpoints/loop`, so that the command goes on where it was ended.
"""

import argparse
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

from fabula import files, paths, world
from fabula.alignment import figures, held_out, learning, pairs, ranker
from fabula.alignment.figures import Standard, Written
from fabula.alignment.learning import Outcome
from fabula.alignment.pairs import Preference
from fabula.alignment.taste import Rater
from fabula.command import run
from fabula.config.align import Align
from fabula.config.generate import Generate
from fabula.config.threads import Threads
from fabula.corpus.labels import bad_ending, dialogue
from fabula.evaluation.corpus_stories import after_opening
from fabula.evaluation.intervals import Values
from fabula.evaluation.quality.joint_pass import Learned, learn
from fabula.generation.storyteller import Storyteller, chosen, load_model
from fabula.generation.writing import Continuation, Prompt, choose_prompts, write
from fabula.markdown import table
from fabula.reporting.tables import cell

WORK = paths.CHECKPOINTS / "loop"
FOLDER = paths.RESULTS / "loop"
LEARNED, LIMITS = 1000, 300
"""Real stories that the measures learn from, and that set their limits."""
SHOWN = 10
SEED, CONTINUED_SEED = 7, 8
"""Of the stories that are rated and measured by, and of those that are continued at the end."""
LABELS = {
    "dialogue": "stories with dialogue, % ↑",
    "happy_end": "stories that end well, % ↑",
    "joint_score": "joint score, % ↑",
    "joint_pass": "joint pass, % ↑",
    "words": "words a story",
    "repetition_rate": "repetitive, % ↓",
    "looped": "in a loop, % ↓",
    "unended": "without an end, % ↓",
}


@dataclass(frozen=True)
class Size:
    """How much is written and learned; what stands here are the defaults of the command."""

    rated_prompts: int = 100
    stories: int = 4
    """Of each rated prompt."""
    most_pairs: int = 110
    held_out_prompts: int = 70
    noise: float = 0.1
    """How often the rater says the opposite of what it means."""


def main() -> None:
    """Run the loop and write what it found."""
    options = _options()
    torch.set_num_threads(options.threads)
    size = Size(**{name: getattr(options, name) for name in asdict(Size())})
    asked = chosen("top_p", {"precision": options.precision, "batch_size": 400})
    config = Align.load().model_copy(update={"precision": options.precision})
    for name in ("learning_rate", "beta", "epochs"):
        if (value := getattr(options, name)) is not None:
            config = config.model_copy(update={name: value})
    metrics, outcome = loop(load_model("base"), size, config, asked, options.work)
    report(metrics, outcome, options.to)


def loop(
    teller: Storyteller, size: Size, config: Align, asked: Generate, work: Path
) -> tuple[dict[str, Any], Outcome]:
    """All figures, and what the model wrote before and after."""
    prompts = choose_prompts(
        world.tell(SEED, "validation", 5 * size.rated_prompts),
        size.rated_prompts,
        asked.prompt_words,
    )
    pool = rated(teller, prompts, size, asked, work)
    said = said_of(pool, size, config.seed)
    not_rated = held_out.not_rated(
        choose_prompts(
            world.tell(CONTINUED_SEED, "test", 5 * size.held_out_prompts),
            size.held_out_prompts,
            asked.prompt_words,
        ),
        said,
    )
    learned, against = real_stories(asked.prompt_words)
    learned_from = pairs.decided(said).pairs
    outcome = learning.learn(
        teller.model, teller.tokenizer, learned_from, not_rated, against, config, asked
    )
    metrics = outcome.metrics | {
        "rater": asdict(size),
        "settings": config.model_dump(exclude={"least_pairs", "prompts"}),
        "ranker": ranked(learned_from, learned, config),
    }
    taste = figures.compared(tastes(outcome.before), tastes(outcome.after))
    for row, found in taste.items():
        metrics["stories"][row] = found | metrics["stories"][row]
    return metrics, outcome


def rated(
    teller: Storyteller, prompts: Sequence[Prompt], size: Size, asked: Generate, work: Path
) -> Written:
    """What the rater reads: several stories of each prompt, written or found in `work`."""
    wanted = [
        replace(prompt, id=f"{prompt.id}/{number}", tags=(), premise="")
        for prompt in prompts
        for number in range(size.stories)
    ]
    kept = work / f"{size.rated_prompts}-{size.stories}.jsonl"
    if not kept.exists():
        written = write(teller.model, teller.tokenizer, wanted, "top_p", asked)
        files.write_jsonl(kept, map(asdict, written))
    found = [Continuation(**line) for line in files.read_jsonl(kept)]
    return list(zip(wanted, found, strict=True))


def said_of(pool: Written, size: Size, seed: int) -> list[Preference]:
    """What the rater says of the stories that have an end, as many pairs as are asked for: first
    one of each prompt, then another."""
    by_prompt: dict[str, list[str]] = {}
    for prompt, story in pool:
        if story.ended == "eos":
            by_prompt.setdefault(prompt.text, []).append(story.text)
    rater = Rater(size.noise, seed)
    each = [rater.preferences(prompt, stories) for prompt, stories in by_prompt.items()]
    longest = max(map(len, each), default=0)
    in_turn = [some[turn] for turn in range(longest) for some in each if turn < len(some)]
    return in_turn[: size.most_pairs]


def real_stories(words: int) -> tuple[Learned, Standard]:
    """What is measured by and against: embedded stories, none of which is rated or continued."""
    texts = [story.text for story in world.tell(SEED, "train", LEARNED)]
    limits = [after_opening(story.text, words) for story in world.tell(SEED, "test", LIMITS)]
    learned = learn(texts)
    return learned, figures.standard(learned, limits, texts)


def tastes(written: Written) -> dict[str, Values]:
    """What the rater likes, in percent."""
    whole = [prompt.text + story.text for prompt, story in written]
    return {
        "dialogue": np.array([100.0 * dialogue(text) for text in whole]),
        "happy_end": np.array([100.0 * (not bad_ending(text)) for text in whole]),
    }


def ranked(preferences: Sequence[Preference], learned: Learned, config: Align) -> dict[str, Any]:
    """How well a ranker of stories agrees with held-out pairs."""
    fitting, kept_aside = held_out.split(preferences, config.held_out)
    fitted = ranker.fit(fitting, learned)
    strongest = dict(sorted(fitted.weights.items(), key=lambda each: -abs(each[1])))
    return {
        "accuracy": ranker.accuracy(fitted, kept_aside, learned),
        "weights": {name: round(weight, 3) for name, weight in strongest.items()},
    }


def report(metrics: dict[str, Any], outcome: Outcome, folder: Path) -> None:
    """`metrics.json`, `README.md` and `samples.jsonl` in the folder."""
    files.write_json(folder / "metrics.json", metrics)
    files.write_text(folder / "README.md", page(metrics))
    samples = [
        {"prompt": prompt.text, "before": before.text, "after": after.text}
        for (prompt, before), (_, after) in zip(outcome.before, outcome.after, strict=True)
    ]
    files.write_jsonl(folder / "samples.jsonl", samples[:SHOWN])


def page(metrics: dict[str, Any]) -> str:
    """The figures as Markdown."""
    found, size = metrics["stories"], metrics["rater"]
    rows = [["", "before", "after", "difference"]]
    rows += [
        [LABELS[name], *(cell(found[row][name]) for row in ("before", "after", "difference"))]
        for name in LABELS
    ]
    counted = metrics["pairs"]
    return "\n\n".join(
        [
            "# A model learns what a simulated rater likes",
            f"`pretrained/base` told {size['stories']} stories of each of {size['rated_prompts']} "
            "openings. A simulated rater, who likes dialogue above all and happy endings besides, "
            f"and says the opposite in {100 * size['noise']:g}% of pairs, chose. The model learned "
            f"from {counted['trained_on']} pairs by DPO and continued {metrics['prompts']} "
            "openings that nobody rated, with the same seeds as before. 95% intervals, over "
            "prompts, in brackets; `python -m benchmarks.loop` makes this page.",
            table(rows, "lrrr").strip(),
            f"KL to the model before: {cell(metrics['kl'])} nats per token. Of "
            f"{metrics['win_rate']['n']} pairs of held-out prompts the implied reward of the "
            f"chosen story is higher in {cell(_percent(metrics['win_rate']))}%; the rater's own "
            f"noise allows {100 - 100 * size['noise']:g}%. The ranker chooses as the rater did in "
            f"{cell(_percent(metrics['ranker']['accuracy']))}% of them.",
            "Ten stories, the first by the order of the prompts: `samples.jsonl`. All figures: "
            "`metrics.json`.\n",
        ]
    )


def _percent(rate: dict[str, float | None]) -> dict[str, float | None]:
    return {
        name: round(100 * value, 2) if value is not None and name != "n" else value
        for name, value in rate.items()
    }


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.loop", description=__doc__)
    for name, value in asdict(Size()).items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value)
    for name in ("learning_rate", "beta", "epochs"):
        meaning = "in the place of the section align of params.yaml"
        parser.add_argument(f"--{name.replace('_', '-')}", type=float, help=meaning)
    parser.add_argument("--precision", choices=("fp32", "bf16"), default="bf16")
    parser.add_argument("--threads", type=int, default=Threads.load().threads)
    parser.add_argument("--work", type=Path, default=WORK, help="where stories are kept meanwhile")
    parser.add_argument("--to", type=Path, default=FOLDER, help="where the figures go")
    return parser.parse_args()


if __name__ == "__main__":
    run(main)
