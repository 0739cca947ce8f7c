"""The studio's API: stories, models, what is known of a text, the library."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from fastapi.testclient import TestClient
from studio import ENDLESS, client, events, shelve
from tiny import new_gpt2, tokenizer

from fabula import generate_text, load_model, models
from fabula.evaluation.quality import learned
from fabula.stories import TAGS
from fabula.studio import unsure
from fabula.studio.engine import Engine
from fabula.studio.limits import Limits


@pytest.fixture
def asks(project: Path) -> Iterator[TestClient]:
    shelve(project)
    with client() as found:
        yield found


def written(asks: TestClient, **asked: Any) -> dict[str, Any]:
    answer = asks.post("/api/generate", json={"max_new_tokens": 12} | asked)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_a_story_is_the_one_that_the_library_writes(asks: TestClient) -> None:
    for strategy in ("top_p", "greedy", "beam", "contrastive"):
        told = written(asks, prompt="A fox", tags=["Twist"], strategy=strategy, seed=3)
        expected = generate_text(
            load_model("gpt2"), ["Twist"], "A fox", strategy=strategy, seed=3, max_new_tokens=12
        )  # type: ignore[call-arg]
        assert "A fox" + told["text"] == expected
        assert told["tokens"] <= 12
    assert told["model"] == "gpt2"
    assert len(told["model_hash"]) == 16


def test_a_streamed_story_is_the_same_in_pieces(asks: TestClient) -> None:
    whole = written(asks, prompt="A fox", logprobs=2)
    asked = {"max_new_tokens": 12, "prompt": "A fox", "logprobs": 2, "stream": True}
    answer = asks.post("/api/generate", json=asked)
    assert answer.headers["content-type"].startswith("text/event-stream")
    told = [event for event in events(answer.text) if event[0] != "waiting"]
    assert [name for name, _ in told] == ["piece"] * (len(told) - 1) + ["done"]
    assert "".join(data["text"] for _, data in told[:-1]) == whole["text"]
    tokens = [token for _, data in told[:-1] for token in data["tokens"]]
    assert tokens == whole["logprobs"]
    for token in tokens:
        assert len(token["others"]) == 2
        assert token["logprob"] <= token["others"][0]["logprob"] <= 0


def test_a_story_ends_before_a_stop_text_and_none_of_it_is_shown(asks: TestClient) -> None:
    told = written(asks, prompt="A fox", max_new_tokens=40)["text"]
    stop = told[5:9]
    answer = asks.post(
        "/api/generate",
        json={"prompt": "A fox", "max_new_tokens": 40, "stop": [stop], "stream": True},
    )
    *pieces, (_, done) = [event for event in events(answer.text) if event[0] != "waiting"]
    assert "".join(data["text"] for _, data in pieces) == told[: told.index(stop)] == done["text"]
    assert done["ended"] == "stop"


def test_models_are_listed_with_their_strategies_and_tags(asks: TestClient) -> None:
    found = asks.get("/api/models").json()
    assert [each["name"] for each in found["models"]] == ["gpt2", "tagmodel-every_window"]
    assert [each["takes_tags"] for each in found["models"]] == [True, True]
    assert found["strategies"]["top_p"] == {"temperature": 0.85, "top_p": 0.9}
    assert tuple(found["tags"]) == TAGS
    assert found["left_out"] == []
    assert asks.get("/readyz").status_code == 200


def test_a_model_that_was_deleted_before_it_was_read_is_named(project: Path) -> None:
    shelve(project)
    with client() as asks:
        shutil.rmtree(project / "models/tagmodel")
        answer = asks.post("/api/generate", json={"model": "tagmodel-every_window"})
        assert answer.status_code == 404
        assert "is gone; choose another one: gpt2" in answer.json()["error"]["message"]


def test_a_model_that_is_deleted_while_it_runs_writes_on(asks: TestClient, project: Path) -> None:
    before = written(asks, prompt="A fox")
    shutil.rmtree(project / "models/gpt2")
    assert written(asks, prompt="A fox")["text"] == before["text"]


def test_a_folder_that_cannot_be_read_is_left_out_with_a_line(project: Path) -> None:
    shelve(project)
    (project / "models/gpt2/model.safetensors").write_bytes(b"no weights")
    with client() as asks:
        found = asks.get("/api/models").json()
        assert [each["name"] for each in found["models"]] == [ENDLESS]
        (line,) = found["left_out"]
        assert "'gpt2' is left out" in line
        assert [each["id"] for each in asks.get("/v1/models").json()["data"]] == [ENDLESS]
        assert written(asks, prompt="A fox")["model"] == ENDLESS
        answer = asks.post("/api/generate", json={"model": "gpt2"})
        assert answer.status_code == 404
        assert answer.json()["error"]["message"] == line


def test_without_any_model_the_page_opens_and_says_how_to_get_one(project: Path) -> None:
    with client() as asks:
        assert asks.get("/").status_code == 200
        assert asks.get("/healthz").status_code == 200
        assert asks.get("/readyz").status_code == 503
        assert "make repro" in asks.get("/api/models").json()["help"]
        answer = asks.post("/api/generate", json={"prompt": "A fox"})
        assert answer.status_code == 409
        assert "make repro" in answer.json()["error"]["message"]


def test_a_prompt_too_long_is_refused_or_cut_to_its_end(asks: TestClient) -> None:
    long = "A fox found a red ball. " * 40 + "Then the hen said"
    answer = asks.post("/api/generate", json={"prompt": long, "max_new_tokens": 12})
    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == "prompt_too_long"
    told = written(asks, prompt=long, from_end=True)
    assert told["from_end"]
    assert told["tokens"] == 12 or told["ended"] == "eos"
    assert written(asks, prompt=long, model="tagmodel-every_window")["text"]


@pytest.mark.parametrize(
    "prompt", ["", " ", "👩‍🚀🦊", "مرحبا يا عالم", "a\u200db", "a\bb", "[EOS][BOS]", "\n\n"]
)
def test_any_text_may_be_a_prompt(asks: TestClient, prompt: str) -> None:
    told = written(asks, prompt=prompt)
    asked = {"text": prompt + told["text"], "unsure": True}
    known = asks.post("/api/read", json=asked).json()
    units = len((prompt + told["text"]).encode("utf-16-le")) // 2
    assert all(0 <= each["start"] < each["end"] <= units for each in known["tokens"])


def test_what_is_read_says_how_likely_each_written_token_was(asks: TestClient) -> None:
    """Reading a text finds what writing it has found."""
    compared = 0
    for model in ("gpt2", ENDLESS):
        told = written(asks, prompt="A", logprobs=5, strategy="greedy", model=model)
        text = "A" + told["text"]
        asked = {"text": text, "model": model, "unsure": True}
        tokens = asks.post("/api/read", json=asked).json()["tokens"]
        if [text[each["start"] : each["end"]] for each in tokens[1:]] != [
            each["text"] for each in told["logprobs"]
        ]:
            continue  # the same text in other tokens
        compared += 1
        for read, wrote in zip(tokens[1:4], told["logprobs"], strict=False):
            assert read["logprob"] == pytest.approx(wrote["logprob"], abs=1e-3)
    assert compared


def test_a_model_reads_only_where_it_is_asked_to(
    asks: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = list[str]()
    monkeypatch.setattr(unsure, "read", lambda shelved, *_: read.append(shelved.name) or [])
    assert asks.post("/api/read", json={"text": "A fox"}).json()["tokens"] == []
    assert not read
    asks.post("/api/read", json={"text": "A fox", "unsure": True})
    assert read == ["gpt2"]


@pytest.mark.parametrize("strategy", ["beam", "diverse_beam", "contrastive"])
def test_logprobs_that_a_strategy_lacks_are_refused(asks: TestClient, strategy: str) -> None:
    asked = {"prompt": "A", "logprobs": 2, "strategy": strategy}
    answer = asks.post("/api/generate", json=asked)
    assert answer.status_code == 422
    assert f"logprobs: the strategy {strategy} has none" in answer.json()["error"]["message"]


def test_an_engine_that_has_ended_says_so(
    asks: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Engine, "alive", False)
    assert asks.get("/readyz").status_code == 503
    answer = asks.post("/api/generate", json={"prompt": "A"})
    assert answer.status_code == 503
    assert "start it again" in answer.json()["error"]["message"]


def test_a_knob_that_does_nothing_or_too_much_is_refused(asks: TestClient) -> None:
    for settings, word in [
        ({"num_beams": 4}, "does nothing for the strategy top_p"),
        ({"temperature": 0}, "temperature"),
        ({"heat": 1}, "heat"),
        ({"temperature": "hot"}, "temperature"),
    ]:
        answer = asks.post("/api/generate", json={"prompt": "A", "settings": settings})
        assert answer.status_code == 422
        assert word in answer.json()["error"]["message"]


def test_polish_says_which_rules_it_used(asks: TestClient) -> None:
    found = asks.post("/api/polish", json={"text": "she saw an dog .", "opening": ""}).json()
    assert found["text"] == "She saw a dog."
    assert found["rules"] == ["spaces", "a_or_an", "capitals"]


def test_a_full_queue_says_when_to_come_again(project: Path) -> None:
    shelve(project)
    with client(Limits(waiting=0)) as asks:
        answer = asks.post("/api/generate", json={"prompt": "A"})
        assert answer.status_code == 429
        assert int(answer.headers["retry-after"]) > 0
        assert 'fabula_answers_total{status="429"} 1' in asks.get("/metrics").text


def test_a_story_takes_no_longer_than_it_may(project: Path) -> None:
    shelve(project)
    with client(Limits(seconds=0)) as asks:
        assert written(asks, prompt="A fox", max_new_tokens=200)["ended"] == "time"


def test_a_premise_is_for_models_that_were_trained_on_one(project: Path) -> None:
    shelve(project)
    told = new_gpt2(context=64, condition="prompt")
    models.save(told, tokenizer(), project / "other/told")
    with client(models=[project / "other/told"]) as asks:
        listed = {each["name"]: each for each in asks.get("/api/models").json()["models"]}
        assert (listed["told"]["takes_premise"], listed["told"]["takes_tags"]) == (True, False)
        found = written(asks, model="told", premise="A fox and a hen")
        assert found["premise"] == "A fox and a hen"
        answer = asks.post("/api/generate", json={"model": "gpt2", "premise": "A fox"})
        assert answer.status_code == 422
        assert "takes no premise" in answer.json()["error"]["message"]


class Stub:
    """A judge that finds two tags, one of which it cannot be trusted with."""

    trusted = ("Dialogue", "MoralValue")

    def says(self, texts: list[str]) -> list[list[bool]]:
        return [[tag in ("Dialogue", "Twist") for tag in TAGS] for _ in texts]


def test_the_judge_says_which_tags_a_text_shows(
    asks: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learned, "load", lambda _: SimpleNamespace(judge=Stub()))
    known = asks.post("/api/read", json={"text": '"A fox!" said the hen.'}).json()
    assert (known["tags"], known["judged"]) == (["Dialogue"], ["Dialogue", "MoralValue"])


def test_a_megabyte_of_text_is_cut_to_its_end_or_refused(asks: TestClient) -> None:
    text = "A fox found a red ball. " * 43_000
    answer = asks.post("/api/generate", json={"prompt": text, "max_new_tokens": 4})
    assert answer.json()["error"]["code"] == "prompt_too_long"
    assert written(asks, prompt=text, from_end=True, max_new_tokens=4)["from_end"]
    answer = asks.post("/api/read", json={"text": text})
    assert answer.status_code == 422
    assert "200000" in answer.json()["error"]["message"]
    assert asks.post("/api/polish", json={"text": text, "opening": ""}).status_code == 422
    assert asks.post("/api/polish", json={"text": "an dog .", "opening": text}).status_code == 200
