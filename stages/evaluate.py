"""Measure every model: how likely it finds real stories, and what its own are like."""

from pathlib import Path

import torch

from fabula import files, models
from fabula.command import is_main_process, run
from fabula.config.evaluate import Evaluate
from fabula.config.threads import Threads
from fabula.corpus.paths import stories_file
from fabula.corpus.store import read_stories
from fabula.evaluation import error_analysis, paths
from fabula.evaluation.held_out_likelihood import HeldOutLikelihood, held_out_likelihood
from fabula.evaluation.measuring import (
    Texts,
    compared,
    corpus_standard,
    measured_in_new_world,
    measured_texts,
    nested,
    texts_of,
)
from fabula.evaluation.metrics.registry import LIKELIHOOD, figures, measure
from fabula.evaluation.quality import learned
from fabula.evaluation.text_sets import BASE, LANGUAGE_MODEL, REAL, with_premises
from fabula.generation.paths import NEW_WORLD_SAMPLES, SAMPLES, Sample
from fabula.models import processes
from fabula.models.precision import inference
from fabula.tokens.paths import TOKENS
from fabula.tokens.shards import TokenStore, has_stories

Readings = dict[str, HeldOutLikelihood]
"""What a model made of real stories, by split; of those of a new world, where the data has one."""


def main() -> None:
    """Models, samples and held-out stories -> figures, differences, validity, errors, curves."""
    torch.set_num_threads(Threads.load().threads)
    config = Evaluate.load()
    samples = with_premises(files.read_jsonl(SAMPLES), read_stories(stories_file("test")))
    with processes.together(), inference(config.precision):
        texts = texts_of(samples)
        readings = {
            name: readings_of(name, folder, config)
            for name, folder in models.trained_folders().items()
        }
    if is_main_process():
        evaluate(samples, texts, readings, config)


def readings_of(name: str, folder: Path, config: Evaluate) -> Readings:
    """How likely a model finds real stories."""
    model, size = models.load(folder), (config.likelihood_stories, config.batch_size)
    return {
        split: held_out_likelihood(*model, TokenStore(TOKENS, split), *size, name)
        for split in ("test", "new_world")
        if split == "test" or has_stories(TOKENS, split)
    }


def evaluate(
    samples: list[Sample], texts: Texts, readings: dict[str, Readings], config: Evaluate
) -> None:
    """Measure all that models have written and read."""
    standard = corpus_standard(samples, learned.load(paths.QUALITY).measures, config.stories)
    measured, validity = measured_texts(samples, texts, standard)
    in_new_world = measured_in_new_world(files.read_jsonl(NEW_WORLD_SAMPLES), standard)
    layouts = {}
    for name, found in readings.items():
        known = found["test"]
        measured[name, LANGUAGE_MODEL] = measure(LIKELIHOOD, known.per_story)
        layouts[name] = {"context": known.layout.size, "stride": known.layout.stride}
        files.write_csv(paths.POSITIONS / f"{name}.csv", known.by_position)
        if strange := found.get("new_world"):
            in_new_world[name, LANGUAGE_MODEL] = measure(LIKELIHOOD, strange.per_story)
    results = {key: figures(each) for key, each in measured.items()}
    trained = [sample for sample in samples if sample["model"] != BASE]
    strange_results = {key: figures(each) for key, each in in_new_world.items()}
    files.write_json(paths.EVALUATE_METRICS, nested(results, layouts))
    files.write_json(paths.NEW_WORLD_METRICS, nested(strange_results, {}))
    files.write_json(paths.DIFFERENCES_METRICS, compared(measured, results[REAL]))
    files.write_json(paths.VALIDITY_METRICS, validity)
    files.write_json(paths.ERRORS, error_analysis.worst(trained, standard.quality))


if __name__ == "__main__":
    run(main)
