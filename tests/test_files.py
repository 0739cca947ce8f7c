from pathlib import Path

import pytest

from fabula import files


def leftovers(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    record = {"text": 'Ölaf said "no",\nand left — “so”.', "tags": ["Twist"], "n": 0.1}
    files.write_json(tmp_path / "a.json", record)
    files.write_jsonl(tmp_path / "a.jsonl", [record, {}])
    files.write_csv(tmp_path / "a.csv", [{"step": 1, "loss": 2.5}, {"step": 2, "loss": 1.5}])
    assert files.read_json(tmp_path / "a.json") == record
    assert files.read_jsonl(tmp_path / "a.jsonl") == [record, {}]
    assert files.read_csv(tmp_path / "a.csv") == [
        {"step": "1", "loss": "2.5"},
        {"step": "2", "loss": "1.5"},
    ]


def test_bytes_are_the_same_on_every_system(tmp_path: Path) -> None:
    files.write_csv(tmp_path / "a.csv", [{"text": "ä\nb"}])
    files.write_json(tmp_path / "a.json", {"b": "ä", "a": 1})
    assert (tmp_path / "a.csv").read_bytes() == 'text\n"ä\nb"\n'.encode()
    assert (tmp_path / "a.json").read_bytes() == '{\n  "b": "ä",\n  "a": 1\n}\n'.encode()


def test_a_csv_has_no_blank_table(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="no rows"):
        files.write_csv(tmp_path / "a.csv", [])


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "stories.jsonl"
    files.write_jsonl(path, [{"old": 1}])
    with pytest.raises(ZeroDivisionError):
        files.write_jsonl(path, ({"new": 1 // n} for n in (1, 0)))
    assert files.read_jsonl(path) == [{"old": 1}]
    assert leftovers(tmp_path) == ["stories.jsonl"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, OSError])
def test_an_interrupted_folder_is_not_kept(tmp_path: Path, error: type[BaseException]) -> None:
    path = tmp_path / "deep" / "model"
    with pytest.raises(error), files.replacing(path) as folder:
        folder.mkdir()
        (folder / "weights").write_text("half")
        raise error
    assert leftovers(path.parent) == []


def test_a_new_folder_takes_the_place_of_the_old_one_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "model"
    path.mkdir()
    (path / "stale").write_text("old")
    with files.replacing(path) as folder:
        folder.mkdir()
        (folder / "weights").write_text("new")
        assert leftovers(path) == ["stale"], "the old one stands until the new one is complete"
    assert leftovers(path) == ["weights"]
    assert leftovers(tmp_path) == ["model"]


def test_sha256(tmp_path: Path) -> None:
    (tmp_path / "abc").write_text("abc")
    assert files.sha256(tmp_path / "abc") == (
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )
