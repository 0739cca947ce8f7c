"""Try every way of choosing the next token on one model: how good, and how varied, stories get."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import torch
from tqdm import tqdm

from fabula import files, models
from fabula.command import run
from fabula.config import params
from fabula.evaluation.corpus_reference import all_training_texts, held_out_texts, training_texts
from fabula.evaluation.intervals import mean, significant
from fabula.evaluation.metrics.diversity import distinct, fair_budget
from fabula.evaluation.metrics.freshness import Freshness
from fabula.evaluation.metrics.joint_score import counts
from fabula.evaluation.metrics.memorisation import remembered
from fabula.evaluation.paths import DECODING_SWEEP
from fabula.evaluation.quality.failures import failures
from fabula.evaluation.quality.joint_pass import fit_quality
from fabula.evaluation.quality.repetition import repetitive
from fabula.generation import strategies
from fabula.generation.paths import PROMPTS
from fabula.generation.writing import Prompt, write
from fabula.models.paths import GPT2
from fabula.reporting import pictures
from fabula.reporting.paths import DECODING_PICTURE

Row = dict[str, Any]


def main() -> None:
    """`models/gpt2` and the prompts -> `plots/decoding.csv`, `plots/decoding.png`."""
    p = params.load()
    torch.set_num_threads(p.threads)
    lines = files.read_jsonl(PROMPTS)[: p.sweep.prompts]
    prompts = [Prompt(**line | {"tags": tuple(line["tags"])}) for line in lines]
    real = [prompt.reference for prompt in prompts]
    told: dict[tuple[str, float], list[str]] = {("real", 0.0): real}
    model, tokenizer = models.load(GPT2)
    for strategy, knobs in tqdm(list(ways(p.generate, p.sweep)), unit=" ways", disable=None):
        heat = strategies.settings(strategy, knobs).get("temperature", 0.0)
        stories = write(model, tokenizer, prompts, strategy, knobs)
        told[strategy, heat] = [story.text for story in stories]
    rows = figures(told, p.generate.prompt_words, p.evaluate.stories)
    files.write_csv(DECODING_SWEEP, rows)
    pictures.decoding_picture(rows, DECODING_PICTURE)


def ways(
    generate: params.Generate, sweep: params.Sweep
) -> Iterator[tuple[params.Strategy, params.Generate]]:
    """Every strategy, at each temperature where it has one; all else as in `generate`."""
    for strategy in strategies.STRATEGIES:
        if not strategies.is_drawn(strategy, generate):
            yield strategy, generate
            continue
        for temperature in sweep.temperatures:
            settings = getattr(generate.decoding, strategy)
            hot = settings.model_copy(update={"temperature": temperature})
            choice = generate.decoding.model_copy(update={strategy: hot})
            yield strategy, generate.model_copy(update={"decoding": choice})


def figures(told: dict[tuple[str, float], list[str]], words: int, stories: int) -> list[Row]:
    """For each way its joint score and joint pass in percent, variety, and repetition."""
    held_out = held_out_texts(words, stories)
    quality, freshness = fit_quality(training_texts(), held_out), Freshness(held_out)
    budget = fair_budget(told["real", 0.0])
    every = [text for texts in told.values() for text in texts]
    copied = dict(zip(every, remembered(every, all_training_texts()).share, strict=True))
    rows = []
    for (strategy, heat), texts in told.items():
        share = np.array([copied[text] for text in texts])
        scores = mean(100.0 * counts(texts, quality, freshness, share))
        rows.append(
            {
                "strategy": strategy,
                "temperature": heat,
                "joint_score": scores["value"],
                "joint_score_low": scores["low"],
                "joint_score_high": scores["high"],
                "joint_pass": mean(100.0 * quality.passes(texts))["value"],
                "distinct_2": significant(distinct(texts, 2, budget)),
                "repetition_rate": mean(repetitive(texts, quality.repetition))["value"],
                "failures": mean(failures(texts))["value"],
            }
        )
    return rows


if __name__ == "__main__":
    run(main)
