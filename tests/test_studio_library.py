"""The library: what is kept comes back, and no window overwrites what another one wrote."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from studio import client

from fabula.studio.store import OtherRevisionError, Store


@pytest.fixture
def asks(project: Path) -> Iterator[TestClient]:
    with client() as found:
        yield found


ID = "0123456789abcdef" * 2


def test_the_library_keeps_finds_and_forgets(asks: TestClient) -> None:
    body = {"name": "100% fox", "text": "A red ball", "body": {"drafts": ["<b>"]}, "revision": 0}
    assert asks.get(f"/api/stories/{ID}").status_code == 404
    assert asks.put(f"/api/stories/{ID}", json=body).json() == {"revision": 1}
    assert asks.get(f"/api/stories/{ID}").json()["body"] == {"drafts": ["<b>"]}
    for search, found in [("100%", 1), ("RED", 1), ("1_0", 0), ("%", 1), ("hen", 0), ("", 1)]:
        answer = asks.get("/api/stories", params={"search": search}).json()
        assert len(answer["stories"]) == found, search
    assert asks.put(f"/api/stories/{ID}", json=body).json() == {"revision": 1}, "nothing is new"
    other = body | {"text": "A blue ball"}
    assert asks.put(f"/api/stories/{ID}", json=other).status_code == 409
    assert asks.put(f"/api/stories/{ID}", json=other | {"revision": 1}).json() == {"revision": 2}
    assert asks.delete(f"/api/stories/{ID}").status_code == 204
    assert asks.get("/api/stories").json() == {"stories": []}


def test_what_the_page_keeps_comes_back_even_with_half_surrogates(asks: TestClient) -> None:
    patch = '{"name": "a", "text": "b", "body": {"patches": ["\\ud83e", "\\udd8a"]}}'
    headers = {"content-type": "application/json"}
    path = f"/api/stories/{ID}"
    assert asks.put(path, content=patch, headers=headers).json() == {"revision": 1}
    kept = asks.get(path)
    assert kept.status_code == 200
    assert kept.json()["body"]["patches"] == ["\ud83e", "\udd8a"]


def test_two_studios_share_one_store_and_none_overwrites_the_other(tmp_path: Path) -> None:
    one, other = Store(tmp_path / "stories"), Store(tmp_path / "stories")
    assert one.keep(ID, "", "first", {"b": 1, "a": 2}, 0) == 1
    assert one.keep(ID, "", "first", {"a": 2, "b": 1}, 0) == 1, "nothing is new"
    assert other.keep(ID, "", "second", {}, 1) == 2
    with pytest.raises(OtherRevisionError):
        one.keep(ID, "", "third", {}, 1)
    kept = one.read(ID)
    assert kept is not None
    assert kept.text == "second"


def test_a_text_of_a_megabyte_is_kept(asks: TestClient) -> None:
    text = "A fox found a red ball. " * 43_000
    assert len(text) > 1_000_000
    path = f"/api/stories/{ID}"
    assert asks.put(path, json={"text": text}).json() == {"revision": 1}
    assert asks.get(path).json()["text"] == text
    (listed,) = asks.get("/api/stories", params={"search": "fox"}).json()["stories"]
    assert len(listed["opening"]) < 200
