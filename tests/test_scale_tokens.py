"""Many processes write the tokens that one writes, whoever of them is killed."""

import os
import shutil
import signal
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from itertools import chain, product
from math import ceil
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from ruamel.yaml import YAML
from test_scale import kills_so_far

from fabula import paths, world
from fabula.config.tokenizer import Tokenizer
from fabula.corpus import store
from fabula.corpus.paths import stories_file
from fabula.errors import DataError, FabulaError
from fabula.scale import tokenizing
from fabula.scale.tokenizing import Shard, Tokenizing, stories_of
from fabula.stories import Split
from fabula.tokens import token_splits
from fabula.tokens.paths import TOKENIZER, TOKENS, TOKENS_METRICS
from fabula.tokens.shards import TOKEN_SPLITS
from stages.tokenize_stories import main

ROOT = Path(__file__).parent.parent
WORK = paths.CHECKPOINTS / "tokenize"
STORIES: dict[Split, int] = {"train": 160, "validation": 41, "test": 20, "new_world": 0}
SMALL = {"shard_stories": 20, "reference_lm_one_in": 3, "name": "bpe", "vocab_size": 400}
SHARDS = 6 + 3 + 3 + 1


def choose(engine: str, workers: int = 4, **changes: Any) -> None:
    """Write params.yaml: a tokenizer of few entries, small shards, and what makes them."""
    yaml = YAML()
    values = yaml.load(paths.PARAMS)
    values["data"] |= {"source": "files", "engine": engine, "workers": workers}
    values["tokenizer"] |= SMALL | changes
    yaml.dump(values, paths.PARAMS)


@pytest.fixture
def stories(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of stories in row groups that end where no shard does."""
    monkeypatch.setattr(store, "ROW_GROUP", 33)
    for seed, (split, count) in enumerate(STORIES.items()):
        store.write_stories(stories_file(split), world.tell(seed, "train", count))


def made() -> dict[str, bytes]:
    """The bytes of all that the stage writes."""
    main()
    return {
        str(path): path.read_bytes()
        for path in (*sorted(TOKENIZER.iterdir()), *sorted(TOKENS.iterdir()), TOKENS_METRICS)
    }


@dataclass(frozen=True)
class Fatal(Tokenizing):
    """Kills its worker after it has written half of a shard, the first few times."""

    times: int

    def __call__(self, task: int) -> None:
        if task == 2 and kills_so_far() < self.times:
            half = self.folder / "partial/train-00002.arrow/train-00000.arrow"
            half.parent.mkdir(parents=True, exist_ok=True)
            half.write_bytes(b"half")
            Path(f"killed-{kills_so_far()}").touch()
            os.kill(os.getpid(), signal.SIGKILL)
        super().__call__(task)


def killing(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    monkeypatch.setattr(tokenizing, "Tokenizing", partial(Fatal, times=times))


def test_four_workers_write_the_bytes_of_one_process_though_one_is_killed(
    stories: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("datatrove")
    choose("local")
    one = made()
    assert len(list(TOKENS.iterdir())) == SHARDS
    killing(monkeypatch, times=1)
    choose("datatrove")
    assert made() == one
    assert kills_so_far() == 1
    assert not any(WORK.iterdir()), "nothing is left behind"


def test_where_all_are_killed_the_same_command_goes_on(
    stories: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("datatrove")
    choose("local")
    one = made()
    killing(monkeypatch, times=4)
    choose("datatrove", workers=1)
    with pytest.raises(FabulaError, match="killed 4 times"):
        main()
    assert {str(path): path.read_bytes() for path in TOKENS.iterdir()}.items() <= one.items()
    (first,) = WORK.glob("*/shards/train-00000.arrow")
    before = first.stat().st_mtime_ns
    choose("datatrove", workers=2)
    assert made() == one
    assert (TOKENS / "train-00000.arrow").stat().st_mtime_ns == before, "it is not done again"


def test_other_stories_or_another_tokenizer_begin_anew(
    stories: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("datatrove")
    killing(monkeypatch, times=4)
    choose("datatrove", workers=1)
    with pytest.raises(FabulaError, match="killed 4 times"):
        main()
    store.write_stories(stories_file("train"), world.tell(9, "train", 100))
    choose("datatrove", workers=2, vocab_size=350)
    ours = made()
    choose("local", vocab_size=350)
    shutil.rmtree(TOKENS)
    assert made() == ours


def sized(size: int, one_in: int) -> Tokenizer:
    return Tokenizer.load().model_copy(
        update={"shard_stories": size, "reference_lm_one_in": one_in}
    )


def test_the_shards_hold_all_stories_in_their_order(
    stories: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever batches, row groups and rounds of the reference LM end."""
    monkeypatch.setattr(tokenizing, "BATCH", 8)
    for size, one_in, split in product((4, 50, 1000), (2, 7, 200), TOKEN_SPLITS):
        config = sized(size, one_in)
        count = ceil(tokenizing._stories(split, config) / size)
        shards = [rows(stories_of(Shard(split, number), config)) for number in range(count)]
        assert [*chain(*shards)] == rows(token_splits._batches(split, one_in))
        assert all(len(shard) == size for shard in shards[:-1])
        assert all(shards)


def rows(batches: Iterable[pa.RecordBatch]) -> list[Any]:
    return [row for batch in batches for row in batch.to_pylist()]


def test_only_the_row_groups_of_a_shard_are_read(
    stories: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    iter_batches = pq.ParquetFile.iter_batches

    def noted(self: Any, rows: int, groups: list[int], columns: list[str]) -> Any:
        read.extend(groups)
        return iter_batches(self, rows, groups, columns)

    monkeypatch.setattr(pq.ParquetFile, "iter_batches", noted)
    assert len(rows(stories_of(Shard("train", 2), sized(20, one_in=3)))) == 20
    assert read == [1, 2], "its rows are 60 to 89, of groups of 33"


def test_what_is_wrong_with_the_stories_is_said_as_in_one_process(stories: None) -> None:
    pytest.importorskip("datatrove")
    said = []
    for engine in ("local", "datatrove"):
        choose(engine, reference_lm_one_in=200)
        with pytest.raises(DataError) as caught:
            main()
        said.append(str(caught.value))
    assert said[0] == said[1]
    assert "leaves the reference LM none of 160" in said[0]


def test_a_damaged_file_is_said_as_in_one_process(stories: None) -> None:
    """In its middle, where a worker finds it."""
    pytest.importorskip("datatrove")
    path = stories_file("train")
    whole = path.read_bytes()
    middle = len(whole) // 2
    path.write_bytes(whole[:middle] + bytes(2000) + whole[middle + 2000 :])
    said = []
    for engine in ("local", "datatrove"):
        choose(engine, name=str(ROOT / "pretrained/base"))
        with pytest.raises(DataError) as caught:
            main()
        said.append(str(caught.value))
    assert said[0] == said[1]
    assert f"{path} is not a parquet file of stories, or a damaged one" in said[0]
