"""How the next token is chosen: every strategy by name, with the parameters that it has.

The parameters stand in `generate.decoding`, under the strategy that they belong to: what does
nothing for a strategy cannot be set for it. Filters are those of `transformers`, the slow ones of
them made faster; the searches are ours, because the tag model's window slides.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor
from transformers import (
    LogitsProcessor,
    MinPLogitsWarper,
    RepetitionPenaltyLogitsProcessor,
    TemperatureLogitsWarper,
    TopKLogitsWarper,
    TypicalLogitsWarper,
)

from fabula.config import decoding as section
from fabula.config import generate
from fabula.generation.search import OneByOne, Search, beams, contrastive, most_likely, sampled

Decoding = tuple[Search, list[LogitsProcessor]]
"""A search, and what filters the scores before it."""

LIKELIEST = 1024
"""Tokens among which top-p looks first: enough for nearly every token of an unsure model too."""
ROUNDING = 1e-4
"""How far off a sum of probabilities may be."""


def greedy(_: section.Greedy) -> Decoding:
    """Always the most likely token; the seed changes nothing."""
    return OneByOne(most_likely), []


def temperature(config: section.Temperature) -> Decoding:
    """Sample from all tokens, their logits divided by the temperature."""
    return _sample(config.temperature)


def top_k(config: section.TopK) -> Decoding:
    """Sample from the `top_k` most likely tokens (Fan et al. 2018)."""
    return _sample(config.temperature, TopKLogitsWarper(config.top_k))


def top_p(config: section.TopP) -> Decoding:
    """Sample from the smallest set of tokens with probability `top_p` (Holtzman et al. 2020)."""
    return _sample(config.temperature, TopP(config.top_p))


def top_k_top_p(config: section.TopKTopP) -> Decoding:
    """Sample by top-k, then by top-p from what that leaves."""
    return _sample(config.temperature, TopKLogitsWarper(config.top_k), TopP(config.top_p))


def min_p(config: section.MinP) -> Decoding:
    """Sample from tokens at least `min_p` times as likely as the likeliest (Nguyen et al. 2024)."""
    return _sample(config.temperature, MinPLogitsWarper(config.min_p))


def typical(config: section.Typical) -> Decoding:
    """Sample from tokens that are as surprising as is usual here (Meister et al. 2023)."""
    return _sample(config.temperature, TypicalLogitsWarper(config.typical_p))


def beam(config: section.Beam) -> Decoding:
    """`fabula.generation.search.beams`, in one group."""
    return beams(config.num_beams, config.length_penalty), _no_repeat(config.no_repeat_ngram_size)


def diverse_beam(config: section.DiverseBeam) -> Decoding:
    """`fabula.generation.search.beams`, in groups."""
    search = beams(
        config.num_beams, config.length_penalty, config.num_beam_groups, config.diversity_penalty
    )
    return search, _no_repeat(config.no_repeat_ngram_size)


def contrast(config: section.Contrastive) -> Decoding:
    """`fabula.generation.search.contrastive`."""
    return contrastive(config.penalty_alpha, config.top_k), []


STRATEGIES: dict[section.Strategy, Callable[[Any], Decoding]] = {
    "greedy": greedy,
    "temperature": temperature,
    "top_k": top_k,
    "top_p": top_p,
    "top_k_top_p": top_k_top_p,
    "min_p": min_p,
    "typical": typical,
    "beam": beam,
    "diverse_beam": diverse_beam,
    "contrastive": contrast,
}


def settings(strategy: section.Strategy, config: generate.Generate) -> dict[str, Any]:
    """The parameters of one strategy."""
    found: dict[str, Any] = getattr(config.decoding, strategy).model_dump()
    return found


def is_sampled(strategy: section.Strategy, config: generate.Generate) -> bool:
    """Whether chance decides, so that another seed writes another story."""
    return isinstance(getattr(config.decoding, strategy), section.Temperature)


def decoding(
    strategy: section.Strategy,
    config: generate.Generate,
    never: Sequence[int],
    eos: int,
    width: int,
) -> Decoding:
    """The search, and all that is done to scores before it: `never` is never written.

    `width` is how many tokens the processors see before the first new one.
    """
    search, filters = STRATEGIES[strategy](getattr(config.decoding, strategy))
    always: list[LogitsProcessor] = [Never(never)]
    if config.repetition_penalty != 1:
        always.append(RepetitionPenaltyLogitsProcessor(config.repetition_penalty))
    return search, [*always, EosBias(config.eos_bias, eos, width), *filters]


def _sample(heat: float, *filters: LogitsProcessor) -> Decoding:
    warm = [TemperatureLogitsWarper(heat)] if heat != 1 else []
    return OneByOne(sampled), [*warm, *filters]


def _no_repeat(size: int) -> list[LogitsProcessor]:
    return [NoRepeat(size)] if size else []


class Never(LogitsProcessor):
    """`SuppressTokensLogitsProcessor`, which looks for its tokens in the vocabulary every time."""

    def __init__(self, tokens: Sequence[int]) -> None:
        """`tokens` are the ids that are no choice."""
        self._tokens = torch.tensor(tokens, dtype=torch.long)

    def __call__(self, input_ids: Tensor, scores: Tensor) -> Tensor:
        """Scores (B, vocabulary), those of the tokens -inf."""
        self._tokens = self._tokens.to(scores.device)
        return scores.index_fill(1, self._tokens, -torch.inf)


class NoRepeat(LogitsProcessor):
    """`NoRepeatNGramLogitsProcessor` for all stories at once, without a loop over their tokens."""

    def __init__(self, size: int) -> None:
        """No `size` tokens in a row are written twice, the padded prompt included."""
        self._size = size

    def __call__(self, input_ids: Tensor, scores: Tensor) -> Tensor:
        """Scores (B, vocabulary), -inf for what would repeat a run of the stories (B, N)."""
        if input_ids.shape[1] < self._size:
            return scores
        runs = input_ids.unfold(1, self._size, 1)  # (B, runs, size)
        begun = input_ids[:, None, input_ids.shape[1] - self._size + 1 :]
        again = (runs[:, :, :-1] == begun).all(dim=-1)
        rows, places = again.nonzero(as_tuple=True)
        scores = scores.clone()
        scores[rows, runs[rows, places, -1]] = -torch.inf
        return scores


class EosBias(LogitsProcessor):
    """logit[EOS] += min(cap, slope * (n - start)) for n generated tokens above `start`.

    The original tag model's way to end a story. It comes before the filters, so that it counts for
    them. n counts generated tokens only, not the padded prompt.
    """

    def __init__(self, config: generate.EosBias, eos: int, width: int) -> None:
        """`eos` is the token's id, `width` how many tokens the padded prompts have."""
        self._config, self._eos, self._width = config, eos, width

    def __call__(self, input_ids: Tensor, scores: Tensor) -> Tensor:
        """Scores (B, vocabulary) with the bias added."""
        over = input_ids.shape[1] - self._width - self._config.start
        if over > 0:
            scores = scores.clone()
            scores[:, self._eos] += min(self._config.cap, self._config.slope * over)
        return scores


class TopP(LogitsProcessor):
    """What `TopPLogitsWarper` leaves, in a small part of its time on a CPU.

    That one sorts all tokens by their scores. This one sorts the scores alone, and of these the
    `LIKELIEST`; where they do not reach the probability, all. Of tokens with the lowest score that
    stays, the last ones stay where not all may: there it is up to the sort which ones.
    """

    def __init__(self, top_p: float) -> None:
        """`top_p` is the probability, above 0 and at most 1, that the kept tokens reach."""
        self._top_p = top_p

    def __call__(self, input_ids: Tensor, scores: Tensor) -> Tensor:
        """Scores (B, vocabulary), those of the other tokens -inf."""
        lowest, count = self._cut(scores, min(LIKELIEST, scores.shape[-1]))
        stays = scores >= lowest
        # a sum has no branches to guess, as a mask has: to what stays 0 is added, to the rest -inf
        kept = scores + (1 - stays.to(scores.dtype).reciprocal())
        too_many = (stays.sum(dim=-1, keepdim=True) - count)[:, 0]
        if too_many.any():
            rows, places = (scores == lowest).nonzero(as_tuple=True)
            number = torch.arange(len(rows), device=rows.device) - torch.searchsorted(rows, rows)
            gone = number < too_many[rows]  # by its number among those of its row
            kept[rows[gone], places[gone]] = -torch.inf
        return kept

    def _cut(self, scores: Tensor, among: int) -> tuple[Tensor, Tensor]:
        """The lowest score that stays and how many stay, (B, 1) both, as far as the `among`
        likeliest tokens say so; where they do not, as all say."""
        ordered = _highest(scores, among)
        whole = among == scores.shape[-1]
        if whole:
            odds = ordered.softmax(dim=-1)
            rest = torch.zeros_like(odds[:, :1])
        else:
            odds = (ordered - scores.logsumexp(dim=-1, keepdim=True)).exp()
            rest = 1 - odds.sum(dim=-1, keepdim=True)
        limit = torch.full_like(rest, 1 - self._top_p)
        removed = torch.searchsorted(rest + odds.cumsum(dim=-1), limit, right=True)
        removed = removed.clamp(max=among - 1)  # (B, 1): how many of these do not stay
        lowest, count = ordered.gather(-1, removed), among - removed
        unclear = (rest + ROUNDING > limit)[:, 0].nonzero()[:, 0]
        if not whole and len(unclear):
            lowest[unclear], count[unclear] = self._cut(scores[unclear], scores.shape[-1])
        return lowest, count


def _highest(scores: Tensor, count: int) -> Tensor:
    """The `count` highest scores (B, vocabulary) of each story, in rising order."""
    if scores.device.type == "cpu":
        found = scores.numpy()
        if count < scores.shape[-1]:
            found = np.partition(found, -count, axis=-1)[:, -count:]
        return torch.from_numpy(np.sort(found, axis=-1))
    return scores.topk(count, dim=-1).values.flip(-1)
