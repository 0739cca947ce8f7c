"""The KV cache of models that `quick_steps` knows: keys and values have rooms of a fixed shape.

A room has places for tokens to come; what stands in none is hidden from attention. So a token is
written into its place, and products run over whole rooms: of a part of one they would first make a
copy, at every token.
"""

from collections.abc import Sequence
from typing import Any, Protocol, Self

import torch
from torch import Tensor
from transformers import PreTrainedModel

from fabula.generation.quick_steps import QuickStep

ROOM = 32
"""Places for tokens to come, whenever a room grows."""


class Reader(Protocol):
    """What reads the prompts: a `KVCache` that gives away what it keeps."""

    @property
    def hidden(self) -> Tensor:
        """(B, T, width): the last layer's states of the T tokens that were read last."""

    @property
    def real(self) -> Tensor:
        """(B, T): which of them are no padding."""

    def prefill(self, stories: Sequence[Any]) -> Tensor:
        """Logits (B, vocabulary) of the first new token of each story."""

    def release(self) -> list[tuple[Tensor, Tensor]]:
        """Keys and values of each layer (B, heads, T, width), which it then forgets."""


class QuickCache:
    """Prompts are read by `transformers`, and what follows by `QuickStep`: a `KVCache`."""

    can_join = True

    def __init__(self, reader: Reader, model: PreTrainedModel, make: type[QuickStep]) -> None:
        """`reader` reads the prompts with `model`, of which `make` computes one token more."""
        self._reader, self._model, self._make = reader, model, make
        self._step: QuickStep | None = None
        self._dtype = model.dtype
        self._keys: list[Tensor] = []
        self._values: list[Tensor] = []
        self._length = 0
        """Tokens of which there are keys and values, padding included."""
        self._positions = self._hiding = self._origins = torch.empty(0)

    @property
    def real(self) -> Tensor:
        """(B, T): which of the tokens that were read last are no padding."""
        return self._real

    def prefill(self, stories: Sequence[Any]) -> Tensor:
        """As `FullCache`; its keys and values move into rooms."""
        logits = self._reader.prefill(stories)
        self.hidden, self._real = self._reader.hidden, self._reader.real
        kind = logits.device.type
        lower = torch.is_autocast_enabled(kind)
        self._dtype = torch.get_autocast_dtype(kind) if lower else self._model.dtype
        kept = self._reader.release()
        self._lay(
            [states.to(self._dtype) for states, _ in kept],
            [states.to(self._dtype) for _, states in kept],
            self._real,
        )
        return logits

    def step(self, tokens: Tensor) -> Tensor:
        """Only the new tokens are computed."""
        if self._step is None:  # one that joins another never needs it
            self._step = self._make(self._model, self._dtype)
        tokens = tokens.to(self._model.device)
        if self._length == self._hiding.shape[-1]:
            self._grow()
        self._hiding[..., self._length] = 0
        self._origins[:, self._length] = torch.arange(len(tokens), device=tokens.device)
        with torch.autocast(tokens.device.type, enabled=False):
            states = self._step(tokens, self._positions, self._attend)
            logits: Tensor = self._step.head(states).float()
        self._length += 1
        self._positions = self._positions + 1
        self.hidden, self._real = (
            states[:, None],
            torch.ones_like(tokens, dtype=torch.bool)[:, None],
        )
        return logits

    def select(self, indices: Tensor) -> None:
        """Rows of these stories; along beams only from where a row differs from what it becomes."""
        indices = indices.to(self._model.device)
        origins, end = self._origins[indices], self._length
        if len(origins) == len(self._origins):
            same = (origins == self._origins)[:, :end].all(dim=0).tolist()
            begin = same.index(False) if False in same else end
            for room in (*self._keys, *self._values):
                room[:, :, begin:end] = room[:, :, begin:end][indices]
        else:
            self._keys = [keys.index_select(0, indices) for keys in self._keys]
            self._values = [values.index_select(0, indices) for values in self._values]
        self._origins, self._hiding = origins, self._hiding[indices]
        self._positions = self._positions[indices]

    def join(self, later: Self) -> None:
        """The shorter stories are padded on the left, as in `prefill`; what pads all is cut off."""
        longest = int(max(each._positions.max() for each in (self, later)))

        def joined(mine: Tensor, theirs: Tensor) -> Tensor:
            rooms = ((mine, self._length), (theirs, later._length))
            return torch.cat([last(longest, room[:, :, :length]) for room, length in rooms])

        places = torch.arange(longest, device=self._hiding.device)
        counts = torch.cat([self._positions, later._positions])
        self._lay(
            list(map(joined, self._keys, later._keys)),
            list(map(joined, self._values, later._values)),
            places >= longest - counts[:, None],
        )

    def _lay(self, keys: list[Tensor], values: list[Tensor], real: Tensor) -> None:
        """Begin with keys and values (B, heads, T, size), `real` (B, T) where they are no padding.

        Places of equal origin hold the same: they were one before stories were copied.
        """
        self._keys, self._values, self._length = keys, values, real.shape[1]
        self._positions = real.sum(dim=1)
        self._hiding = torch.zeros_like(real, dtype=self._dtype).masked_fill(~real, -torch.inf)
        self._hiding = self._hiding[:, None, None]  # (B, 1, 1, places)
        numbers = torch.arange(len(real), device=real.device)
        self._origins = numbers[:, None].repeat(1, self._length)
        self._grow()

    def _grow(self) -> None:
        pad = torch.nn.functional.pad
        self._keys, self._values = (
            [pad(states, (0, 0, 0, ROOM)) for states in rooms]
            for rooms in (self._keys, self._values)
        )
        self._hiding = pad(self._hiding, (0, ROOM), value=-torch.inf)
        self._origins = pad(self._origins, (0, ROOM))

    def _attend(self, number: int, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
        """An `Attention`, which keeps the keys and values."""
        keys, values = self._keys[number], self._values[number]
        keys[:, :, self._length], values[:, :, self._length] = k, v
        stories, heads, places, size = keys.shape
        scores = torch.bmm(
            q.to(self._dtype).reshape(stories * heads, -1, size),
            keys.view(-1, places, size).transpose(1, 2),
        )  # (B * kept heads, queries that share keys, places)
        seen = scores.view(stories, heads, -1, places).add_(self._hiding).softmax(dim=-1)
        mixed = torch.bmm(seen.view(scores.shape), values.view(-1, places, size))
        return mixed.view(stories, -1)


def last(count: int, states: Tensor) -> Tensor:
    """Of states (B, heads, T, width) the last `count` tokens; zeros stand for those that lack."""
    missing = max(0, count - states.shape[2])
    return torch.nn.functional.pad(states[:, :, -count:], (0, 0, missing, 0))
