"""Blind pairs in the studio: nothing tells whose stories they are, nothing is kept twice."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from studio import client

from fabula.judging import paths, rounds
from fabula.judging.store import Store
from fabula.world import tell

WRITERS = ("gpt2-medium", "tagmodel-big")


@pytest.fixture
def asks(project: Path) -> Iterator[TestClient]:
    stories = {
        writer: {f"prompt {n}": story.text for n, story in enumerate(tell(seed, "test", 5))}
        for seed, writer in enumerate(WRITERS)
    }
    real = [story.text for story in tell(9, "test", 3)]
    rounds.save(rounds.plan(stories, real, 1), paths.ROUND)
    with client() as found:
        yield found


def pair(asks: TestClient, rater: str = "owl", **more: Any) -> dict[str, Any]:
    answer = asks.get("/api/judge", params={"rater": rater} | more)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def judged(task: str, id: str = "a1", **more: Any) -> dict[str, Any]:
    return {"id": id, "task": task, "rater": "owl", "seconds": 3.5, "choice": "left"} | more


def test_a_round_from_its_first_pair_to_its_last(asks: TestClient) -> None:
    total = pair(asks)["of"]
    for number in range(total):
        found = pair(asks)
        assert found["done"] == number
        answer = asks.post("/api/judge", json=judged(found["pair"]["id"], f"a{number}"))
        assert answer.json() == {"new": True}
    assert pair(asks)["pair"] is None
    assert len(Store(paths.STORE).judgements()) == total == 7
    assert pair(asks, "hen")["done"] == 0


def test_nothing_tells_whose_stories_they_are(asks: TestClient) -> None:
    found = pair(asks)
    assert set(found["pair"]) == {"id", "prompt", "tags", "left", "right"}
    answer = asks.post("/api/judge", json=judged(found["pair"]["id"]))
    for said in (str(found), answer.text, str(answer.headers), asks.get("/judge.html").text):
        for word in (*WRITERS, "attention", "shuffled"):
            assert word not in said
    for task in rounds.load(paths.ROUND):
        assert task.prompt  # or its absence would tell a check


def test_sent_again_and_taken_back(asks: TestClient) -> None:
    task = pair(asks)["pair"]["id"]
    answers = [asks.post("/api/judge", json=judged(task)).json() for _ in range(2)]
    assert answers == [{"new": True}, {"new": False}]
    assert asks.delete("/api/judge/a1").json() == {"withdrawn": True}
    assert pair(asks)["pair"]["id"] == task
    assert asks.post("/api/judge", json=judged(task, "a2", choice="tie")).json() == {"new": True}


def test_a_skipped_pair_comes_last(asks: TestClient) -> None:
    first = pair(asks)["pair"]["id"]
    assert pair(asks, skipped=first)["pair"]["id"] != first


def test_what_is_no_judgement_is_refused(asks: TestClient) -> None:
    task = pair(asks)["pair"]["id"]
    for wrong in (
        judged("elsewhere"),
        judged(task, choice="middle"),
        judged(task, seconds=-1),
        judged(task, contradictions={"left": [[0, 10**9]]}),
        judged(task, ratings={"left": {"grammar": 9}}),
    ):
        answer = asks.post("/api/judge", json=wrong)
        assert answer.status_code == 422, answer.text
        assert answer.json()["error"]["message"]
    for body in (b"[]", b"{", b"", b'{"\\ud800": 1}', b'{"id": "\\ud800"}', b'{"seconds": 1e400}'):
        answer = asks.post("/api/judge", content=body, headers={"content-type": "application/json"})
        assert answer.status_code in (400, 422), answer.text
    assert Store(paths.STORE).judgements() == []


def test_without_a_round_it_says_how_to_make_one(project: Path) -> None:
    with client() as found:
        answer = found.get("/api/judge", params={"rater": "owl"})
        assert answer.status_code == 404
        assert "judgements plan" in answer.json()["error"]["message"]
        assert found.get("/judge").status_code == 200


def test_what_is_no_round_is_named(project: Path) -> None:
    paths.ROUND.parent.mkdir(parents=True)
    paths.ROUND.write_text('{"id": "a"}\n')
    with client() as found:
        answer = found.get("/api/judge", params={"rater": "owl"})
        assert answer.status_code == 500
        assert "is no round" in answer.json()["error"]["message"]
