"""All stories as tokens, split by split; the reference LM has training stories of its own."""

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
    TOKEN_SPLITS,
    TokenSplit,
    TokenStore,
    has_stories,
    one_in,
    write_columns,
)


def write_splits(folder: Path, tokenizer: PreTrainedTokenizerFast, config: Tokenizer) -> None:
    """Fill `folder` with the shards of all splits; `DataError` where the reference LM gets none."""
    folder.mkdir()
    for split in TOKEN_SPLITS:
        stories = _batches(split, config.reference_lm_one_in)
        written = write_columns(stories, folder, split, tokenizer, config.shard_stories)
        if split == "reference_lm" and not written:
            raise DataError(
                f"tokenizer.reference_lm_one_in: {config.reference_lm_one_in} leaves the reference "
                f"LM none of {len(TokenStore(folder, 'train'))} training stories; set a smaller "
                "number"
            )


def _batches(split: TokenSplit, number: int) -> Iterator[pa.RecordBatch]:
    """The stories of one split; the reference LM alone gets one of `number` training ones."""
    if split in ("train", "reference_lm"):
        stories = read_columns(stories_file("train"), COLUMNS, BATCH)
        return one_in(number, stories, taken=split == "reference_lm")
    return read_columns(stories_file(split), COLUMNS, BATCH)


def describe(folder: Path) -> dict[str, dict[str, Any]]:
    """What each split holds, for `metrics/tokens.json`."""
    stores = {
        split: TokenStore(folder, split) for split in TOKEN_SPLITS if has_stories(folder, split)
    }
    return {
        split: {
            "stories": len(store),
            "tokens": store.tokens,
            "bytes": int(store.bytes.sum()),
            "shards": {file.name: files.sha256(file) for file in store.files},
        }
        for split, store in stores.items()
    }
