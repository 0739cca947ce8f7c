"""What training alone makes of a token store: packed rows, tags left out, tokens replaced.

A row is as `fabula.tokens.windows` has it: `input_ids`, and `labels` that are already shifted.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import torch
from torch.utils.data import Dataset

from fabula.tokens.shards import TokenStore, tags_of
from fabula.tokens.windows import IGNORED, Ids, Layout, Row, SpecialIds, TagBits


class _Place(NamedTuple):
    """Of a row: the story that it begins in, how many tokens of whose prefix stand before it once
    more, and the slice of the long row that it holds, the last label included."""

    story: int
    again: int
    begin: int
    stop: int


class PackedRows(Dataset[Row]):
    """All stories in one long row, `[BOS] story [EOS][BOS] story [EOS]...`, cut into rows.

    The conditioning prefix of a story stands before its `[BOS]`, and again at the beginning of a
    row that begins within the story: without it, a quarter of the tokens and half of the endings
    of long stories would not see their tags. Tags that are not told (`tell`) are left out of a
    row, which is laid as if they were there. Nothing is padded and nothing is cut away: each row
    goes on from the last token of the row before, so every token of every story is a label exactly
    once. Stories in one row see each other, as GPT-2 was trained: hiding them gained less than the
    noise and cost 7% of the speed (benchmarks/MOONSHOT.md). `StoryWindows` evaluates each story by
    itself.
    """

    def __init__(
        self,
        store: TokenStore,
        context: int,
        special: SpecialIds,
        tag_bits: TagBits | None = None,
        *,
        prompts: bool = False,
        stories: int = 0,
    ) -> None:
        """Rows of `context` tokens; the last row may be shorter. Without `tag_bits` no tags.

        Only the first `stories` stories of the store have rows; 0: all have.
        """
        self._store, self.size, self.special = store, context, special
        tags = np.zeros(len(store), np.uint8) if tag_bits is None else tag_bits
        self.room_for = tags[: stories or None]
        self.tell(self.room_for)
        self._layout = Layout(context, context, "story_start", prompts=prompts)
        self._prefix_lengths = self._layout.prefix_lengths(store, self.room_for)
        lengths = store.lengths[: len(self._prefix_lengths)] + self._prefix_lengths
        self._starts = np.cumsum([0, *lengths])
        self._begins = [0]
        while (following := self._place(self._begins[-1]).stop - 1) < self._starts[-1] - 1:
            self._begins.append(following)

    def tell(self, tag_bits: TagBits) -> None:
        """From now on tell these tags alone, which must be among those of `room_for`."""
        self._told = tag_bits

    def __len__(self) -> int:
        """The number of rows."""
        return len(self._begins)

    def __getitem__(self, index: int) -> Row:
        """Row `index`: up to `context` tokens, but for tags that are left out, and the tokens that
        follow them."""
        place = self._place(self._begins[index])
        last = int(np.searchsorted(self._starts, place.stop, side="left"))
        stories = [self._story(number) for number in range(place.story, last)]
        again = [part[: place.again] for part in stories[0]]
        origin = int(self._starts[place.story])
        here = slice(place.begin - origin, place.stop - origin)
        tokens, predicted, told = (
            np.concatenate([front, np.concatenate(parts)[here]])
            for front, parts in zip(again, zip(*stories, strict=True), strict=True)
        )
        predicted[place.again] = IGNORED  # what a row begins with, nothing before it foretells
        return {"input_ids": tokens[:-1][told[:-1]], "labels": predicted[1:][told[:-1]]}

    def _place(self, begin: int) -> _Place:
        """Where a row lies that is to begin with this token of the long row."""
        story = int(np.searchsorted(self._starts, begin, side="right")) - 1
        within, again = begin - int(self._starts[story]), 0
        if within:
            prefix = int(self._prefix_lengths[story])
            again = min(prefix, self.size // 2)
            begin += max(0, prefix - within)
        stop = min(begin + self.size - again + 1, int(self._starts[-1]))
        return _Place(story, again, begin, stop)

    def _story(self, number: int) -> tuple[Ids, Ids, npt.NDArray[np.bool_]]:
        """A story after its prefix; the same, with what is never predicted `IGNORED`; and which of
        the tokens are told."""
        tags = self.special.of(tags_of(int(self.room_for[number])))
        prefix = self._layout.prefix(tags, self._store.prompt(number))
        tokens = np.concatenate([np.array(prefix, np.int64), self._store.story(number)])
        predicted = tokens.copy()
        predicted[: len(prefix) + 1] = IGNORED  # [BOS] too
        told = np.ones(len(tokens), np.bool_)
        told[: len(tags)] = np.isin(tags, self.special.of(tags_of(int(self._told[number]))))
        return tokens, predicted, told


def drop_tags(tag_bits: TagBits, fraction: float, seed: int, epoch: int) -> TagBits:
    """The tags with those of a random fraction of the stories taken away: of others in each epoch.

    Trained on them, a model can write without tags too, which classifier-free guidance leads
    away from (Ho and Salimans 2022, arXiv:2207.12598, where each example is drawn anew each time).
    The same seed and epoch give the same stories, so a run that goes on sees what it would have
    seen.
    """
    dropped = np.random.default_rng([seed, epoch]).random(len(tag_bits)) < fraction
    return np.where(dropped, 0, tag_bits).astype(np.uint8)


def noisy(ids: torch.Tensor, fraction: float, special: SpecialIds, vocabulary: int) -> torch.Tensor:
    """A fraction of the tokens (B, T) replaced by random ones; special tokens stay and are no
    choice.

    A model that cannot trust every token before it learns less of them by heart.
    """
    ordinary = torch.ones(vocabulary, dtype=torch.bool)
    ordinary[[special.pad, special.bos, special.eos, *special.tags]] = False
    words = ordinary.nonzero()[:, 0]
    replaced = (torch.rand(ids.shape) < fraction).to(ids.device) & ordinary.to(ids.device)[ids]
    others = words[torch.randint(len(words), ids.shape)].to(ids.device)
    return torch.where(replaced, others, ids)
