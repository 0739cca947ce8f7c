"""Which files of a folder are read, and what is said where none can be."""

import errno
import gzip
import os
from pathlib import Path
from typing import Any

import pytest
from test_corpus_reading import mine, read, texts  # noqa: F401

from fabula.errors import DataError

pytestmark = pytest.mark.usefixtures("mine")

MINE = Path("mine")


def tell(*names: str, folder: Path = MINE) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"Story {name}.")


# What systems and editors keep for themselves


@pytest.mark.parametrize(
    "hidden",
    [
        ".DS_Store",
        "._a.txt",
        ".a.txt.swp",
        ".a.txt",
        ".ipynb_checkpoints/a-checkpoint.txt",
        ".git/b.txt",
        "deep/.DS_Store",
        "deep/._b.txt",
        "deep/.trash/b.txt",
        "__MACOSX/._a.txt",
        ".Spotlight-V100/c.jsonl",
    ],
)
@pytest.mark.parametrize("pattern", ["*", "**/*", "*.txt", "tales", "tales/*", "**/*.txt"])
def test_names_that_begin_with_a_dot_are_not_read(hidden: str, pattern: str) -> None:
    tell("a.txt", "deep/b.txt", folder=MINE / "tales")
    tell("c.txt")
    for folder in (MINE, MINE / "tales"):
        (folder / hidden).parent.mkdir(parents=True, exist_ok=True)
        (folder / hidden).write_bytes(b"\x00\x05\x16\x07 no story \xff")
    found = texts(read(pattern))
    assert found
    assert set(found) <= {"Story a.txt.", "Story deep/b.txt.", "Story c.txt."}


def test_hidden_stories_are_named_and_can_be_asked_for(caplog: pytest.LogCaptureFixture) -> None:
    tell("a.txt", ".b.txt", ".deep/c.txt")
    assert texts(read("*.txt")) == ["Story a.txt."]
    assert "not read, for its name begins with a dot: mine/.b.txt" in caplog.text
    assert texts(read(".b.txt")) == ["Story .b.txt."]
    assert texts(read(".deep")) == ["Story .deep/c.txt."]
    assert texts(read(".*/*.txt")) == ["Story .deep/c.txt."]


# Links


@pytest.mark.parametrize("pattern", ["**/*.txt", "*", "tales", "tales/**/*.txt", "tales/*/*.txt"])
def test_linked_folders_are_read(pattern: str, tmp_path: Path) -> None:
    tell(*(f"here/{n}.txt" for n in range(20)), folder=MINE / "tales")
    tell(*(f"{n}.txt" for n in range(20, 40)), folder=tmp_path / "elsewhere")
    (MINE / "tales/there").symlink_to(tmp_path / "elsewhere")
    assert len(texts(read(pattern))) == 40


def test_links_of_links_and_a_linked_file(tmp_path: Path) -> None:
    tell("deep/a.txt", folder=tmp_path / "elsewhere")
    tell("b.txt", folder=tmp_path)
    (tmp_path / "bridge").symlink_to(tmp_path / "elsewhere")
    (MINE / "bridge").symlink_to(tmp_path / "bridge")
    (MINE / "c.txt").symlink_to(tmp_path / "b.txt")
    assert texts(read("**/*.txt")) == ["Story deep/a.txt.", "Story b.txt."]


@pytest.mark.parametrize("pattern", ["**/*.txt", "*", "tales"])
def test_links_in_a_circle_end_and_nothing_is_read_twice(pattern: str) -> None:
    tell("a.txt", "deep/b.txt", folder=MINE / "tales")
    for number in range(5):
        (MINE / f"tales/deep/up{number}").symlink_to(MINE.absolute())
        (MINE / f"tales/same{number}").symlink_to((MINE / "tales/deep").absolute())
    (MINE / "tales/copy.txt").symlink_to((MINE / "tales/a.txt").absolute())
    assert sorted(texts(read(pattern))) == ["Story a.txt.", "Story deep/b.txt."]


@pytest.mark.parametrize("pattern", ["real/*.txt", "a_link/*.txt", "real", "a_link", "*/*.txt"])
def test_a_folder_is_found_by_its_name_and_by_its_link(pattern: str) -> None:
    tell("a.txt", folder=MINE / "real")
    (MINE / "a_link").symlink_to("real")
    assert texts(read(pattern)) == ["Story a.txt."]


@pytest.mark.parametrize("pattern", ["*", "**", "**/*", "tales/*"])
def test_what_is_no_story_beside_stories_is_named(
    pattern: str, caplog: pytest.LogCaptureFixture
) -> None:
    tell("a.txt", "Thumbs.db", "notes.md", "a.txt~", "LICENSE", folder=MINE / "tales")
    assert texts(read(pattern)) == ["Story a.txt."]
    assert "not read, no known format: LICENSE, Thumbs.db, a.txt~, notes.md" in caplog.text


def test_a_linked_file_is_of_one_split_only() -> None:
    tell("a.txt", "b.txt")
    (MINE / "c.txt").symlink_to("b.txt")
    stories = read("*.txt", validation="b.txt", test="")
    assert [(story.split, story.text) for story in stories] == [
        ("validation", "Story b.txt."),
        (None, "Story a.txt."),
    ]


@pytest.mark.parametrize("target", ["gone.txt", "a.txt"])
def test_a_link_to_nothing_is_named(target: str) -> None:
    (MINE / "a.txt").symlink_to(target)
    with pytest.raises(DataError, match=r"mine/a\.txt"):
        read("*.txt")


# Suffixes


@pytest.mark.parametrize("name", ["A.TXT", "a.Txt", "A.TXT.GZ", "a.txt.GZ"])
def test_suffixes_in_capitals(name: str) -> None:
    (MINE / name).write_bytes(gzip.compress(b"One.") if name.lower().endswith("gz") else b"One.")
    assert texts(read(name)) == ["One."]
    assert texts(read("*")) == ["One."]


@pytest.mark.parametrize(
    ("prompts", "stories"),
    [
        ("A.WP_SOURCE", "A.WP_TARGET"),
        ("a.wp_source", "a.WP_TARGET"),
        ("a.wp_source", "A.wp_target"),
    ],
)
def test_pairs_in_capitals(prompts: str, stories: str) -> None:
    (MINE / prompts).write_text("A king\n")
    (MINE / stories).write_text("Once.\n")
    (story,) = read(stories)
    assert (story.prompt, story.text) == ("A king", "Once.")


# Folders and the system


@pytest.mark.parametrize(
    "folder", [".", "", "data", "data/stories", "data/stories/mine", "models", "./data/", "plots"]
)
def test_a_folder_that_the_pipeline_writes_to(folder: str) -> None:
    Path(folder).mkdir(parents=True, exist_ok=True)
    with pytest.raises(
        DataError, match=r"^data\.files\.folder: .* where the pipeline itself write"
    ):
        read("a.txt", folder=folder)


def test_a_folder_beside_what_the_pipeline_writes() -> None:
    tell("a.txt", folder=Path("data/mine"))
    assert texts(read("a.txt", folder="data/mine")) == ["Story a.txt."]


def test_no_folder() -> None:
    tell("a.txt")
    with pytest.raises(DataError, match=r"there is no folder 'mine/a\.txt', it is a file; name"):
        read("a.txt", folder="mine/a.txt")
    with pytest.raises(DataError, match=r"there is no folder 'gone'; make it and put files in"):
        read("a.txt", folder="gone")


NUMBERS = [errno.EACCES, errno.EIO, errno.EMFILE, errno.ESTALE, errno.ELOOP, errno.ETIMEDOUT]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize(
    "name", ["a.txt", "a.jsonl", "a.csv", "a.parquet", "a.wp_target", "a.json"]
)
def test_what_the_system_has_against_a_file(
    number: int, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_ = Path.open

    def refuse(path: Path, *arguments: Any, **named: Any) -> Any:
        if path.name == name:
            raise OSError(number, os.strerror(number), str(path))
        return open_(path, *arguments, **named)

    tell(name, "a.wp_source")
    monkeypatch.setattr(Path, "open", refuse)
    for policy in ("fail", "skip"):
        with pytest.raises(DataError, match=rf"mine/{name} cannot be read: .*\n  mend that, or na"):
            read(name, policy)


@pytest.mark.parametrize("number", NUMBERS)
def test_what_the_system_has_against_a_folder(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> None:
        raise OSError(number, os.strerror(number), str(path))

    tell("a.txt")
    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(DataError, match=r"mine cannot be read: "):
        read("*.txt")


@pytest.mark.parametrize("pattern", ["a" * 300 + ".txt", "\0.txt", "[", "a[.txt", "**", "***"])
def test_odd_patterns_are_one_message_or_work(pattern: str) -> None:
    tell("a.txt")
    try:
        assert texts(read(pattern)) == ["Story a.txt."]
    except DataError as error:
        assert str(error).startswith("data.files.train: ") or "cannot be read" in str(error)
