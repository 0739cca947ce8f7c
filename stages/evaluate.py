"""Measure every model: how likely it finds real stories, and what its own are like."""

from typing import Any

import torch

from fabula import files, metrics, models, params, paths, pictures, report
from fabula.command import run
from fabula.measuring import corpus_yardstick
from fabula.polishing import polish
from fabula.scoring import score
from fabula.shards import TokenStore
from fabula.windows import StoryWindows

STRETCH, REACHED_BY = 25, 20
"""Tokens that are taken together where the loss is shown by position, and stories at least."""

Results = dict[str, dict[str, dict[str, float]]]


def main() -> None:
    """Models, samples and held-out stories -> their figures, their validity, the loss curves."""
    p = params.load()
    torch.set_num_threads(p.threads)
    samples = files.read_jsonl(paths.SAMPLES)
    yardstick = corpus_yardstick(len(samples[0]["prompt"].split()), p.evaluate.stories)
    results = text_metrics(samples, yardstick)
    for name in models.trained_folders():
        figures, by_position = likelihood(name, p.evaluate)
        results[name] = {report.LANGUAGE_MODEL: figures, **results[name]}
        files.write_csv(paths.POSITIONS / f"{name}.csv", by_position)
    files.write_json(paths.EVALUATE_METRICS, results)
    references = [sample["text"] for sample in real(samples)]
    files.write_json(paths.VALIDITY_METRICS, yardstick.quality.validity(references))
    curves = pictures.read_curves()
    pictures.loss_picture(curves, paths.LOSS_PICTURE)
    pictures.training_picture(curves, paths.TRAINING_PICTURE)
    pictures.positions_picture(paths.POSITIONS, paths.POSITIONS_PICTURE)


def likelihood(
    name: str, knobs: params.Evaluate
) -> tuple[dict[str, float], list[dict[str, float]]]:
    """A model's figures over the validation stories, with the windows it read them in; and its
    loss by the position in a story."""
    model, tokenizer = models.load(models.trained_folders()[name])
    layout = models.scoring_layout(model)
    stories = TokenStore(paths.TOKENS, "validation")
    special = models.special_ids(tokenizer)
    windows = StoryWindows(stories, layout, special, once=True, stories=knobs.stories)
    scores = score(model, windows, knobs.batch_size, name)
    sums = metrics.Sums(
        float(scores.nats.sum()),
        int(scores.tokens.sum()),
        int(scores.bytes.sum()),
        len(scores.nats),
    )
    figures = metrics.measure(metrics.LIKELIHOOD, sums)
    by_position = scores.by_position(STRETCH, REACHED_BY)
    return {**figures, "context": layout.size, "stride": layout.stride}, by_position


def text_metrics(samples: list[dict[str, Any]], yardstick: metrics.Yardstick) -> Results:
    """Row -> strategy -> metric, for real continuations and for each model's own."""
    parts: dict[tuple[str, str], list[dict[str, Any]]] = {("real", "stories"): real(samples)}
    for sample in samples:
        parts.setdefault((sample["model"], sample["strategy"]), []).append(sample)
    results: Results = {}
    for (name, strategy), group in parts.items():
        texts, references, polished = (
            [sample[key] for sample in group] for key in ("text", "reference", "polished")
        )
        row = metrics.Row(texts, references, yardstick, polished)
        results.setdefault(name, {})[strategy] = metrics.measure(metrics.TEXT, row)
    return results


def real(samples: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """For each prompt real text, but of another story."""
    prompts = {sample["prompt_id"]: sample for sample in samples}.values()
    told = [
        {
            "text": sample["reference"],
            "polished": polish(sample["reference"], opening=sample["prompt"]).text,
        }
        for sample in prompts
    ]
    return [
        {**other, "reference": sample["reference"]}
        for sample, other in zip(prompts, metrics.floor(told), strict=True)
    ]


if __name__ == "__main__":
    run(main)
