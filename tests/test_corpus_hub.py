"""Stories from a hub, through its real client over HTTP, with all that can go wrong on the way."""

import bz2
import errno
import gzip
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import huggingface_hub
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hub_server import COMMIT, NAME, Hub, git_blob, serving, sha256
from ruamel.yaml import YAML

from fabula import files, paths
from fabula.config.data import Data
from fabula.corpus import hub as hub_source
from fabula.corpus import hub_rows
from fabula.corpus.bad_records import RecordError
from fabula.corpus.hub_rows import Record, file_rows, is_readable
from fabula.corpus.paths import DATA_METRICS, STORIES, stories_file
from fabula.corpus.splits import by_hash
from fabula.corpus.store import read_stories
from fabula.errors import DataError
from fabula.stories import SPLITS

ROOT = Path(__file__).parents[1]


def parquet(**columns: list[Any]) -> bytes:
    file = io.BytesIO()
    pq.write_table(pa.table(columns), file, row_group_size=1000)
    return file.getvalue()


def tales(split: str, count: int) -> bytes:
    return parquet(
        tale=[f"Tale {number} of {split}." for number in range(count)],
        task=[f"Tell tale {number}." for number in range(count)],
        labels=[["Twist"]] * count,
        other=list(range(count)),
    )


@pytest.fixture
def hub() -> Iterator[Hub]:
    content = {
        "data/train-00000-of-00002.parquet": tales("train a", 30),
        "data/train-00001-of-00002.parquet": tales("train b", 20),
        "data/validation-00000-of-00001.parquet": tales("validation", 4),
        "data/test-00000-of-00001.parquet": tales("test", 3),
    }
    with serving(content) as hub:
        yield hub


def choose(project: Path, columns: dict[str, str] | None = None, **changes: Any) -> None:
    """Write params.yaml for the hub's dataset; `data.hub` parameters by name, others in `data`."""
    yaml = YAML()
    values = yaml.load(paths.PARAMS)
    data = values["data"]
    data |= {"source": "hub", "duplicate_similarity": 0.0}
    data["cleaning"]["min_words"] = 1
    data["hub"] |= {"name": NAME, "revision": COMMIT, "test": "data/test-*"}
    data["hub"]["columns"] |= columns or {"story": "tale", "prompt": "task", "tags": "labels"}
    for parameter, value in changes.items():
        (data["hub"] if parameter in data["hub"] else data)[parameter] = value
    yaml.dump(values, paths.PARAMS)


def run(hub_url: str, home: Path, code: str = "", **environment: str) -> tuple[int, str]:
    """Run the stage as DVC does; its exit status and what it said."""
    command = ["-c", code] if code else ["-m", "stages.download"]
    here = {
        "PYTHONPATH": str(ROOT),
        "HF_ENDPOINT": hub_url,
        "HF_HOME": str(home / "hf"),
        "HF_HUB_DISABLE_XET": "1",
        "HF_HUB_DISABLE_PROGRESS_BARS": "1",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "NO_PROXY": "127.0.0.1",
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HF_")}
    done = subprocess.run(
        [sys.executable, *command],
        env=kept | here | environment,
        capture_output=True,
        text=True,
        timeout=300,
    )
    return done.returncode, done.stderr + done.stdout


def works(hub: Hub, home: Path, code: str = "") -> str:
    status, said = run(hub.url, home, code)
    assert status == 0, said
    return said


def fails(hub: Hub, home: Path, **environment: str) -> str:
    """The one message of a failed run, which leaves nothing behind."""
    status, said = run(hub.url, home, **environment)
    assert status == 1, said
    assert "Traceback" not in said
    assert not STORIES.exists()
    return said[said.rindex("error: ") :]


def manifest() -> dict[str, Any]:
    return files.read_json(DATA_METRICS)


def count(split: str) -> int:
    return sum(1 for _ in read_stories(stories_file(split)))


def loads(hub: Hub, kind: str = "GET") -> list[str]:
    """The files (or, by HEAD, their headers) that were asked for."""
    return [path.rpartition("/")[2] for asked, path, _ in hub.requests if asked == kind]


# Good input


def test_stories_come_with_their_splits_fields_and_manifest(hub: Hub, project: Path) -> None:
    choose(project)
    code = (
        "import runpy, sys\n"
        "runpy.run_module('stages.download', run_name='__main__')\n"
        "assert not {'torch', 'transformers', 'datasets'} & set(sys.modules)\n"
    )
    works(hub, project, code)
    assert [count(split) for split in SPLITS] == [50, 4, 3, 0]
    story = next(read_stories(stories_file("train")))
    assert (story.text, story.prompt) == ("Tale 0 of train a.", "Tell tale 0.")
    assert story.tags == ("Twist",)
    found = manifest()
    assert (found["source"], found["dataset"]) == ("hub", NAME)
    assert (found["revision"], found["commit"], found["licence"]) == (COMMIT, COMMIT, "cc0-1.0")
    assert found["files"] == {path: sha256(content) for path, content in hub.files.items()}


def test_a_branch_becomes_a_commit_and_loaded_files_stay(hub: Hub, project: Path) -> None:
    choose(project, revision="main")
    assert f"data.hub.revision: main is {COMMIT} now; pin it" in works(hub, project)
    assert (manifest()["revision"], manifest()["commit"]) == ("main", COMMIT)
    first = DATA_METRICS.read_bytes()
    assert len(loads(hub)) == 4
    works(hub, project)
    assert len(loads(hub)) == 4
    assert DATA_METRICS.read_bytes() == first


def test_a_missing_split_is_cut_by_the_stable_hash(hub: Hub, project: Path) -> None:
    choose(project, test="", test_fraction=0.2)
    works(hub, project)
    data = Data.load()
    assert count("validation") == 4
    assert count("test") > 0
    assert count("train") + count("test") == 50
    assert {by_hash(story.id, data) for story in read_stories(stories_file("test"))} == {"test"}


def test_with_a_limit_only_the_files_needed_are_loaded(hub: Hub, project: Path) -> None:
    choose(project, limit=10)
    works(hub, project)
    assert count("train") == 10
    assert "train-00001-of-00002.parquet" not in loads(hub)


def test_broken_records_follow_the_policy(hub: Hub, project: Path) -> None:
    hub.files["data/train-00001-of-00002.parquet"] = parquet(
        tale=["A tale.", None, ""], task=["", "", ""], labels=[[], [], []]
    )
    choose(project)
    assert f"{NAME}/train:32: the story is empty" in fails(hub, project)
    choose(project, on_bad_record="skip")
    works(hub, project)
    skipped = manifest()["skipped"]["first"]
    assert [(bad["file"], bad["line"]) for bad in skipped] == [
        (f"{NAME}/train", 32),
        (f"{NAME}/train", 33),
    ]
    assert count("train") == 31


def packed_and_csv(**columns: list[Any]) -> tuple[bytes, bytes]:
    """The same as packed JSON and as CSV, where all lists are empty."""
    names = list(columns)
    values = list(zip(*columns.values(), strict=True))
    as_json = json_lines(*(dict(zip(names, row, strict=True)) for row in values))
    as_csv = "\n".join([",".join(names), *(f"{tale},{task}," for tale, task, _ in values)])
    return gzip.compress(as_json), as_csv.encode()


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux for the peak of memory")
@pytest.mark.parametrize("parquet_only", [True, False])
def test_memory_does_not_grow_with_the_stories(hub: Hub, project: Path, parquet_only: bool) -> None:
    """60 MB of text pass through; as Python strings in a list they would take more than that."""
    code = (
        "from pathlib import Path\n"
        "from fabula.config.data import Data\n"
        "from fabula.corpus.bad_records import BadRecords\n"
        "from fabula.corpus.hub import read_hub\n"
        "with BadRecords(Path('bad.jsonl'), 'fail') as bad:\n"
        "    print('stories', sum(1 for _ in read_hub(Data.load(), bad)))\n"
        "print(Path('/proc/self/status').read_text())\n"
    )
    peaks = []
    for size in (2_000, 60_000):
        columns = {
            "tale": [f"{number} {'word ' * 200}" for number in range(size)],
            "task": [""] * size,
            "labels": [[]] * size,
        }
        if parquet_only:
            hub.files["data/train-00001-of-00002.parquet"] = parquet(**columns)
        else:
            hub.files["more/a.jsonl.gz"], hub.files["more/b.csv"] = packed_and_csv(**columns)
        choose(project, train="data/train*" if parquet_only else "more/*")
        said = works(hub, project / str(size), code)
        assert f"stories {size + 37 if parquet_only else 2 * size + 7}" in said
        peaks.append(int(said.split("VmHWM:")[1].split()[0]) / 1024)
    assert peaks[1] - peaks[0] < 40, "MB"


# Other formats than parquet


ONLY_THE_HUB = """
import runpy, socket
asked, look_up = set(), socket.getaddrinfo
def remembering(host, *rest, **named):
    asked.add(host)
    return look_up(host, *rest, **named)
socket.getaddrinfo = remembering
runpy.run_module('stages.download', run_name='__main__')
print('asked', asked)
"""
"""The stage; in the end it says which machines it asked."""


def zstd(content: bytes) -> bytes:
    return bytes(pa.Codec("zstd").compress(content, asbytes=True))


def arrow(**columns: list[Any]) -> bytes:
    sink, table = io.BytesIO(), pa.table(columns)
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return sink.getvalue()


def json_lines(*records: object) -> bytes:
    return "".join(json.dumps(record) + "\n" for record in records).encode()


def test_every_format_packed_or_not_gives_its_stories(hub: Hub, project: Path) -> None:
    """Read by `datasets`, which asks no other machine and leaves nothing behind."""

    def of(file: str) -> list[dict[str, Any]]:
        return [{"tale": f"Tale {n}, of {file}.", "task": f"{n:03}"} for n in range(3)]

    table = "tale,task,other\n" + "".join(f'"{row["tale"]}",{row["task"]},\n' for row in of("csv"))
    hub.files |= {
        "more/a.csv": table.encode(),
        "more/b.csv.gz": gzip.compress(table.replace("of csv", "of packed csv").encode()),
        "more/c.tsv": b"\xef\xbb\xbftale\ttask\nTale 0, of tsv.\t007\n",
        "more/d.jsonl": json_lines(*of("jsonl"), {"tale": "Tale 3.", "task": None}, {"tale": "4"}),
        "more/e.jsonl.zst": zstd(json_lines(*of("packed jsonl"))),
        "more/f.json": json.dumps(of("array"), indent=1).encode(),
        "more/g.json.bz2": bz2.compress(json_lines(*of("lines"))),
        "more/h.arrow": arrow(tale=["Tale 0, of arrow."], task=["000"]),
        "more/i.parquet.gz": b"no format",
        "more/README.md": b"no format",
    }
    hub.small = {"more/a.csv", "more/d.jsonl"}
    choose(project, {"story": "tale", "prompt": "task"}, train="more/*")
    said = works(hub, project, ONLY_THE_HUB)
    assert "asked {'127.0.0.1'}" in said
    told = [(story.text, story.prompt) for story in read_stories(stories_file("train"))]
    read = ["csv", "packed csv", "jsonl", "packed jsonl", "array", "lines"]
    expected = {tuple(row.values()) for file in read for row in of(file)}
    expected |= {("Tale 0, of tsv.", "007"), ("Tale 3.", ""), ("4", "")}
    assert set(told) == expected | {("Tale 0, of arrow.", "000")}
    assert len(told) == len(set(told))
    assert manifest()["files"]["more/a.csv"] == git_blob(table.encode())
    assert manifest()["files"]["more/b.csv.gz"] == sha256(hub.files["more/b.csv.gz"])
    assert {path.name for path in (project / "hf").iterdir()} == {"hub"}
    first, asked = stories_file("train").read_bytes(), len(loads(hub))
    works(hub, project)
    assert stories_file("train").read_bytes() == first
    assert len(loads(hub)) == asked


def test_parquet_is_read_before_its_copies_in_other_formats(hub: Hub, project: Path) -> None:
    """The copy of a held-out split is no training file either."""
    for split in ("train", "test"):
        hub.files[f"data/{split}-copy.jsonl"] = json_lines({"tale": f"Copy of {split}."})
    choose(project, train="*")
    works(hub, project)
    assert [count(split) for split in SPLITS] == [50, 4, 3, 0]
    assert not [name for name in manifest()["files"] if name.endswith(".jsonl")]


def rows(path: Path, content: bytes, **columns: str) -> list[tuple[int, Record]]:
    """The rows that are read from a file with this content."""
    path.write_bytes(content)
    assert is_readable(path.name)
    return list(file_rows(NAME, path, columns or {"story": "tale"}))


def test_text_is_a_story_a_line(tmp_path: Path) -> None:
    """Packed or not, and one that is not UTF-8 does not harm the others."""
    content = b"\xef\xbb\xbfOne tale.\r\n\nCaf\xc3\xa9\xe2\x80\xa8tales.\nCaf\xe9"
    expected = [
        (1, {"story": "One tale."}),
        (3, {"story": "Café\u2028tales."}),
        (4, {"story": "Caf\udce9"}),
    ]
    assert rows(tmp_path / "a.txt", content, story="text") == expected
    assert rows(tmp_path / "a.txt.gz", gzip.compress(content), story="text") == expected
    parts = zstd(content[:20]) + zstd(content[20:])
    assert rows(tmp_path / "a.TXT.zst", parts, story="text") == expected


def test_a_broken_line_of_json_is_one_bad_record(tmp_path: Path) -> None:
    good = json_lines({"tale": "One."})
    content = good + b'{"tale": "Tw\n' + b'{"tale": "Caf\xe9"}\n\n[1]\n' + good
    found = rows(tmp_path / "a.jsonl", content)
    assert [row for row, _ in found] == [1, 2, 3, 5, 6]
    assert [record.reason for _, record in found if isinstance(record, RecordError)] == [
        "malformed",
        "malformed",
    ]
    assert found[2] == (3, {"story": "Caf\udce9"}), "whose story is found to be not UTF-8"
    assert found[0][1] == found[4][1] == {"story": "One."}


def test_a_field_that_comes_late_or_changes_its_type(tmp_path: Path) -> None:
    """Where `datasets` itself would stop: it takes the columns of the first lines for all."""
    records = [{"tale": f"{n} {'word ' * 1000}", "task": None} for n in range(600)]
    late = {"tale": "2020-01-01", "task": "Tell.", "other": 1}
    found = rows(tmp_path / "a.json", json_lines(*records, late), story="tale", prompt="task")
    assert found[-1] == (601, {"story": "2020-01-01", "prompt": "Tell."})
    assert found[0] == (1, {"story": records[0]["tale"], "prompt": None})


@pytest.mark.parametrize(
    ("name", "content", "first", "problem"),
    [
        ("a.csv", b"tale,task\n" + b"A tale.,1\n" * 2500 + b"a,b,c\n", 2001, "in line 2502"),
        ("b.csv", b"tale\nA tale.\nCaf\xe9\n", 1, "'utf-8' codec"),
        ("c.csv", b"", 1, "No columns"),
        ("d.json", b'[{"tale": "A tale."}, {"tale": "A t', 1, ""),
        ("d.json", b'[{"tale": "A tale."}, {"tale": 2}]', 1, ""),
        ("e.arrow", b"ARROW1 but not really", 1, ""),
        ("f.jsonl.gz", b"not packed", 1, "zlib"),
        ("g.txt.zst", zstd(b"tales " * 1000)[:-9], 1, ""),
    ],
)
def test_what_cannot_be_read_is_one_bad_record_and_the_last(
    tmp_path: Path, name: str, content: bytes, first: int, problem: str
) -> None:
    *good, (row, bad) = rows(tmp_path / name, content)
    assert [number for number, _ in good] == list(range(1, first))
    assert row == first
    assert isinstance(bad, RecordError)
    assert f"{name} cannot be read from here on: " in bad.detail
    assert problem in bad.detail


def test_no_room_to_unpack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(hub_rows, "copyfileobj", full)
    with pytest.raises(
        DataError, match=r"a\.txt\.gz cannot be read: .*No space.* where TMPDIR says"
    ):
        rows(tmp_path / "a.txt.gz", gzip.compress(b"A tale."), story="text")


@pytest.mark.parametrize("name", ["a.csv", "a.tsv.gz", "a.txt", "a.jsonl", "a.json"])
def test_a_file_without_rows(tmp_path: Path, name: str) -> None:
    header = b"tale\n" if "sv" in name else b"\n"
    assert not rows(tmp_path / name, gzip.compress(header) if name.endswith(".gz") else header)


def test_a_path_that_reads_as_a_pattern(tmp_path: Path) -> None:
    folder = tmp_path / ".[a]*"
    folder.mkdir()
    assert rows(folder / "a?.txt", b"A tale.", story="text") == [(1, {"story": "A tale."})]


def test_damage_in_another_format_follows_the_policy(hub: Hub, project: Path) -> None:
    hub.files["more/a.jsonl"] = json_lines({"tale": "A tale."}) + b"{\n" + json_lines({"tale": ""})
    choose(project, {"story": "tale"}, train="more/*")
    assert f"{NAME}/train:2: not JSON: " in fails(hub, project)
    choose(project, {"story": "tale"}, train="more/*", on_bad_record="skip")
    works(hub, project)
    assert count("train") == 1
    assert [bad["line"] for bad in manifest()["skipped"]["first"]] == [2, 3]


def test_a_column_that_no_row_has(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        rows(tmp_path / "a.jsonl", json_lines({"tale": "A."}, {"task": "B."}), story="tail")
    assert f"data.hub.columns.story: {NAME} has no column 'tail'" in str(caught.value)
    assert "it has tale, task; did you mean 'tale'?" in str(caught.value)


def test_a_small_file_is_held_against_its_checksum_too(hub: Hub, project: Path) -> None:
    name = "more/a.jsonl"
    hub.files[name] = json_lines({"tale": "A tale."})
    hub.small = {name}
    damaged = json_lines({"tale": "A lies."})
    hub.faults["GET"] = [lambda handler: handler.file(content=damaged)]
    choose(project, {"story": "tale"}, test="more/*")
    message = fails(hub, project)
    assert f"{NAME}/{name} is damaged: its git SHA-1 is {git_blob(damaged)}" in message
    assert f"the hub's {git_blob(hub.files[name])}" in message


def test_a_script_of_the_dataset_is_not_run(hub: Hub, project: Path) -> None:
    hub.files["tales.py"] = b"raise SystemExit('run')"
    choose(project)
    message = fails(hub, project)
    assert f"data.hub.name: {NAME} is read by a script of its own, tales.py" in message
    assert "data.hub.revision: refs/convert/parquet" in message
    assert not loads(hub)


def test_known_datasets_need_no_columns() -> None:
    data = Data.load(ROOT / "params.yaml")
    assert hub_source.columns_of(data.hub) == {"story": "text"}
    other = data.hub.model_copy(update={"name": NAME})
    with pytest.raises(DataError, match="name the column of somebody/tales that holds the story"):
        hub_source.columns_of(other)


# What can go wrong


def test_a_broken_download_goes_on_where_it_stopped(hub: Hub, project: Path) -> None:
    """The client writes 10 MiB at a time: what it has of the next ones is loaded again."""
    large = parquet(tale=["A tale."], task=[""], labels=[[]], noise=[os.urandom(25 * 2**20)])
    hub.files["data/test-00000-of-00001.parquet"] = large
    hub.faults["GET"] = [lambda handler: handler.file(upto=24 * 2**20)]
    choose(project)
    works(hub, project)
    first, second = [request for request in hub.requests if request[0] == "GET"][:2]
    assert first[1] == second[1]
    assert (first[2], second[2]) == ("", f"bytes={20 * 2**20}-")
    assert count("train") == 50


def test_a_busy_hub_is_asked_again_when_it_says(hub: Hub, project: Path) -> None:
    hub.faults["info"] = [lambda handler: handler.fail(429, Retry_After="1")]
    hub.faults["GET"] = [lambda handler: handler.fail(503, Retry_After="0")]
    choose(project)
    assert "trying again" in works(hub, project)
    assert count("train") == 50


def test_a_hub_that_stays_busy(hub: Hub, project: Path) -> None:
    choose(project)
    hub.always["info"] = lambda handler: handler.fail(429, Retry_After="0")
    assert "no more requests for now (429); run the same command in some" in fails(hub, project)
    assert len(loads(hub, "info")) == 4
    hub.always["info"] = lambda handler: handler.fail(503, Retry_After="0")
    assert "the hub is in trouble (503)" in fails(hub, project)
    hub.always = {"HEAD": lambda handler: handler.fail(429, Retry_After="86400")}
    assert "no request for the next 86,400 seconds (429)" in fails(hub, project)


def test_a_damaged_file_is_not_kept(hub: Hub, project: Path) -> None:
    path = "data/test-00000-of-00001.parquet"
    damaged = hub.files[path].replace(b"Tale 0", b"Lies 0")
    hub.faults["GET"] = [lambda handler: handler.file(content=damaged)]
    choose(project)
    message = fails(hub, project)
    assert f"{NAME}/{path} is damaged: its SHA-256 is {sha256(damaged)}" in message
    assert "run the same command to load it again" in message
    works(hub, project)
    assert count("test") == 3


def test_what_is_not_there(hub: Hub, project: Path) -> None:
    choose(project, name="somebody/tails")
    assert "data.hub.name: the hub shows no dataset 'somebody/tails' (404)" in fails(hub, project)
    choose(project, name="a/b/c")
    assert "data.hub.name: " in fails(hub, project)
    choose(project, revision="mian")
    assert "data.hub.revision: somebody/tales has no revision 'mian'" in fails(hub, project)
    choose(project, train="training/*")
    message = fails(hub, project)
    assert "data.hub.train: no parquet file of somebody/tales matches 'training/*'" in message
    assert "it has data/test-00000-of-00001.parquet, " in message
    choose(project, {"story": "text"}, train="data/train-*")
    message = fails(hub, project)
    assert "data.hub.columns.story: somebody/tales has no column 'text'" in message
    assert "it has tale, task, labels, other" in message


def test_a_gated_dataset(hub: Hub, project: Path) -> None:
    hub.always["HEAD"] = lambda handler: handler.fail(403, "GatedRepo")
    choose(project)
    message = fails(hub, project)
    assert f"accept its terms at {hub.url}/datasets/{NAME}, then log in" in message
    assert "HF_TOKEN" in message


def test_no_network(project: Path, hub: Hub) -> None:
    choose(project)
    with serving({}) as closed:
        pass
    message = fails(closed, project)
    assert f"cannot reach the hub at {closed.url}" in message
    assert "data.source: embedded or files" in message
    assert "cannot reach the hub" in fails(hub, project, HF_HUB_OFFLINE="1")


def test_a_file_that_is_no_parquet(hub: Hub, project: Path) -> None:
    hub.files["data/test-00000-of-00001.parquet"] = b"PAR1 but not really"
    choose(project)
    assert f"{NAME}: test-00000-of-00001.parquet is no parquet file" in fails(hub, project)


def test_damage_inside_of_a_file_follows_the_policy(hub: Hub, project: Path) -> None:
    name = "data/train-00001-of-00002.parquet"
    size = 2000
    content = bytearray(
        parquet(
            tale=[f"{number * 7919 % 1000} tales, or {number}." for number in range(size)],
            task=[""] * size,
            labels=[[]] * size,
        )
    )
    place = pq.ParquetFile(io.BytesIO(content)).metadata.row_group(1).column(0).data_page_offset
    content[place : place + 12] = b"\xff" * 12
    hub.files[name] = bytes(content)
    choose(project)
    message = fails(hub, project)
    assert f"{NAME}/train:1031: rows 1,001 to 2,000 cannot be read, the file is damaged" in message
    choose(project, on_bad_record="skip")
    works(hub, project)
    assert count("train") == 30 + 1000
    assert manifest()["skipped"]["first"][0]["line"] == 1031


def test_text_that_is_not_utf8_follows_the_policy(hub: Hub, project: Path) -> None:
    tale = pa.array([b"A tale.", b"Caf\xe9.", b"Tales."], pa.binary()).view(pa.string())
    hub.files["data/train-00001-of-00002.parquet"] = parquet(
        tale=tale, task=[""] * 3, labels=[[]] * 3
    )
    choose(project)
    assert f"{NAME}/train:32: not UTF-8" in fails(hub, project)
    choose(project, on_bad_record="skip")
    works(hub, project)
    assert count("train") == 32


# The environment


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., str]]:
    """The one message about variables of the environment, before the hub is asked anything."""

    def message(**environment: str) -> str:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        huggingface_hub.close_session()
        with pytest.raises(DataError) as caught:
            hub_source.snapshot(Data.load(ROOT / "params.yaml").hub)
        return str(caught.value)

    yield message
    huggingface_hub.close_session()


@pytest.mark.parametrize(
    "endpoint",
    [
        "hub.example.org",
        "localhost:8080",
        "htps://hub.example.org",
        "https:/hub.example.org",
        "https://",
        "",
        " ",
        "https://hub example.org",
        "https://hub.example.org:port",
        "http://[::1",
        "file:///hub",
    ],
)
def test_an_endpoint_that_is_no_address(refused: Callable[..., str], endpoint: str) -> None:
    message = refused(HF_ENDPOINT=endpoint)
    assert message.startswith("HF_ENDPOINT: expected an address that begins with https://, got ")
    assert repr(endpoint) in message


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("ALL_PROXY", "socks5://127.0.0.1:1080"),
        ("all_proxy", "socks5h://127.0.0.1:1080"),
        ("HTTPS_PROXY", "socks4://127.0.0.1:1080"),
        ("http_proxy", "ftp://127.0.0.1:21"),
        ("HTTP_PROXY", "http://127.0.0.1:port"),
        ("SSL_CERT_FILE", "/nonexistent/certificates.pem"),
    ],
)
def test_a_proxy_or_certificate_that_the_client_cannot_use(
    refused: Callable[..., str], variable: str, value: str
) -> None:
    message = refused(**{variable: value})
    assert "the hub's client does not start: " in message
    assert variable in message
    assert ("pip install socksio" in message) == ("socks5" in value)


@pytest.mark.parametrize("token", ["hf_tok\u00e9n", "hf_to ken", "hf_tok\u2026", "hf_\u200btoken"])
def test_a_token_that_is_no_token_is_not_shown(refused: Callable[..., str], token: str) -> None:
    message = refused(HF_TOKEN=token)
    assert message.startswith("HF_TOKEN: character ")
    assert "hf auth login" in message
    assert token not in message


def test_the_environment_is_looked_at_before_the_hub_is_asked(hub: Hub, project: Path) -> None:
    choose(project)
    without = hub.url.removeprefix("http://")
    assert f"HF_ENDPOINT: expected an address that begins with https://, got '{without}'" in fails(
        hub, project, HF_ENDPOINT=without
    )
    assert "socksio" in fails(hub, project, ALL_PROXY="socks5://127.0.0.1:1080")
    assert "HF_TOKEN: character 6 is" in fails(hub, project, HF_TOKEN="hf_to\u00e9")
    assert not hub.requests


def test_a_number_that_is_none_in_the_environment(hub: Hub, project: Path) -> None:
    choose(project)
    message = fails(hub, project, HF_HUB_DOWNLOAD_TIMEOUT="soon")
    assert "the hub's client does not start: " in message
    assert "'soon'" in message


def test_an_answer_that_is_no_hubs(hub: Hub, project: Path) -> None:
    hub.always["info"] = lambda handler: handler.send(200, b"<html>Please log in</html>")
    choose(project)
    assert f"the hub at {hub.url} gave no answer that can be read" in fails(hub, project)


def test_a_cache_that_cannot_be_written(hub: Hub, project: Path) -> None:
    (project / "file").write_text("no folder")
    choose(project)
    message = fails(hub, project, HF_HUB_CACHE=str(project / "file" / "cache"))
    assert "cannot be used: " in message
    assert "HF_HOME" in message
