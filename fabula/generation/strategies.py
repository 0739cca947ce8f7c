"""How the next token is chosen: every strategy by name, with the parameters that it has.

The parameters stand in `generate.decoding`, under the strategy that they belong to: what does
nothing for a strategy cannot be set for it. Filters are those of `transformers`, top-p made
faster; the searches are ours, because the tag model's window slides.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor
from transformers import (
    LogitsProcessor,
    LogitsProcessorList,
    MinPLogitsWarper,
    NoRepeatNGramLogitsProcessor,
    RepetitionPenaltyLogitsProcessor,
    SuppressTokensLogitsProcessor,
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
) -> tuple[Search, LogitsProcessorList]:
    """The search, and all that is done to scores before it: `never` is never written.

    `width` is how many tokens the processors see before the first new one.
    """
    search, filters = STRATEGIES[strategy](getattr(config.decoding, strategy))
    always: list[LogitsProcessor] = [SuppressTokensLogitsProcessor(list(never))]
    if config.repetition_penalty != 1:
        always.append(RepetitionPenaltyLogitsProcessor(config.repetition_penalty))
    return search, LogitsProcessorList([*always, EosBias(config.eos_bias, eos, width), *filters])


def _sample(heat: float, *filters: LogitsProcessor) -> Decoding:
    warm = [TemperatureLogitsWarper(heat)] if heat != 1 else []
    return OneByOne(sampled), [*warm, *filters]


def _no_repeat(size: int) -> list[LogitsProcessor]:
    return [NoRepeatNGramLogitsProcessor(size)] if size else []


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
        return self._kept(scores, min(LIKELIEST, scores.shape[-1]))

    def _kept(self, scores: Tensor, count: int) -> Tensor:
        """The same, looking among the `count` likeliest tokens first."""
        ordered = _highest(scores, count)
        whole = count == scores.shape[-1]
        if whole:
            odds = ordered.softmax(dim=-1)
            rest = torch.zeros_like(odds[:, :1])
        else:
            odds = (ordered - scores.logsumexp(dim=-1, keepdim=True)).exp()
            rest = 1 - odds.sum(dim=-1, keepdim=True)
        limit = torch.full_like(rest, 1 - self._top_p)
        removed = torch.searchsorted(rest + odds.cumsum(dim=-1), limit, right=True)
        removed = removed.clamp(max=count - 1)  # (B, 1): how many of these do not stay
        lowest = ordered.gather(-1, removed)
        kept = scores.masked_fill(scores < lowest, -torch.inf)
        too_many = (scores >= lowest).sum(dim=-1, keepdim=True) - (count - removed)
        tied = too_many[:, 0].nonzero()[:, 0]
        if len(tied):
            same = scores[tied] == lowest[tied]
            gone = same & (same.cumsum(dim=-1) <= too_many[tied])
            kept[tied] = kept[tied].masked_fill(gone, -torch.inf)
        unclear = (rest + ROUNDING > limit)[:, 0].nonzero()[:, 0]
        if not whole and len(unclear):
            kept[unclear] = self._kept(scores[unclear], scores.shape[-1])
        return kept


def _highest(scores: Tensor, count: int) -> Tensor:
    """The `count` highest scores (B, vocabulary) of each story, in rising order."""
    if scores.device.type == "cpu":
        found = scores.numpy()
        if count < scores.shape[-1]:
            found = np.partition(found, -count, axis=-1)[:, -count:]
        return torch.from_numpy(np.sort(found, axis=-1))
    return scores.topk(count, dim=-1).values.flip(-1)
