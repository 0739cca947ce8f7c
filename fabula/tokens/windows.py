"""Rows that a model is trained or evaluated on, cut from a token store.

A row is `input_ids` with `labels` of the same length: `labels[t]` is the token that follows
`input_ids[t]`, or `IGNORED` where nothing is to be predicted. Labels are already shifted, so
neither model shifts them again. `[BOS]`, padding and the conditioning prefix of a story are never
predicted. The windows of the original tag model have one label, for the token after the last.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import torch
from torch.utils.data import Dataset

from fabula.stories import TAGS
from fabula.tokens.shards import TokenStore, tags_of

IGNORED = -100
"""The label that adds nothing to the loss, as in PyTorch's cross-entropy."""

Ids = npt.NDArray[np.int64]
TagBits = npt.NDArray[np.uint8]
"""The tags of each story as one byte: bit n stands for `TAGS[n]`."""
Row = dict[str, Ids]
PrefixAt = Literal["nowhere", "story_start", "every_window"]
"""Where a layout puts tags; what else a model makes of them is its own matter."""


@dataclass(frozen=True)
class SpecialIds:
    """The ids of the special tokens; `tags` in the order of `TAGS`."""

    pad: int
    bos: int
    eos: int
    tags: tuple[int, ...]

    def of(self, tags: Sequence[str]) -> list[int]:
        """The ids of some tags; `ValueError` for one that is not in `TAGS`."""
        return [self.tags[TAGS.index(tag)] for tag in tags]


@dataclass(frozen=True)
class Layout:
    """The conditioning prefix of a story, and how windows lie over both.

    The prefix holds the story's tags, and with `prompts` what it was written for. A window holds
    `size` tokens and starts `stride` tokens after the one before it; the first one starts with the
    story. With `tags_at: story_start` the prefix stands once, before `[BOS]`, and slides out of
    sight; with `every_window` it stands before every window, which then has room for fewer tokens
    of the story. With `last_only` (the original tag model) a window predicts nothing but the one
    token after it, is left-padded at the story's start, and moves by one token.
    """

    size: int
    stride: int
    tags_at: PrefixAt = "nowhere"
    last_only: bool = False
    prompts: bool = False

    def prefix(self, tags: Iterable[int], prompt: Iterable[int]) -> list[int]:
        """The conditioning prefix of a story: its tags, then its prompt."""
        return [
            *(tags if self.tags_at != "nowhere" else []),
            *(prompt if self.prompts else []),
        ]

    def prefix_lengths(self, store: TokenStore, tag_bits: TagBits) -> Ids:
        """(stories,): how long `prefix` is for the first stories of a store, with these tags."""
        tags = np.bitwise_count(tag_bits).astype(np.int64)
        prompts = store.prompt_lengths[: len(tags)]
        return tags * (self.tags_at != "nowhere") + prompts * self.prompts

    def cut(self, ids: Ids, prefix: list[int]) -> tuple[list[int], Ids]:
        """What stands before every window, and the sequence that the windows slide over."""
        if self.tags_at == "every_window":
            return prefix, ids
        return [], np.concatenate([np.array(prefix, dtype=np.int64), ids])

    def windows(self, length: int, prefix_length: int, second: int) -> int:
        """The number of windows over a story of `length` tokens after a prefix of so many.

        The first window starts with the story, the next one `second` tokens later.
        """
        if self.last_only:
            return length - 1
        everywhere = self.tags_at == "every_window"
        room = self.size - (prefix_length if everywhere else 0)
        # what the first window has no room for
        beyond = length + (0 if everywhere else prefix_length) - 1 - room
        return 1 if beyond <= 0 else 2 + -(-max(0, beyond - second) // self.stride)


class StoryWindows(Dataset[Row]):
    """Windows over each story by itself.

    For training (`once=False`) every position of a window is a label, so overlapping windows show a
    token with a short and with a long context. The second window starts at a random token, another
    one in each story: a window that slides through a text as it is generated begins anywhere, and
    so do these. For likelihoods (`once=True`) each token is a label once, in the first window that
    holds it: the loss over all rows is that of the story, and from the second window on each token
    has at least `size - stride` tokens before it (less the room that tags take).
    """

    def __init__(
        self,
        store: TokenStore,
        layout: Layout,
        special: SpecialIds,
        *,
        once: bool,
        stories: int = 0,
        tag_bits: TagBits | None = None,
        room_for: TagBits | None = None,
        only: npt.NDArray[np.bool_] | None = None,
    ) -> None:
        """Windows over the first `stories` stories of the store; 0: over all.

        `tag_bits` take the place of the tags that the stories have. Windows are laid as if the
        tags `room_for` were told, among which these must be: so the same tokens of a story are
        seen, whatever is told of it. `only` says of each story whether it has windows at all.
        """
        self._tag_bits = store.tag_bits if tag_bits is None else tag_bits
        self.room_for = self._tag_bits if room_for is None else room_for
        self._store, self._layout, self.special, self._once = store, layout, special, once
        self.size = layout.size
        self.stories = min(stories or len(store), len(store))
        seconds = np.random.default_rng(0).integers(1, layout.stride + 1, self.stories)
        self._seconds = np.full_like(seconds, layout.stride) if once else seconds
        lengths = store.lengths[: self.stories].tolist()
        prefix_lengths = layout.prefix_lengths(store, self.room_for[: self.stories]).tolist()
        counts = np.array(
            list(map(layout.windows, lengths, prefix_lengths, self._seconds.tolist()))
        )
        self._firsts = np.cumsum([0, *(counts if only is None else counts * only)])
        self.bytes = store.bytes[: self.stories].astype(np.int64)

    def tell(self, tag_bits: TagBits) -> None:
        """From now on tell these tags alone, which must be among those of `room_for`."""
        self._tag_bits = tag_bits

    def __len__(self) -> int:
        """The number of windows."""
        return int(self._firsts[-1])

    def story_of(self, index: int) -> int:
        """The story that window `index` belongs to."""
        return int(np.searchsorted(self._firsts, index, side="right")) - 1

    def __getitem__(self, index: int) -> Row:
        """Window `index`; it has an `attention_mask` only where it is padded on the left."""
        story = self.story_of(index)
        left_out = int(self.room_for[story]) & ~int(self._tag_bits[story])
        hidden = self.special.of(tags_of(left_out))
        ids = self._store.story(story).astype(np.int64)
        tags = self.special.of(tags_of(int(self.room_for[story])))
        prefix = self._layout.prefix(tags, self._store.prompt(story))
        window_prefix, sequence = self._layout.cut(ids, prefix)
        nth = index - int(self._firsts[story])
        first_label = len(sequence) - len(ids) + 1  # after the prefix, and [BOS]
        if self._layout.last_only:
            return self._last_only(window_prefix, sequence, first_label + nth, hidden)
        start = int(self._seconds[story]) + (nth - 1) * self._layout.stride if nth else 0
        if self._once and nth:
            room = self._layout.size - len(window_prefix)
            first_label = max(first_label, start - self._layout.stride + room + 1)
        row = self._every_position(window_prefix, sequence, start, first_label)
        kept = ~np.isin(row["input_ids"], hidden)
        return {name: values[kept] for name, values in row.items()} if hidden else row

    def _every_position(
        self, window_prefix: list[int], sequence: Ids, start: int, first_label: int
    ) -> Row:
        stop = min(start + self._layout.size - len(window_prefix), len(sequence) - 1)
        labels = sequence[start + 1 : stop + 1].copy()
        labels[: max(0, first_label - start - 1)] = IGNORED
        return {
            "input_ids": np.concatenate(
                [np.array(window_prefix, dtype=np.int64), sequence[start:stop]]
            ),
            "labels": np.concatenate([np.full(len(window_prefix), IGNORED), labels]),
        }

    def _last_only(
        self, window_prefix: list[int], sequence: Ids, target: int, hidden: list[int]
    ) -> Row:
        size = self._layout.size
        seen = sequence[max(0, target - (size - len(window_prefix))) : target].tolist()
        prefix, seen = ([id_ for id_ in ids if id_ not in hidden] for ids in (window_prefix, seen))
        ids, mask = padded_window(prefix, seen, size, self.special.pad)
        return {
            "input_ids": np.array(ids),
            "labels": sequence[target : target + 1],
            "attention_mask": np.array(mask),
        }


def padded_window(
    window_prefix: list[int], seen: list[int], size: int, pad: int
) -> tuple[list[int], list[int]]:
    """Ids and mask of the original tag model's window: the padding stands after the tags."""
    gap = size - len(window_prefix) - len(seen)
    mask = [*[1] * len(window_prefix), *[0] * gap, *[1] * len(seen)]
    return [*window_prefix, *[pad] * gap, *seen], mask


def collate(rows: Sequence[Row], length: int = 0) -> dict[str, torch.Tensor]:
    """Rows as tensors (B, T), shorter ones padded on the right, to `length` at least.

    A causal model never looks to the right, and padding has no label: it changes nothing, so no
    mask is needed for it. Padded inputs are id 0, whatever that is.
    """
    missing = max(0, length - max(len(row["input_ids"]) for row in rows))
    filler = {"input_ids": 0, "labels": IGNORED, "attention_mask": 0}
    return {
        name: torch.from_numpy(_pad([row[name] for row in rows], filler[name], missing))
        for name in rows[0]
    }


def _pad(rows: Sequence[Ids], filler: int, more: int) -> Ids:
    length = max(map(len, rows)) + more
    return np.stack([np.pad(row, (0, length - len(row)), constant_values=filler) for row in rows])
