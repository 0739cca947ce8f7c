"""Measure every model: how likely it finds real stories, and what its own are like."""

from typing import Any

import torch

from fabula import files, metrics, models, params, paths, report
from fabula.command import run
from fabula.scoring import score
from fabula.shards import TokenStore
from fabula.windows import StoryWindows


def main() -> None:
    """Models, samples and held-out stories -> `metrics/evaluate.json` and the loss curves."""
    p = params.load()
    torch.set_num_threads(p.threads)
    results: dict[str, dict[str, dict[str, float]]] = text_metrics(files.read_jsonl(paths.SAMPLES))
    for name in models.trained_folders():
        results[name] = {report.LANGUAGE_MODEL: likelihood(name, p.evaluate), **results[name]}
    files.write_json(paths.EVALUATE_METRICS, results)
    report.loss_picture(report.read_curves(), paths.LOSS_PICTURE)


def likelihood(name: str, knobs: params.Evaluate) -> dict[str, float]:
    """A model's figures over the validation stories, with the windows it read them in."""
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
    return {**figures, "context": layout.size, "stride": layout.stride}


def text_metrics(samples: list[dict[str, Any]]) -> dict[str, dict[str, dict[str, float]]]:
    """Row -> strategy -> metric: for the real continuations, and for each model's own."""
    parts: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for sample in samples:
        parts.setdefault((sample["model"], sample["strategy"]), []).append(sample)
    references = [sample["reference"] for sample in next(iter(parts.values()))]
    texts = {part: [sample["text"] for sample in group] for part, group in parts.items()}
    texts = {("real", "stories"): metrics.floor(references), **texts}
    shared = metrics.yardstick(references)
    results: dict[str, dict[str, dict[str, float]]] = {}
    for (name, strategy), continuations in texts.items():
        row = metrics.Row(continuations, references, shared)
        results.setdefault(name, {})[strategy] = metrics.measure(metrics.TEXT, row)
    return results


if __name__ == "__main__":
    run(main)
