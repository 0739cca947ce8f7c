"""The store of judgements: nothing acknowledged is lost, nothing doubled."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from judging_kills import kill_often

from fabula.errors import DataError
from fabula.judging.judgements import Judgement, as_json, checked
from fabula.judging.store import Store, read_export

ONE = Judgement(
    "a-1",
    "t1",
    "owl",
    12.5,
    "left",
    {"left": {"grammar": 5, "coherence": 4}},
    {"right": [[3, 9]]},
)


def test_a_judgement_comes_back_as_it_was(tmp_path: Path) -> None:
    store = Store(tmp_path / "a/b.sqlite")
    assert store.add(ONE)
    assert Store(tmp_path / "a/b.sqlite").judgements() == [ONE]


def test_sent_again_it_is_not_doubled(tmp_path: Path) -> None:
    store = Store(tmp_path / "b.sqlite")
    assert (store.add(ONE), store.add(ONE)) == (True, False)
    assert store.judgements() == [ONE]
    with pytest.raises(DataError, match="says something else"):
        store.add(replace(ONE, choice="right"))
    assert store.judgements() == [ONE]


def test_undo_takes_one_back_and_sending_it_again_does_not_bring_it(tmp_path: Path) -> None:
    store = Store(tmp_path / "b.sqlite")
    store.add(ONE)
    assert (store.withdraw("a-1"), store.withdraw("a-1"), store.withdraw("x")) == (
        True,
        False,
        False,
    )
    assert not store.add(ONE)
    assert store.judgements() == []


def test_export_depends_on_the_judgements_alone(tmp_path: Path) -> None:
    each = [replace(ONE, id=f"i{n}", task=f"t{n % 3}", rater=f"r{n % 2}") for n in range(12)]
    for name, order in (("one", each), ("other", each[::-1])):
        store = Store(tmp_path / f"{name}.sqlite")
        for judgement in order:
            store.add(judgement)
        assert store.export(tmp_path / f"{name}.jsonl") == 12
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "other.jsonl").read_bytes()
    found = read_export(tmp_path / "one.jsonl")
    assert sorted(found, key=lambda one: one.id) == sorted(each, key=lambda one: one.id)


def test_several_at_once(tmp_path: Path) -> None:
    store = Store(tmp_path / "b.sqlite")
    each = [replace(ONE, id=f"i{n % 40}", task=f"t{n % 40}") for n in range(80)]
    with ThreadPoolExecutor(8) as threads:
        added = list(threads.map(store.add, each))
    assert sum(added) == len(store.judgements()) == 40


def test_it_waits_for_the_disk(tmp_path: Path) -> None:
    store = Store(tmp_path / "b.sqlite")
    with store._transaction() as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert database.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL


def test_a_file_of_another_kind(tmp_path: Path) -> None:
    (tmp_path / "b.sqlite").write_text("no database " * 100)
    with pytest.raises(DataError, match="move it away"):
        Store(tmp_path / "b.sqlite")
    (tmp_path / "a.jsonl").write_text('{"id": 3}\n')
    with pytest.raises(DataError, match=r"a\.jsonl:1: this is no judgement"):
        read_export(tmp_path / "a.jsonl")


def test_all_that_is_wrong_is_said_at_once() -> None:
    value = json.loads(json.dumps(as_json(ONE)))
    assert checked(value) == ONE
    wrong = {
        "id": "a b",
        "rater": "",
        "seconds": float("nan"),
        "choice": "middle",
        "ratings": {"left": {"grammar": 6, "taste": 1}, "top": {}},
        "contradictions": {"left": [[5, 2]]},
        "model": "gpt2",
    }
    with pytest.raises(DataError) as caught:
        checked(value | wrong)
    said = str(caught.value)
    for part in ("id", "rater", "seconds", "choice", "grammar", "taste", "top", "left", "'model'"):
        assert part in said
    with pytest.raises(DataError, match="seconds"):
        checked(asdict(ONE) | {"seconds": True})


def test_nothing_acknowledged_is_lost_or_doubled_by_kills(tmp_path: Path) -> None:
    acknowledged, kept, lost, doubled = kill_often(tmp_path / "b.sqlite", 2)
    assert acknowledged > 10
    assert kept >= acknowledged
    assert (lost, doubled) == (0, 0)


@pytest.mark.slow
def test_nor_by_many_kills(tmp_path: Path) -> None:
    """As many more as there is time for: `python tests/judging_kills.py 200`."""
    acknowledged, kept, lost, doubled = kill_often(tmp_path / "b.sqlite", 20, seed=2)
    assert acknowledged > 200
    assert kept >= acknowledged
    assert (lost, doubled) == (0, 0)
