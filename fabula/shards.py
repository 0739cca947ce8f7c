"""Stories as tokens in Arrow shards: written once, memory-mapped by everybody.

A shard is an Arrow IPC stream with one record batch, so that its tokens lie in one flat buffer and
`datasets.Dataset.from_file` opens it too. One row is one story:

    id         string        the story's id
    tags       uint8         bit n set: `TAGS[n]`
    bytes      uint32        UTF-8 bytes of the text, for bits per byte
    input_ids  list<uint16>  [BOS] text [EOS]; uint32 where the vocabulary needs it
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from transformers import PreTrainedTokenizerFast

from fabula.errors import DataError
from fabula.stories import TAGS, Story
from fabula.tokenization import encode

Tokens = npt.NDArray[np.unsignedinteger]

BATCH = 1000
"""Stories encoded at a time: bounds memory, keeps all workers busy."""


def write_shards(
    stories: Iterable[Story],
    folder: Path,
    split: str,
    tokenizer: PreTrainedTokenizerFast,
    shard_stories: int,
) -> list[Path]:
    """Tokenize `stories` into `<folder>/<split>-00000.arrow`, ..., `shard_stories` in each.

    The bytes depend on the stories and the tokenizer alone. Memory holds one shard.
    """
    written = []
    for number, shard in enumerate(_chunks(stories, shard_stories)):
        columns: dict[str, list[pa.Array]] = {}
        for chunk in _chunks(shard, BATCH):
            for name, column in _encode(chunk, tokenizer).items():
                columns.setdefault(name, []).append(column)
        batch = pa.record_batch({name: pa.concat_arrays(parts) for name, parts in columns.items()})
        path = folder / f"{split}-{number:05}.arrow"
        with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_stream(sink, batch.schema) as writer:
            writer.write_batch(batch)
        written.append(path)
    return written


def _encode(stories: list[Story], tokenizer: PreTrainedTokenizerFast) -> dict[str, pa.Array]:
    width = np.uint16 if len(tokenizer) <= 2**16 else np.uint32
    ids = [
        np.array([tokenizer.bos_token_id, *story, tokenizer.eos_token_id], dtype=width)
        for story in encode(tokenizer, [story.text for story in stories])
    ]
    offsets = np.cumsum([0, *map(len, ids)], dtype=np.int32)
    return {
        "id": pa.array([story.id for story in stories], pa.string()),
        "tags": pa.array([tag_bits(story.tags) for story in stories], pa.uint8()),
        "bytes": pa.array([len(story.text.encode()) for story in stories], pa.uint32()),
        "input_ids": pa.ListArray.from_arrays(offsets, np.concatenate(ids)),
    }


def _chunks(stories: Iterable[Story], size: int) -> Iterator[list[Story]]:
    chunk: list[Story] = []
    for story in stories:
        chunk.append(story)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def tag_bits(tags: Iterable[str]) -> int:
    """The tags as one byte: bit n stands for `TAGS[n]`."""
    return sum(1 << TAGS.index(tag) for tag in tags)


def tags_of(bits: int) -> tuple[str, ...]:
    """The inverse of `tag_bits`."""
    return tuple(tag for position, tag in enumerate(TAGS) if bits >> position & 1)


class TokenStore:
    """The tokenized stories of one split, memory-mapped and read-only."""

    def __init__(self, folder: Path, split: str) -> None:
        """Map all shards of `split`; `DataError` where there are none."""
        self.files = sorted(folder.glob(f"{split}-*.arrow"))
        if not self.files:
            raise DataError(f"{folder} holds no {split} shards; run `dvc repro tokenize`")
        batches = [_map(file) for file in self.files]
        lists = [batch.column("input_ids") for batch in batches]
        self._flat: list[Tokens] = [column.values.to_numpy() for column in lists]
        self._flat_starts = np.cumsum([0, *map(len, self._flat)])
        ends = [
            column.offsets.to_numpy()[1:].astype(np.int64) + start
            for column, start in zip(lists, self._flat_starts[:-1], strict=True)
        ]
        self.starts: npt.NDArray[np.int64] = np.concatenate([[0], *ends])
        """Story i holds tokens `starts[i]` to `starts[i + 1]` of the split."""
        self.tag_bits = np.concatenate([batch.column("tags").to_numpy() for batch in batches])
        self.bytes = np.concatenate([batch.column("bytes").to_numpy() for batch in batches])

    def __len__(self) -> int:
        """The number of stories."""
        return len(self.starts) - 1

    @property
    def tokens(self) -> int:
        """The number of tokens, `[BOS]` and `[EOS]` included."""
        return int(self.starts[-1])

    def story(self, index: int) -> Tokens:
        """The ids `[BOS] text [EOS]` of one story."""
        return self.slice(int(self.starts[index]), int(self.starts[index + 1]))

    def slice(self, start: int, stop: int) -> Tokens:
        """Tokens `start` to `stop` of the split as if all its stories stood in one row."""
        shard = int(np.searchsorted(self._flat_starts, start, side="right")) - 1
        parts = []
        while start < stop:
            base = int(self._flat_starts[shard])
            parts.append(self._flat[shard][start - base : stop - base])
            start = int(self._flat_starts[shard + 1])
            shard += 1
        return parts[0] if len(parts) == 1 else np.concatenate(parts)


def _map(file: Path) -> pa.RecordBatch:
    try:
        return pa.ipc.open_stream(pa.memory_map(str(file))).read_next_batch()
    except (pa.ArrowInvalid, StopIteration) as error:
        raise DataError(
            f"{file} is not a whole token shard ({error}); run `dvc repro -f tokenize`"
        ) from error
