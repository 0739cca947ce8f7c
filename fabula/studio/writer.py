"""From a request to a story: what is asked for is checked, queued, and listened to."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from fabula.config.generate import Generate
from fabula.errors import FabulaError
from fabula.generation import strategies
from fabula.generation.storyteller import request, with_changes
from fabula.generation.writing import Prompt
from fabula.studio.asked import StoryAsked
from fabula.studio.engine import BusyError, Engine, StoppedError
from fabula.studio.figures import Figures
from fabula.studio.guard import RefusedError
from fabula.studio.jobs import Done, Event, Failed, Job, Piece
from fabula.studio.limits import Limits
from fabula.studio.shelf import Shelf, Shelved
from fabula.studio.unsure import encoded

LEAST_NEW = 32
"""Tokens that a prompt must leave room for."""
CONTRASTIVE_TOP_K = 16
"""Each of them is computed for every token."""
WITHOUT_LOGPROBS = ("beam", "diverse_beam", "contrastive")
RETRY_SECONDS = 5


@dataclass(frozen=True)
class Writer:
    """What it takes to write."""

    shelf: Shelf
    engine: Engine
    figures: Figures
    limits: Limits
    generate: Generate
    """The section of params.yaml, which says what a request leaves open."""

    async def model(self, name: str) -> Shelved:
        """A model by its name; refused where it is not there."""
        try:
            return await asyncio.to_thread(self.shelf.get, name)
        except FabulaError as error:
            status = HTTPStatus.NOT_FOUND if self.shelf.names() else HTTPStatus.CONFLICT
            raise RefusedError(status, "model", str(error)) from error

    async def submit(self, *asked: StoryAsked) -> "list[Listener]":
        """Queue some stories, all or none."""
        found = []
        for each in asked:
            shelved = await self.model(each.model)
            try:
                prompt = await asyncio.to_thread(fitted, shelved, each)
                config = self.config(each)
            except FabulaError as error:
                raise RefusedError(HTTPStatus.UNPROCESSABLE_ENTITY, "value", str(error)) from error
            found.append(Listener(self, shelved, prompt, each, config))
        try:
            self.engine.submit(*(each.job for each in found))
        except StoppedError:
            raise RefusedError(
                HTTPStatus.SERVICE_UNAVAILABLE,
                "stopped",
                "the studio writes no more; start it again",
            ) from None
        except BusyError:
            raise RefusedError(
                HTTPStatus.TOO_MANY_REQUESTS,
                "busy",
                f"{self.engine.waiting} stories wait already; try again in a few seconds",
            ) from None
        return found

    def config(self, asked: StoryAsked) -> Generate:
        """The section `generate` of a request; `ParamsError` for a knob that does nothing."""
        changes: dict[str, Any] = asked.settings.changes()
        changes |= {"seed": asked.seed, "max_new_tokens": asked.max_new_tokens}
        if asked.logprobs and asked.strategy in WITHOUT_LOGPROBS:
            raise FabulaError(
                f"logprobs: the strategy {asked.strategy} has none, as it does not choose token by "
                f"token; leave them out, or take another one than {', '.join(WITHOUT_LOGPROBS)}"
            )
        config = with_changes(self.generate, asked.strategy, changes)
        if (
            asked.strategy == "contrastive"
            and config.decoding.contrastive.top_k > CONTRASTIVE_TOP_K
        ):
            raise FabulaError(
                f"top_k: contrastive search takes at most {CONTRASTIVE_TOP_K}, "
                f"got {config.decoding.contrastive.top_k}"
            )
        return config


def fitted(shelved: Shelved, asked: StoryAsked) -> Prompt:
    """What the model is asked for; a prompt too long is refused, or cut to its end."""
    prompt = request(shelved.teller, asked.tags, asked.prompt, asked.premise)
    if shelved.slides:
        return prompt
    tokenizer = shelved.teller.tokenizer
    ids, spans = encoded(tokenizer, prompt.text)
    about = len(encoded(tokenizer, prompt.premise)[0]) + len(prompt.tags) + 1
    least = min(LEAST_NEW, asked.max_new_tokens)
    if about + len(ids) + least <= shelved.context:
        return prompt
    room = shelved.context - about - min(asked.max_new_tokens, shelved.context // 2)
    if room < 1:
        raise FabulaError("premise: it fills the model's context; shorten it")
    if not asked.from_end:
        raise RefusedError(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            "prompt_too_long",
            f"the text has {len(ids):,} tokens, and the model {shelved.name} reads "
            f"{shelved.context:,} at once; go on from its end (from_end), or shorten it",
        )
    end = prompt.text[spans[-room][0] :]
    whole = end.partition(" ")[2] or end
    return Prompt(prompt.id, whole, prompt.tags, "", prompt.premise)


class Listener:
    """Whoever waits for one story; going away frees its slot."""

    def __init__(
        self, writer: Writer, shelved: Shelved, prompt: Prompt, asked: StoryAsked, config: Generate
    ) -> None:
        self._writer, self._asked, self._config = writer, asked, config
        self._events = asyncio.Queue[Event]()
        loop = asyncio.get_running_loop()

        def tell(event: Event) -> None:
            with suppress(RuntimeError):  # the loop is closed: nobody is left to listen
                loop.call_soon_threadsafe(self._events.put_nowait, event)

        self.job = Job(
            shelved,
            prompt,
            asked.strategy,
            config,
            tell,
            asked.stop,
            asked.logprobs,
            time.monotonic() + writer.limits.seconds,
        )

    def about(self) -> dict[str, Any]:
        """The exact settings, with which the same story is written again."""
        return {
            "model": self.job.shelved.name,
            "model_hash": self.job.shelved.weights,
            "tags": list(self.job.prompt.tags),
            "premise": self.job.prompt.premise,
            "strategy": self.job.strategy,
            "settings": strategies.settings(self.job.strategy, self._config)
            | {
                "repetition_penalty": self._config.repetition_penalty,
                "guidance": self._config.guidance,
            },
            "seed": self._config.seed,
            "max_new_tokens": self._config.max_new_tokens,
            "stop": list(self.job.stop),
            "from_end": self.job.prompt.text != self._asked.prompt,
        }

    async def events(self, every: float = 0) -> AsyncIterator[Event | int]:
        """What happens to the story until it is over; until it begins, its place in the queue
        `every` seconds."""
        begun, first, over = time.monotonic(), True, False
        try:
            while True:
                try:
                    waits = every if first else 0
                    event = await asyncio.wait_for(self._events.get(), waits or None)
                except TimeoutError:
                    yield self._writer.engine.place(self.job)
                    continue
                if isinstance(event, Piece) and first:
                    self._writer.figures.first_word(time.monotonic() - begun)
                    first = False
                if isinstance(event, Done):
                    self._writer.figures.story(event.ended, event.tokens)
                if isinstance(event, Failed):
                    self._writer.figures.story("failed", 0)
                over = isinstance(event, Done | Failed)
                yield event
                if over:
                    return
        finally:
            self.job.gone = True
            if not over:
                self._writer.figures.story("gone", 0)

    async def written(self) -> tuple[Done, list[Piece]]:
        """The whole story; refused where it fails."""
        pieces = []
        async for event in self.events():
            if isinstance(event, Piece):
                pieces.append(event)
            elif isinstance(event, Failed):
                raise RefusedError(HTTPStatus.CONFLICT, "failed", event.message)
            elif isinstance(event, Done):
                return event, pieces
        raise AssertionError("a story ends, or fails")


async def unless_gone(receive: Callable[[], Awaitable[Any]], work: Awaitable[Any]) -> Any:
    """The result of `work`, which is cancelled as soon as the client goes away."""

    async def gone() -> None:
        while (await receive())["type"] != "http.disconnect":
            pass

    working, leaving = asyncio.ensure_future(work), asyncio.ensure_future(gone())
    try:
        await asyncio.wait([working, leaving], return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise RefusedError(HTTPStatus.BAD_REQUEST, "gone", "the client has gone away")
        return working.result()
    finally:
        working.cancel()
        leaving.cancel()
