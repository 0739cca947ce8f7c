"""One story that is asked for, and the events that tell of it."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import torch
from torch import Tensor

from fabula.config.decoding import Strategy
from fabula.config.generate import Generate
from fabula.generation.search import Search, Task
from fabula.generation.writing import GrowingText, Prompt, searching
from fabula.studio.shelf import Shelved


@dataclass(frozen=True)
class Guess:
    """A token that a model might have written."""

    text: str
    logprob: float
    """ln p under the model itself, before any strategy."""


@dataclass(frozen=True)
class Token(Guess):
    """A token that it has written."""

    offset: int
    """Characters of the new text before it."""
    others: tuple[Guess, ...]
    """The likeliest, itself perhaps among them."""


@dataclass(frozen=True)
class Piece:
    """More text; its tokens where they were asked for."""

    text: str
    tokens: tuple[Token, ...] = ()


@dataclass(frozen=True)
class Done:
    """The story is written."""

    text: str
    tokens: int
    ended: str
    """`eos`: by the model; `stop`: by a stop text; `length`; `time`; `gone`: nobody listens."""


@dataclass(frozen=True)
class Failed:
    """It cannot be written."""

    message: str


Event = Piece | Done | Failed


@dataclass(eq=False)
class Job:
    """A story on its way. All but `gone` belongs to the thread that writes."""

    shelved: Shelved
    prompt: Prompt
    strategy: Strategy
    config: Generate
    tell: Callable[[Event], None]
    """Called from the thread that writes; must not wait."""
    stop: Sequence[str] = ()
    logprobs: int = 0
    deadline: float = field(default_factory=lambda: time.monotonic() + 300)
    gone: bool = False
    """Set by whoever listened, and does no more."""
    ended: str = ""

    def __post_init__(self) -> None:
        """Nothing is written yet."""
        self._text = GrowingText(self.shelved.teller.tokenizer, self.prompt.text)
        self._held, self._given, self._untold = "", "", 0
        self._tokens: list[Token] = []

    def begin(self) -> tuple[Search, Task]:
        """What is to be searched for; `ModelError` for a prompt that is too long."""
        teller = self.shelved.teller
        return searching(teller.model, teller.tokenizer, [self.prompt], self.strategy, self.config)

    def add(self, token: int, logits: Tensor | None = None, at_once: int = 1) -> None:
        """One more token; tells what it adds, and whether the story ends with it.

        After its first word a story is told so many tokens at once.
        """
        before = self._text.length
        piece = self._text.add(token)
        if self.logprobs and logits is not None and not self._text.ended:
            offset = max(0, min(before, self._text.length - 1))  # within the character it adds to
            self._tokens.append(self._judged(token, offset, logits))
        self._hold(piece)
        self.look()
        self._untold += 1
        if self._untold >= at_once or not self._given:
            self._give(0 if self.ended else _may_begin(self.stop, self._held))
            self._untold = 0

    def look(self) -> None:
        """See whether the story ends here, though no token has come."""
        self.ended = self.ended or self._over()

    def finish(self, ended: str = "length") -> None:
        """Tell that it is done, and what was held back."""
        if self.ended != "stop":
            self._hold(self._text.rest())
        self.ended = self.ended or ended
        self._give(0)
        self.tell(Done(self._given, self._text.written.tokens, self.ended))

    def _over(self) -> str:
        """Why the story ends here; empty where it goes on."""
        if self._text.ended:
            return "eos"
        if time.monotonic() > self.deadline:
            return "time"
        return "gone" if self.gone else ""

    def _hold(self, piece: str) -> None:
        """More text, which ends before the first of the stop texts."""
        self._held += piece
        found = [place for text in self.stop if (place := self._held.find(text)) >= 0]
        if found:
            self._held, self.ended = self._held[: min(found)], "stop"

    def _give(self, held_back: int) -> None:
        end = len(self._held) - held_back
        piece, self._held = self._held[:end], self._held[end:]
        if piece:
            self._given += piece
            tokens = [each for each in self._tokens if each.offset < len(self._given)]
            self._tokens = self._tokens[len(tokens) :]
            self.tell(Piece(piece, tuple(tokens)))

    def _judged(self, token: int, offset: int, logits: Tensor) -> Token:
        logprobs = logits.float().log_softmax(dim=-1)
        best = torch.topk(logprobs, self.logprobs)
        decode = self.shelved.teller.tokenizer.decode
        others = zip(best.indices.tolist(), best.values.tolist(), strict=True)
        guesses = tuple(Guess(decode([each]), value) for each, value in others)
        return Token(decode([token]), float(logprobs[token]), offset, guesses)


def _may_begin(stops: Sequence[str], text: str) -> int:
    """How many characters at the end of a text may be the beginning of a stop text."""
    lengths = (
        length
        for stop in stops
        for length in range(1, min(len(stop), len(text) + 1))
        if text.endswith(stop[:length])
    )
    return max(lengths, default=0)
