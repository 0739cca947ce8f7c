"""Text files of every shape: no story is lost, glued to another or given another's prompt."""

import json
import logging
from pathlib import Path

import pytest
from test_corpus_reading import ROOT, mine, read, skipped, texts  # noqa: F401

from fabula.config.data import Data
from fabula.corpus import formats, pieces
from fabula.errors import DataError, ParamsError
from fabula.stories import Story

pytestmark = pytest.mark.usefixtures("mine")

MINE = Path("mine")
END = "<|endoftext|>"
START = "<|startoftext|>"
LINES = {
    "form feed": "\x0c",
    "vertical tab": "\x0b",
    "file separator": "\x1c",
    "next line": "\x85",
    "line separator": "\u2028",
    "paragraph separator": "\u2029",
    "carriage return": "\r",
}
"""Characters that some readers take for the end of a line."""


def write(name: str, text: str | bytes) -> None:
    (MINE / name).write_bytes(text if isinstance(text, bytes) else text.encode())


# Separators


@pytest.mark.parametrize(
    "text",
    [
        f"One.{END}Two.{END}Three.{END}",
        f"One.{END}\nTwo.{END}\nThree.",
        f"One. {END} Two. {END} Three.\n",
        f"One.\n{END}Two.\n{END}Three.",
        f"One.\r\n{END}\r\nTwo.{END}\r\nThree.\r\n",
        f"One.\r{END}\rTwo.\r{END}\rThree.",
        f"One.\n\ufeff{END}\nTwo.\u200b{END}\nThree.",
    ],
)
def test_an_end_mark_separates_inside_of_a_line_too(text: str) -> None:
    write("a.txt", text)
    assert [story.strip("\u200b\ufeff\n") for story in texts(read("a.txt"))] == [
        "One.",
        "Two.",
        "Three.",
    ]


def test_lines_with_a_mark_at_each_end_are_a_story_each() -> None:
    write("a.txt", "".join(f"{START}Story {number}.{END}\n" for number in range(3)))
    assert texts(read("a.txt")) == [f"{START}Story {number}." for number in range(3)]


@pytest.mark.parametrize("separator", [END, "</s>", "[EOS]", "[SEP]", "<eos>", "<|end|>"])
def test_every_mark_that_is_no_text_separates_anywhere(separator: str) -> None:
    write("a.txt", f"One.{separator}Two.\n{separator}\nThree.")
    assert texts(read("a.txt", separator=separator)) == ["One.", "Two.", "Three."]


def test_a_mark_on_the_border_of_what_is_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    write("a.txt", f"One.\n{END}\nTwo.{END}Three.\r\n{END}")
    for size in range(1, 40):
        monkeypatch.setattr(pieces, "CHUNK", size)
        assert texts(read("a.txt")) == ["One.", "Two.", "Three."], size


def test_a_line_of_many_stories_is_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "LONGEST", 1000)
    monkeypatch.setattr(pieces, "CHUNK", 100)
    write("a.txt", f"A.{END}{'word ' * 500}{END}" + f"B.{END}" * 1000)
    assert texts(read("a.txt", "skip")) == ["A.", *["B."] * 1000]
    assert skipped() == [("a.txt", 1, "too_long")]


@pytest.mark.parametrize(
    ("separator", "line"),
    [
        ("***", "One.*** Two."),
        ("***", "One.***"),
        ("***", "*** Two."),
        ("***", "One.***Two."),
        ("=====", "=========="),
        ("---", "One. --- Two."),
        ("#", "One. # Two."),
        ("END", "One. END"),
        ("The end.", "So it was. The end."),
    ],
)
def test_another_separator_inside_of_a_line_is_named(separator: str, line: str) -> None:
    write("a.txt", f"Zero.\n{separator}\nHalf.\n{line}\nMore.\n{separator}\nThree.")
    with pytest.raises(DataError, match=r"mine/a\.txt:4: the separator .* in a line with other"):
        read("a.txt", separator=separator)
    assert texts(read("a.txt", "skip", separator=separator)) == ["Zero.", "Three."]
    assert skipped() == [("a.txt", 4, "malformed")]


def test_words_that_hold_the_separator_are_text() -> None:
    write("a.txt", "A FRIEND of #1, well-known.\nEND\nTwo.")
    assert len(read("a.txt", separator="END")) == 2
    for separator in ("#", "-"):
        assert len(read("a.txt", separator=separator)) == 1


@pytest.mark.parametrize(
    "separator", ["*** ", " *** ", "***\n", "\n\n", "\n", " ", "\t", "\r\n", "***\n***", "\u2003*"]
)
def test_a_separator_that_no_line_can_be_is_refused(separator: str) -> None:
    """With all other parameters, before anything is read."""
    values = Data.load(ROOT / "params.yaml").model_dump()
    values["files"]["separator"] = separator
    with pytest.raises(ParamsError, match=r"  data\.files\.separator: no line is ever '.*expected"):
        Data.check(values, "params.yaml")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.jsonl", json.dumps({"story": f"One.{END}Two."})),
        ("a.jsonl", json.dumps({"story": f"{START}One.\n\n{START}Two."})),
        ("a.jsonl", json.dumps({"story": "[BOS]One.[EOS][BOS]Two.[EOS]"})),
        ("a.csv", f"story\nOne.{END}Two.\n"),
        ("a.txt", f"One.\n***\nTwo.{END}Three."),
        ("a.txt", "<s>One.</s>\n<s>Two.</s>"),
        ("a.txt", f"{START}One.\n{START}Two."),
        ("a.txt", f"One.{END.upper()}\nTwo."),
    ],
)
def test_a_mark_inside_of_a_story_is_two_stories(name: str, text: str) -> None:
    write(name, text)
    with pytest.raises(DataError, match="stands inside of the story, so it is more than one"):
        read(name, separator="***")


def test_marks_around_a_story_are_left_to_cleaning() -> None:
    story = f"[BOS]{START}<s>One.</s>{END}[EOS][PAD][PAD]"
    write("a.jsonl", json.dumps({"story": story}))
    assert texts(read("a.jsonl")) == [story]


def test_files_that_the_separator_does_not_divide_are_named(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    write("a.txt", "One.\n\nTwo.")
    write("b.txt", f"Three.\n{END}\nFour.")
    assert len(read("*.txt")) == 3
    assert f"data.files.separator: '{END}' divides nothing in 1 files" in caplog.text
    assert "a.txt" in caplog.text
    assert "b.txt" not in caplog.text


# Line ends


@pytest.mark.parametrize("kind", LINES)
def test_pairs_stay_pairs(kind: str) -> None:
    odd = LINES[kind]
    prompts = [f"Prompt{odd if n % 3 else ' '}{n}" for n in range(40)]
    stories = [f"Story{odd if n % 4 else ' '}{n}." for n in range(40)]
    write("a.wp_source", "\n".join(prompts) + "\n")
    write("a.wp_target", "\r\n".join(stories) + "\r\n")
    expected = list(zip(prompts, stories, strict=True))
    assert [(story.prompt, story.text) for story in read("a.wp_target")] == expected


@pytest.mark.parametrize("kind", LINES)
def test_only_a_line_end_ends_a_line(kind: str) -> None:
    text = f"One{LINES[kind]}two."
    write("a.txt", f"{text}\nThree.\n")
    assert texts(read("a.txt", separator="")) == [text, "Three."]
    assert texts(read("a.txt", separator="Three.")) == [text]
    write("a.csv", f'story,prompt\n"{text}",p\nThree.,q\n')
    assert texts(read("a.csv")) == [text, "Three."]
    write("a.jsonl", f"{json.dumps({'story': text}, ensure_ascii=False)}\n" * 2)
    assert texts(read("a.jsonl")) == [text, text]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "One.\rTwo.\r"),
        ("a.csv", "story\rOne.\rTwo.\r"),
        ("a.jsonl", '{"story": "One."}\r{"story": "Two."}\r'),
    ],
)
def test_files_of_an_old_mac(name: str, text: str) -> None:
    write(name, text)
    assert texts(read(name, separator="")) == ["One.", "Two."]


# Joined files

BOM = "\ufeff"


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        (f"{BOM}One.\n{BOM}Two.\n", ""),
        (f"{BOM}One.{BOM}Two.", ""),
        (f"{BOM}One.\n{BOM}Two.\n", END),
        (f"{BOM}One.{BOM}Two.\n", END),
        (f"{BOM}One.\n{BOM}{END}\nTwo.\n", END),
        (f"{BOM}One.{END}\n{BOM}Two.{END}\n", END),
        (f"{BOM}One.\n{BOM}***\nTwo.\n", "***"),
        (f"{BOM}One.\n***\n{BOM}Two.\n***\n", "***"),
        (f"{BOM}One.\n{BOM}Two.\n***\n", "***"),
        (f"{BOM}“One.”{BOM}Two.\n", "***"),
        (f"{BOM}{BOM}One.\n\n{BOM}\nTwo.\n", END),
    ],
)
def test_a_byte_order_mark_inside_of_a_file_glues_nothing(text: str, separator: str) -> None:
    write("a.txt", text)
    assert [story.strip("“”") for story in texts(read("a.txt", separator=separator))] == [
        "One.",
        "Two.",
    ]


def test_where_files_were_joined_without_a_separator_is_said(
    caplog: pytest.LogCaptureFixture,
) -> None:
    write("a.txt", f"One.\nMore.\n{BOM}Two.\n{END}\nThr{BOM}ee.\n{BOM}")
    assert texts(read("a.txt")) == ["One.\nMore.", "Two.", f"Thr{BOM}ee."]
    assert "mine/a.txt:3: another file was joined here: a new story begins" in caplog.text
    assert caplog.text.count("joined") == 1


def test_joined_tables_and_lines_of_json() -> None:
    record = json.dumps({"story": f"T{BOM}wo."}, ensure_ascii=False)
    write("a.jsonl", f"{BOM}{record}\n{BOM}{record}{BOM}{record}")
    assert texts(read("a.jsonl")) == [f"T{BOM}wo."] * 3
    write("a.csv", f"{BOM}story,prompt\nOne.,p\n{BOM}story,prompt\nTwo.,q\n")
    assert read("a.csv") == [Story("One.", prompt="p"), Story("Two.", prompt="q")]
    write("a.json", f'{BOM}[{{"story": "One."}}]\n{BOM}[{{"story": "Two."}}]')
    assert texts(read("a.json")) == ["One.", "Two."]


def test_joined_pairs() -> None:
    write("a.wp_source", f"{BOM}A king\n{BOM}A queen\n")
    write("a.wp_target", f"{BOM}Once.\n{BOM}Twice.\n")
    assert read("a.wp_target") == [Story("Once.", "A king"), Story("Twice.", "A queen")]
    write("a.wp_source", f"{BOM}A king{BOM}A queen\n")
    write("a.wp_target", f"{BOM}Once.{BOM}Twice.\n")
    with pytest.raises(DataError, match=r"a\.wp_target:1: two lines in one: files were joined"):
        read("a.wp_target")


# Blocks of labels


@pytest.mark.parametrize(
    ("block", "line", "label"),
    [
        ("Story: One.\nStory: Two.", 2, "Story"),
        ("Words: a\nStory: One.\n\nWords: b\nStory: Two.", 5, "Story"),
        ("Words: a\nWords: b\nStory: One.", 2, "Words"),
        ("\n\nSummary: a\nWords: w\nSummary: b\nStory: One.", 5, "Summary"),
        ("Features: Twist\nFeatures: Dialogue\nStory: One.", 2, "Features"),
        ("Story:\nOne.\n\nStory:\nTwo.\n\nStory:\nThree.", 4, "Story"),
    ],
)
def test_a_label_that_stands_twice_is_a_bad_record(block: str, line: int, label: str) -> None:
    write("a.txt", f"Zero.\n{END}\n{block}\n{END}\nFour.")
    with pytest.raises(DataError, match=rf"a\.txt:{line + 2}: the label '{label}:' stands twice"):
        read("a.txt")
    assert texts(read("a.txt", "skip")) == ["Zero.", "Four."]
    assert skipped() == [("a.txt", line + 2, "malformed")]


@pytest.mark.parametrize(
    "story",
    [
        "Tom saw the board.\nWords: they were all he had.\nHe ran.",
        "Tom saw the board.\nWords: cat, hat",
        "Tom wrote.\nSummary: the frog is green.\nThe teacher smiled.",
        "Tom wrote.\nSummary: the frog is green.\n\nThe teacher smiled.",
        "Tom read.\nFeatures: two ears.\nThe end.",
        "Tom read.\nRandom sentence: it rained.\nThe end.",
        "Tom read.\n\nWords: a\nWords: b\nWords: c",
    ],
)
def test_a_label_inside_of_a_story_is_text(story: str) -> None:
    write("a.txt", f"Words: oak\nSummary: Tom.\nStory: {story}\n{END}\nStory:\n\n{story}\n")
    assert read("a.txt") == [
        Story(story, prompt="Words: oak", summary="Tom."),
        Story(story),
    ]


def test_labels_in_a_story_that_is_no_block_are_text() -> None:
    text = "Tom saw the board.\nWords: they were all he had.\nWords: again.\nStory: none."
    write("a.txt", text)
    assert texts(read("a.txt")) == [text]
