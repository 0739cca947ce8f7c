"""Tables and JSON: what is damaged, what others write differently, and what is said of it."""

import gzip
import json
import math
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from test_corpus_reading import mine, read, skipped, texts  # noqa: F401

from fabula.corpus import formats, pieces
from fabula.corpus.store import read_stories, write_stories
from fabula.errors import DataError
from fabula.stories import Story

pytestmark = pytest.mark.usefixtures("mine")

MINE = Path("mine")
WRONG = b"Caf\xe9."


def write(name: str, text: str, encoding: str = "utf-8") -> None:
    (MINE / name).write_bytes(text.encode(encoding))


def binary(values: list[Any], kind: pa.DataType) -> pa.Array:
    """Bytes that a table calls text."""
    stored = pa.large_binary() if kind == pa.large_string() else pa.binary()
    return pa.array(values, stored).view(kind)


# Parquet whose text is not UTF-8


def not_utf8(kind: str) -> dict[str, Any]:
    good = ["One.", "Two.", "Three."]
    bad = [b"One.", WRONG, b"Three."]
    offsets = pa.array([0, 1, 2, 3], pa.int32())
    return {
        "story": {"story": binary(bad, pa.string())},
        "large": {"story": binary(bad, pa.large_string())},
        "prompt": {"story": good, "prompt": binary(bad, pa.string())},
        "summary": {"story": good, "summary": binary(bad, pa.string())},
        "tags": {
            "story": good,
            "characters": pa.ListArray.from_arrays(offsets, binary(bad, pa.string())),
        },
        "bytes": {"story": pa.array(bad, pa.binary())},
    }[kind]


@pytest.mark.parametrize("kind", ["story", "large", "prompt", "summary", "tags", "bytes"])
def test_a_row_that_is_not_utf8_is_named_or_skipped(kind: str) -> None:
    pq.write_table(pa.table(not_utf8(kind)), MINE / "a.parquet")
    with pytest.raises(DataError, match=r"mine/a\.parquet:2: not UTF-8"):
        read("a.parquet")
    assert texts(read("a.parquet", "skip")) == ["One.", "Three."]
    assert skipped() == [("a.parquet", 2, "not_utf8")]


def test_columns_that_are_not_read_may_hold_anything() -> None:
    table = {"story": ["One."], "other": binary([WRONG], pa.string())}
    pq.write_table(pa.table(table), MINE / "a.parquet")
    assert texts(read("a.parquet")) == ["One."]


def test_the_name_of_a_column_is_not_utf8() -> None:
    table = pa.table({"story": ["One."], "other7": [1]})
    pq.write_table(table, MINE / "a.parquet", store_schema=False)
    content = (MINE / "a.parquet").read_bytes().replace(b"other7", b"oth\xffr7")
    (MINE / "a.parquet").write_bytes(content)
    with pytest.raises(DataError, match="damaged: the name of a column is not UTF-8"):
        read("a.parquet")
    assert read("a.parquet", "skip") == []


def test_a_dictionary_of_values_and_views_are_text_too() -> None:
    table = {
        "story": pa.array(["One.", "Two."]).dictionary_encode(),
        "prompt": pa.array(["p", None], pa.large_string()),
        "summary": pa.array([b"s", None], pa.binary()),
    }
    pq.write_table(pa.table(table), MINE / "a.parquet")
    assert read("a.parquet") == [Story("One.", prompt="p", summary="s"), Story("Two.")]


@pytest.mark.parametrize("value", [2**62, -(2**62)])
def test_a_value_that_python_has_not_is_a_bad_record(value: int) -> None:
    times = pa.array([None, value], pa.int64()).view(pa.timestamp("us"))
    pq.write_table(pa.table({"story": ["One.", "Two."], "prompt": times}), MINE / "a.parquet")
    assert texts(read("a.parquet", "skip")) == ["One."]
    assert skipped() == [("a.parquet", 2, "malformed")]


# Damaged parquet


def damaged(place: int, compression: str = "snappy") -> bytes:
    """Three groups of rows; at `place`, of 10 in the second group's stories, bytes are wrong."""
    stories = [f"Story {number} of {number * 7919 % 1000}." for number in range(300)]
    path = MINE / "whole.parquet"
    pq.write_table(
        pa.table({"story": stories}),
        path,
        row_group_size=100,
        compression=compression,
        use_dictionary=False,
        write_page_checksum=True,
    )
    column = pq.ParquetFile(path).metadata.row_group(1).column(0)
    content = bytearray(path.read_bytes())
    path.unlink()
    start = column.data_page_offset + column.total_compressed_size * place // 10
    content[start : start + 12] = b"\xff" * 12
    return bytes(content)


@pytest.mark.parametrize("compression", ["snappy", "zstd", "gzip", "none"])
@pytest.mark.parametrize("place", [0, 2, 5, 8])
def test_a_damaged_page_stops_the_run_or_is_skipped(place: int, compression: str) -> None:
    (MINE / "a.parquet").write_bytes(damaged(place, compression))
    with pytest.raises(DataError, match=r"a\.parquet:101: rows 101 to 200 cannot be read, the fi"):
        read("a.parquet")
    kept = texts(read("a.parquet", "skip"))
    assert len(kept) == 200
    assert kept[99:101] == ["Story 99 of 981.", "Story 200 of 800."]
    assert skipped() == [("a.parquet", 101, "malformed")]


@pytest.mark.parametrize("name", ["a.txt.gz", "a.jsonl.gz", "a.csv.gz", "a.json.gz"])
def test_what_stands_before_the_damage_is_kept_where_records_are_skipped(name: str) -> None:
    records = [f"Story {number} of {number * 7919 % 1000}." for number in range(30_000)]
    content = {
        "a.txt.gz": "\n<|endoftext|>\n".join(records),
        "a.jsonl.gz": "\n".join(json.dumps({"story": story}) for story in records),
        "a.csv.gz": "story\n" + "\n".join(records),
        "a.json.gz": json.dumps([{"story": story} for story in records]),
    }[name]
    (MINE / name).write_bytes(gzip.compress(content.encode())[:-1000])
    write("b.txt", "Whole.")
    with pytest.raises(DataError, match=rf"mine/{name} cannot be read: it is damaged: .*\n  copy"):
        read("*")
    kept = texts(read("*", "skip"))
    assert kept[0] == records[0]
    assert kept[-1] == "Whole."
    assert len(kept) > 1000
    assert [place[0] for place in skipped()] == [name]


@pytest.mark.parametrize(
    "content", [b"", b"PAR1", b"PAR1 no table PAR1", b"no table", b"\x00" * 99]
)
def test_no_parquet_at_all(content: bytes) -> None:
    (MINE / "a.parquet").write_bytes(content)
    write("b.txt", "Whole.")
    with pytest.raises(DataError, match=r"mine/a\.parquet cannot be read: it is damaged"):
        read("*")
    assert texts(read("*", "skip")) == ["Whole."]


def test_a_damaged_file_of_our_own_says_how_to_make_it_again(tmp_path: Path) -> None:
    path = tmp_path / "train.parquet"
    write_stories(path, [Story(f"Story {number}.") for number in range(2000)])
    content = bytearray(path.read_bytes())
    content[400:440] = b"\xff" * 40
    path.write_bytes(content)
    with pytest.raises(DataError, match=r"train\.parquet .* damaged one: .*\n.*dvc repro --force"):
        list(read_stories(path))


# CSV

ROWS = [Story("One, two; three.", tags=("Conflict",)), Story("Four.")]


@pytest.mark.parametrize(
    "text",
    [
        'story,tags\n"One, two; three.",Conflict\nFour.,\n',
        'story;tags\n"One, two; three.";Conflict\nFour.;\n',
        'tags;story\nConflict;"One, two; three."\n;Four.\n',
        "story\ttags\nOne, two; three.\tConflict\nFour.\t\n",
        "story|tags\nOne, two; three.|Conflict\nFour.|\n",
        'sep=;\nstory;tags\n"One, two; three.";Conflict\nFour.;\n',
        'sep=,\r\nstory,tags\r\n"One, two; three.",Conflict\r\nFour.,\r\n',
        '\ufeffsep=;\n"story";"tags"\n"One, two; three.";Conflict\nFour.;\n',
        "SEP=\t\nstory\ttags\nOne, two; three.\tConflict\nFour.\t\n",
        '\nstory,tags\n"One, two; three.",Conflict\nFour.,\n',
        '\n \n\r\n"tags","story"\n"Conflict","One, two; three."\n,Four.\n',
        'STORY, Tags\n"One, two; three.",Conflict\nFour.,\n',
        '" Story ",Tags\n"One, two; three.",Conflict\n\n\nFour.,\n',
    ],
)
@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "A.CSV"])
def test_csv_as_other_programs_write_it(text: str, name: str) -> None:
    write(name, text)
    assert read(name) == ROWS


@pytest.mark.parametrize(
    "text",
    [
        '"story,tags\nOne.,\nTwo.,\n',
        'story,"tags\nOne.,\nTwo.,\n',
        '"story\nOne.\n',
        '"',
        '"story"x,tags\nOne.,\n',
        '\n\n"story;tags\nOne.;\n',
        'sep=;\n"story;tags\nOne.;\n',
    ],
)
def test_a_header_that_is_not_csv(text: str) -> None:
    write("a.csv", text)
    for policy in ("fail", "skip"):
        with pytest.raises(DataError, match=r"mine/a\.csv:\d: the header is not CSV: .*'story'$"):
            read("a.csv", policy)


def test_the_line_of_a_bad_row_below_a_late_header() -> None:
    write("a.csv", 'sep=;\n\nstory;tags\n"One\nmore.";\nTwo.\nThree.;\n')
    assert texts(read("a.csv", "skip")) == ["One\nmore.", "Three."]
    assert skipped() == [("a.csv", 6, "malformed")]


def test_a_carriage_return_without_quotes_is_named() -> None:
    write("a.csv", "story,tags\nOne\rtwo.,\nThree.,\n")
    with pytest.raises(DataError, match=r"a\.csv:2: not CSV: a carriage return stands in a value"):
        read("a.csv")
    assert texts(read("a.csv", "skip")) == ["Three."]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("name", ["a.csv", "a.txt", "a.jsonl", "a.json", "a.wp_target"])
def test_other_encodings_are_named(name: str, encoding: str) -> None:
    write(name, "story\nOnce.\n", encoding)
    if name == "a.wp_target":
        write("a.wp_source", "A king\nA queen\n")
    with pytest.raises(DataError, match=rf"mine/{name}:1: {name} is not UTF-8, but .*save it as"):
        read(name)
    write("b.txt", "Whole.")
    assert texts(read("*", "skip")) == ["Whole."]
    assert skipped() == [(name, 1, "not_utf8")]


@pytest.mark.parametrize("name", ["a.csv", "a.parquet", "a.jsonl"])
def test_two_fields_for_one(name: str) -> None:
    write("a.csv", "Story,STORY\nOne.,Two.\n")
    write("a.jsonl", '{"Story": "One.", "STORY": "Two."}')
    pq.write_table(pa.table({"Story": ["One."], "STORY": ["Two."]}), MINE / "a.parquet")
    with pytest.raises(DataError, match="both 'Story' and 'STORY' may be the field 'story'"):
        read(name)


def test_the_exact_name_is_taken_before_a_near_one() -> None:
    write("a.csv", "Story,story\nOne.,Two.\n")
    assert texts(read("a.csv")) == ["Two."]
    write("a.csv", "story,story\nOne.,Two.\n")
    with pytest.raises(DataError, match="both 'story' and 'story'"):
        read("a.csv")


# JSON

TWO = [{"story": "One.", "tags": ["Twist"]}, {"story": "Tw}, {o.", "other": [{"a": 1}, {"a": 2}]}]


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.ndjson", "a.JSON", "a.json.gz"])
@pytest.mark.parametrize("indent", [None, 2, "\t"])
def test_an_array_of_objects(name: str, indent: int | str | None) -> None:
    content = f"\ufeff\n{json.dumps(TWO, indent=indent)}\n".encode()
    (MINE / name).write_bytes(gzip.compress(content) if name.endswith("gz") else content)
    assert texts(read(name)) == ["One.", "Tw}, {o."]


@pytest.mark.parametrize("between", ["\n", "\n\n", ",\n", " ", "", "\r\n", "\n\ufeff"])
@pytest.mark.parametrize("indent", [None, 2])
def test_objects_without_an_array(between: str, indent: int | None) -> None:
    write("a.json", between.join(json.dumps(record, indent=indent) for record in TWO))
    assert texts(read("a.json")) == ["One.", "Tw}, {o."]


def test_json_of_any_piece_size(monkeypatch: pytest.MonkeyPatch) -> None:
    write("a.json", json.dumps(TWO * 3, indent=1))
    for size in range(1, 60, 3):
        monkeypatch.setattr(pieces, "CHUNK", size)
        monkeypatch.setattr("fabula.corpus.json_values.CHUNK", size)
        assert len(read("a.json")) == 6


@pytest.mark.parametrize(
    ("broken", "problem"),
    [
        ('{"story": "Bad.}', "not JSON"),
        ('{"story": }', "not JSON"),
        ('{"story": "Bad."', "not JSON"),
        ("{'story': 'Bad.'}", "not JSON"),
        ('{"story": "Bad.", "story": "Worse."}', "the name 'story' stands twice"),
        ('["Bad."]', "not a JSON object"),
        ('"Bad."', "not a JSON object"),
        ("7", "not a JSON object"),
        ("[" * 100_000, "not JSON"),
        ('{"story": ["Bad."', "not JSON"),
        ('{"story": null}', "the story is empty"),
        ('{"text": "Bad."}', "no field 'story'; its fields: 'text'"),
    ],
)
def test_a_broken_object_of_an_array(broken: str, problem: str) -> None:
    write("a.json", f'[\n  {{"story": "One."}},\n\n  {broken},\n  {{"story": "Three."}}\n]\n')
    with pytest.raises(DataError, match=rf"mine/a\.json:4: .*{problem}"):
        read("a.json")
    assert texts(read("a.json", "skip")) == ["One.", "Three."]
    assert [line for _, line, _ in skipped()] == [4]


@pytest.mark.parametrize("text", ['[{"story": "One."}, {"story": "Tw', '[{"story": "One."},\n'])
def test_an_array_that_is_cut_off(text: str) -> None:
    write("a.json", text)
    with pytest.raises(DataError, match=r"mine/a\.json:\d: "):
        read("a.json")
    assert texts(read("a.json", "skip")) == ["One."]


def test_an_object_that_would_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "LONGEST", 100_000)
    long = json.dumps({"story": "word " * 100_000})
    write("a.json", f'[{{"story": "One."}}, {long}, {{"story": "Three."}}]')
    assert texts(read("a.json", "skip")) == ["One.", "Three."]
    assert skipped() == [("a.json", 1, "too_long")]


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.csv", "a.txt", "a.parquet"])
def test_nothing_at_all(name: str) -> None:
    write(name, " \n\n")
    pq.write_table(pa.table({"story": pa.array([], pa.string())}), MINE / "a.parquet")
    with pytest.raises(DataError, match=rf"mine/{name}:1: the file holds no story"):
        read(name)


# Fields


@pytest.mark.parametrize(
    "tags",
    [
        ["Twist", "BadEnding"],
        "Twist, BadEnding",
        "Twist;BadEnding",
        "Twist | BadEnding",
        "['Twist', 'BadEnding']",
        '["Twist", "BadEnding"]',
        "('Twist', 'BadEnding')",
        "{'Twist', 'BadEnding'}",
        "['Twist' 'BadEnding']",
        "[Twist, BadEnding]",
        " ['Twist', None, 'BadEnding'] ",
        '["Twist", null, "BadEnding"]',
        ["Twist", None, "BadEnding", math.nan, ""],
        ["twist", "BADENDING"],
        ["TWIST", "bad_ending"],
        ["twist ", "Bad Ending"],
        "bad-ending,tWiSt",
        "Twist\nBadEnding",
    ],
)
def test_tags_as_people_write_them(tags: Any) -> None:
    write("a.jsonl", json.dumps({"story": "One.", "tags": tags}))
    assert read("a.jsonl") == [Story("One.", tags=("BadEnding", "Twist"))]


@pytest.mark.parametrize(
    "tags", [None, math.nan, "", [], "[]", "nan", "None", "null", [None], "{}"]
)
def test_no_tags_as_people_write_them(tags: Any) -> None:
    write("a.jsonl", json.dumps({"story": "One.", "tags": tags}))
    assert read("a.jsonl") == [Story("One.")]


@pytest.mark.parametrize("tags", ["Sad", "['Sad']", ["Twists"], "Twist Dialogue", "The Twist"])
def test_unknown_tags_stay_unknown(tags: Any) -> None:
    write("a.jsonl", json.dumps({"story": "One.", "tags": tags}))
    with pytest.raises(DataError, match=r"a\.jsonl:1: unknown tag .*known: BadEnding"):
        read("a.jsonl")


def test_names_keep_their_signs() -> None:
    record = {"story": "One.", "characters": "[\"O'Brien\", 'Nan', 'Al']"}
    write("a.jsonl", json.dumps(record))
    assert read("a.jsonl")[0].characters == ("O'Brien", "Nan", "Al")
    write("a.jsonl", json.dumps(record | {"characters": "Nan, Al (the owl)"}))
    assert read("a.jsonl")[0].characters == ("Nan", "Al (the owl)")


@pytest.mark.parametrize("nothing", [None, math.nan])
@pytest.mark.parametrize("field", ["prompt", "tags", "summary", "characters"])
def test_optional_fields_may_be_nothing(field: str, nothing: float | None) -> None:
    write("a.jsonl", json.dumps({"story": "One.", field: nothing}))
    assert read("a.jsonl") == [Story("One.")]
    column = pa.array([nothing], pa.float64() if nothing else pa.null())
    pq.write_table(pa.table({"story": ["One."], field: column}), MINE / "a.parquet")
    assert read("a.parquet") == [Story("One.")]


@pytest.mark.parametrize("nothing", ["null", "NaN", '""', '"  "', '"\\n"'])
def test_a_story_that_is_nothing_is_empty(nothing: str) -> None:
    write("a.jsonl", f'{{"story": {nothing}}}')
    with pytest.raises(DataError, match=r"a\.jsonl:1: the story is empty"):
        read("a.jsonl")
    write("a.csv", "story,prompt\n,p\n")
    with pytest.raises(DataError, match=r"a\.csv:2: the story is empty"):
        read("a.csv")
    pq.write_table(pa.table({"story": pa.array([None], pa.string())}), MINE / "a.parquet")
    with pytest.raises(DataError, match=r"a\.parquet:1: the story is empty"):
        read("a.parquet")


@pytest.mark.parametrize("name", ["Story ", " story", "STORY", "Story", "\tsTory", "story\u00a0"])
def test_near_names_of_fields(name: str) -> None:
    record = {name: "One.", name.upper().replace("STORY", "PROMPT"): "p"}
    write("a.jsonl", json.dumps(record))
    pq.write_table(pa.table({key: [value] for key, value in record.items()}), MINE / "a.parquet")
    write("a.csv", f"{','.join(record)}\n{','.join(record.values())}\n")
    for file in ("a.jsonl", "a.parquet", "a.csv"):
        assert read(file) == [Story("One.", prompt="p")], file


def test_a_long_story_without_spaces_is_too_long() -> None:
    write("a.jsonl", json.dumps({"story": "猫" * 2001}))
    with pytest.raises(DataError, match=r"a story of 2,001 words, above data\.max_words"):
        read("a.jsonl")
