"""Train or load the tokenizer and write every split as Arrow shards."""

from pathlib import Path
from typing import Any

from fabula import files, paths, tokenization
from fabula.command import run
from fabula.corpus.store import read_columns, read_stories
from fabula.params import load
from fabula.shards import BATCH, COLUMNS, TokenStore, write_columns
from fabula.stories import SPLITS


def main() -> None:
    """`data/stories` -> `data/tokenizer`, `data/tokens`, `metrics/tokens.json`."""
    knobs = load().tokenizer
    tokenization.use_workers(knobs.workers)
    if knobs.name == tokenization.BPE:
        texts = (story.text for story in read_stories(paths.stories("train")))
        tokenizer = tokenization.train_bpe(texts, knobs.vocab_size)
    else:
        tokenizer = tokenization.load_pretrained(knobs.name)
    with files.replacing(paths.TOKENIZER) as folder:
        tokenizer.save_pretrained(folder)

    with files.replacing(paths.TOKENS) as folder:
        folder.mkdir()
        for split in SPLITS:
            stories = read_columns(paths.stories(split), COLUMNS, BATCH)
            write_columns(stories, folder, split, tokenizer, knobs.shard_stories)
    splits = {split: describe(paths.TOKENS, split) for split in SPLITS}
    files.write_json(paths.TOKENS_METRICS, {"vocab_size": len(tokenizer), "splits": splits})


def describe(folder: Path, split: str) -> dict[str, Any]:
    """What one split holds, for `metrics/tokens.json`."""
    store = TokenStore(folder, split)
    return {
        "stories": len(store),
        "tokens": store.tokens,
        "bytes": int(store.bytes.sum()),
        "shards": {file.name: files.sha256(file) for file in store.files},
    }


if __name__ == "__main__":
    run(main)
