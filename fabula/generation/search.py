"""How tokens become stories: one after the other, along several beams, or by contrast.

A search is given a KV cache and a task, and yields (number of the story, next token) as it goes;
or `None` after a step that has settled no token yet, so that whoever waits may stop it there.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from transformers import LogitsProcessor

from fabula.generation.kv_cache import KVCache, StoryIds

Candidate = tuple[float, int, int]
"""Log-probability of a beam with its next token, the number of the beam, the token."""

COMPACT_AT = 8
"""Compact the batch once an eighth of its stories have ended; fewer are not worth the copy."""


@dataclass(frozen=True)
class Task:
    """B stories to be written, and how."""

    stories: Sequence[StoryIds]
    max_new_tokens: Sequence[int]
    """Of each story; at least 1."""
    draws: NDArray[np.float32]
    """(B, most tokens): a random number in [0, 1) for each, if tokens are drawn."""
    pad: int
    eos: int
    processors: Sequence[LogitsProcessor]
    """What is done to scores (B, vocabulary) of stories (B, padded prompt + new tokens)."""

    def ids(self) -> Tensor:
        """The prompts as the processors see them: (B, N), padded on the left."""
        known = [[*each.window_prefix, *each.ids] for each in self.stories]
        width = max(map(len, known))
        return torch.tensor([[self.pad] * (width - len(each)) + each for each in known])


Search = Callable[[KVCache, Task], Iterator[tuple[int, int] | None]]
Choose = Callable[[Tensor, Tensor], Tensor]
"""Scores (B, vocabulary) and random numbers (B,) -> tokens (B,)."""


def most_likely(scores: Tensor, _: Tensor) -> Tensor:
    """The token with the highest score; the first of several."""
    return scores.argmax(dim=-1)


def sampled(scores: Tensor, draws: Tensor) -> Tensor:
    """The first token at which the cumulative probability passes the draw: inverse transform
    sampling.

    Every story has random numbers of its own, so it is the same whichever others are written beside
    it.
    """
    reached = scores.softmax(dim=-1).cumsum(dim=-1)
    total = reached[:, -1:]
    place = torch.minimum(draws[:, None] * total, torch.nextafter(total, torch.zeros_like(total)))
    return torch.searchsorted(reached, place, right=True)[:, 0]


@dataclass(frozen=True)
class OneByOne:
    """Choose each token when its turn comes, and never go back: a `Search`."""

    choose: Choose

    def __call__(self, cache: KVCache, task: Task) -> Iterator[tuple[int, int]]:
        """Number of the story, next token."""
        max_new_tokens, draws = torch.tensor(task.max_new_tokens), torch.from_numpy(task.draws)
        stories = torch.arange(len(task.stories))
        ids, ended = task.ids(), torch.zeros(len(stories), dtype=torch.bool)
        logits = cache.prefill(task.stories)
        for number in range(max(task.max_new_tokens)):
            draw = draws[stories, number]
            tokens = next_tokens(self.choose, task.processors, ids, logits, draw)
            going = (~ended).nonzero()[:, 0]
            yield from zip(stories[going].tolist(), tokens[going].tolist(), strict=True)
            full = max_new_tokens[stories] <= number + 1
            ended |= (tokens == task.eos) | full
            if ended.all():
                return
            if full.any() or ended.sum() * COMPACT_AT >= len(ended):
                kept = (~ended).nonzero()[:, 0]
                cache.select(kept)
                stories, ids, tokens, ended = stories[kept], ids[kept], tokens[kept], ended[kept]
            ids = torch.cat([ids, tokens[:, None]], dim=1)
            logits = cache.step(tokens)


def next_tokens(
    choose: Choose,
    processors: Sequence[LogitsProcessor],
    ids: Tensor,
    logits: Tensor,
    draws: Tensor,
) -> Tensor:
    """The next tokens (B,), chosen where the logits are: those of many stories are large."""
    if len(logits) == 1:
        logits = logits.cpu()  # a GPU does not add up a single row in the same order every time
    place = logits.device
    return choose(processed(processors, ids.to(place), logits), draws.to(place)).cpu()


def processed(processors: Sequence[LogitsProcessor], ids: Tensor, scores: Tensor) -> Tensor:
    """Scores (B, vocabulary) of stories (B, N) after all processors, none of which takes more.

    `LogitsProcessorList` asks each of them every time what else it would take.
    """
    for processor in processors:
        scores = processor(ids, scores)
    return scores


def contrastive(penalty_alpha: float, top_k: int) -> Search:
    """Contrastive search (Su et al. 2022, arXiv:2202.06417).

    Of the `top_k` likeliest tokens (all, where a vocabulary has fewer) the one with the highest
    (1 - alpha) * probability - alpha * similarity, which is the highest cosine between its state
    and that of any token before it. With alpha 0 it is greedy.
    """

    def search(cache: KVCache, task: Task) -> Iterator[tuple[int, int]]:
        max_new_tokens, stories = torch.tensor(task.max_new_tokens), torch.arange(len(task.stories))
        ids, logits = task.ids(), cache.prefill(task.stories)
        before, real = _unit(cache.hidden), cache.real
        candidates = min(top_k, logits.shape[-1])
        for number in range(max(task.max_new_tokens)):
            likely = processed(task.processors, ids, logits.cpu()).softmax(dim=-1).topk(candidates)
            cache.select(torch.arange(len(stories)).repeat_interleave(candidates))
            logits = cache.step(likely.indices.flatten())
            states = _unit(cache.hidden[:, -1]).view(len(stories), candidates, -1)
            cosines = (states @ before.transpose(1, 2)).masked_fill(~real[:, None], -1.0)
            likeness = cosines.amax(dim=-1)  # (B, candidates)
            scores = (1 - penalty_alpha) * likely.values - penalty_alpha * likeness.cpu()
            best = scores.argmax(dim=-1)
            tokens = likely.indices.gather(1, best[:, None])[:, 0]
            yield from zip(stories.tolist(), tokens.tolist(), strict=True)
            going = ((tokens != task.eos) & (max_new_tokens[stories] > number + 1)).nonzero()[:, 0]
            if not len(going):
                return
            chosen = torch.arange(len(stories)) * candidates + best
            cache.select(chosen[going])
            logits, stories = logits[chosen[going]], stories[going]
            ids = torch.cat([ids[going], tokens[going, None]], dim=1)
            new = states[going, best[going]][:, None]
            before = torch.cat([before[going], new], dim=1)
            real = torch.cat([real[going], torch.ones_like(new[:, :, 0], dtype=torch.bool)], dim=1)

    return search


def _unit(states: Tensor) -> Tensor:
    return torch.nn.functional.normalize(states.float(), dim=-1)


@dataclass
class _Group:
    """Beams of one story that compete with each other, and what they have finished."""

    width: int
    length_penalty: float
    finished: list[tuple[float, list[int]]] = field(default_factory=list)
    """Score and tokens of the best `width`, the best one first."""
    done: bool = False

    def grow(
        self, best: Sequence[Candidate], written: Tensor, eos: int, limit: int
    ) -> list[Candidate]:
        """The beams to go on with, of the best 2 * width candidates after (beams, tokens).

        Those of the best `width` that end their story, or reach the limit of tokens, are finished.
        """
        length = written.shape[-1] + 1
        going = [each for each in best if each[2] != eos][: self.width]
        for total, beam, token in best[: self.width]:
            if not self.done and (token == eos or length == limit):
                score = total / length**self.length_penalty
                stories = [*self.finished, (score, [*written[beam].tolist(), token])]
                self.finished = sorted(stories, key=lambda each: -each[0])[: self.width]
        hope = going[0][0] / length**self.length_penalty
        full = len(self.finished) == self.width
        self.done |= length == limit or (full and hope <= self.finished[-1][0])
        return going


def beams(
    num_beams: int, length_penalty: float, num_beam_groups: int = 1, diversity_penalty: float = 0.0
) -> Search:
    """Beam search: the likeliest of the stories that `num_beams` parallel ones grow into.

    A story's score is its log-probability / length ** `length_penalty`: more favours longer ones.
    With groups (Vijayakumar et al. 2016, arXiv:1610.02424) a token costs `diversity_penalty` for
    each beam of an earlier group that has chosen it in the same step.
    """
    width = num_beams // num_beam_groups

    def search(cache: KVCache, task: Task) -> Iterator[tuple[int, int] | None]:
        stories = list(range(len(task.stories)))
        groups = [[_Group(width, length_penalty) for _ in range(num_beam_groups)] for _ in stories]
        ids = task.ids().repeat_interleave(num_beams, dim=0)
        begins = ids.shape[1]
        logits = cache.prefill(task.stories).cpu().repeat_interleave(num_beams, dim=0)
        cache.select(torch.arange(len(stories)).repeat_interleave(num_beams))
        totals = torch.full((len(stories), num_beam_groups, width), -1e9)
        totals[:, :, 0] = 0  # at first all beams are the same one
        while True:
            scores = processed(task.processors, ids, logits.log_softmax(dim=-1))
            scores = scores.view(*totals.shape, -1) + totals[..., None]
            written = ids[:, begins:].view(*totals.shape, -1)
            grown = _grow(
                scores,
                [groups[story] for story in stories],
                written,
                task.eos,
                [task.max_new_tokens[story] for story in stories],
                diversity_penalty,
            )
            going = []
            for place, story in enumerate(stories):
                if not all(group.done for group in groups[story]):
                    going.append(place)
                    continue
                finished = [each for group in groups[story] for each in group.finished]
                for token in max(finished, key=lambda each: each[0])[1]:
                    yield story, token
            if not going:
                return
            totals = torch.tensor([[t for t, _, _ in grown[place]] for place in going])
            totals = totals.view(len(going), num_beam_groups, width)
            parents = torch.tensor(
                [place * num_beams + beam for place in going for _, beam, _ in grown[place]]
            )
            tokens = torch.tensor([token for place in going for _, _, token in grown[place]])
            stories = [stories[place] for place in going]
            ids = torch.cat([ids[parents], tokens[:, None]], dim=1)
            cache.select(parents)
            logits = cache.step(tokens).cpu()
            yield None

    return search


def _grow(
    scores: Tensor,
    stories: Sequence[Sequence[_Group]],
    written: Tensor,
    eos: int,
    limits: Sequence[int],
    diversity_penalty: float,
) -> list[list[Candidate]]:
    """One more token for every beam of each story, by its scores (B, groups, beams, vocabulary)
    and what the beams have written (B, groups, beams, tokens)."""
    vocabulary = scores.shape[-1]
    taken = torch.zeros(len(stories), 1, vocabulary) if scores.shape[1] > 1 else None
    grown: list[list[Candidate]] = [[] for _ in stories]
    for number in range(scores.shape[1]):
        own = scores[:, number]
        if taken is not None:
            own = own - diversity_penalty * taken
        width = own.shape[1]
        best = own.flatten(1).topk(2 * width)
        ways = zip(best.values.tolist(), best.indices.tolist(), strict=True)
        for place, (totals, tokens) in enumerate(ways):
            candidates = [
                (total, *divmod(token, vocabulary))
                for total, token in zip(totals, tokens, strict=True)
            ]
            group = stories[place][number]
            going = group.grow(candidates, written[place, number], eos, limits[place])
            for total, beam, token in going:
                grown[place].append((total, number * width + beam, token))
                if taken is not None:
                    taken[place, 0, token] += 1
    return grown
