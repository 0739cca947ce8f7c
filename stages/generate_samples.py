"""Let every model continue the same held-out openings with every strategy."""

from dataclasses import asdict

import torch

from fabula import checkpoints, files
from fabula.command import is_main_process, run
from fabula.config.generate import Generate
from fabula.config.threads import Threads
from fabula.corpus.paths import stories_file
from fabula.corpus.store import read_stories
from fabula.generation.paths import NEW_WORLD_SAMPLES, PROMPTS, SAMPLES
from fabula.generation.samples import batches, write_samples
from fabula.generation.strategies import is_sampled
from fabula.generation.writing import choose_prompts
from fabula.models import processes


def main() -> None:
    """Held-out stories and `models/` -> `data/prompts.jsonl`, the samples of both worlds."""
    torch.set_num_threads(Threads.load().threads)
    config = Generate.load()
    test = read_stories(stories_file("test"))
    prompts = choose_prompts(test, config.prompts, config.prompt_words)
    new_world = read_stories(stories_file("new_world"))
    strange = choose_prompts(new_world, config.new_world_prompts, config.prompt_words)
    drawn = [batch for batch in batches(strange, config) if is_sampled(batch.strategy, config)]
    asked = {SAMPLES: list(batches(prompts, config)), NEW_WORLD_SAMPLES: drawn}
    folder = checkpoints.folder("generate_samples")
    with processes.together():
        for path, work in asked.items():
            write_samples(work, config, folder / path.name)
    if is_main_process():
        files.write_jsonl(PROMPTS, map(asdict, prompts))
        for path in asked:
            files.write_jsonl(path, files.read_jsonl(folder / path.name))
        checkpoints.remove(folder)


if __name__ == "__main__":
    run(main)
