"""The one thread that writes: all stories side by side, one more token of each in turn.

Stories of one model that are chosen token by token share a batch, and join and leave it between
tokens. Those of other strategies (beams, contrastive) go on by themselves, a step in each turn, and
so do those of models that let none join (Mamba, sliding windows). Whatever fails ends only the
stories that it was about.
"""

import logging
import threading
from collections import deque
from collections.abc import Iterable, Iterator

from torch import Tensor

from fabula.errors import FabulaError
from fabula.generation.continuous import ContinuousBatch, Writing
from fabula.generation.kv_cache import KVCache
from fabula.generation.search import OneByOne
from fabula.generation.writing import cache_for, computing
from fabula.studio.jobs import Failed, Job
from fabula.studio.limits import Limits

log = logging.getLogger(__name__)

JOINING = 8
"""Prompts that are read at once, so that the others do not wait long for their next token."""
MANY = 16
"""Stories side by side of which newcomers wait a turn, to be read together: a prompt that is read
alone costs as much as a token of all. And so many more make each piece that is told a token longer:
to tell of it costs as much as to write it."""
Key = tuple[str, float, Job | None]
"""Model and guidance: what stories of one batch have in common. And the story, where its model lets
no other one join it."""


class BusyError(Exception):
    """The queue is full."""


class StoppedError(Exception):
    """Nothing is written any more."""


class Engine:
    """A queue, and the stories that are being written."""

    def __init__(self, limits: Limits) -> None:
        """Call `start` before anything is submitted."""
        self._limits = limits
        self._waiting = deque[Job]()
        self._batches: dict[Key, ContinuousBatch] = {}
        self._together: dict[Writing, Job] = {}
        self._alone: dict[Job, Iterator[tuple[int, int] | None]] = {}
        self._news = threading.Condition()
        self._closing = False
        self._turns = 0
        """Since stories have joined."""
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
        """Put stories into the queue, all or none.

        `BusyError` where it is full, `StoppedError` where nobody writes them.
        """
        with self._news:
            if not self.alive:
                raise StoppedError
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
            try:
                self._turn(joining)
            except Exception as error:  # a mistake of ours: those of this turn fail, others come
                _fail({*joining, *self._together.values(), *self._alone}, error)
                for stories in (self._batches, self._together, self._alone):
                    stories.clear()
        for job in [*self._waiting, *self._together.values(), *self._alone]:
            job.tell(Failed("the studio has stopped; what was written so far is yours"))

    def _next(self) -> list[Job]:
        """Those whose turn it is; whoever has gone away loses the place at once."""
        self._waiting = deque(job for job in self._waiting if not job.gone)
        self._turns += 1
        if len(self._waiting) < JOINING and self._turns <= self.active // MANY:
            return []
        room = min(JOINING, self._limits.slots - self.active, len(self._waiting))
        self._turns = 0 if room else self._turns
        return [self._waiting.popleft() for _ in range(room)]

    def _turn(self, joining: list[Job]) -> None:
        """One more token of every story."""
        groups: dict[Key, dict[Writing, Job]] = {}
        for job in joining:
            try:
                self._begin(job, groups)
            except Exception as error:
                _fail([job], error)
        for key, group in groups.items():
            self._join(key, group)
        for key, batch in list(self._batches.items()):
            self._step(key, batch)
        for job in list(self._alone):
            self._advance(job)

    def _begin(self, job: Job, groups: dict[Key, dict[Writing, Job]]) -> None:
        """Among those that are written together, or alone."""
        search, task = job.begin()
        cache = _cache(job)
        if isinstance(search, OneByOne):
            key = (job.shelved.name, job.config.guidance, None if cache.can_join else job)
            groups.setdefault(key, {})[Writing(search, task)] = job
        else:
            self._alone[job] = search(cache, task)

    def _join(self, key: Key, group: dict[Writing, Job]) -> None:
        first = next(iter(group.values()))
        batch = self._batches.setdefault(key, ContinuousBatch(lambda: _cache(first)))
        try:
            with computing(first.shelved.teller.model, first.config):
                batch.join(list(group))
        except Exception as error:
            _fail(group.values(), error)
        else:
            self._together |= group

    def _step(self, key: Key, batch: ContinuousBatch) -> None:
        gone = [each for each in batch.writings if self._together[each].gone]
        batch.leave(gone)
        for each in gone:
            del self._together[each]
        if not batch.writings:
            del self._batches[key]
            return
        jobs = {each: self._together[each] for each in batch.writings}
        first = next(iter(jobs.values()))
        try:
            with computing(first.shelved.teller.model, first.config):
                grown = batch.step()
        except Exception as error:
            del self._batches[key]
            for each in jobs:
                del self._together[each]
            _fail(jobs.values(), error)
            return
        at_once = 1 + len(jobs) // MANY
        over = [
            each
            for each, token, logits in grown
            if _is_over(jobs[each], token, logits, last=each.done, at_once=at_once)
        ]
        for each in over:
            del self._together[each]
        batch.leave(over)

    def _advance(self, job: Job) -> None:
        try:
            with computing(job.shelved.teller.model, job.config):
                found = next(self._alone[job], ())
        except Exception as error:
            _fail([job], error)
            del self._alone[job]
            return
        if _is_over(job, found[1] if found else None, last=found == ()):
            del self._alone[job]


def _cache(job: Job) -> KVCache:
    return cache_for(job.shelved.teller.model, job.shelved.teller.tokenizer, job.config)


def _is_over(
    job: Job, token: int | None, logits: Tensor | None = None, *, last: bool, at_once: int = 1
) -> bool:
    """Whether a story ends with its next token, or before there is one."""
    try:
        if token is None:
            job.look()
        else:
            job.add(token, logits, at_once)
        if job.ended or last:
            job.finish()
    except Exception as error:
        _fail([job], error)
        return True
    return bool(job.ended)


def _fail(jobs: Iterable[Job], error: Exception) -> None:
    """Tell those who wait for them; what nobody asked for wrongly is in the log."""
    message = str(error)
    if not isinstance(error, FabulaError):
        log.error("stories failed", exc_info=error)
        message = f"the model failed ({type(error).__name__}); the server's log says where"
    for job in jobs:
        job.tell(Failed(message))
