"""Let every model continue the same held-out openings with every strategy."""

from dataclasses import asdict

import torch

from fabula import checkpoints, files
from fabula.command import run
from fabula.config.generate import Generate
from fabula.config.threads import Threads
from fabula.corpus.paths import stories_file
from fabula.corpus.store import read_stories
from fabula.generation.paths import PROMPTS, SAMPLES
from fabula.generation.samples import batches, write_samples
from fabula.generation.writing import choose_prompts


def main() -> None:
    """Test stories and `models/` -> `data/prompts.jsonl`, `data/samples.jsonl`."""
    torch.set_num_threads(Threads.load().threads)
    config = Generate.load()
    test = read_stories(stories_file("test"))
    prompts = choose_prompts(test, config.prompts, config.prompt_words)
    files.write_jsonl(PROMPTS, map(asdict, prompts))
    kept = checkpoints.folder("generate_samples") / "samples.jsonl"
    write_samples(list(batches(prompts, config)), config, kept)
    files.write_jsonl(SAMPLES, files.read_jsonl(kept))
    checkpoints.remove(kept.parent)


if __name__ == "__main__":
    run(main)
