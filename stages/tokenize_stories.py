"""Train or load the tokenizer; write every split as Arrow shards, one part for the reference LM."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa

from fabula import files
from fabula.command import run
from fabula.config.tokenizer import Tokenizer
from fabula.corpus.paths import stories_file
from fabula.corpus.store import read_columns, read_stories
from fabula.errors import DataError
from fabula.tokens import tokenization
from fabula.tokens.paths import TOKENIZER, TOKENS, TOKENS_METRICS
from fabula.tokens.shards import BATCH, COLUMNS, PARTS, Part, TokenStore, one_in, write_columns


def main() -> None:
    """`data/stories` -> `data/tokenizer`, `data/tokens`, `metrics/tokens.json`."""
    knobs = Tokenizer.load()
    tokenization.use_workers(knobs.workers)
    if knobs.name == tokenization.BPE:
        texts = (story.text for story in read_stories(stories_file("train")))
        tokenizer = tokenization.train_bpe(texts, knobs.vocab_size)
    else:
        tokenizer = tokenization.load_pretrained(knobs.name)
    with files.replacing(TOKENIZER) as folder:
        tokenizer.save_pretrained(folder)

    with files.replacing(TOKENS) as folder:
        folder.mkdir()
        for part in PARTS:
            stories = batches(part, knobs.reference_lm_one_in)
            written = write_columns(stories, folder, part, tokenizer, knobs.shard_stories)
            if part == "reference_lm" and not written:
                raise DataError(
                    f"tokenizer.reference_lm_one_in: {knobs.reference_lm_one_in} leaves the "
                    f"reference LM none of {len(TokenStore(folder, 'train'))} training stories; "
                    "set a smaller number"
                )
    splits = {part: describe(TOKENS, part) for part in PARTS}
    files.write_json(TOKENS_METRICS, {"vocab_size": len(tokenizer), "splits": splits})


def batches(part: Part, number: int) -> Iterator[pa.RecordBatch]:
    """The stories of one part; the reference LM alone gets one of `number` training ones."""
    if part in ("train", "reference_lm"):
        stories = read_columns(stories_file("train"), COLUMNS, BATCH)
        return one_in(number, stories, taken=part == "reference_lm")
    return read_columns(stories_file(part), COLUMNS, BATCH)


def describe(folder: Path, part: str) -> dict[str, Any]:
    """What one part holds, for `metrics/tokens.json`."""
    store = TokenStore(folder, part)
    return {
        "stories": len(store),
        "tokens": store.tokens,
        "bytes": int(store.bytes.sum()),
        "shards": {file.name: files.sha256(file) for file in store.files},
    }


if __name__ == "__main__":
    run(main)
