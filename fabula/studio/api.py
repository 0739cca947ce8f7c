"""The studio's own API: stories, models, what is known of a text, the library."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import asdict
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse

from fabula.generation.polishing import polish
from fabula.stories import TAGS
from fabula.studio import unsure
from fabula.studio.asked import PolishAsked, StoryAsked, StoryKept, TextAsked
from fabula.studio.guard import RefusedError
from fabula.studio.jobs import Done, Failed, Piece
from fabula.studio.reader import Reader
from fabula.studio.shelf import NO_MODEL
from fabula.studio.store import OtherRevisionError, Store
from fabula.studio.unsure import Read
from fabula.studio.writer import Listener, Writer, unless_gone

StoryId = Annotated[str, Path(pattern="^[0-9a-f]{32}$")]
Search = Annotated[str, Query(max_length=200)]
AT_ONCE = 2
"""Texts that are read at once, so that writing goes on beside it."""
EVERY_SECONDS = 2.0
"""How often whoever waits in the queue is told the place."""


def routes(writer: Writer, reader: Reader, store: Store) -> APIRouter:
    """All of them."""
    router = APIRouter()
    _writing(router, writer)
    _reading(router, writer, reader)
    _library(router, store)
    _operating(router, writer)
    return router


def _writing(router: APIRouter, writer: Writer) -> None:
    @router.post("/api/generate", tags=["writing"])
    async def generate(asked: StoryAsked, request: Request) -> Response:
        """Write a story: as one answer, or as server-sent events where `stream` is true."""
        (listener,) = await writer.submit(asked)
        if asked.stream:
            return StreamingResponse(_events(listener), media_type="text/event-stream")
        done, pieces = await unless_gone(request.receive, listener.written())
        tokens = [asdict(token) for piece in pieces for token in piece.tokens]
        return JSONResponse(asdict(done) | {"logprobs": tokens} | listener.about())

    @router.get("/api/models", tags=["writing"])
    async def models() -> dict[str, Any]:
        """The models that are there, the first one taken where none is named."""
        found, broken = await asyncio.to_thread(writer.shelf.readable)
        return {
            "models": [
                {
                    "name": each.name,
                    "hash": each.weights,
                    "takes_tags": each.takes_tags,
                    "takes_premise": each.takes_premise,
                    "context": None if each.slides else each.context,
                }
                for each in found
            ],
            "left_out": broken,
            "help": "" if found else NO_MODEL,
            "tags": TAGS,
            "strategies": writer.generate.decoding.model_dump(),
            "always": {
                "repetition_penalty": writer.generate.repetition_penalty,
                "guidance": writer.generate.guidance,
            },
        }


async def _events(listener: Listener) -> AsyncIterator[str]:
    async for event in listener.events(EVERY_SECONDS):
        if isinstance(event, Piece):
            yield _event("piece", {"text": event.text, "tokens": [asdict(t) for t in event.tokens]})
        elif isinstance(event, Done):
            yield _event("done", asdict(event) | listener.about())
        elif isinstance(event, Failed):
            yield _event("failed", asdict(event))
        else:
            yield _event("waiting", {"place": event})


def _event(name: str, data: dict[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"


def _reading(router: APIRouter, writer: Writer, reader: Reader) -> None:
    few_at_once = asyncio.Semaphore(AT_ONCE)

    @router.post("/api/read", tags=["reading"])
    async def read(asked: TextAsked) -> JSONResponse:
        """The tags that a text shows, what is copied in it, and what a model is unsure of.

        Places are in UTF-16 units, as JavaScript counts.
        """
        tokens = list[Read]()
        async with few_at_once:
            known = await asyncio.to_thread(reader.known, asked.text)
            if asked.unsure:
                shelved = await writer.model(asked.model)
                tags = tuple(tag for tag in TAGS if tag in asked.tags and shelved.takes_tags)
                premise = asked.premise if shelved.takes_premise else ""
                tokens = await asyncio.to_thread(unsure.read, shelved, asked.text, tags, premise)
        return JSONResponse(asdict(known) | {"tokens": [asdict(each) for each in tokens]})

    @router.post("/api/polish", tags=["reading"])
    async def polished(asked: PolishAsked) -> JSONResponse:
        """A text with small errors mended, and the rules that did it."""
        found = await asyncio.to_thread(polish, asked.text, asked.ended, asked.opening)
        return JSONResponse({"text": found.text, "rules": found.rules, "looped": found.looped})


def _library(router: APIRouter, store: Store) -> None:
    @router.get("/api/stories", tags=["library"])
    async def find(search: Search = "") -> dict[str, Any]:
        """The stories whose name or text holds `search`, the last changed one first."""
        found = await asyncio.to_thread(store.find, search)
        return {"stories": [asdict(each) for each in found]}

    @router.get("/api/stories/{id}", tags=["library"])
    async def one(id: StoryId) -> Response:
        """A story with all that the page keeps of it."""
        found = await asyncio.to_thread(store.read, id)
        if found is None:
            raise RefusedError(HTTPStatus.NOT_FOUND, "story", "there is no such story")
        # what the page keeps may hold half surrogates, which UTF-8 lacks: escaped they are whole
        return Response(json.dumps(asdict(found)), media_type="application/json")

    @router.put("/api/stories/{id}", tags=["library"])
    async def keep(id: StoryId, kept: StoryKept) -> dict[str, int]:
        """Keep a story; 409 where another window has changed it meanwhile."""
        parts = (kept.name, kept.text, kept.body, kept.revision)
        try:
            revision = await asyncio.to_thread(store.keep, id, *parts)
        except OtherRevisionError as other:
            raise RefusedError(
                HTTPStatus.CONFLICT,
                "other_revision",
                f"another window has changed this story (revision {other.current}); "
                "keep yours under another id",
            ) from other
        return {"revision": revision}

    @router.delete("/api/stories/{id}", tags=["library"], status_code=HTTPStatus.NO_CONTENT)
    async def delete(id: StoryId) -> None:
        """Forget a story."""
        await asyncio.to_thread(store.delete, id)


def _operating(router: APIRouter, writer: Writer) -> None:
    @router.get("/healthz", tags=["operating"])
    async def healthz() -> dict[str, str]:
        """Whether the server runs."""
        return {"status": "ok"}

    @router.get("/readyz", tags=["operating"])
    async def readyz() -> JSONResponse:
        """Whether it can write: a model is there, and the writing thread is alive."""
        ready = writer.engine.alive and bool(writer.shelf.names())
        status = HTTPStatus.OK if ready else HTTPStatus.SERVICE_UNAVAILABLE
        return JSONResponse({"status": "ready" if ready else "not ready"}, status)

    @router.get("/metrics", tags=["operating"])
    async def metrics() -> PlainTextResponse:
        """Counters and gauges for Prometheus."""
        gauges = {
            "stories_waiting": writer.engine.waiting,
            "stories_active": writer.engine.active,
        }
        return PlainTextResponse(
            writer.figures.text(gauges), media_type="text/plain; version=0.0.4"
        )
