"""Measure every model: how likely it finds real stories, and what its own are like."""

import torch

from fabula import files, models
from fabula.command import run
from fabula.config.evaluate import Evaluate
from fabula.config.threads import Threads
from fabula.corpus.paths import stories_file
from fabula.corpus.store import read_stories
from fabula.evaluation import error_analysis, paths
from fabula.evaluation.held_out_likelihood import held_out_likelihood
from fabula.evaluation.measuring import (
    compared,
    corpus_standard,
    measured_in_new_world,
    measured_texts,
    nested,
)
from fabula.evaluation.metrics.registry import LIKELIHOOD, figures, measure
from fabula.evaluation.quality import learned
from fabula.evaluation.text_sets import BASE, LANGUAGE_MODEL, REAL, with_premises
from fabula.generation.paths import NEW_WORLD_SAMPLES, SAMPLES
from fabula.models.precision import inference
from fabula.tokens.paths import TOKENS
from fabula.tokens.shards import TokenStore, has_stories


def main() -> None:
    """Models, samples and held-out stories -> figures, differences, validity, errors, curves."""
    torch.set_num_threads(Threads.load().threads)
    config = Evaluate.load()
    with inference(config.precision):
        evaluate(config)


def evaluate(config: Evaluate) -> None:
    """The same, in the precision that is chosen."""
    test = read_stories(stories_file("test"))
    samples = with_premises(files.read_jsonl(SAMPLES), test)
    standard = corpus_standard(samples, learned.load(paths.QUALITY).measures, config.stories)
    measured, validity = measured_texts(samples, standard)
    in_new_world = measured_in_new_world(files.read_jsonl(NEW_WORLD_SAMPLES), standard)
    stories, layouts = TokenStore(TOKENS, "test"), {}
    size = config.likelihood_stories, config.batch_size
    for name, folder in models.trained_folders().items():
        model = models.load(folder)
        found = held_out_likelihood(*model, stories, *size, name)
        measured[name, LANGUAGE_MODEL] = measure(LIKELIHOOD, found.per_story)
        layouts[name] = {"context": found.layout.size, "stride": found.layout.stride}
        files.write_csv(paths.POSITIONS / f"{name}.csv", found.by_position)
        if has_stories(TOKENS, "new_world"):
            strange = TokenStore(TOKENS, "new_world")
            there = held_out_likelihood(*model, strange, *size, name)
            in_new_world[name, LANGUAGE_MODEL] = measure(LIKELIHOOD, there.per_story)
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
