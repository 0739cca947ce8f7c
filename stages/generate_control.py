"""Let each model that takes tags write stories from nothing but tags, led more and more by them."""

import torch

from fabula import files
from fabula.command import is_main_process, run
from fabula.config.control import Control
from fabula.config.generate import Generate
from fabula.config.threads import Threads
from fabula.corpus.paths import stories_file
from fabula.corpus.store import random_stories
from fabula.generation.from_tags import written
from fabula.generation.paths import CONTROL_SAMPLES
from fabula.models import processes


def main() -> None:
    """Tags of test stories and `models/` -> `data/control.jsonl`."""
    torch.set_num_threads(Threads.load().threads)
    config = Control.load()
    asked = random_stories(stories_file("test"), config.stories)
    with processes.together():
        stories = list(written(asked, Generate.load(), config.guidance))
    if is_main_process():
        files.write_jsonl(CONTROL_SAMPLES, stories)


if __name__ == "__main__":
    run(main)
