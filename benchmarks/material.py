"""What every measurement works on: the same stories, and two vocabularies of them.

`own` is a BPE of the size that `params.yaml` names, trained on the training stories. `kept` is
GPT-2's vocabulary, or one trained here whose models are padded to its size. A working folder holds
both, so that processes can share it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from transformers import PreTrainedTokenizerFast

from fabula import files, models, world
from fabula.config.data import Data
from fabula.config.tokenizer import Tokenizer
from fabula.errors import DataError
from fabula.stories import SPECIAL_TOKENS, Split, Story
from fabula.tokens import tokenization
from fabula.tokens.shards import TokenStore, write_shards
from fabula.tokens.windows import SpecialIds

SEPARATOR = "<|endoftext|>"
GPT2_ENTRIES = 50_257
KEPT_ENTRIES = GPT2_ENTRIES + len(SPECIAL_TOKENS)
"""GPT-2's entries and our special tokens: 50,266, as the original tag model has."""
SPLITS: tuple[Split, ...] = ("train", "validation")


@dataclass(frozen=True)
class Vocabulary:
    """A tokenizer, and the stories in its tokens, in a folder that `prepare` has filled."""

    work: Path
    name: str
    """`own` or `kept`."""

    @cached_property
    def tokenizer(self) -> PreTrainedTokenizerFast:
        """The tokenizer as it encodes."""
        return tokenization.load(self.work / self.name / "tokenizer")

    @property
    def special(self) -> SpecialIds:
        """The ids of its special tokens."""
        return models.special_ids(self.tokenizer)

    @property
    def entries(self) -> int:
        """The size of the vocabulary that models are built for."""
        return max(len(self.tokenizer), KEPT_ENTRIES if self.name == "kept" else 0)

    def texts(self) -> list[str]:
        """The training stories."""
        return texts(self.work, "train")

    def store(self, split: str) -> TokenStore:
        """The tokens of one split."""
        return TokenStore(self.work / self.name, split)

    def bytes_a_token(self) -> float:
        """UTF-8 bytes of text in a token that is predicted, on average over the training split."""
        store = self.store("train")
        return float(store.bytes.sum() / (store.tokens - len(store)))  # [BOS] is never predicted

    def tokenizer_of_all_entries(self) -> PreTrainedTokenizerFast:
        """The tokenizer filled up with unused entries: our models are built for its length."""
        filled = tokenization.load(self.work / self.name / "tokenizer")
        filled.add_tokens([f"[UNUSED_{n}]" for n in range(self.entries - len(filled))])
        return filled


def prepare(folder: Path | None, tokenizer: str | None, work: Path) -> dict[str, Any]:
    """Fill `work` with stories (from `folder`, else embedded ones) and both vocabularies.

    Returns what the results say of them.
    """
    config = Tokenizer.load()
    tokenization.use_workers(config.workers)
    for split in SPLITS:
        source = _embedded(Data.load(), split) if folder is None else read(folder / f"{split}.txt")
        write(work / "stories" / f"{split}.txt", source)
    training = texts(work, "train")
    own = tokenization.train_bpe(training, config.vocab_size)
    kept = (
        tokenization.load_pretrained(tokenizer)
        if tokenizer
        else tokenization.train_bpe(training, GPT2_ENTRIES)
    )
    for name, made in (("own", own), ("kept", kept)):
        made.save_pretrained(work / name / "tokenizer")
        for split in SPLITS:
            stories = (Story(text) for text in texts(work, split))
            write_shards(stories, work / name, split, made, config.shard_stories)
    return {
        "stories": folder.resolve().name if folder else "embedded",
        "tokenizer": Path(tokenizer).name if tokenizer else "",
        "train": len(training),
        "validation": len(texts(work, "validation")),
        "train_bytes": sum(len(text.encode()) for text in training),
        "own_entries": len(own),
        "kept_entries": len(kept),
    }


def texts(work: Path, split: str) -> list[str]:
    """The stories of one split in a working folder."""
    return list(read(work / "stories" / f"{split}.txt"))


def read(path: Path) -> Iterator[str]:
    """The stories of a text file, separated by lines of `<|endoftext|>`."""
    if not path.is_file():
        raise DataError(f"{path}: there is no such file; --stories names a folder that holds it")
    parts = path.read_text(encoding="utf-8").split(SEPARATOR)
    return (part.strip() for part in parts if part.strip())


def write(path: Path, stories: Iterator[str]) -> None:
    """The inverse of `read`."""
    files.write_text(path, "".join(f"{story}\n{SEPARATOR}\n" for story in stories))


def _embedded(data: Data, split: Split) -> Iterator[str]:
    count = getattr(data.embedded, split)
    return (story.text for story in world.tell(data.seed, split, count))
