"""What training takes of the shards: a process its own rows, each once, and little memory."""

import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from tiny import gpt2_config, new_gpt2, store, tokenizer
from torch.utils.data import RandomSampler

from fabula import models
from fabula.tokens.packing import PackedRows
from fabula.tokens.shards import TokenStore
from fabula.tokens.windows import Row, SpecialIds, StoryWindows
from fabula.training.trainer import StoryTrainer
from fabula.training.training_run import train

SMAPS = Path("/proc/self/smaps_rollup")
STEPS, EVERY, BATCH = 24, 3, 4
CONFIG = gpt2_config(
    epochs=0, max_steps=STEPS, evaluations=STEPS // EVERY, batch_size=BATCH, context=8
)
TOKENS, BYTES = 208, 824
"""Of a story of the kind of TinyStories."""
HELD = 38 + 2 * 40 * (TOKENS + 1) / 511
"""Bytes a story, as docs/many-machines.md counts them: its own, of its rows, and of their order."""


class NotedRows(PackedRows):
    """Rows that note which of them are read."""

    read: list[int]

    def __getitem__(self, index: int) -> Row:
        self.read.append(index)
        return super().__getitem__(index)


def rows_read(folder: Path) -> list[int]:
    """Train in `folder`, or go on there: the rows that were read, in their order."""
    folder.mkdir(exist_ok=True)
    tokens, special = store(folder), models.special_ids(tokenizer())
    model, rows = new_gpt2(context=8), NotedRows(tokens, CONFIG.context, special)
    rows.read = []
    validation = StoryWindows(tokens, models.layout_of(model), special, once=True)
    with suppress(StoppedError):
        train(model, rows, validation, CONFIG, folder / "checkpoints")
    return rows.read


class StoppedError(Exception):
    """A run ends in the middle."""


def test_a_run_that_goes_on_reads_the_rows_that_are_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the middle of an epoch, where the last checkpoint was: none twice, none not at all."""
    whole = rows_read(tmp_path / "whole")
    assert len(whole) == STEPS * BATCH
    step, stop = StoryTrainer.training_step, 5 * EVERY + 1

    def stopping(self: StoryTrainer, *arguments: Any) -> Any:
        if self.state.global_step == stop:
            raise StoppedError
        return step(self, *arguments)

    with monkeypatch.context() as patch:
        patch.setattr(StoryTrainer, "training_step", stopping)
        before = rows_read(tmp_path / "parts")
    done = 5 * EVERY * BATCH
    assert before[:done] == whole[:done]
    assert rows_read(tmp_path / "parts") == whole[done:]


ONE_OF_TWO = """
import json, os
from pathlib import Path
from test_rows_read import rows_read
rank = os.environ["RANK"]
mine = Path(f"node-{rank}")
mine.mkdir()
(mine / "checkpoints").symlink_to(Path("checkpoints").absolute())
Path(f"read-{rank}.json").write_text(json.dumps(rows_read(mine)))
"""


@pytest.mark.slow
def test_each_process_reads_rows_of_its_own(tmp_path: Path) -> None:
    """Together those that a single one reads, step by step."""
    (tmp_path / "checkpoints").mkdir()
    (tmp_path / "one_of_two.py").write_text(ONE_OF_TWO)
    launched = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node=2"]
    subprocess.run(
        [*launched, "one_of_two.py"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        check=True,
    )
    two = [json.loads((tmp_path / f"read-{rank}.json").read_text()) for rank in (0, 1)]
    alone = rows_read(tmp_path / "alone")
    half = BATCH // 2
    for step in range(STEPS):
        ours = [row for each in two for row in each[step * half : (step + 1) * half]]
        assert sorted(ours) == sorted(alone[step * BATCH : (step + 1) * BATCH])


def write_many(folder: Path, stories: int) -> int:
    """Shards as `tokenize` makes them, of random tokens: how many bytes they take."""
    folder.mkdir()
    size, chance = 10_000, np.random.default_rng(1)
    for number in range(stories // size):
        ids = chance.integers(9, 4096, size * TOKENS).astype(np.uint16)
        starts, none = np.arange(size + 1) * TOKENS, np.zeros(size + 1, np.int32)
        columns = {
            "id": pa.array([f"{number * size + story:016x}" for story in range(size)]),
            "tags": pa.array(np.full(size, 3, np.uint8)),
            "bytes": pa.array(np.full(size, BYTES, np.uint32)),
            "prompt": pa.ListArray.from_arrays(none, np.empty(0, np.uint16)),
            "input_ids": pa.ListArray.from_arrays(pa.array(starts, pa.int32()), ids),
        }
        shard = pa.record_batch(columns)
        with pa.ipc.new_stream(str(folder / f"train-{number:05}.arrow"), shard.schema) as writer:
            writer.write_batch(shard)
    return sum(path.stat().st_size for path in folder.iterdir())


def memory() -> dict[str, int]:
    """Bytes of this process: `Rss`, and of that `Anonymous`, which no file can give back."""
    lines = [line.split() for line in SMAPS.read_text().splitlines()[1:]]
    return {name.rstrip(":"): int(kilobytes) * 1024 for name, kilobytes, *_ in lines}


def measured(folder: Path) -> list[dict[str, int]]:
    """Memory before any shard is open, with all rows and their order, and after many are read."""
    found = [memory()]
    tokens = TokenStore(folder, "train")
    rows = PackedRows(tokens, 512, SpecialIds(0, 1, 2, tuple(range(3, 9))), tokens.tag_bits)
    order = iter(RandomSampler(rows))
    first = next(order)
    found.append(memory())
    for index in [first, *order][::4]:
        rows[index]
    return [*found, memory()]


def say(folder: str) -> None:
    print(json.dumps(measured(Path(folder))))


def measured_apart(folder: Path) -> list[dict[str, int]]:
    """`measured` in a process of its own."""
    code = "import sys, test_rows_read; test_rows_read.say(sys.argv[1])"
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        check=True,
        capture_output=True,
        text=True,
    )
    found: list[dict[str, int]] = json.loads(done.stdout)
    return found


@pytest.mark.skipif(not SMAPS.exists(), reason="this system does not say what memory is for")
def test_what_a_process_holds_grows_by_the_stories_and_not_by_what_it_reads(tmp_path: Path) -> None:
    held, few, many = [], 10_000, 110_000
    for stories in (few, many):
        size = write_many(tmp_path / str(stories), stories)
        before, opened, after = measured_apart(tmp_path / str(stories))
        held.append(opened["Anonymous"] - before["Anonymous"])
        assert after["Anonymous"] - opened["Anonymous"] < 4e6, "rows that are read are not kept"
    assert 0.5 * HELD < (held[1] - held[0]) / (many - few) < 1.5 * HELD
    mapped = [each["Rss"] - each["Anonymous"] for each in (before, opened, after)]
    assert mapped[1] - mapped[0] < 0.25 * size, "a shard that is not read takes no memory"
    assert mapped[2] - mapped[0] > 0.5 * size, "what is read does, of which the files are a copy"
