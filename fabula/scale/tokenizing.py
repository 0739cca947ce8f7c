"""All stories as tokens, by many processes; the same as `fabula.tokens.token_splits` makes alone.

A shard is a task. It reads the row groups that hold its stories, and what it writes depends on
those and on the tokenizer alone.
"""

import shutil
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from math import ceil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from fabula import files
from fabula.config.data import Data
from fabula.config.tokenizer import Tokenizer
from fabula.corpus.paths import stories_file
from fabula.corpus.store import read_columns
from fabula.scale import engine
from fabula.tokens import tokenization
from fabula.tokens.paths import TOKENIZER
from fabula.tokens.shards import (
    BATCH,
    COLUMNS,
    TOKEN_SPLITS,
    TokenSplit,
    one_in,
    write_columns,
)
from fabula.tokens.token_splits import write_splits

SHARDS, PARTIAL, LOG = "shards", "partial", "tokenize"


def write_splits_by_many(folder: Path, config: Tokenizer, data: Data) -> None:
    """Fill `folder` as `write_splits` does, by `data.engine` and with what `TOKENIZER` holds.

    What is done stands in `.checkpoints/tokenize` until all is: killed at any moment, the same
    command goes on from there.
    """
    engine.require(data.engine)
    shards = [
        Shard(split, number)
        for split in TOKEN_SPLITS
        for number in range(ceil(_stories(split, config) / config.shard_stories))
    ]
    if not any(shard.split == "reference_lm" for shard in shards):
        write_splits(folder, tokenization.load(TOKENIZER), config)  # says what is wrong
        return
    facts = {
        "tokenizer": config.model_dump(exclude={"workers"}),
        "entries": files.sha256(TOKENIZER / "tokenizer.json"),
    }
    inputs = sorted({_file(split) for split in TOKEN_SPLITS})
    work = engine.work_folder("tokenize", facts, inputs, "corpus", "tokens")
    (work / SHARDS).mkdir(exist_ok=True)
    engine.run(Tokenizing(config, shards, work), len(shards), data, work / LOG)
    shutil.rmtree(work / LOG)  # first: a shard that is gone must not count as done
    shutil.move(work / SHARDS, folder)
    shutil.rmtree(work)


@dataclass(frozen=True)
class Shard:
    """One shard of a split, by its number."""

    split: TokenSplit
    number: int


@dataclass(frozen=True)
class Tokenizing:
    """The step that writes a shard."""

    config: Tokenizer
    shards: list[Shard]
    folder: Path

    def __call__(self, task: int) -> None:
        """Read the stories of one shard and write their tokens, in one thread."""
        tokenization.use_workers(1)
        shard, size = self.shards[task], self.config.shard_stories
        name = f"{shard.split}-{shard.number:05}.arrow"
        place = self.folder / PARTIAL / name
        place.mkdir(parents=True, exist_ok=True)
        stories, tokenizer = stories_of(shard, self.config), tokenization.load(TOKENIZER)
        (written,) = write_columns(stories, place, shard.split, tokenizer, size)
        written.replace(self.folder / SHARDS / name)


def stories_of(shard: Shard, config: Tokenizer) -> Iterator[pa.RecordBatch]:
    """The stories of one shard, in the batches in which one process reads them.

    Of each `reference_lm_one_in` rows the training file has the last for the reference LM, so its
    rows are read from the beginning of such a round.
    """
    path, first = _file(shard.split), shard.number * config.shard_stories
    if shard.split in ("train", "reference_lm"):
        one, taken = config.reference_lm_one_in, shard.split == "reference_lm"
        rounds, first = divmod(first, 1 if taken else one - 1)
        batches = _without(one_in(one, _from(path, rounds * one), taken=taken), first)
    else:
        batches = _from(path, first)
    missing = config.shard_stories
    for batch in batches:
        yield batch.slice(0, missing)
        missing -= min(missing, batch.num_rows)
        if not missing:
            return


def _from(path: Path, row: int) -> Iterator[pa.RecordBatch]:
    """`read_columns` from this row on: the row groups before it are not read."""
    try:
        yield from _groups_from(path, row)
    except (pa.ArrowException, OSError):
        deque(read_columns(path, COLUMNS, BATCH), maxlen=0)  # says what is wrong with the file
        raise


def _groups_from(path: Path, row: int) -> Iterator[pa.RecordBatch]:
    with pq.ParquetFile(path) as file:
        sizes = (file.metadata.row_group(group).num_rows for group in range(file.num_row_groups))
        starts = list(accumulate(sizes, initial=0))
        groups = [group for group, end in enumerate(starts[1:]) if end > row]
        for group in groups:
            batches = file.iter_batches(BATCH, [group], list(COLUMNS))
            yield from _without(batches, max(0, row - starts[group]))


def _without(batches: Iterable[pa.RecordBatch], first: int) -> Iterator[pa.RecordBatch]:
    """All rows but the first so many."""
    for batch in batches:
        left_out = min(first, batch.num_rows)
        first -= left_out
        yield batch.slice(left_out)


def _stories(split: TokenSplit, config: Tokenizer) -> int:
    """How many stories a split of tokens has; `DataError` where their file cannot be read."""
    path = _file(split)
    next(read_columns(path, COLUMNS, BATCH), None)
    rows = int(pq.read_metadata(path).num_rows)
    taken = rows // config.reference_lm_one_in
    return {"train": rows - taken, "reference_lm": taken}.get(split, rows)


def _file(split: TokenSplit) -> Path:
    return stories_file("train" if split == "reference_lm" else split)
