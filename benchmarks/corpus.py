"""How fast stories are cleaned and searched for copies, and how many pairs that search looks at.

    python -m benchmarks.corpus --stories data/tinystories/train.txt

One JSON object: what `docs/many-machines.md` needs to say how long other numbers of stories take.
One process does it all, as the stage `download` does; reading and writing files is no part of it.
Seconds are those of the processor, so that what else the machine does counts little. Memory is
what the process grows by while it searches: some thousand stories are too few for a good figure.
"""

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psutil
from rensa import RMinHash

from benchmarks import machine, material
from fabula.config.data import Data
from fabula.corpus import duplicates
from fabula.corpus.cleaning import Cleaner
from fabula.corpus.duplicates import Duplicates, shingles
from fabula.stories import Story


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures of a file."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.corpus", description=__doc__)
    parser.add_argument("--stories", type=Path, required=True, help="a text file")
    texts = list(material.read(parser.parse_args(arguments).stories))
    print(json.dumps({"machine": machine.describe(), **rates(texts), **candidates(texts)}))


def rates(texts: Sequence[str]) -> dict[str, Any]:
    """Stories a second of the processor, and bytes of memory a story while copies are searched."""
    data = Data.load()
    started = time.process_time()
    cleaned = list(Cleaner(data.cleaning).cleaned(map(Story, texts)))
    cleaning = time.process_time() - started
    before, started = psutil.Process().memory_info().rss, time.process_time()
    search = Duplicates(data.duplicate_similarity)
    kept = sum(1 for _ in search.removed_from(cleaned, "train"))
    searching = time.process_time() - started
    grown = psutil.Process().memory_info().rss - before
    return {
        "stories": len(texts),
        "bytes_a_story": round(sum(len(text.encode()) for text in texts) / len(texts), 1),
        "kept": kept,
        "cleaned_per_s": round(len(texts) / cleaning),
        "searched_per_s": round(len(cleaned) / searching),
        "memory_a_story": round(grown / len(cleaned)),
    }


def candidates(texts: Sequence[str]) -> dict[str, Any]:
    """Pairs that share a band of their signatures, so that their whole signatures are compared.

    `candidates_a_pair` is their part of all pairs: it is the same for more stories of one kind, so
    the pairs grow as the square of the stories.
    """
    sketches = RMinHash.from_token_sets(
        list(map(shingles, texts)), duplicates.PERMUTATIONS, duplicates.SEED
    )
    width = duplicates.PERMUTATIONS // duplicates.BANDS
    shared: set[tuple[int, int]] = set()
    for start in range(0, duplicates.PERMUTATIONS, width):
        alike: dict[tuple[int, ...], list[int]] = {}
        for number, sketch in enumerate(sketches):
            alike.setdefault(tuple(sketch.digest()[start : start + width]), []).append(number)
        shared.update(
            (one, other) for same in alike.values() for one in same for other in same if one < other
        )
    pairs = len(texts) * (len(texts) - 1) / 2
    return {"candidates": len(shared), "candidates_a_pair": len(shared) / pairs if pairs else 0.0}


if __name__ == "__main__":
    main()
