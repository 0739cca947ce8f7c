"""Stories as parquet: one row a story, written and read as a stream."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from fabula import files
from fabula.errors import DataError
from fabula.stories import Split, Story

SCHEMA = pa.schema(
    {
        "id": pa.string(),
        "story": pa.string(),
        "prompt": pa.string(),
        "tags": pa.list_(pa.string()),
        "split": pa.string(),
        "summary": pa.string(),
        "characters": pa.list_(pa.string()),
    }
)
ROW_GROUP = 10_000
"""Stories in memory at once, about 10 MB; fixed, so that equal stories give equal bytes."""


def write_stories(path: Path, stories: Iterable[Story]) -> int:
    """Write the stories as they come; how many there were. Nothing is left behind on failure."""
    remaining, count = iter(stories), 0
    with (
        files.replacing(path) as temporary,
        temporary.open("wb") as file,
        pq.ParquetWriter(file, SCHEMA, compression="zstd") as writer,
    ):
        while rows := [_row(story) for story in islice(remaining, ROW_GROUP)]:
            writer.write_table(pa.Table.from_pylist(rows, SCHEMA))
            count += len(rows)
    return count


def read_stories(path: Path, split: Split | None = None) -> Iterator[Story]:
    """The stories in the order written, or those of one split; `DataError` for any other file."""
    for batch in read_columns(path, SCHEMA.names, rows=1000):
        if split is not None:
            batch = batch.filter(pc.equal(batch["split"], split))
        for row in batch.to_pylist():
            yield _story(row)


def random_stories(path: Path, count: int) -> list[Story]:
    """The `count` stories with the smallest ids.

    Ids are hashes, so this is a random sample that depends on the stories alone.
    """
    return sorted(read_stories(path), key=lambda story: story.id)[:count]


def read_columns(path: Path, columns: Sequence[str], rows: int) -> Iterator[pa.RecordBatch]:
    """Some of the columns, up to `rows` stories at a time; `DataError` as in `read_stories`."""
    try:
        yield from _batches(path, columns, rows)
    except FileNotFoundError:
        raise DataError(f"{path}: there is no such file; run `dvc repro download`") from None
    except (pa.ArrowException, OSError) as error:
        if isinstance(error, OSError) and error.errno:
            raise DataError(f"{path} cannot be read: {error.strerror}") from None
        raise DataError(
            f"{path} is not a parquet file of stories, or a damaged one: {error}\n"
            "  make it again with `dvc repro --force download`"
        ) from None


def _batches(path: Path, columns: Sequence[str], rows: int) -> Iterator[pa.RecordBatch]:
    with pq.ParquetFile(path) as file:
        if not file.schema_arrow.equals(SCHEMA):
            raise DataError(
                f"{path} is not a file of stories: expected the columns "
                f"{', '.join(SCHEMA.names)}, got {', '.join(file.schema_arrow.names)}"
            )
        for group in range(file.num_row_groups):  # or memory would grow with the file
            yield from file.iter_batches(rows, [group], list(columns))


def _row(story: Story) -> dict[str, Any]:
    return {
        "id": story.id,
        "story": story.text,
        "prompt": story.prompt,
        "tags": story.tags,
        "split": story.split,
        "summary": story.summary,
        "characters": story.characters,
    }


def _story(row: dict[str, Any]) -> Story:
    return Story(
        text=row["story"],
        prompt=row["prompt"],
        tags=tuple(row["tags"]),
        split=row["split"],
        summary=row["summary"],
        characters=tuple(row["characters"]),
    )
