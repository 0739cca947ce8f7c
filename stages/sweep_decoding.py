"""Try every way of choosing the next token on one model: how good, and how varied, stories get."""

from collections.abc import Iterator
from typing import Any

import torch
from tqdm import tqdm

from fabula import decoding, files, models, params, paths, pictures
from fabula.command import run
from fabula.generation import Prompt, write
from fabula.measuring import corpus_quality
from fabula.metrics.diversity import distinct, fair_budget
from fabula.metrics.failures import failures
from fabula.metrics.intervals import mean, significant
from fabula.metrics.quality import Quality
from fabula.metrics.repetition import repetitive

Row = dict[str, Any]


def main() -> None:
    """`models/gpt2` and the prompts -> `plots/decoding.csv`, `plots/decoding.png`."""
    p = params.load()
    torch.set_num_threads(p.threads)
    lines = files.read_jsonl(paths.PROMPTS)[: p.sweep.prompts]
    prompts = [Prompt(**line | {"tags": tuple(line["tags"])}) for line in lines]
    real = [prompt.reference for prompt in prompts]
    quality = corpus_quality(p.generate.prompt_words, p.evaluate.stories)
    budget = fair_budget(real)
    rows = [{"strategy": "real", "temperature": 0.0, **figures(real, quality, budget)}]
    model, tokenizer = models.load(paths.GPT2)
    for strategy, knobs in tqdm(list(ways(p.generate, p.sweep)), unit=" ways", disable=None):
        texts = [story.text for story in write(model, tokenizer, prompts, strategy, knobs)]
        heat = decoding.settings(strategy, knobs).get("temperature", 0.0)
        rows.append({"strategy": strategy, "temperature": heat, **figures(texts, quality, budget)})
    files.write_csv(paths.DECODING_SWEEP, rows)
    pictures.decoding_picture(rows, paths.DECODING_PICTURE)


def ways(
    generate: params.Generate, sweep: params.Sweep
) -> Iterator[tuple[params.Strategy, params.Generate]]:
    """Every strategy, at each temperature where it has one; all else as in `generate`."""
    for strategy in decoding.STRATEGIES:
        if not decoding.is_drawn(strategy, generate):
            yield strategy, generate
            continue
        for temperature in sweep.temperatures:
            settings = getattr(generate.decoding, strategy)
            hot = settings.model_copy(update={"temperature": temperature})
            choice = generate.decoding.model_copy(update={strategy: hot})
            yield strategy, generate.model_copy(update={"decoding": choice})


def figures(texts: list[str], quality: Quality, budget: int) -> dict[str, Any]:
    """Joint pass in percent with its interval, variety, and repetition of some texts."""
    passes = mean(100.0 * quality.passes(texts))
    return {
        "joint_pass": passes["value"],
        "joint_pass_low": passes["low"],
        "joint_pass_high": passes["high"],
        "distinct_2": significant(distinct(texts, 2, budget)),
        "repetition_rate": mean(repetitive(texts, quality.repetition))["value"],
        "failures": mean(failures(texts))["value"],
    }


if __name__ == "__main__":
    run(main)
