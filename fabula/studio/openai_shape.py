"""The shape of OpenAI's completions, so that the tools people have can write with these models.

https://platform.openai.com/docs/api-reference/completions. What would do nothing is refused, but
for the values that ask for nothing.
"""

import asyncio
import json
import secrets
import time
from collections.abc import AsyncIterator
from http import HTTPStatus
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import Field

from fabula.config.decoding import Strategy
from fabula.studio.asked import Asked, Knobs, Name, Seed, StoryAsked, Text
from fabula.studio.guard import RefusedError, answer
from fabula.studio.jobs import Done, Failed, Piece, Token
from fabula.studio.limits import TOKENS
from fabula.studio.writer import Listener, Writer, unless_gone
from fabula.tokens.tokenization import encode

MOST_STORIES = 16
Stop = Annotated[str, Field(min_length=1, max_length=100)]


class StreamOptions(Asked):
    """What comes at the end of a stream."""

    include_usage: bool = False
    include_obfuscation: bool = False


class CompletionAsked(Asked):
    """A body of `POST /v1/completions`."""

    model: Name
    prompt: Text | Annotated[list[Text], Field(min_length=1, max_length=MOST_STORIES)] = ""
    max_tokens: Annotated[int, Field(ge=1, le=TOKENS)] | None = None
    temperature: Annotated[float, Field(ge=0, le=2)] | None = None
    top_p: Annotated[float, Field(ge=0.01, le=1)] | None = None
    n: Annotated[int, Field(ge=1, le=MOST_STORIES)] | None = None
    stream: bool | None = None
    stream_options: StreamOptions | None = None
    logprobs: Annotated[int, Field(ge=0, le=5)] | None = None
    stop: Stop | Annotated[list[Stop], Field(max_length=4)] | None = None
    seed: Seed | None = None
    echo: bool | None = None
    user: Name | None = None
    best_of: Annotated[int, Field(ge=1, le=MOST_STORIES)] | None = None
    """Refused unless it is `n`."""
    frequency_penalty: Literal[0] | Annotated[float, Field(ge=0, le=0)] | None = None
    presence_penalty: Literal[0] | Annotated[float, Field(ge=0, le=0)] | None = None
    suffix: Literal[""] | None = None
    logit_bias: Annotated[dict[str, float], Field(max_length=0)] | None = None

    def stories(self) -> list[StoryAsked]:
        """What is asked for: `n` stories for each prompt, with seeds from `seed` on."""
        strategy, knobs = self._strategy()
        first = secrets.randbelow(2**31) if self.seed is None else self.seed
        prompts = [self.prompt] if isinstance(self.prompt, str) else self.prompt
        stop = [self.stop] if isinstance(self.stop, str) else self.stop or []
        return [
            StoryAsked(
                model=self.model,
                prompt=prompt,
                strategy=strategy,
                settings=knobs,
                seed=(first + number) % 2**32,
                max_new_tokens=self.max_tokens or 16,
                stop=stop,
                logprobs=max(1, self.logprobs) if self.logprobs is not None else 0,
            )
            for prompt in prompts
            for number in range(self.n or 1)
        ]

    def _strategy(self) -> tuple[Strategy, Knobs]:
        heat = 1.0 if self.temperature is None else self.temperature
        if heat == 0:
            return "greedy", Knobs()
        if self.top_p is None or self.top_p == 1:
            return "temperature", Knobs(temperature=max(heat, 0.05))
        return "top_p", Knobs(temperature=max(heat, 0.05), top_p=self.top_p)


def routes(writer: Writer) -> APIRouter:
    """`/v1/models` and `/v1/completions`."""
    router = APIRouter(prefix="/v1", tags=["OpenAI's shape"])
    born = int(time.time())

    def card(name: str) -> dict[str, Any]:
        return {"id": name, "object": "model", "created": born, "owned_by": "fabula"}

    @router.get("/models")
    async def models() -> dict[str, Any]:
        """The models that are there."""
        found, _ = await asyncio.to_thread(writer.shelf.readable)
        return {"object": "list", "data": [card(each.name) for each in found]}

    @router.get("/models/{name}")
    async def model(name: str) -> dict[str, Any]:
        """One of them."""
        return card((await writer.model(name)).name)

    @router.post("/completions")
    async def completions(asked: CompletionAsked, request: Request) -> Response:
        """Write stories."""
        stories = asked.stories()
        if len(stories) > MOST_STORIES or asked.best_of not in (None, asked.n or 1):
            raise RefusedError(
                HTTPStatus.UNPROCESSABLE_ENTITY,
                "value",
                f"at most {MOST_STORIES} stories at once, and best_of as n or left out",
            )
        listeners = await writer.submit(*stories)
        completion = _Completion(asked, listeners)
        if asked.stream:
            return StreamingResponse(completion.stream(), media_type="text/event-stream")
        return JSONResponse(await unless_gone(request.receive, completion.whole()))

    return router


class _Completion:
    """The stories of one request, as OpenAI words them."""

    def __init__(self, asked: CompletionAsked, listeners: list[Listener]) -> None:
        self._asked, self._listeners = asked, listeners
        self._head = {
            "id": f"cmpl-{secrets.token_hex(12)}",
            "object": "text_completion",
            "created": int(time.time()),
            "model": listeners[0].job.shelved.name,
        }

    async def whole(self) -> dict[str, Any]:
        """One answer."""
        choices, new = [], 0
        try:
            for number, listener in enumerate(self._listeners):
                done, pieces = await listener.written()
                text = self._opening(listener) + done.text
                tokens = [token for piece in pieces for token in piece.tokens]
                choices.append(self._choice(number, text, tokens, _reason(done)))
                new += done.tokens
        finally:
            for listener in self._listeners:
                listener.job.gone = True
        return self._head | {"choices": choices, "usage": await self._usage(new)}

    async def stream(self) -> AsyncIterator[str]:
        """Server-sent events, the stories one after the other."""
        new = 0
        try:
            for number, listener in enumerate(self._listeners):
                if self._asked.echo:
                    yield self._chunk(self._choice(number, self._opening(listener), [], None))
                async for event in listener.events():
                    if isinstance(event, Piece):
                        choice = self._choice(number, event.text, list(event.tokens), None)
                        yield self._chunk(choice)
                    elif isinstance(event, Done):
                        new += event.tokens
                        yield self._chunk(self._choice(number, "", [], _reason(event)))
                    elif isinstance(event, Failed):
                        yield _data(answer("failed", event.message))
                        return
        finally:
            for listener in self._listeners:
                listener.job.gone = True
        options = self._asked.stream_options
        if options and options.include_usage:
            yield _data(self._head | {"choices": [], "usage": await self._usage(new)})
        yield "data: [DONE]\n\n"

    def _opening(self, listener: Listener) -> str:
        return listener.job.prompt.text if self._asked.echo else ""

    def _chunk(self, choice: dict[str, Any]) -> str:
        return _data(self._head | {"choices": [choice]})

    def _choice(
        self, number: int, text: str, tokens: list[Token], reason: str | None
    ) -> dict[str, Any]:
        logprobs = None
        if self._asked.logprobs is not None and tokens:
            before = len(self._opening(self._listeners[number]))
            logprobs = {
                "tokens": [token.text for token in tokens],
                "token_logprobs": [token.logprob for token in tokens],
                "top_logprobs": [
                    {other.text: other.logprob for other in token.others[: self._asked.logprobs]}
                    for token in tokens
                ],
                "text_offset": [before + token.offset for token in tokens],
            }
        return {"index": number, "text": text, "logprobs": logprobs, "finish_reason": reason}

    async def _usage(self, new: int) -> dict[str, int]:
        texts = [each.job.prompt.text for each in self._listeners[:: self._asked.n or 1]]
        tokenizer = self._listeners[0].job.shelved.teller.tokenizer
        old = sum(map(len, await asyncio.to_thread(encode, tokenizer, texts)))
        return {"prompt_tokens": old, "completion_tokens": new, "total_tokens": old + new}


def _reason(done: Done) -> str:
    return "stop" if done.ended in ("eos", "stop") else "length"


def _data(content: dict[str, Any]) -> str:
    return f"data: {json.dumps(content)}\n\n"
