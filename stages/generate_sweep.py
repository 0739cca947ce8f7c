"""Let GPT-2 continue the first openings in every decoding strategy."""

import torch

from fabula import files, models
from fabula.command import is_main_process, run
from fabula.config.generate import Generate
from fabula.config.sweep import Sweep
from fabula.config.threads import Threads
from fabula.generation.paths import PROMPTS, SWEEP_SAMPLES
from fabula.generation.sweep import written
from fabula.generation.writing import read_prompts
from fabula.models import processes
from fabula.models.paths import GPT2


def main() -> None:
    """`models/gpt2` and the prompts -> `data/sweep.jsonl`."""
    torch.set_num_threads(Threads.load().threads)
    config = Sweep.load()
    prompts = read_prompts(PROMPTS)[: config.prompts]
    with processes.together():
        stories = list(written(*models.load(GPT2), prompts, Generate.load(), config))
    if is_main_process():
        files.write_jsonl(SWEEP_SAMPLES, stories)


if __name__ == "__main__":
    run(main)
