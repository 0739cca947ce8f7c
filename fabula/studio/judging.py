"""Blind pairs in the studio: the next pair, judgements as they are kept, and undo.

A rater sees `Task.shown` and nothing else: whose stories they are stands in the round's file alone.
"""

import asyncio
from collections.abc import Mapping, Sequence
from hashlib import sha256
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Body, Path, Query
from fastapi.responses import RedirectResponse

from fabula.errors import DataError
from fabula.judging import paths, rounds
from fabula.judging.judgements import ANCHORS, LONGEST_NAME, Judgement, checked
from fabula.judging.rounds import Task
from fabula.judging.store import Store
from fabula.studio.guard import RefusedError

Rater = Annotated[str, Query(min_length=1, max_length=LONGEST_NAME)]
Skipped = Annotated[Sequence[str], Query(max_length=1000)]
"""Tasks that come last."""
Id = Annotated[str, Path(pattern="^[A-Za-z0-9_-]{1,64}$")]


def routes() -> APIRouter:
    """All of them; the round and the store are opened when the first rater comes."""
    router = APIRouter()
    opened: list[tuple[list[Task], Store]] = []

    def round_and_store() -> tuple[list[Task], Store]:
        if not opened:
            if not paths.ROUND.exists():
                raise RefusedError(
                    HTTPStatus.NOT_FOUND,
                    "round",
                    "there is nothing to judge yet: `fabula judgements plan` makes a round",
                )
            try:
                opened.append((rounds.load(paths.ROUND), Store(paths.STORE)))
            except DataError as error:
                raise RefusedError(HTTPStatus.INTERNAL_SERVER_ERROR, "round", str(error)) from None
        return opened[0]

    @router.get("/api/judge", tags=["judging"])
    async def next_pair(rater: Rater, skipped: Skipped = ()) -> dict[str, Any]:
        """The next pair that this rater has not judged, `null` after the last."""
        return await asyncio.to_thread(_next, *round_and_store(), rater.strip(), set(skipped))

    @router.get("/judge", include_in_schema=False)
    async def page() -> RedirectResponse:
        """The page to judge on."""
        return RedirectResponse("/judge.html")

    @router.post("/api/judge", tags=["judging"])
    async def keep(judgement: Annotated[dict[str, Any], Body()]) -> dict[str, bool]:
        """Keep a judgement; sent again under its id, it is not doubled."""
        tasks, store = round_and_store()
        try:
            given = checked(judgement)
            _require_of_round(given, tasks)
            new = await asyncio.to_thread(store.add, given)
        except DataError as error:
            raise RefusedError(HTTPStatus.UNPROCESSABLE_ENTITY, "value", str(error)) from None
        return {"new": new}

    @router.delete("/api/judge/{id}", tags=["judging"])
    async def undo(id: Id) -> dict[str, bool]:
        """Take a judgement back."""
        _, store = round_and_store()
        return {"withdrawn": await asyncio.to_thread(store.withdraw, id)}

    return router


def _next(tasks: list[Task], store: Store, rater: str, skipped: set[str]) -> dict[str, Any]:
    """Each rater has an order of his own, so that several at once judge different pairs first."""
    done = {each.task for each in store.judgements() if each.rater == rater}
    waiting = sorted(
        (task for task in tasks if task.id not in done),
        key=lambda task: (task.id in skipped, sha256(f"{rater}/{task.id}".encode()).digest()),
    )
    return {
        "pair": waiting[0].shown() if waiting else None,
        "done": len(tasks) - len(waiting),
        "of": len(tasks),
        "anchors": ANCHORS,
    }


def _require_of_round(given: Judgement, tasks: list[Task]) -> None:
    """`DataError` for a task of another round, and for spans beyond the end of a story."""
    task = next((task for task in tasks if task.id == given.task), None)
    if task is None:
        raise DataError("this pair is of another round: load the page again")
    texts: Mapping[str, str] = {"left": task.left, "right": task.right}
    for side, spans in given.contradictions.items():
        if any(end > len(texts[side]) for _, end in spans):
            raise DataError(f"contradictions.{side}: a span ends beyond the story")
