"""The shape of OpenAI's completions, as its own client uses it."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import openai
import pytest
from studio import ENDLESS, serving, shelve

from fabula import generate_text, load_model


@pytest.fixture
def address(project: Path) -> Iterator[str]:
    shelve(project)
    with serving(token="secret") as found:
        yield found


@pytest.fixture
def asks(address: str) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(base_url=f"{address}/v1", api_key="secret", max_retries=0) as client:
        yield client


def test_models_are_listed_and_found_by_name(asks: openai.OpenAI) -> None:
    assert [model.id for model in asks.models.list()] == ["gpt2", "tagmodel-every_window"]
    assert asks.models.retrieve("gpt2").owned_by == "fabula"
    with pytest.raises(openai.NotFoundError, match="no model is called 'gpt5'"):
        asks.completions.create(model="gpt5", prompt="A fox")


def test_a_completion_is_the_story_that_the_library_writes(asks: openai.OpenAI) -> None:
    told = asks.completions.create(
        model="gpt2", prompt="A fox", max_tokens=12, seed=7, top_p=0.9, temperature=1.0
    )
    expected = generate_text(
        load_model("gpt2"), prompt="A fox", seed=7, temperature=1.0, max_new_tokens=12
    )
    assert "A fox" + told.choices[0].text == expected
    assert told.usage is not None
    assert told.usage.completion_tokens <= 12
    assert told.usage.total_tokens == told.usage.prompt_tokens + told.usage.completion_tokens


def test_a_stream_says_the_same_and_how_it_ended(asks: openai.OpenAI) -> None:
    settings = {"model": "gpt2", "prompt": "A fox", "max_tokens": 12, "seed": 7}
    whole = asks.completions.create(**settings)  # type: ignore[call-overload]
    parts = list(
        asks.completions.create(  # type: ignore[call-overload]
            **settings, stream=True, stream_options={"include_usage": True}
        )
    )
    choices = [choice for part in parts for choice in part.choices]
    assert "".join(choice.text for choice in choices) == whole.choices[0].text
    assert choices[-1].finish_reason == whole.choices[0].finish_reason
    assert parts[-1].usage == whole.usage


def test_several_stories_have_logprobs_and_seeds_of_their_own(asks: openai.OpenAI) -> None:
    told = asks.completions.create(
        model="gpt2", prompt=["A fox", "A hen"], n=2, max_tokens=8, seed=1, logprobs=3, echo=False
    )
    assert [choice.index for choice in told.choices] == [0, 1, 2, 3]
    assert len({choice.text for choice in told.choices}) == 4
    for choice in told.choices:
        assert choice.logprobs is not None
        assert choice.logprobs.tokens is not None
        assert choice.logprobs.token_logprobs is not None
        assert choice.logprobs.top_logprobs is not None
        assert all(value <= 0 for value in choice.logprobs.token_logprobs)
        assert all(len(others) <= 3 for others in choice.logprobs.top_logprobs)


def test_offsets_are_places_in_the_text_whole_or_streamed(asks: openai.OpenAI) -> None:
    asked = {"model": "gpt2", "prompt": "A fox", "max_tokens": 8, "seed": 1, "logprobs": 1}
    for echo, before in ((False, 0), (True, len("A fox"))):
        told = asks.completions.create(**asked, echo=echo).choices[0]  # type: ignore[call-overload]
        offsets = told.logprobs.text_offset
        assert offsets[0] == before
        for start, token in zip(offsets, told.logprobs.tokens, strict=True):
            assert "\ufffd" in token or told.text[start:].startswith(token)
        parts = asks.completions.create(**asked, echo=echo, stream=True)  # type: ignore[call-overload]
        logprobs = [choice.logprobs for part in parts for choice in part.choices]
        streamed = [offset for each in logprobs if each for offset in each.text_offset]
        assert streamed == offsets


def test_a_stop_text_ends_the_story(asks: openai.OpenAI) -> None:
    whole = asks.completions.create(model="gpt2", prompt="A fox", max_tokens=40, temperature=0)
    stop = whole.choices[0].text[4:7]
    told = asks.completions.create(
        model="gpt2", prompt="A fox", max_tokens=40, temperature=0, stop=stop
    )
    text = whole.choices[0].text
    assert told.choices[0].text == text[: text.index(stop)]
    assert told.choices[0].finish_reason == "stop"


def test_what_would_do_nothing_is_refused(asks: openai.OpenAI) -> None:
    with pytest.raises(openai.UnprocessableEntityError, match="frequency_penalty"):
        asks.completions.create(model="gpt2", prompt="A", frequency_penalty=1.0)


def test_a_wrong_key_is_refused(address: str) -> None:
    with (
        openai.OpenAI(base_url=f"{address}/v1", api_key="other", max_retries=0) as client,
        pytest.raises(openai.AuthenticationError, match="a token is needed"),
    ):
        client.models.list()


def test_neither_secrets_nor_what_people_search_for_are_in_the_log(
    project: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    shelve(project)
    with serving(token="my-token") as address:
        for token in ("my-token", "other-token"):
            headers = {"authorization": f"Bearer {token}"}
            path = f"{address}/api/stories?search=my-story&token=my-token"
            assert httpx2.get(path, headers=headers).status_code in (200, 401)
            httpx2.post(f"{address}/api/read", content=b'{"my-story"', headers=headers)
    told = "".join(capfd.readouterr())
    assert not [word for word in ("my-token", "other-token", "my-story") if word in told]


def figure(address: str, name: str) -> int:
    answer = httpx2.get(f"{address}/metrics", headers={"authorization": "Bearer secret"})
    return next(
        int(line.split()[1]) for line in answer.text.splitlines() if line.startswith(f"{name} ")
    )


def test_a_client_that_goes_away_frees_its_slot(address: str) -> None:
    """Both ways: in the middle of a stream, and while one answer is awaited."""
    headers = {"authorization": "Bearer secret"}
    asked = {"model": "tagmodel-every_window", "max_tokens": 2000, "n": 16}
    path = f"{address}/v1/completions"
    with httpx2.stream(
        "POST", path, json=asked | {"stream": True}, headers=headers, timeout=60
    ) as answer:
        next(answer.iter_lines())
    wait_until_idle(address)
    assert figure(address, 'fabula_stories_total{ended="gone"}') == 1
    with pytest.raises(httpx2.TimeoutException):
        httpx2.post(path, json=asked, headers=headers, timeout=1)
    wait_until_idle(address)
    assert figure(address, 'fabula_stories_total{ended="gone"}') == 2


def wait_until_idle(address: str) -> None:
    until = time.monotonic() + 60
    while figure(address, "fabula_stories_active") + figure(address, "fabula_stories_waiting"):
        assert time.monotonic() < until, "the slot is still taken"
        time.sleep(0.1)


def test_a_studio_that_stops_lets_what_streams_end(project: Path) -> None:
    shelve(project)
    told = list[str]()
    with serving() as address:
        stories = openai.OpenAI(base_url=f"{address}/v1", api_key="none").completions.create(
            model=ENDLESS, prompt="A fox", max_tokens=60, stream=True
        )
        reading = threading.Thread(target=lambda: told.extend(reasons(stories)))
        reading.start()
        until = time.monotonic() + 60
        while not told:
            assert time.monotonic() < until
            time.sleep(0.01)
    reading.join(60)
    assert told[-1] == "length"


def reasons(stream: Iterator[Any]) -> Iterator[str]:
    for part in stream:
        yield part.choices[0].finish_reason or ""
