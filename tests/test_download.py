"""The data stage from its parameters to its files, with good input and with bad."""

import errno
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pyarrow.parquet as pq
import pytest
from ruamel.yaml import YAML

from fabula import files, paths
from fabula.command import run
from fabula.corpus import sources
from fabula.corpus.paths import DATA_METRICS, STORIES, stories_file
from fabula.corpus.store import read_stories
from fabula.stories import SPLITS, Split, Story
from stages.download import main

ROOT = Path(__file__).parents[1]
NAMED = ("train", "validation", "test")
"""The splits that files may be named for."""


def tell(seed: int, split: Split, count: int) -> Iterator[Story]:
    """A stand-in for the embedded corpus."""
    for number in range(count):
        yield Story(f"Story {number} of {split}, told by {seed}.", tags=("Twist",), split=split)


@pytest.fixture(autouse=True)
def embedded(monkeypatch: pytest.MonkeyPatch) -> None:
    world = SimpleNamespace(tell=tell, held_back=lambda: {"names": ["Pip"]}, LICENCE="MIT")
    monkeypatch.setattr(sources, "world", world)


def choose(**changes: Any) -> None:
    """Write params.yaml with parameters of `data` changed; tiny stories, all alike, may stay."""
    yaml = YAML()
    values = yaml.load(paths.PARAMS)
    values["data"]["cleaning"]["min_words"] = 1
    for section in ("files", "cleaning"):
        values["data"][section] |= changes.pop(section, {})
    values["data"] |= {"duplicate_similarity": 0.0} | changes
    yaml.dump(values, paths.PARAMS)


def fails() -> str:
    """Run the stage and give its one message."""
    with pytest.raises(SystemExit) as caught:
        run(main)
    assert isinstance(caught.value.code, str)
    assert caught.value.code.startswith("error: ")
    return caught.value.code


def manifest() -> dict[str, Any]:
    return files.read_json(DATA_METRICS)


def texts(split: str) -> list[str]:
    return [story.text for story in read_stories(stories_file(split))]


def lines(*stories: str) -> str:
    return "".join(json.dumps({"story": story}) + "\n" for story in stories)


# Good input


def test_embedded_stories_and_their_manifest(project: Path) -> None:
    choose(embedded={"train": 30, "validation": 5, "test": 2, "new_world": 4})
    main()
    assert texts("test") == ["Story 0 of test, told by 7.", "Story 1 of test, told by 7."]
    found = manifest()
    assert (found["source"], found["licence"]) == ("embedded", "MIT")
    assert found["held_back"] == {"names": ["Pip"]}
    assert found["stories"] == {"read": 41, "kept": 41}
    assert found["splits"]["validation"] == {
        "stories": 5,
        "words": 5 * 7,
        "bytes": 5 * len("Story 0 of validation, told by 7."),
        "mean_words": 7.0,
        "tags": {
            "BadEnding": 0,
            "Conflict": 0,
            "Dialogue": 0,
            "Foreshadowing": 0,
            "MoralValue": 0,
            "Twist": 5,
        },
        "sha256": files.sha256(stories_file("validation")),
    }
    assert sorted(path.name for path in STORIES.iterdir()) == [
        "README.md",
        "new_world.parquet",
        "skipped.jsonl",
        "test.parquet",
        "train.parquet",
        "validation.parquet",
    ]


def test_two_runs_write_the_same_bytes(project: Path) -> None:
    choose(embedded={"train": 30, "validation": 5, "test": 2, "new_world": 4})
    main()
    first = {path: path.read_bytes() for path in [*STORIES.iterdir(), DATA_METRICS]}
    main()
    assert first == {path: path.read_bytes() for path in first}


def test_a_limit_is_for_training_stories(project: Path) -> None:
    choose(limit=3, embedded={"train": 30, "validation": 5, "test": 2, "new_world": 4})
    main()
    assert [len(texts(split)) for split in SPLITS] == [3, 5, 2, 4]


def test_the_examples_work_with_the_default_parameters(project: Path) -> None:
    shutil.copytree(ROOT / "examples", project / "examples")
    choose(source="files")
    main()
    kept = [text for split in SPLITS for text in texts(split)]
    written = [record["story"] for record in files.read_jsonl(project / "examples/stories.jsonl")]
    assert sorted(kept) == sorted(written)
    assert manifest()["stories"]["read"] == 42
    assert manifest()["licence"] == "unknown"
    assert str(project) not in DATA_METRICS.read_text()


def test_copies_are_removed_and_held_out_splits_keep_theirs(project: Path) -> None:
    (project / "mine").mkdir()
    (project / "mine/train.jsonl").write_text(lines("A.", "A.", "B.", "C.", "D."))
    (project / "mine/validation.jsonl").write_text(lines("B.", "C.", "E."))
    (project / "mine/test.jsonl").write_text(lines("C.", "F."))
    names = {split: f"{split}.jsonl" for split in NAMED}
    choose(source="files", files={"folder": "mine"} | names)
    main()
    assert (texts("train"), texts("validation"), texts("test")) == (
        ["A.", "D."],
        ["B.", "E."],
        ["C.", "F."],
    )
    assert manifest()["stories"] == {"read": 10, "kept": 6}
    assert manifest()["duplicates"]["exact"] == {
        "within": {"train": 1, "validation": 0, "test": 0, "new_world": 0},
        "across": {"train": 2, "validation": 1, "test": 0, "new_world": 0},
    }


def test_more_stories_move_none_between_splits(project: Path) -> None:
    (project / "mine").mkdir()
    fractions = {"validation_fraction": 0.3, "test_fraction": 0.3}
    choose(source="files", files={"folder": "mine"}, **fractions)
    (project / "mine/a.jsonl").write_text(lines(*(f"Story {n}." for n in range(30))))
    main()
    before = {text: split for split in SPLITS for text in texts(split)}
    (project / "mine/0.jsonl").write_text(lines(*(f"New {n}." for n in range(30))))
    main()
    after = {text: split for split in SPLITS for text in texts(split)}
    assert len(after) == 60
    assert before.items() <= after.items()


def test_skipped_records_are_counted_and_listed(project: Path) -> None:
    (project / "mine").mkdir()
    broken = ["{\n"] * 25 + ['{"story": ""}\n']
    (project / "mine/a.jsonl").write_text(lines("A.", "B.", "C.") + "".join(broken))
    (project / "mine/test.jsonl").write_text(lines("T."))
    (project / "mine/validation.jsonl").write_text(lines("V."))
    names = {"folder": "mine", "validation": "validation.jsonl", "test": "test.jsonl"}
    choose(source="files", on_bad_record="skip", files=names)
    main()
    found = manifest()["skipped"]
    assert found["stories"] == 26
    assert found["reasons"]["malformed"] == 25
    assert found["reasons"]["empty"] == 1
    assert found["first"][0]["file"] == "a.jsonl"
    assert found["first"][0]["line"] == 4
    assert len(found["first"]) == 20
    assert len(files.read_jsonl(STORIES / "skipped.jsonl")) == 26


def test_dirt_is_removed_before_copies_are_looked_for_and_counted(project: Path) -> None:
    (project / "mine").mkdir()
    (project / "mine/train.jsonl").write_text(lines("A b.", "A  b.<br>", "Ж.", "C."))
    (project / "mine/validation.jsonl").write_text(lines("V."))
    (project / "mine/test.jsonl").write_text(lines("T."))
    names = {split: f"{split}.jsonl" for split in NAMED}
    choose(source="files", files={"folder": "mine"} | names)
    main()
    assert texts("train") == ["A b.", "C."]
    found = manifest()
    assert found["stories"] == {"read": 6, "kept": 4}
    assert found["cleaning"]["changed"]["markup"] == 1
    assert found["cleaning"]["changed"]["white_space"] == 1
    assert found["cleaning"]["changed"]["mojibake"] == 0
    assert found["cleaning"]["dropped"] == {"min_words": 0, "latin_fraction": 1}
    assert found["duplicates"]["exact"]["within"]["train"] == 1


def test_near_copies_of_held_out_stories_are_removed_from_training(project: Path) -> None:
    story = "Once upon a time a small red boat sailed out to sea and never came back again."
    (project / "mine").mkdir()
    (project / "mine/train.jsonl").write_text(lines(story.replace("sea", "lake"), "Another."))
    (project / "mine/validation.jsonl").write_text(lines("V."))
    (project / "mine/test.jsonl").write_text(lines(story))
    names = {split: f"{split}.jsonl" for split in NAMED}
    choose(source="files", files={"folder": "mine"} | names, duplicate_similarity=0.5)
    main()
    assert (texts("train"), texts("test")) == (["Another."], [story])
    assert manifest()["duplicates"]["near"]["across"]["train"] == 1


@pytest.mark.parametrize(
    ("tagger", "tags"), [("dataset", ("Twist",)), ("rules", ("Dialogue",)), ("none", ())]
)
def test_tags_are_of_the_chosen_tagger(project: Path, tagger: str, tags: tuple[str, ...]) -> None:
    (project / "mine").mkdir()
    record = {"story": '"Come in," said the owl.', "tags": ["Twist"]}
    (project / "mine/train.jsonl").write_text(json.dumps(record))
    (project / "mine/validation.jsonl").write_text(lines("V."))
    (project / "mine/test.jsonl").write_text(lines("T."))
    names = {split: f"{split}.jsonl" for split in NAMED}
    choose(source="files", tagger=tagger, files={"folder": "mine"} | names)
    main()
    (story,) = read_stories(stories_file("train"))
    assert story.tags == tags
    assert manifest()["tagger"]["name"] == tagger
    assert ("Dialogue" in manifest()["tagger"]) == (tagger == "rules")


# Bad input


@pytest.fixture
def mine(project: Path) -> Path:
    """A folder for a user's files, beside the stories of an earlier run."""
    choose(embedded={"train": 3, "validation": 2, "test": 1, "new_world": 0})
    main()
    (project / "mine").mkdir()
    choose(source="files", files={"folder": "mine"})
    return project / "mine"


def test_each_mistake_is_one_message_and_earlier_stories_stay(mine: Path) -> None:
    earlier = DATA_METRICS.read_text()
    content_and_message: list[tuple[str | bytes | None, str]] = [
        (None, "data.files.train: no file in mine matches '*.jsonl'"),
        ("", "mine/a.jsonl:1: the file holds no story"),
        (b'{"story": "Caf\xe9"}', "mine/a.jsonl:1: not UTF-8"),
        ('{"story": ', "mine/a.jsonl:1: not JSON"),
        ('{"text": "A."}', "mine/a.jsonl:1: no field 'story'"),
        ('{"story": "A.", "tags": ["Sad"]}', "mine/a.jsonl:1: unknown tag 'Sad'"),
        (lines("ten words " * 1_000_000), "mine/a.jsonl:1: a record of more than 10,000,000"),
        (lines("A."), "files gave 1 story"),
        (lines("A.", "B."), "no stories for test: 2 were read"),
    ]
    for content, message in content_and_message:
        if content is not None:
            (mine / "a.jsonl").write_bytes(
                content if isinstance(content, bytes) else content.encode()
            )
        assert message in fails()
        assert texts("test") == ["Story 0 of test, told by 7."]
        assert DATA_METRICS.read_text() == earlier
        assert [path.name for path in STORIES.parent.iterdir()] == ["stories"]


def test_a_missing_folder(mine: Path) -> None:
    mine.rmdir()
    assert "data.files.folder: there is no folder 'mine'" in fails()


def test_every_record_was_skipped(mine: Path) -> None:
    choose(on_bad_record="skip")
    (mine / "a.jsonl").write_text("{\n{\n{\n")
    assert "files gave no story" in fails()


RUSSIAN = "В лесу жила рыжая лиса, и каждый вечер она пела песню номер {number}."
CHINESE = "从前有一只狐狸住在森林里，它每天晚上都唱第{number}首歌。"


def test_nothing_is_left_after_cleaning(mine: Path) -> None:
    choose(cleaning={"min_words": 10})
    (mine / "a.jsonl").write_text(lines(*(RUSSIAN.format(number=n) for n in range(40))))
    message = fails()
    assert (
        "no stories for train and validation and test: 40 were read and became train 0" in message
    )
    assert "data.cleaning.latin_fraction (0.5) dropped 40" in message
    assert "min_words" not in message
    (mine / "a.jsonl").write_text(lines(*(f"Story {n}." for n in range(40)), "{") + "{\n")
    choose(on_bad_record="skip", cleaning={"min_words": 10})
    message = fails()
    assert "data.cleaning.min_words (10) dropped 41" in message
    assert (
        "1 more were skipped as broken (data.on_bad_record), the first: a.jsonl:42: not" in message
    )


def test_too_little_is_left_after_copies(mine: Path) -> None:
    (mine / "a.jsonl").write_text(lines(*["The same."] * 40))
    assert "39 were copies (data.duplicate_similarity)" in fails()


@pytest.mark.parametrize("text", [RUSSIAN, CHINESE])
def test_stories_of_any_script_stay_where_they_are_asked_for(mine: Path, text: str) -> None:
    choose(
        cleaning={"min_words": 10, "latin_fraction": 0.0},
        validation_fraction=0.3,
        test_fraction=0.3,
    )
    (mine / "a.jsonl").write_text(lines(*(text.format(number=n) for n in range(40))))
    main()
    assert manifest()["stories"] == {"read": 40, "kept": 40}


def test_one_story_names_the_separator(mine: Path) -> None:
    (mine / "a.txt").write_text("One.\n\nTwo.\n\nThree.")
    choose(files={"folder": "mine", "train": "a.txt"})
    message = fails()
    assert "data.source: files gave 1 story" in message
    assert "a .txt is divided by data.files.separator: '<|endoftext|>'" in message


def test_stories_with_marks_in_their_lines(mine: Path) -> None:
    choose(files={"train": "*.txt"}, validation_fraction=0.3, test_fraction=0.3)
    for file in range(15):
        stories = (f"<|startoftext|>Story {file}, {n}.<|endoftext|>\n" for n in range(3))
        (mine / f"{file}.txt").write_text("".join(stories))
    main()
    assert manifest()["stories"] == {"read": 45, "kept": 45}
    kept = [text for split in SPLITS for text in texts(split)]
    assert sorted(kept) == sorted(f"Story {file}, {n}." for file in range(15) for n in range(3))


def test_a_full_disk(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    (mine / "a.jsonl").write_text(lines("A.", "B.", "C."))
    monkeypatch.setattr(pq.ParquetWriter, "write_table", full)
    assert "the disk is full" in fails()
    assert texts("test") == ["Story 0 of test, told by 7."]
    assert [path.name for path in STORIES.parent.iterdir()] == ["stories"]


def test_an_interruption_half_way(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> Iterator[Story]:
        yield Story("A.")
        raise KeyboardInterrupt

    monkeypatch.setitem(sources.SOURCES, "files", interrupted)
    with pytest.raises(SystemExit) as caught:
        run(main)
    assert caught.value.code == 130
    assert texts("test") == ["Story 0 of test, told by 7."]
    assert [path.name for path in STORIES.parent.iterdir()] == ["stories"]


def test_the_stage_starts_without_the_libraries_of_the_models() -> None:
    code = "import stages.download, sys; assert not {'torch', 'transformers'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_embedded_stories_stand_beside_those_of_files_with_their_own_tags(project: Path) -> None:
    shutil.copytree(ROOT / "examples", project / "examples")
    choose(source="files", tagger="rules", also_embedded=5)
    main()
    stories = [story for split in NAMED for story in read_stories(stories_file(split))]
    embedded = [story for story in stories if "told by" in story.text]
    assert [story.tags for story in embedded] == [("Twist",)] * 5
    assert {story.split for story in embedded} == {"train"}
    assert len(stories) > 5
    assert manifest()["splits"].keys() == set(NAMED), "there is no new world in files"
