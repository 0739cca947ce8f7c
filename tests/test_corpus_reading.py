"""A user's files: what each format means, and what is said about a broken one."""

import gzip
import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from fabula.config.data import Data
from fabula.corpus import formats
from fabula.corpus.bad_records import BadRecords
from fabula.corpus.reading import read_files
from fabula.errors import DataError
from fabula.stories import Story

ROOT = Path(__file__).parents[1]
Read = Callable[..., list[Story]]


def config(files: dict[str, str], **changes: object) -> Data:
    data = Data.load(ROOT / "params.yaml")
    folder = {"folder": "mine"} | files
    return data.model_copy(
        update={"source": "files", "files": data.files.model_copy(update=folder), **changes}
    )


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "mine"
    folder.mkdir()
    return folder


def read(train: str, policy: str = "fail", **changes: object) -> list[Story]:
    names = {"train": train} | {
        key: str(changes.pop(key))
        for key in ("folder", "validation", "test", "separator")
        if key in changes
    }
    data = config(names, on_bad_record=policy, **changes)
    with BadRecords(Path("skipped.jsonl"), data.on_bad_record) as bad:
        return list(read_files(data, bad))


def skipped() -> list[tuple[str, int, str]]:
    lines = Path("skipped.jsonl").read_text().splitlines()
    return [
        (record["file"], record["line"], record["reason"])
        for record in (json.loads(line) for line in lines)
    ]


def texts(stories: list[Story]) -> list[str]:
    return [story.text for story in stories]


# What the formats mean


def test_text_between_separators(mine: Path) -> None:
    (mine / "a.txt").write_text(
        "One.\n\nStill one.\n<|endoftext|>\n\nTwo.\n <|endoftext|> \nThree", encoding="utf-8"
    )
    assert texts(read("a.txt")) == ["One.\n\nStill one.", "Two.", "Three"]


def test_text_with_another_separator_or_none(mine: Path) -> None:
    (mine / "a.txt").write_text("One.\n***\nTwo.\n")
    assert texts(read("a.txt", separator="***")) == ["One.", "Two."]
    assert texts(read("a.txt", separator="")) == ["One.", "***", "Two."]


def test_windows_line_ends_and_byte_order_mark(mine: Path) -> None:
    (mine / "a.txt").write_bytes(b"\xef\xbb\xbfOne.\r\nMore.\r\n<|endoftext|>\r\nTwo.\r\n")
    assert texts(read("a.txt")) == ["One.\nMore.", "Two."]


def test_jsonl_with_all_fields(mine: Path) -> None:
    record = {
        "story": " Pip flew. ",
        "prompt": "A bird",
        "tags": ["Twist", "Dialogue"],
        "summary": "He flies.",
        "characters": ["Pip"],
        "author": "me",
    }
    (mine / "a.jsonl").write_text(json.dumps(record) + "\n\n" + '{"story": "Two.", "tags": null}')
    assert read("a.jsonl") == [
        Story(
            "Pip flew.",
            prompt="A bird",
            tags=("Dialogue", "Twist"),
            summary="He flies.",
            characters=("Pip",),
        ),
        Story("Two."),
    ]


def test_csv(mine: Path) -> None:
    (mine / "a.csv").write_text('tags,story,prompt\n"Twist, Dialogue","He said ""no"".\nEnd.",\n')
    assert read("a.csv") == [Story('He said "no".\nEnd.', tags=("Dialogue", "Twist"))]


def test_parquet(mine: Path) -> None:
    table = {"story": ["One.", "Two."], "tags": [["Twist"], None], "price": [1, 2]}
    pq.write_table(pa.table(table), mine / "a.parquet")
    assert read("a.parquet") == [Story("One.", tags=("Twist",)), Story("Two.")]


def test_prompt_and_story_pairs(mine: Path) -> None:
    (mine / "train.wp_source").write_text("[ WP ] A king\nA queen\n")
    (mine / "train.wp_target").write_text("Once <newline> there .\nTwice .\n")
    pairs = [Story("Once <newline> there .", "[ WP ] A king"), Story("Twice .", "A queen")]
    for name in ("train.wp_source", "train.wp_target", "train.wp_*"):
        assert read(name) == pairs


def test_instruction_blocks(mine: Path) -> None:
    (mine / "a.txt").write_text(
        "Features: Dialogue, BadEnding\nWords: quit, oak\nSummary: Ben quits.\nStory: \n\n"
        "Ben sat.\n\nBen quit.\n<|endoftext|>\n"
        "Words: hat\nStory: A hat fell.\nSummary: It falls.\n<|endoftext|>\n"
        "Her Story: it was long.\n"
    )
    assert read("a.txt") == [
        Story(
            "Ben sat.\n\nBen quit.",
            prompt="Words: quit, oak",
            tags=("BadEnding", "Dialogue"),
            summary="Ben quits.",
        ),
        Story("A hat fell.", prompt="Words: hat", summary="It falls."),
        Story("Her Story: it was long."),
    ]


@pytest.mark.parametrize("suffix", [".txt", ".jsonl", ".csv", ".parquet", ".wp_target"])
def test_any_format_compressed(mine: Path, suffix: str) -> None:
    pq.write_table(pa.table({"story": ["One."]}), mine / "a.parquet")
    content = {
        ".txt": b"One.",
        ".jsonl": b'{"story": "One."}',
        ".csv": b"story\nOne.\n",
        ".parquet": (mine / "a.parquet").read_bytes(),
        ".wp_target": b"One.\n",
    }
    (mine / f"a{suffix}.gz").write_bytes(gzip.compress(content[suffix]))
    (mine / "a.wp_source.gz").write_bytes(gzip.compress(b"A king\n"))
    assert texts(read(f"a{suffix}.gz")) == ["One."]


def test_every_format_has_its_line_in_the_guide() -> None:
    guide = (ROOT / "examples/README.md").read_text()
    assert all(f"`{suffix}`" in guide for suffix in formats.READERS)


# Which files


def test_a_folder_and_a_glob_are_read_in_order_of_their_names(
    mine: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("b.txt", "deep/c.txt", "a.txt", "notes.md"):
        (mine / "tales" / name).parent.mkdir(exist_ok=True, parents=True)
        (mine / "tales" / name).write_text(f"Story {name}.")
    everything = ["Story a.txt.", "Story b.txt.", "Story deep/c.txt."]
    assert texts(read("tales")) == everything
    assert "notes.md" in caplog.text
    assert texts(read("tales/*.txt")) == everything[:2]
    assert texts(read("**/*.txt")) == everything


def test_held_out_files_are_not_training_files(mine: Path) -> None:
    for name in ("one", "two", "three"):
        (mine / f"{name}.txt").write_text(f"Story {name}.")
    stories = read("*.txt", validation="two.txt", test="three.txt")
    assert {story.split: story.text for story in stories} == {
        "train": "Story one.",
        "validation": "Story two.",
        "test": "Story three.",
    }


def test_splits_to_be_cut_are_left_open(mine: Path) -> None:
    (mine / "a.txt").write_text("One.")
    (mine / "b.txt").write_text("Two.")
    assert [story.split for story in read("a.txt")] == [None]
    assert [story.split for story in read("a.txt", test="b.txt")] == ["test", None]


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("*.json", r"data\.files\.train: no file in mine matches '\*\.json'; it holds a\.txt"),
        ("", r"data\.files\.train: expected a name or a glob inside mine, got ''"),
        ("../a.txt", r"data\.files\.train: expected a name or a glob inside mine"),
        ("notes.md", r"notes\.md: no known format; known: \.txt, \.jsonl"),
    ],
)
def test_files_that_cannot_be_found(mine: Path, pattern: str, message: str) -> None:
    (mine / "a.txt").write_text("One.")
    (mine / "notes.md").write_text("One.")
    with pytest.raises(DataError, match=message):
        read(pattern)


def test_a_missing_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DataError, match=r"data\.files\.folder: there is no folder 'mine'"):
        read("a.txt")


def test_all_files_are_held_out(mine: Path) -> None:
    (mine / "a.txt").write_text("One.")
    with pytest.raises(DataError, match=r"data\.files\.train: .* names only files of other splits"):
        read("*.txt", test="a.txt")


# Broken records

GOOD = '{"story": "Good."}\n'
BROKEN = {
    "malformed": ("a.jsonl", GOOD + '{"story": "Bad.\n' + GOOD, 2, "not JSON"),
    "list": ("a.jsonl", GOOD + '["Bad."]\n' + GOOD, 2, "not a JSON object"),
    "number": ("a.jsonl", GOOD + '{"story": 7}\n' + GOOD, 2, "story is int, not text"),
    "tags": ("a.jsonl", GOOD + '{"story": "a", "tags": [1]}\n', 2, "tags is no list of strings"),
    "deep": ("a.jsonl", GOOD + "[" * 100_000 + "\n", 2, "not JSON"),
    "no_story": ("a.jsonl", GOOD + '{"text": "Bad."}\n' + GOOD, 2, "no field 'story'.*text"),
    "unknown_tag": ("a.jsonl", GOOD + '{"story": "B", "tags": ["Sad"]}', 2, "unknown tag 'Sad'"),
    "not_utf8": ("a.txt", b"Good.\n<|endoftext|>\n\nCaf\xe9.\n", 4, "not UTF-8"),
    "utf16": ("a.txt", "Bad.".encode("utf-16"), 1, "not UTF-8"),
    "surrogate": ("a.jsonl", GOOD + '{"story": "\\ud800"}\n', 2, "not UTF-8"),
    "empty": ("a.jsonl", GOOD + '{"story": "  "}\n', 2, "the story is empty"),
    "empty_block": ("a.txt", "A.\n<|endoftext|>\n\n<|endoftext|>\nB.\n", 4, "the story is empty"),
    "empty_file": ("a.txt", "", 1, "the file holds no story"),
    "words": ("a.txt", "word " * 2001, 1, r"2,001 words, above data\.max_words \(2,000\)"),
    "characters": ("a.txt", "A.\n<|endoftext|>\n" + "x" * 10_000_001, 3, "10,000,000 characters"),
    "row": ("a.csv", "story,tags\nGood.,\nBad.\n", 3, "1 values where the header names 2"),
    "quote": ("a.csv", 'story\nGood.\n"Bad.\nMore.', 3, "not CSV: unexpected end of data"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_record_stops_the_run_with_its_place(mine: Path, name: str) -> None:
    file, content, line, problem = BROKEN[name]
    (mine / file).write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(DataError, match=problem) as caught:
        read(file)
    message = str(caught.value)
    assert message.startswith(f"mine/{file}:{line}: ")
    assert "got: " in message
    assert "data.on_bad_record: skip" in message
    assert len(message) < 500


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_record_is_left_out_and_listed(mine: Path, name: str) -> None:
    file, content, line, _ = BROKEN[name]
    (mine / file).write_bytes(content if isinstance(content, bytes) else content.encode())
    kept = read(file, "skip")
    assert [place for *place, _ in skipped()] == [[file, line]]
    assert all(text in ("Good.", "A.", "B.") for text in texts(kept))
    reason = skipped()[0][2]
    assert reason == name if name in ("no_story", "unknown_tag", "not_utf8", "empty") else reason


def test_the_stories_around_broken_ones_stay(mine: Path) -> None:
    good = [json.dumps({"story": f"Story {number}."}) for number in range(6)]
    broken = ["{", '{"story": ""}', '{"story": "x", "tags": ["Sad"]}']
    order = [good[0], broken[0], good[1], good[2], broken[1], broken[2], *good[3:]]
    (mine / "a.jsonl").write_text("\n".join(order))
    assert texts(read("a.jsonl", "skip")) == [f"Story {number}." for number in range(6)]
    assert skipped() == [
        ("a.jsonl", 2, "malformed"),
        ("a.jsonl", 5, "empty"),
        ("a.jsonl", 6, "unknown_tag"),
    ]


def test_foreign_tags_do_no_harm_where_they_are_not_asked_for(mine: Path) -> None:
    (mine / "a.jsonl").write_text('{"story": "A.", "tags": ["Sad"]}')
    assert read("a.jsonl", tagger="rules") == [Story("A.")]


# Broken files


def test_pairs_that_do_not_match(mine: Path) -> None:
    (mine / "a.wp_target").write_text("One.\nTwo.\n")
    with pytest.raises(DataError, match=r"a\.wp_target: its prompts are missing.*a\.wp_source"):
        read("a.wp_target")
    (mine / "a.wp_source").write_text("A king\n")
    with pytest.raises(DataError, match=r"a\.wp_target:2: a line without a partner"):
        read("a.wp_target")


@pytest.mark.parametrize("name", ["a.csv", "a.parquet"])
def test_a_table_without_stories(mine: Path, name: str) -> None:
    (mine / "a.csv").write_text("text,price\nOne.,1\n")
    pq.write_table(pa.table({"text": ["One."], "price": [1]}), mine / "a.parquet")
    with pytest.raises(DataError, match=rf"{name}: no column 'story'; it has: 'text', 'price'"):
        read(name)


@pytest.mark.parametrize("name", ["a.txt.gz", "cut.txt.gz", "a.parquet"])
def test_damaged_files(mine: Path, name: str) -> None:
    (mine / "a.txt.gz").write_text("not compressed")
    (mine / "cut.txt.gz").write_bytes(gzip.compress(b"One." * 10_000)[:-20])
    (mine / "a.parquet").write_text("no table")
    with pytest.raises(DataError, match=rf"mine/{name} cannot be read"):
        read(name)


# Memory


@pytest.mark.parametrize("line_end", ["\n", " "])
def test_a_file_without_separators_does_not_fill_the_memory(
    mine: Path, monkeypatch: pytest.MonkeyPatch, line_end: str
) -> None:
    monkeypatch.setattr(formats, "LONGEST", 100_000)
    (mine / "a.txt").write_text(f"{'word ' * 20}{line_end}" * 40_000)
    tracemalloc.start()
    assert read("a.txt", "skip") == []
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2_000_000
    assert skipped() == [("a.txt", 1, "too_long")]
