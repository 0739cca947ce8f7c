"""Stories from a hub, through its real client over HTTP, with all that can go wrong on the way."""

import io
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
from hub_server import COMMIT, NAME, Hub, serving, sha256
from ruamel.yaml import YAML

from fabula import files, paths
from fabula.config.data import Data
from fabula.corpus import hub as hub_source
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
    assert [count(split) for split in SPLITS] == [50, 4, 3]
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


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux for the peak of memory")
def test_memory_does_not_grow_with_the_stories(hub: Hub, project: Path) -> None:
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
        hub.files["data/train-00001-of-00002.parquet"] = parquet(
            tale=[f"{number} {'word ' * 200}" for number in range(size)],
            task=[""] * size,
            labels=[[]] * size,
        )
        choose(project)
        said = works(hub, project / str(size), code)
        assert f"stories {size + 37}" in said
        peaks.append(int(said.split("VmHWM:")[1].split()[0]) / 1024)
    assert peaks[1] - peaks[0] < 40, "MB"


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
