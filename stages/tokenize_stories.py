"""Train or load the tokenizer; write every split as Arrow shards, and one for the reference LM."""

from fabula import files
from fabula.command import run
from fabula.config.data import Data
from fabula.config.tokenizer import Tokenizer
from fabula.corpus.paths import stories_file
from fabula.corpus.store import read_stories
from fabula.scale.tokenizing import write_splits_by_many
from fabula.tokens import tokenization
from fabula.tokens.paths import TOKENIZER, TOKENS, TOKENS_METRICS
from fabula.tokens.token_splits import describe, write_splits


def main() -> None:
    """`data/stories` -> `data/tokenizer`, `data/tokens`, `metrics/tokens.json`."""
    data, config = Data.load(), Tokenizer.load()
    tokenization.use_workers(config.workers)
    if config.name == tokenization.BPE:
        texts = (story.text for story in read_stories(stories_file("train")))
        tokenizer = tokenization.train_bpe(texts, config.vocab_size)
    else:
        tokenizer = tokenization.load_pretrained(config.name)
    with files.replacing(TOKENIZER) as folder:
        tokenizer.save_pretrained(folder)
    with files.replacing(TOKENS) as folder:
        if data.engine == "local":
            write_splits(folder, tokenizer, config)
        else:
            write_splits_by_many(folder, config, data)
    metrics = {"vocab_size": len(tokenizer), "splits": describe(TOKENS)}
    files.write_json(TOKENS_METRICS, metrics)


if __name__ == "__main__":
    run(main)
