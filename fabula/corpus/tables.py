"""The rows of a parquet table, from a file of one's own or from the hub, with damage left out."""

import zlib
from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from fabula.corpus.bad_records import RecordError

BATCH = 1000
"""Rows in memory at once."""
DAMAGE = (OSError, EOFError, zlib.error, pa.ArrowException, UnicodeDecodeError)
"""What readers raise for damaged content; an `OSError` with a number is of the system instead."""


def damage(error: BaseException) -> str | None:
    """What is wrong with a file's content, `None` where the system cannot reach it."""
    if isinstance(error, UnicodeDecodeError):
        return "the name of a column is not UTF-8"
    return None if getattr(error, "errno", None) else str(error) or type(error).__name__


def table_rows(
    table: pq.ParquetFile, columns: Mapping[str, str]
) -> Iterator[tuple[int, dict[str, Any] | RecordError]]:
    """The rows with their numbers from 1, each column under the name of its field.

    A row whose text is not UTF-8 is a `RecordError`, and so is the rest of a group of rows that is
    damaged; then the next group comes.
    """
    row = 0
    names = list(dict.fromkeys(columns.values()))
    for group in range(table.num_row_groups):
        end = row + table.metadata.row_group(group).num_rows
        try:
            for batch in table.iter_batches(BATCH, [group], names):
                for record in batch_records(batch):
                    row += 1
                    if isinstance(record, RecordError):
                        yield row, record
                    else:
                        yield row, {field: record[name] for field, name in columns.items()}
        except DAMAGE as error:
            if not (problem := damage(error)):
                raise
            detail = f"rows {row + 1:,} to {end:,} cannot be read, the file is damaged: {problem}"
            yield row + 1, RecordError("malformed", detail, "")
        row = end


def batch_records(batch: pa.RecordBatch) -> Iterator[dict[str, Any] | RecordError]:
    """The rows of a batch; one that cannot be read is a `RecordError`."""
    try:
        yield from batch.to_pylist()
    except (ValueError, ArithmeticError):
        for number in range(batch.num_rows):
            yield _record(batch.slice(number, 1))


def _record(row: pa.RecordBatch) -> dict[str, Any] | RecordError:
    try:
        (record,) = row.to_pylist()
    except UnicodeDecodeError as error:
        text = error.object.decode(errors="surrogateescape")
        return RecordError("not_utf8", f"not UTF-8, at byte {error.start + 1} of a column", text)
    except (ValueError, ArithmeticError) as error:
        return RecordError("malformed", f"a value that cannot be read: {error}", "")
    found: dict[str, Any] = record
    return found
