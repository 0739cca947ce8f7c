"""The rows of one file of a hub's dataset, in any of several formats.

Every format but parquet is streamed by `datasets` from the file that was loaded and checked. What
`datasets` by itself would lose is kept:

- Its parquet reader stops at a damaged page. Ours (`tables`) leaves out that group of rows, or one
  row that is not UTF-8, and goes on. It also reads no other columns than those asked for.
- Its JSON reader stops at a broken line, and at a field that the first lines do not have. So it
  streams the lines, and each is taken apart by itself.
- Of packed files it ignores the encoding, and some packers it lacks. So they are unpacked first.

In CSV, Arrow and an array of JSON, all rows that follow damage are one bad record; `datasets` holds
such an array in memory as a whole, of any other format a few thousand rows.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from difflib import get_close_matches
from glob import escape
from itertools import chain, islice
from pathlib import Path, PurePosixPath
from shutil import copyfileobj
from tempfile import TemporaryDirectory, gettempdir
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from fabula.corpus.bad_records import RecordError
from fabula.corpus.json_values import load_json
from fabula.corpus.tables import BATCH, DAMAGE, batch_records, table_rows
from fabula.errors import DataError

Record = dict[str, Any] | RecordError
Row = tuple[int, Record]

CHUNK = 1 << 20
"""Characters of a text that `datasets` reads at once."""
PACKERS = {".bz2": "bz2", ".gz": "gzip", ".lz4": "lz4", ".zst": "zstd"}
"""Arrow's name of each."""
BROKEN = (*DAMAGE, ValueError, TypeError)
"""What `datasets` and the libraries below it raise for content that they cannot read."""


def is_readable(name: str) -> bool:
    """Whether a file of this name is of a format that we read."""
    return is_parquet(name) or _suffixes(name)[0] in READERS


def file_rows(dataset: str, path: Path, columns: Mapping[str, str]) -> Iterator[Row]:
    """The rows with their numbers from 1, each column under the name of its field.

    In text the number is the line's. Raises `DataError` where the file lacks one of the columns,
    and what `tables.DAMAGE` holds where a parquet file cannot be opened.
    """
    if is_parquet(path.name):
        with pq.ParquetFile(path, page_checksum_verification=True) as table:
            _require(dataset, columns, table.schema_arrow.names)
            yield from table_rows(table, columns)
    else:
        yield from _by_field(dataset, _up_to_damage(path), columns)


def is_parquet(name: str) -> bool:
    """Whether a file of this name is read by our own reader."""
    return _suffixes(name) == (".parquet", "")


def _suffixes(name: str) -> tuple[str, str]:
    """Those of the format and of the packer, empty where there is none: `.jsonl` and `.gz`."""
    path = PurePosixPath(name.lower())
    return (
        (path.suffix, "") if path.suffix not in PACKERS else (Path(path.stem).suffix, path.suffix)
    )


def _require(dataset: str, columns: Mapping[str, str], names: Iterable[str]) -> None:
    """`DataError` where one of the columns is not among the names."""
    names = list(names)
    for field, column in columns.items():
        if column not in names:
            near = get_close_matches(column, names, 1)
            raise DataError(
                f"data.hub.columns.{field}: {dataset} has no column {column!r}; "
                f"it has {', '.join(names)}{f'; did you mean {near[0]!r}?' if near else ''}"
            )


def _by_field(dataset: str, rows: Iterator[Row], columns: Mapping[str, str]) -> Iterator[Row]:
    """The rows by field; a column that JSON leaves out of some rows is in others of the first."""
    first = list(islice(rows, BATCH))
    names = dict.fromkeys(
        name for _, record in first if isinstance(record, dict) for name in record
    )
    if names:
        _require(dataset, columns, names)
    for row, record in chain(first, rows):
        if isinstance(record, RecordError):
            yield row, record
        else:
            named = columns.items()
            yield row, {field: record[name] for field, name in named if name in record}


def _up_to_damage(path: Path) -> Iterator[Row]:
    """The rows of a file; what `datasets` cannot read is one more, and the last."""
    suffix, packer = _suffixes(path.name)
    row = 0
    try:
        with _unpacked(path, packer) as plain:
            for row, record in READERS[suffix](plain):
                yield row, record
    except BROKEN as error:
        if getattr(error, "errno", None):
            room = f"; it is unpacked in {gettempdir()}, or where TMPDIR says" if packer else ""
            raise DataError(f"{path} cannot be read: {error}{room}") from None
        problem = str(error).strip() or type(error).__name__
        detail = f"{path.name} cannot be read from here on: {problem.splitlines()[0]}"
        yield row + 1, RecordError("malformed", detail, "")


@contextmanager
def _unpacked(path: Path, packer: str) -> Iterator[Path]:
    """The file, or its content in a temporary one."""
    if not packer:
        yield path.absolute()
        return
    with TemporaryDirectory() as folder:
        plain = Path(folder, path.stem)
        with pa.input_stream(str(path), PACKERS[packer]) as source, plain.open("wb") as target:
            copyfileobj(source, target)
        yield plain


def _streamed(builder: str, path: Path, **options: Any) -> Iterator[Record]:
    """The records that a builder of `datasets` gives of a file, a batch in memory."""
    import datasets  # takes seconds, and parquet does without it

    datasets.config.HF_UPDATE_DOWNLOAD_COUNTS = False  # it would tell the hub of every file
    datasets.logging.set_verbosity(datasets.logging.CRITICAL)  # what it logs it also raises
    with TemporaryDirectory() as locks:
        stream = datasets.load_dataset(
            builder,
            data_files=escape(str(path)),
            split="train",
            streaming=True,
            cache_dir=locks,
            **options,
        )
        for table in stream.with_format("arrow").iter(BATCH):
            for batch in table.to_batches():
                yield from batch_records(batch)


def _numbered(builder: str, path: Path, **options: Any) -> Iterator[Row]:
    return enumerate(_streamed(builder, path, **options), start=1)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines that are not blank, with their numbers.

    A byte that is not UTF-8 becomes a surrogate, so that its line alone is a bad record: Latin-1
    has a character for every byte.
    """
    for number, record in _numbered("text", path, encoding="latin-1", chunksize=CHUNK):
        assert isinstance(record, dict), "Latin-1 as UTF-8 is always text"
        line = record["text"].encode("latin-1").decode(errors="surrogateescape").lstrip("\ufeff")
        if line.strip():
            yield number, line


def _text(path: Path) -> Iterator[Row]:
    """A story a line, in the column `text`, as `datasets` names it."""
    return ((number, {"text": line}) for number, line in _lines(path))


def _json_lines(path: Path) -> Iterator[Row]:
    return ((number, load_json(line)) for number, line in _lines(path))


def _json(path: Path) -> Iterator[Row]:
    """An array of objects or, as often under this name, an object a line."""
    _, line = next(_lines(path), (0, ""))
    if not line.lstrip().startswith("["):
        return _json_lines(path)
    return _numbered("json", path, on_mixed_types=None)  # else it writes text as JSON, in quotes


def _csv(path: Path) -> Iterator[Row]:
    """All values as they are written: `007` is no number, and `NA` and `None` are words."""
    from datasets import Features, Value

    options = {"sep": "\t" if path.suffix.lower() == ".tsv" else ",", "na_filter": False}
    first = next(_streamed("csv", path, nrows=1, **options), None)
    if isinstance(first, dict):
        text = Features({name: Value("string") for name in first})
        yield from _numbered("csv", path, features=text, chunksize=BATCH, **options)


def _arrow(path: Path) -> Iterator[Row]:
    return _numbered("arrow", path)


READERS: dict[str, Callable[[Path], Iterator[Row]]] = {
    ".arrow": _arrow,
    ".csv": _csv,
    ".json": _json,
    ".jsonl": _json_lines,
    ".ndjson": _json_lines,
    ".tsv": _csv,
    ".txt": _text,
}
"""Of each format but parquet, by its suffix, packed or not: the rows of a file as they are."""
