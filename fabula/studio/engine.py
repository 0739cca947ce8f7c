"""The one thread that writes: all stories side by side, one more token of each in turn.

Stories of one model that are chosen token by token share a batch, and join and leave it between
tokens. Those of other strategies (beams, contrastive) go on by themselves, a token in each turn.
"""

import logging
import threading
from collections import deque
from collections.abc import Iterator

from fabula.errors import FabulaError
from fabula.generation.continuous import ContinuousBatch, Writing
from fabula.generation.search import OneByOne
from fabula.generation.writing import cache_for, computing
from fabula.studio.jobs import Failed, Job
from fabula.studio.limits import Limits

log = logging.getLogger(__name__)

JOINING = 8
"""Prompts that are read at once, so that the others do not wait long for their next token."""
Key = tuple[str, float]
"""Model and guidance: what stories of one batch have in common."""


class BusyError(Exception):
    """The queue is full."""


class Engine:
    """A queue, and the stories that are being written."""

    def __init__(self, limits: Limits) -> None:
        """Call `start` before anything is submitted."""
        self._limits = limits
        self._waiting = deque[Job]()
        self._batches: dict[Key, ContinuousBatch] = {}
        self._together: dict[Writing, Job] = {}
        self._alone: dict[Job, Iterator[tuple[int, int]]] = {}
        self._news = threading.Condition()
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="writing", daemon=True)

    def start(self) -> None:
        """Begin to write."""
        self._thread.start()

    def close(self) -> None:
        """End after the token that is being written; what is not done fails."""
        with self._news:
            self._closing = True
            self._news.notify()
        self._thread.join()

    def submit(self, *jobs: Job) -> None:
        """Put stories into the queue, all or none; `BusyError` where it is full."""
        with self._news:
            if len(self._waiting) + len(jobs) > self._limits.waiting:
                raise BusyError
            self._waiting += jobs
            self._news.notify()

    def place(self, job: Job) -> int:
        """How many stories wait before this one; 0 where it is being written."""
        with self._news:
            return self._waiting.index(job) + 1 if job in self._waiting else 0

    @property
    def waiting(self) -> int:
        """Stories in the queue."""
        return len(self._waiting)

    @property
    def active(self) -> int:
        """Stories that are being written."""
        return len(self._together) + len(self._alone)

    @property
    def alive(self) -> bool:
        """Whether it writes what is submitted."""
        return self._thread.is_alive() and not self._closing

    def _run(self) -> None:
        while True:
            with self._news:
                while not (self._closing or self._waiting or self.active):
                    self._news.wait()
                if self._closing:
                    break
                joining = self._next()
            self._join(joining)
            for key, batch in list(self._batches.items()):
                self._step(key, batch)
            for job in list(self._alone):
                self._advance(job)
        for job in [*self._waiting, *self._together.values(), *self._alone]:
            job.tell(Failed("the studio has stopped; what was written so far is yours"))

    def _next(self) -> list[Job]:
        """Those whose turn it is; whoever has gone away loses the place at once."""
        self._waiting = deque(job for job in self._waiting if not job.gone)
        room = min(JOINING, self._limits.slots - self.active, len(self._waiting))
        return [self._waiting.popleft() for _ in range(room)]

    def _join(self, jobs: list[Job]) -> None:
        groups: dict[Key, dict[Writing, Job]] = {}
        for job in jobs:
            try:
                search, task = job.begin()
            except FabulaError as error:
                job.tell(Failed(str(error)))
                continue
            if isinstance(search, OneByOne):
                key = (job.shelved.name, job.config.guidance)
                groups.setdefault(key, {})[Writing(search, task)] = job
            else:
                teller = job.shelved.teller
                cache = cache_for(teller.model, teller.tokenizer, job.config)
                self._alone[job] = search(cache, task)
        for key, group in groups.items():
            first = next(iter(group.values()))
            teller, config = first.shelved.teller, first.config
            self._together |= group
            batch = self._batches.setdefault(
                key,
                ContinuousBatch(lambda t=teller, c=config: cache_for(t.model, t.tokenizer, c)),  # type: ignore[misc]
            )
            try:
                with computing(teller.model, config):
                    batch.join(list(group))
            except Exception as error:
                self._fail(key, [*batch.writings, *group], error)

    def _step(self, key: Key, batch: ContinuousBatch) -> None:
        gone = [each for each in batch.writings if self._together[each].gone]
        batch.leave(gone)
        for each in gone:
            del self._together[each]
        if not batch.writings:
            del self._batches[key]
            return
        jobs = [self._together[each] for each in batch.writings]
        try:
            with computing(jobs[0].shelved.teller.model, jobs[0].config):
                grown = batch.step()
        except Exception as error:
            self._fail(key, list(batch.writings), error)
            return
        over = []
        for each, token, logits in grown:
            job = self._together[each]
            job.add(token, logits)
            if job.ended or each.done:
                job.finish()
                over.append(each)
                del self._together[each]
        batch.leave(over)

    def _advance(self, job: Job) -> None:
        try:
            with computing(job.shelved.teller.model, job.config):
                found = next(self._alone[job], None)
        except Exception as error:
            log.exception("a story failed")
            del self._alone[job]
            job.tell(Failed(_reason(error)))
            return
        if found:
            job.add(found[1])
        if job.ended or job.gone or not found:
            del self._alone[job]
            job.finish()

    def _fail(self, key: Key, writings: list[Writing], error: Exception) -> None:
        log.exception("a batch failed")
        self._batches.pop(key, None)
        for each in writings:
            job = self._together.pop(each, None)
            if job:
                job.tell(Failed(_reason(error)))


def _reason(error: Exception) -> str:
    if isinstance(error, FabulaError):
        return str(error)
    return f"the model failed ({type(error).__name__}); the server's log says where"
