"""Measure how far tags steer each model that takes them."""

import torch

from fabula import files, models
from fabula.command import is_main_process, run
from fabula.config.control import Control
from fabula.config.evaluate import Evaluate
from fabula.config.threads import Threads
from fabula.corpus.paths import stories_file
from fabula.corpus.store import random_stories
from fabula.evaluation import tag_control
from fabula.evaluation.corpus_stories import held_out_stories
from fabula.evaluation.paths import CONTROL_METRICS, QUALITY
from fabula.evaluation.quality import learned
from fabula.generation.paths import CONTROL_SAMPLES
from fabula.models import processes
from fabula.tokens.paths import TOKENS
from fabula.tokens.shards import TokenStore


def main() -> None:
    """Stories written from tags, real ones, and models -> `metrics/control.json`."""
    torch.set_num_threads(Threads.load().threads)
    config, batch_size = Control.load(), Evaluate.load().batch_size
    asked = random_stories(stories_file("test"), config.stories)
    written = files.read_jsonl(CONTROL_SAMPLES)
    real = [story.text for story in held_out_stories()]
    store = TokenStore(TOKENS, "validation")
    stories = min(config.validation_stories, len(store))
    with processes.together():
        gains = {
            name: tag_control.gains(*models.load(folder), store, stories, batch_size, name)
            for name, folder in models.tagged_folders().items()
        }
    if is_main_process():
        results = tag_control.judged(asked, written, learned.load(QUALITY), real)
        files.write_json(CONTROL_METRICS, {**results, "gains": gains})


if __name__ == "__main__":
    run(main)
