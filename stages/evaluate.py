"""Measure every model: how likely it finds real stories, and what its own are like."""

import torch

from fabula import files, models
from fabula.command import run
from fabula.config.evaluate import Evaluate
from fabula.config.threads import Threads
from fabula.evaluation import error_analysis, paths
from fabula.evaluation.measuring import (
    compared,
    corpus_yardstick,
    measured_in_new_world,
    measured_texts,
    nested,
)
from fabula.evaluation.metrics.registry import LIKELIHOOD, figures, measure
from fabula.evaluation.predictions import predict
from fabula.evaluation.quality import learned
from fabula.evaluation.rows import BASE, LANGUAGE_MODEL, REAL
from fabula.generation.paths import NEW_WORLD_SAMPLES, SAMPLES
from fabula.tokens.paths import TOKENS
from fabula.tokens.shards import TokenStore, has_stories


def main() -> None:
    """Models, samples and held-out stories -> figures, differences, validity, errors, curves."""
    torch.set_num_threads(Threads.load().threads)
    knobs = Evaluate.load()
    samples = files.read_jsonl(SAMPLES)
    yardstick = corpus_yardstick(samples, learned.load(paths.QUALITY).measures, knobs.stories)
    measured, validity = measured_texts(samples, yardstick)
    in_new_world = measured_in_new_world(files.read_jsonl(NEW_WORLD_SAMPLES), yardstick)
    stories, layouts = TokenStore(TOKENS, "validation"), {}
    for name, folder in models.trained_folders().items():
        model = models.load(folder)
        found = predict(*model, stories, knobs.stories, knobs.batch_size, name)
        measured[name, LANGUAGE_MODEL] = measure(LIKELIHOOD, found.scored)
        layouts[name] = {"context": found.layout.size, "stride": found.layout.stride}
        files.write_csv(paths.POSITIONS / f"{name}.csv", found.by_position)
        if has_stories(TOKENS, "new_world"):
            strange = TokenStore(TOKENS, "new_world")
            there = predict(*model, strange, knobs.stories, knobs.batch_size, name)
            in_new_world[name, LANGUAGE_MODEL] = measure(LIKELIHOOD, there.scored)
    results = {part: figures(each) for part, each in measured.items()}
    trained = [sample for sample in samples if sample["model"] != BASE]
    strange_results = {part: figures(each) for part, each in in_new_world.items()}
    files.write_json(paths.EVALUATE_METRICS, nested(results, layouts))
    files.write_json(paths.NEW_WORLD_METRICS, nested(strange_results, {}))
    files.write_json(paths.DIFFERENCES_METRICS, compared(measured, results[REAL]))
    files.write_json(paths.VALIDITY_METRICS, validity)
    files.write_json(paths.ERRORS, error_analysis.worst(trained, yardstick.quality))


if __name__ == "__main__":
    run(main)
