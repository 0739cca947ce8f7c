import errno
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from fabula.corpus import store
from fabula.corpus.store import read_stories, write_stories
from fabula.errors import DataError
from fabula.stories import Story

STORIES = [
    Story(
        "Pip said “no” – naïve 🐦.\n\nThen yes.",
        prompt="A bird",
        tags=("Dialogue", "Twist"),
        split="train",
        summary="A bird changes its mind.",
        characters=("Pip",),
    ),
    Story("The end came early.", split="test"),
]


def test_stories_come_back_as_they_were(tmp_path: Path) -> None:
    assert write_stories(tmp_path / "a.parquet", STORIES) == 2
    assert list(read_stories(tmp_path / "a.parquet")) == STORIES


def test_one_split_of_many(tmp_path: Path) -> None:
    write_stories(tmp_path / "a.parquet", STORIES)
    assert list(read_stories(tmp_path / "a.parquet", "test")) == STORIES[1:]


def test_columns_are_the_agreed_ones(tmp_path: Path) -> None:
    write_stories(tmp_path / "a.parquet", STORIES)
    table = pq.read_table(tmp_path / "a.parquet")
    assert table.schema.names == [
        "id",
        "story",
        "prompt",
        "tags",
        "split",
        "summary",
        "characters",
    ]
    assert table.schema.field("tags").type == pa.list_(pa.string())
    assert table["id"].to_pylist() == [story.id for story in STORIES]


def test_no_story_is_a_readable_file(tmp_path: Path) -> None:
    assert write_stories(tmp_path / "a.parquet", []) == 0
    assert list(read_stories(tmp_path / "a.parquet")) == []


def test_equal_stories_give_equal_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "ROW_GROUP", 3)
    stories = [Story(f"Story number {number}.") for number in range(10)]
    write_stories(tmp_path / "a.parquet", stories)
    write_stories(tmp_path / "b.parquet", iter(stories))
    assert (tmp_path / "a.parquet").read_bytes() == (tmp_path / "b.parquet").read_bytes()
    assert pq.ParquetFile(tmp_path / "a.parquet").num_row_groups == 4


def test_a_missing_file_says_which_command_makes_it(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"gone\.parquet.*dvc repro"):
        list(read_stories(tmp_path / "gone.parquet"))


def test_foreign_files_are_named(tmp_path: Path) -> None:
    text, table = tmp_path / "text.parquet", tmp_path / "table.parquet"
    text.write_text("Once upon a time")
    pq.write_table(pa.table({"price": [1]}), table)
    with pytest.raises(DataError, match=r"text\.parquet is not a parquet file"):
        list(read_stories(text))
    with pytest.raises(DataError, match=r"table\.parquet is not a file of stories.*got price"):
        list(read_stories(table))


def test_a_full_disk_keeps_the_earlier_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.parquet"
    write_stories(path, STORIES)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(pq.ParquetWriter, "write_table", full)
    with pytest.raises(OSError, match="No space left"):
        write_stories(path, STORIES[:1])
    assert list(read_stories(path)) == STORIES
    assert [file.name for file in tmp_path.iterdir()] == ["a.parquet"]
