"""Let each model that takes tags write stories from nothing but tags, led more and more by them."""

import torch

from fabula import files
from fabula.command import run
from fabula.config.control import Control
from fabula.config.generate import Generate
from fabula.config.threads import Threads
from fabula.corpus.paths import stories_file
from fabula.corpus.store import random_stories
from fabula.generation.from_tags import written
from fabula.generation.paths import CONTROL_SAMPLES


def main() -> None:
    """Tags of test stories and `models/` -> `data/control.jsonl`."""
    torch.set_num_threads(Threads.load().threads)
    config = Control.load()
    asked = random_stories(stories_file("test"), config.stories)
    files.write_jsonl(CONTROL_SAMPLES, written(asked, Generate.load(), config.guidance))


if __name__ == "__main__":
    run(main)
