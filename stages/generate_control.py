"""Let each model that takes tags write stories from nothing but tags, led more and more by them."""

import torch

from fabula import files
from fabula.command import run
from fabula.config import params
from fabula.corpus.paths import stories_file
from fabula.corpus.store import read_sample
from fabula.generation.from_tags import written
from fabula.generation.paths import CONTROL_SAMPLES


def main() -> None:
    """Tags of test stories and `models/` -> `data/control.jsonl`."""
    p = params.load()
    torch.set_num_threads(p.threads)
    asked = read_sample(stories_file("test"), p.control.stories)
    files.write_jsonl(CONTROL_SAMPLES, written(asked, p.generate, p.control.guidance))


if __name__ == "__main__":
    run(main)
