"""All stories as tokens: each split, one part of the training stories being the reference LM's."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
from transformers import PreTrainedTokenizerFast

from fabula import files
from fabula.config.tokenizer import Tokenizer
from fabula.corpus.paths import stories_file
from fabula.corpus.store import read_columns
from fabula.errors import DataError
from fabula.tokens.shards import (
    BATCH,
    COLUMNS,
    PARTS,
    Part,
    TokenStore,
    has_stories,
    one_in,
    write_columns,
)


def write_parts(folder: Path, tokenizer: PreTrainedTokenizerFast, knobs: Tokenizer) -> None:
    """Fill `folder` with the shards of every part; `DataError` where the reference LM gets none."""
    folder.mkdir()
    for part in PARTS:
        stories = _batches(part, knobs.reference_lm_one_in)
        written = write_columns(stories, folder, part, tokenizer, knobs.shard_stories)
        if part == "reference_lm" and not written:
            raise DataError(
                f"tokenizer.reference_lm_one_in: {knobs.reference_lm_one_in} leaves the reference "
                f"LM none of {len(TokenStore(folder, 'train'))} training stories; set a smaller "
                "number"
            )


def _batches(part: Part, number: int) -> Iterator[pa.RecordBatch]:
    """The stories of one part; the reference LM alone gets one of `number` training ones."""
    if part in ("train", "reference_lm"):
        stories = read_columns(stories_file("train"), COLUMNS, BATCH)
        return one_in(number, stories, taken=part == "reference_lm")
    return read_columns(stories_file(part), COLUMNS, BATCH)


def describe(folder: Path) -> dict[str, dict[str, Any]]:
    """What each part holds, for `metrics/tokens.json`."""
    stores = {part: TokenStore(folder, part) for part in PARTS if has_stories(folder, part)}
    return {
        part: {
            "stories": len(store),
            "tokens": store.tokens,
            "bytes": int(store.bytes.sum()),
            "shards": {file.name: files.sha256(file) for file in store.files},
        }
        for part, store in stores.items()
    }
