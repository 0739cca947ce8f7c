"""Many processes make of the same files what one makes, whoever of them is killed."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest
from ruamel.yaml import YAML

from fabula import files, paths, world
from fabula.command import run
from fabula.config.data import Data
from fabula.corpus.duplicates import BANDS, PERMUTATIONS
from fabula.corpus.paths import DATA_METRICS, STORIES
from fabula.errors import FabulaError, ParamsError
from fabula.scale import copies, engine, gathering
from fabula.scale.parts import Reading, band_hashes
from stages.download import main

ROOT = Path(__file__).parent.parent
WORK = paths.CHECKPOINTS / "download"
FILES = 4


def choose(**changes: Any) -> None:
    """Write params.yaml: files of `mine`, the last for tests, and parameters of `data` changed."""
    yaml = YAML()
    values = yaml.load(paths.PARAMS)
    values["data"] |= {"source": "files", "validation_fraction": 0.2, "workers": 4} | changes
    values["data"]["files"] |= {"folder": "mine", "train": "*.jsonl", "test": "3.jsonl"}
    yaml.dump(values, paths.PARAMS)


def with_some_words_changed(text: str, part: int) -> str:
    words, chance = text.split(), random.Random(part)
    for place in chance.sample(range(len(words)), len(words) // part):
        words[place] = "something"
    return " ".join(words)


def corpus(stories: int = 160) -> Iterator[dict[str, str]]:
    """Stories of which some are copies, some nearly, some of a copy, some dirty, some too short."""
    told = list(world.tell(3, "train", stories))
    chance = random.Random(1)
    yield from ({"story": story.text} for story in told)
    for story in told[::4]:
        yield {"story": story.text}
        for part in (10, 15, 25, 60):
            changed = with_some_words_changed(chance.choice(told).text, part)
            yield {"story": changed}
            yield {"story": with_some_words_changed(changed, part * 2)}
    for story in told[::9]:
        yield {"story": f"<p>{story.text}</p> &amp; so on"}
        yield {"story": "Too short."}


@pytest.fixture
def mine(project: Path) -> Path:
    """A folder of files that hold the corpus, in an order that no split has."""
    records = list(corpus())
    random.Random(2).shuffle(records)
    for number in range(FILES):
        files.write_jsonl(project / f"mine/{number}.jsonl", records[number::FILES])
    return project / "mine"


def made() -> dict[str, bytes]:
    """The bytes of all that the stage writes."""
    main()
    return {str(path): path.read_bytes() for path in (*sorted(STORIES.iterdir()), DATA_METRICS)}


def made_by_one(**changes: Any) -> dict[str, bytes]:
    choose(engine="local", **changes)
    return made()


def kills_so_far() -> int:
    return len(list(Path().glob("killed-*")))


@dataclass(frozen=True)
class Fatal(Reading):
    """Kills its worker in the middle of a file, the first few times."""

    times: int

    def __call__(self, number: int) -> None:
        if number == 2 and kills_so_far() < self.times:
            (self.folder / "parts/.00002.partial").mkdir(parents=True, exist_ok=True)
            Path(f"killed-{kills_so_far()}").touch()
            os.kill(os.getpid(), signal.SIGKILL)
        super().__call__(number)


def killing(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    fatal = partial(Fatal, times=times)
    monkeypatch.setattr(gathering, "Reading", fatal)


def test_four_workers_write_the_bytes_of_one_process_though_one_is_killed(
    mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("datatrove")
    one = made_by_one()
    counts = files.read_json(DATA_METRICS)["duplicates"]
    assert all(sum(counts[kind]["across"].values()) > 5 for kind in ("exact", "near"))
    killing(monkeypatch, times=1)
    choose(engine="datatrove")
    assert made() == one
    assert kills_so_far() == 1
    assert not any(WORK.iterdir()), "nothing is left behind"


def test_where_all_are_killed_the_same_command_goes_on(
    mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("datatrove")
    one = made_by_one(duplicate_similarity=0.0)
    killing(monkeypatch, times=4)
    choose(engine="datatrove", duplicate_similarity=0.0, workers=1)
    with pytest.raises(FabulaError, match="killed 4 times, mostly for want of memory"):
        main()
    (first,) = WORK.glob("*/parts/00000")
    before = first.stat().st_mtime_ns
    rmtree = shutil.rmtree
    times: list[int] = []

    def noted(path: Any, **more: Any) -> None:
        times.extend(found.stat().st_mtime_ns for found in Path(path).glob("parts/00000"))
        rmtree(path, **more)

    monkeypatch.setattr(shutil, "rmtree", noted)
    choose(engine="datatrove", duplicate_similarity=0.0, workers=2)
    assert made() == one
    assert times == [before], "what was done is not done again"


@dataclass(frozen=True)
class Waiting:
    """A task that says which process does it, and does not end."""

    folder: Path

    def __call__(self, number: int) -> None:
        files.write_text(self.folder / str(number), str(os.getpid()))
        time.sleep(600)


def test_workers_end_with_a_run_that_is_killed(tmp_path: Path) -> None:
    pytest.importorskip("datatrove")
    code = (
        "from pathlib import Path; from fabula.scale import engine; from test_scale import Waiting;"
        "from types import SimpleNamespace; data = SimpleNamespace(engine='datatrove', workers=2);"
        f"at = Path({str(tmp_path)!r}); engine.run(Waiting(at), 2, data, at / 'log')"
    )
    path = os.pathsep.join([*filter(None, sys.path), str(ROOT)])
    environment = os.environ | {"PYTHONPATH": path}
    with subprocess.Popen([sys.executable, "-c", code], env=environment) as process:
        assert happens(lambda: all((tmp_path / name).exists() for name in "01"))
        process.kill()
    workers = [int((tmp_path / name).read_text()) for name in "01"]
    assert happens(lambda: not any(map(psutil.pid_exists, workers)))


def happens(what: Callable[[], bool], seconds: float = 120) -> bool:
    deadline = time.monotonic() + seconds
    while not what() and time.monotonic() < deadline:
        time.sleep(0.1)
    return what()


def test_a_broken_record_is_one_line(
    mine: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("datatrove")
    with (mine / "1.jsonl").open("a") as file:
        file.write("no story\n")
    choose(engine="datatrove", workers=2)
    with pytest.raises(SystemExit) as caught:
        run(main)
    assert f"mine/1.jsonl:{len((mine / '1.jsonl').read_text().splitlines())}: " in str(caught.value)
    assert "Traceback" not in capfd.readouterr().err


def test_an_engine_that_is_not_installed_is_refused_in_one_line(
    mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "find_spec", lambda name: None)
    choose(engine="datatrove")
    with pytest.raises(FabulaError, match=r"is not installed; .*'\.\[scale\]'") as caught:
        main()
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value"), [("source", "embedded"), ("limit", 5), ("also_embedded", 5)]
)
def test_what_the_engine_does_not_do_is_refused(project: Path, name: str, value: Any) -> None:
    choose(engine="datatrove", **{name: value})
    with pytest.raises(ParamsError, match=rf"data\.engine: datatrove needs data\.{name}: "):
        Data.load()


def test_only_where_it_is_chosen_is_the_engine_imported() -> None:
    code = "import sys, stages.download; sys.exit('datatrove' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_bands_have_one_number_where_all_their_values_are_the_same() -> None:
    sketches = np.random.default_rng(1).integers(0, 2**32, (3, PERMUTATIONS), np.uint32)
    width = PERMUTATIONS // BANDS
    sketches[1, :width] = sketches[0, :width]
    sketches[2, : width - 1] = sketches[0, : width - 1]
    bands = band_hashes(sketches)
    assert bands.shape == (BANDS, 3)
    assert bands[0, 0] == bands[0, 1] != bands[0, 2]
    assert len(np.unique(bands)) == 3 * BANDS - 1


def test_of_many_that_share_a_band_all_are_compared_with_the_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Then memory and time stay in bounds; what is like a later one alone is not found there."""
    monkeypatch.setattr(copies, "FIRST", 2)
    sketches = np.zeros((4, PERMUTATIONS), np.uint32)
    sketches[2:] = 1
    found = np.concatenate(list(copies.like_earlier(np.arange(4), sketches, 0.5)))
    assert found.tolist() == [[1, 0]]
