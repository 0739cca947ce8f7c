"""KV caches: what a model has computed of a batch of stories stays while these are written.

A cache is filled with the prompts of some stories (`prefill`), then gets one more token of each,
again and again (`step`), and gives the logits of the next one each time. No token is computed twice
where that can be helped. A search goes on with some of its stories alone, or with several copies of
one, by `select`; stories that come later are read by a cache of their own, and then `join`.
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Protocol, Self, cast

import torch
from torch import Tensor
from transformers import DynamicCache, PreTrainedModel
from transformers.cache_utils import DynamicLayer

from fabula.generation.quick_cache import QuickCache, last
from fabula.generation.quick_steps import quick_step
from fabula.models import cache_argument
from fabula.models.tagmodel import Layer, TagModel
from fabula.tokens.windows import padded_window

ROOM = 64
"""Tokens that a cache has room for beyond those that it holds, whenever it grows."""


@dataclass(frozen=True)
class StoryIds:
    """The token ids of a story so far: what stands before each of its windows, and all others."""

    window_prefix: list[int]
    ids: list[int]


class KVCache(Protocol):
    """What a search asks of a model; B stories at first, later as many as were selected."""

    @property
    def hidden(self) -> Tensor:
        """(B, T, width): the last layer's states of the T tokens that were read last."""

    @property
    def real(self) -> Tensor:
        """(B, T): which of them are no padding."""

    def prefill(self, stories: Sequence[StoryIds]) -> Tensor:
        """Logits (B, vocabulary) of the first new token of each story."""

    def step(self, tokens: Tensor) -> Tensor:
        """One more token of each story (B,) -> logits (B, vocabulary)."""

    def select(self, indices: Tensor) -> None:
        """Go on with these stories (by number, repeats allowed), in this order."""

    @property
    def can_join(self) -> bool:
        """Whether stories that come later may `join`; false where a model keeps a state, or the
        last tokens only, which stories of other lengths cannot be laid beside."""

    def join(self, later: Self) -> None:
        """Go on with the stories of another cache of this kind too, after its own."""


def new_cache(model: PreTrainedModel, pad: int, without: Container[int] = ()) -> KVCache:
    """The cache that fits a model; `pad` is the id of the padding token.

    The ids `without` are left out of all that the model reads. Windows are laid as if they were
    there: without its tags the model sees the same tokens of a story as with them.
    """
    if not isinstance(model, TagModel):
        cache, quick = FullCache(model, pad, without), quick_step(model)
        return QuickCache(cache, model, quick) if quick else cache
    if model.config.attention == "causal":
        return WindowCache(model, without)
    return NoCache(model, pad, without)


def _left(ids: Sequence[int], without: Container[int]) -> list[int]:
    return [id_ for id_ in ids if id_ not in without]


class FullCache:
    """GPT-2 or any causal model: the keys and values of the whole story are kept, or the state that
    Mamba has made of it."""

    def __init__(self, model: PreTrainedModel, pad: int, without: Container[int] = ()) -> None:
        """Reads with `model`, and leaves the ids `without` out."""
        self._model, self._pad, self._without = model, pad, without
        self._argument = cache_argument(model)
        self._cache = _roomy(DynamicCache(config=model.config))

    @property
    def can_join(self) -> bool:
        """Where every layer keeps the keys and values of whole stories."""
        return all(isinstance(layer, RoomyLayer) for layer in self._cache.layers)

    def prefill(self, stories: Sequence[StoryIds]) -> Tensor:
        """Prompts are padded on the left, so that their next tokens stand in one column."""
        known = [_left([*each.window_prefix, *each.ids], self._without) for each in stories]
        width = max(map(len, known))
        ids = [[self._pad] * (width - len(each)) + each for each in known]
        real = [[0] * (width - len(each)) + [1] * len(each) for each in known]
        self._cache = _roomy(DynamicCache(config=self._model.config))
        self._mask = torch.tensor(real, device=self._model.device)
        return self._forward(torch.tensor(ids, device=self._model.device))

    def step(self, tokens: Tensor) -> Tensor:
        """Only the new tokens are computed."""
        tokens = tokens.to(self._model.device)
        self._mask = torch.cat([self._mask, torch.ones_like(tokens)[:, None]], dim=1)
        return self._forward(tokens[:, None])

    def select(self, indices: Tensor) -> None:
        """Keys, values and mask of these stories."""
        indices = indices.to(self._model.device)
        self._cache.reorder_cache(indices)
        self._mask = self._mask[indices]

    def join(self, later: Self) -> None:
        """The shorter stories are padded on the left, as in `prefill`; what pads all is cut off."""
        longest = max(int(each._mask.sum(dim=1).max()) for each in (self, later))
        for mine, theirs in zip(self._cache.layers, later._cache.layers, strict=True):
            mine.keys = torch.cat([last(longest, each.keys) for each in (mine, theirs)])
            mine.values = torch.cat([last(longest, each.values) for each in (mine, theirs)])
            cast(RoomyLayer, mine).fill_room()
        masks = [each._mask[:, None, :, None] for each in (self, later)]
        self._mask = torch.cat([last(longest, each) for each in masks])[:, 0, :, 0]

    def release(self) -> list[tuple[Tensor, Tensor]]:
        """Keys and values of each layer (B, heads, T, width), which this cache then forgets."""
        kept = [(cast(Tensor, each.keys), cast(Tensor, each.values)) for each in self._cache.layers]
        self._cache = _roomy(DynamicCache(config=self._model.config))
        return kept

    def _forward(self, ids: Tensor) -> Tensor:
        new = ids.shape[1]
        positions = (self._mask.cumsum(dim=1) - 1).clamp(min=0)
        # keys of padding stay hidden at every step, a state never took it up
        seen = self._mask if self._argument == "past_key_values" else self._mask[:, -new:]
        out = self._model(
            input_ids=ids,
            attention_mask=seen,
            position_ids=positions[:, -new:],
            use_cache=True,
            logits_to_keep=1,
            output_hidden_states=True,
            **{self._argument: self._cache},
        )
        self.hidden, self.real = out.hidden_states[-1], self._mask[:, -new:].bool()
        logits: Tensor = out.logits[:, -1].float()
        return logits


class RoomyLayer(DynamicLayer):
    """A layer of `DynamicCache` with room for the tokens to come.

    That one copies all keys and values at every token; here a new one is written into its place.
    """

    def update(
        self, key_states: Tensor, value_states: Tensor, *args: object, **kwargs: object
    ) -> tuple[Tensor, Tensor]:
        """Keys and values (B, heads, new, width) of new tokens -> those of all tokens."""
        if not self.is_initialized:
            self.lazy_initialization(key_states, value_states)
            self._rooms = [states[:, :, :0] for states in (key_states, value_states)]
        before, after = self.get_seq_length(), self.get_seq_length() + key_states.shape[-2]
        for number, states in enumerate((key_states, value_states)):
            if after > self._rooms[number].shape[-2]:
                self._rooms[number] = _more_room(self._rooms[number], after + ROOM)
            self._rooms[number][:, :, before:after] = states
        self.keys, self.values = (room[:, :, :after] for room in self._rooms)
        return self.keys, self.values

    def fill_room(self) -> None:
        """Take keys and values that were set from outside for all there is room for."""
        self._rooms = [self.keys, self.values]

    def reorder_cache(self, beam_idx: Tensor) -> None:
        """Go on with these stories, in this order."""
        length = self.get_seq_length()
        self._rooms = [room.index_select(0, beam_idx) for room in self._rooms]
        self.keys, self.values = (room[:, :, :length] for room in self._rooms)


def _more_room(states: Tensor, length: int) -> Tensor:
    """States (B, heads, T, width) at the start of as many as `length` places."""
    room = states.new_empty(*states.shape[:2], length, states.shape[-1])
    room[:, :, : states.shape[2]] = states
    return room


def _roomy(cache: DynamicCache) -> DynamicCache:
    """The cache with room in the layers that keep whole stories."""
    cache.layers = [
        RoomyLayer() if type(layer) is DynamicLayer else layer for layer in cache.layers
    ]
    return cache


class WindowCache:
    """The tag model: keys and values of a window that moves on by half of it when it is full.

    `evaluate` measures likelihoods in these very windows, so they are those of what is written
    here. A token costs two positions on average: its own, and once more in the first half of the
    next window. In a window that moves on by one token each would cost all positions.
    """

    def __init__(self, model: TagModel, without: Container[int] = ()) -> None:
        """Reads with `model`, and leaves the ids `without` out of each window."""
        self._model, self._window, self._without = model, model.config.window, without

    def prefill(self, stories: Sequence[StoryIds]) -> Tensor:
        """The last window of each beginning."""
        model = self._model
        self._stories = [StoryIds(each.window_prefix, list(each.ids)) for each in stories]
        shape = (
            len(stories),
            model.config.heads,
            self._window,
            model.config.width // model.config.heads,
        )
        kind = model.device.type
        dtype = torch.get_autocast_dtype(kind) if torch.is_autocast_enabled(kind) else torch.float32
        self._keys, self._values = (
            [torch.zeros(shape, dtype=dtype, device=model.device) for _ in model.layers]
            for _ in range(2)
        )
        self._lengths = torch.zeros(len(stories), dtype=torch.long, device=model.device)
        self._left_out = torch.zeros_like(self._lengths)
        self._told = torch.zeros(len(stories), model.config.width, device=model.device)
        self.hidden = self._fill(torch.arange(len(stories), device=model.device))
        slots = torch.arange(self.hidden.shape[1], device=model.device)
        self.real = slots < self._lengths[:, None]
        return self._logits(_at(self.hidden, self._lengths - 1))

    def step(self, tokens: Tensor) -> Tensor:
        """Append to each window; where it is full, begin the next one."""
        tokens = tokens.to(self._model.device)
        for story, token in zip(self._stories, tokens.tolist(), strict=True):
            story.ids.append(token)
        full = (self._lengths + self._left_out == self._window).nonzero()[:, 0]
        last = self._append(tokens)  # of full windows without sense, which are filled anew
        if len(full):
            states = self._fill(full)
            last[full] = _at(states, self._lengths[full] - 1).to(last.dtype)
        self.hidden, self.real = last[:, None], torch.ones_like(tokens)[:, None].bool()
        return self._logits(last)

    def select(self, indices: Tensor) -> None:
        """Keys, values and tokens of these stories."""
        chosen = [self._stories[index] for index in indices.tolist()]
        self._stories = [StoryIds(each.window_prefix, list(each.ids)) for each in chosen]
        indices = indices.to(self._model.device)
        self._keys = [keys.index_select(0, indices) for keys in self._keys]
        self._values = [values.index_select(0, indices) for values in self._values]
        self._lengths, self._left_out = self._lengths[indices], self._left_out[indices]
        self._told = self._told[indices]

    can_join = True

    def join(self, later: Self) -> None:
        """All windows have room for equally many tokens."""
        self._stories += later._stories
        self._keys = [torch.cat(both) for both in zip(self._keys, later._keys, strict=True)]
        self._values = [torch.cat(both) for both in zip(self._values, later._values, strict=True)]
        self._lengths = torch.cat([self._lengths, later._lengths])
        self._left_out = torch.cat([self._left_out, later._left_out])
        self._told = torch.cat([self._told, later._told])

    def _current(self, story: StoryIds) -> list[int]:
        """The window that predicts what follows, laid as in `fabula.tokens.windows`."""
        stride = self._window // 2
        beyond = len(story.ids) - (self._window - len(story.window_prefix))
        return [*story.window_prefix, *story.ids[stride * ceil(max(0, beyond) / stride) :]]

    def _fill(self, indices: Tensor) -> Tensor:
        """Compute the windows of these stories; states (stories, T, width), padded on the right."""
        whole = [self._current(self._stories[index]) for index in indices.tolist()]
        windows = [_left(window, self._without) for window in whole]
        lengths = torch.tensor(list(map(len, windows)), device=indices.device)
        self._left_out[indices] = (
            torch.tensor(list(map(len, whole)), device=indices.device) - lengths
        )
        t = int(lengths.max())
        padded = [window + [0] * (t - len(window)) for window in windows]
        ids = torch.tensor(padded, device=indices.device)
        told = self._model.told(ids)
        self._told[indices] = _at(told, lengths - 1).to(self._told.dtype)
        x: Tensor = self._model.tokens(ids) + self._model.positions.weight[:t] + told
        for layer, keys, values in self._cached_layers():
            q, k, v = layer.project(x)
            keys[indices, :, :t], values[indices, :, :t] = k.to(keys.dtype), v.to(values.dtype)
            x = layer.finish(x, layer.attend(q, k, v, None, causal=True))
        self._lengths[indices] = lengths
        return x

    def _append(self, tokens: Tensor) -> Tensor:
        """Compute one token of every story; states (B, width)."""
        indices = torch.arange(len(tokens), device=tokens.device)
        slots = self._lengths.clamp(max=self._window - 1)
        seen = torch.arange(self._window, device=tokens.device) <= slots[:, None]  # (B, window)
        x: Tensor = (self._model.tokens(tokens) + self._model.positions(slots) + self._told)[
            :, None
        ]
        for layer, keys, values in self._cached_layers():
            q, k, v = layer.project(x)
            keys[indices, :, slots] = k[:, :, 0].to(keys.dtype)
            values[indices, :, slots] = v[:, :, 0].to(values.dtype)
            mixed = layer.attend(q, keys, values, seen[:, None, None], causal=False)
            x = layer.finish(x, mixed)
        self._lengths = slots + 1
        return x[:, 0]

    def _cached_layers(self) -> list[tuple[Layer, Tensor, Tensor]]:
        layers = (cast(Layer, layer) for layer in self._model.layers)
        return list(zip(layers, self._keys, self._values, strict=True))

    def _logits(self, last: Tensor) -> Tensor:
        logits: Tensor = self._model.head(last).float()
        return logits


class NoCache:
    """The original tag model: its window moves on by one token, so all of it is computed anew."""

    def __init__(self, model: TagModel, pad: int, without: Container[int] = ()) -> None:
        """Reads with `model`, and leaves the ids `without` out of each window."""
        self._model, self._pad, self._without = model, pad, without

    def prefill(self, stories: Sequence[StoryIds]) -> Tensor:
        """The last window of each beginning."""
        self._stories = [StoryIds(each.window_prefix, list(each.ids)) for each in stories]
        return self._forward()

    def step(self, tokens: Tensor) -> Tensor:
        """Compute every window anew, one token later."""
        for story, token in zip(self._stories, tokens.tolist(), strict=True):
            story.ids.append(token)
        return self._forward()

    def select(self, indices: Tensor) -> None:
        """The tokens of these stories."""
        chosen = [self._stories[index] for index in indices.tolist()]
        self._stories = [StoryIds(each.window_prefix, list(each.ids)) for each in chosen]

    can_join = True

    def join(self, later: Self) -> None:
        """Nothing but the tokens is kept."""
        self._stories += later._stories

    def _forward(self) -> Tensor:
        size = self._model.config.window
        windows = [
            padded_window(
                _left(story.window_prefix, self._without),
                _left(story.ids[-(size - len(story.window_prefix)) :], self._without),
                size,
                self._pad,
            )
            for story in self._stories
        ]
        ids, mask = (
            torch.tensor(list(each), device=self._model.device)
            for each in zip(*windows, strict=True)
        )
        states = self._model.states(ids, mask)
        self.hidden, self.real = states[:, -1:], mask[:, -1:].bool()
        logits: Tensor = self._model.head(states[:, -1]).float()
        return logits


def _at(states: Tensor, places: Tensor) -> Tensor:
    """Of states (B, T, width) those at one place in each row."""
    return states[torch.arange(len(states), device=states.device), places]
