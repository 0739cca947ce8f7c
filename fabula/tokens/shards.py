"""Stories as tokens in Arrow shards: written once, memory-mapped by everybody.

A shard is an Arrow IPC stream with one record batch, so that its tokens lie in one flat buffer and
`datasets.Dataset.from_file` opens it too. One row is one story:

    id         string        the story's id
    tags       uint8         bit n set: `TAGS[n]`
    bytes      uint32        UTF-8 bytes of the text, for bits per byte
    prompt     list<uint16>  what the story was written for, mostly empty
    input_ids  list<uint16>  [BOS] text [EOS]; uint32, as the prompt, where the vocabulary needs it
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Literal, TypeVar, get_args

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from transformers import PreTrainedTokenizerFast

from fabula.errors import DataError
from fabula.stories import TAGS, Story
from fabula.tokens.tokenization import Encoder

T = TypeVar("T")
R = TypeVar("R")
Tokens = npt.NDArray[np.unsignedinteger]

COLUMNS = ("id", "story", "tags", "prompt")
"""What the stories' parquet must give for a shard."""
TokenSplit = Literal["train", "reference_lm", "validation", "test", "new_world"]
TOKEN_SPLITS: tuple[TokenSplit, ...] = get_args(TokenSplit)
"""The splits; the training stories of the reference LM are one of their own."""

BATCH = 4096
"""Stories encoded at a time: bounds memory, keeps all workers busy."""
BATCH_BYTES = 8 * 2**20
"""Fewer stories than `BATCH` where they are longer than this together."""


def write_shards(
    stories: Iterable[Story],
    folder: Path,
    split: str,
    tokenizer: PreTrainedTokenizerFast,
    shard_stories: int,
) -> list[Path]:
    """`write_columns` for stories that are in no file yet."""
    batches = map(_to_columns, _chunks(stories, BATCH))
    return write_columns(batches, folder, split, tokenizer, shard_stories)


def write_columns(
    batches: Iterable[pa.RecordBatch],
    folder: Path,
    split: str,
    tokenizer: PreTrainedTokenizerFast,
    shard_stories: int,
) -> list[Path]:
    """Tokenize `COLUMNS` into `<folder>/<split>-00000.arrow`, ..., `shard_stories` in each.

    The bytes depend on the stories and the tokenizer alone, not on how they are batched. Memory
    holds the tokens of one shard, twice while it is written, and two batches.
    """
    encoder, written = Encoder(tokenizer), []

    def tokenize(cut: tuple[int, pa.RecordBatch]) -> tuple[int, pa.RecordBatch]:
        return cut[0], _tokenize(cut[1], tokenizer, encoder)

    tokenized = _one_ahead(tokenize, _cut(batches, shard_stories))
    for number, pieces in groupby(tokenized, key=itemgetter(0)):
        path = folder / f"{split}-{number:05}.arrow"
        _write(path, [piece for _, piece in pieces])
        written.append(path)
    return written


def one_in(
    number: int, batches: Iterable[pa.RecordBatch], *, taken: bool
) -> Iterator[pa.RecordBatch]:
    """The last of each `number` rows, in the order of all batches; without `taken`, all others."""
    before = 0
    for batch in batches:
        last = (np.arange(before, before + batch.num_rows) + 1) % number == 0
        yield batch.filter(pa.array(last == taken))
        before += batch.num_rows


def _write(path: Path, pieces: list[pa.RecordBatch]) -> None:
    shard = pa.concat_batches(pieces)
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_stream(sink, shard.schema) as writer:
        writer.write_batch(shard)


def _cut(batches: Iterable[pa.RecordBatch], size: int) -> Iterator[tuple[int, pa.RecordBatch]]:
    """Small batches, none beyond the end of a shard of `size` stories, with its shard's number."""
    before = 0
    for batch in batches:
        taken = 0
        while taken < batch.num_rows:
            number, filled = divmod(before + taken, size)
            piece = batch.slice(taken, min(size - filled, BATCH))
            while piece.nbytes > BATCH_BYTES and piece.num_rows > 1:
                piece = piece.slice(0, piece.num_rows // 2)
            yield number, piece
            taken += piece.num_rows
        before += taken


def _one_ahead(function: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
    """`map` in a thread, so that the next items are read while these are computed."""
    with ThreadPoolExecutor(1) as thread:
        waiting: deque[Future[R]] = deque()
        for item in items:
            waiting.append(thread.submit(function, item))
            if len(waiting) > 1:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _tokenize(
    stories: pa.RecordBatch, tokenizer: PreTrainedTokenizerFast, encoder: Encoder
) -> pa.RecordBatch:
    width = np.uint16 if len(tokenizer) <= 2**16 else np.uint32
    texts = stories.column("story")
    prompt_starts, prompt_ids = encoder.encode(stories.column("prompt"))
    starts, ids = encoder.encode(texts)
    starts = starts + 2 * np.arange(len(starts))  # now with room for [BOS] and [EOS]
    framed = np.empty(starts[-1], width)
    is_text = np.ones(len(framed), bool)
    for places, special in (
        (starts[:-1], tokenizer.bos_token_id),
        (starts[1:] - 1, tokenizer.eos_token_id),
    ):
        framed[places] = special
        is_text[places] = False
    framed[is_text] = ids
    return pa.record_batch(
        {
            "id": stories.column("id"),
            "tags": pa.array(_tag_bits(stories.column("tags"))),
            "bytes": pc.binary_length(texts).cast(pa.uint32()),
            "prompt": _lists(prompt_starts, prompt_ids.astype(width)),
            "input_ids": _lists(starts, framed),
        }
    )


def _lists(starts: npt.NDArray[np.int64], ids: Tokens) -> pa.ListArray:
    return pa.ListArray.from_arrays(pa.array(starts, pa.int32()), pa.array(ids))


def _tag_bits(tags: pa.ListArray) -> npt.NDArray[np.uint8]:
    """The tags of each story as one byte: bit n stands for `TAGS[n]`."""
    numbers = pc.index_in(tags.flatten(), pa.array(TAGS))
    assert not numbers.null_count, "a tag that is in TAGS no more"
    bits = np.zeros(len(tags), np.uint8)
    shifted = np.left_shift(1, numbers.to_numpy()).astype(np.uint8)
    np.bitwise_or.at(bits, pc.list_parent_indices(tags).to_numpy(), shifted)
    return bits


def _to_columns(stories: list[Story]) -> pa.RecordBatch:
    return pa.record_batch(
        {
            "id": pa.array([story.id for story in stories], pa.string()),
            "story": pa.array([story.text for story in stories], pa.string()),
            "tags": pa.array([story.tags for story in stories], pa.list_(pa.string())),
            "prompt": pa.array([story.prompt for story in stories], pa.string()),
        }
    )


def _chunks(stories: Iterable[Story], size: int) -> Iterator[list[Story]]:
    remaining = iter(stories)
    while chunk := list(islice(remaining, size)):
        yield chunk


def tags_of(bits: int) -> tuple[str, ...]:
    """The tags of a byte whose bit n stands for `TAGS[n]`."""
    return tuple(tag for position, tag in enumerate(TAGS) if bits >> position & 1)


def has_stories(folder: Path, split: str) -> bool:
    """Whether there are shards of a split: those of a new world are not in all data."""
    return any(folder.glob(f"{split}-*.arrow"))


class TokenStore:
    """The tokenized stories of one split, memory-mapped and read-only."""

    def __init__(self, folder: Path, split: str) -> None:
        """Map all shards of `split`; `DataError` where there are none."""
        self.files = sorted(folder.glob(f"{split}-*.arrow"))
        if not self.files:
            raise DataError(f"{folder} holds no {split} shards; run `dvc repro tokenize`")
        batches = [_map(file) for file in self.files]
        self._stories = _Column([batch.column("input_ids") for batch in batches])
        self._prompts = _Column([batch.column("prompt") for batch in batches])
        self.lengths = self._stories.lengths
        """Tokens of each story, `[BOS]` and `[EOS]` included."""
        self.prompt_lengths = self._prompts.lengths
        """Tokens of each story's prompt, which is mostly empty."""
        self.tag_bits = np.concatenate([batch.column("tags").to_numpy() for batch in batches])
        self.bytes = np.concatenate([batch.column("bytes").to_numpy() for batch in batches])

    def __len__(self) -> int:
        """The number of stories."""
        return len(self.lengths)

    @property
    def tokens(self) -> int:
        """The number of tokens, `[BOS]` and `[EOS]` included."""
        return int(self.lengths.sum())

    def story(self, index: int) -> Tokens:
        """The ids `[BOS] text [EOS]` of one story."""
        return self._stories[index]

    def prompt(self, index: int) -> Tokens:
        """The ids of what one story was written for."""
        return self._prompts[index]


class _Column:
    """The lists of one column over all shards, as if they stood in one."""

    def __init__(self, columns: list[pa.ListArray]) -> None:
        self._flat: list[Tokens] = [column.values.to_numpy() for column in columns]
        self._offsets = [column.offsets.to_numpy() for column in columns]
        self._firsts = np.cumsum([0, *map(len, columns)])
        self.lengths: npt.NDArray[np.int64] = np.concatenate(
            [np.diff(offsets.astype(np.int64)) for offsets in self._offsets]
        )

    def __getitem__(self, index: int) -> Tokens:
        shard = int(np.searchsorted(self._firsts, index, side="right")) - 1
        row = index - int(self._firsts[shard])
        start, stop = self._offsets[shard][row : row + 2]
        return self._flat[shard][start:stop]


def _map(file: Path) -> pa.RecordBatch:
    try:
        return pa.ipc.open_stream(pa.memory_map(str(file))).read_next_batch()
    except (pa.ArrowInvalid, StopIteration) as error:
        raise DataError(
            f"{file} is not a whole token shard ({error}); run `dvc repro -f tokenize`"
        ) from error
