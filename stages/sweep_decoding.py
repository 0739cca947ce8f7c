"""Try every way of choosing the next token on one model: how good, and how varied, stories get."""

from collections.abc import Iterator
from typing import Any

import torch
from tqdm import tqdm

from fabula import decoding, files, metrics, models, params, paths, pictures
from fabula.command import run
from fabula.generation import Prompt, write
from fabula.measuring import corpus_yardstick
from fabula.metrics.diversity import fair_budget
from fabula.metrics.intervals import mean

Row = dict[str, Any]


def main() -> None:
    """`models/gpt2` and the prompts -> `plots/decoding.csv`, `plots/decoding.png`."""
    p = params.load()
    torch.set_num_threads(p.threads)
    lines = files.read_jsonl(paths.PROMPTS)[: p.sweep.prompts]
    prompts = [Prompt(**line | {"tags": tuple(line["tags"])}) for line in lines]
    real = [prompt.reference for prompt in prompts]
    quality = corpus_yardstick(p.generate.prompt_words, p.evaluate.stories).quality
    yardstick = metrics.Yardstick(fair_budget(real), quality)
    rows = [{"strategy": "real", "temperature": 0.0, **figures(real, yardstick)}]
    model, tokenizer = models.load(paths.GPT2)
    for strategy, knobs in tqdm(list(ways(p.generate, p.sweep)), unit=" ways", disable=None):
        texts = [story.text for story in write(model, tokenizer, prompts, strategy, knobs)]
        heat = decoding.settings(strategy, knobs).get("temperature", 0.0)
        rows.append({"strategy": strategy, "temperature": heat, **figures(texts, yardstick)})
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


def figures(texts: list[str], yardstick: metrics.Yardstick) -> dict[str, Any]:
    """Joint pass in percent with its interval, variety, and repetition of some texts."""
    passes = mean(100 * yardstick.quality.passes(texts).astype(float))
    row = metrics.Row(texts, texts, yardstick, texts)
    chosen = {name: metrics.TEXT[name] for name in ("distinct_2", "repetition_rate", "failures")}
    return {
        "joint_pass": passes["value"],
        "joint_pass_low": passes["low"],
        "joint_pass_high": passes["high"],
        **metrics.measure(chosen, row),
    }


if __name__ == "__main__":
    run(main)
