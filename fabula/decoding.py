"""How the next token is chosen: strategies as settings of `transformers`' `generate`."""

from collections.abc import Callable
from typing import Any

import torch
from transformers import LogitsProcessor

from fabula import params


def greedy(_: params.Generate) -> dict[str, Any]:
    """Always the most likely token; the seed changes nothing."""
    return {"do_sample": False, "num_beams": 1}


def top_p(knobs: params.Generate) -> dict[str, Any]:
    """Sample from the smallest set of tokens with probability `top_p` (Holtzman et al. 2020)."""
    return {
        "do_sample": True,
        "num_beams": 1,
        "top_p": knobs.top_p,
        "top_k": 0,
        "temperature": knobs.temperature,
    }


STRATEGIES: dict[str, Callable[[params.Generate], dict[str, Any]]] = {
    "greedy": greedy,
    "top_p": top_p,
}


class EosBias(LogitsProcessor):
    """logit[EOS] += min(cap, slope * (n - start)) for n generated tokens above `start`.

    System 001's way to end a story. `generate` runs it before the top-p filter. n counts generated
    tokens only: the prompt is given by its length, padding included.
    """

    def __init__(self, knobs: params.EosBias, eos: int, prompt_length: int) -> None:
        """`eos` is the token's id, `prompt_length` the width of the padded prompts."""
        self._knobs, self._eos, self._prompt_length = knobs, eos, prompt_length

    def __call__(self, input_ids: torch.Tensor, scores: torch.Tensor) -> torch.Tensor:
        """Scores (B, vocabulary) with the bias added."""
        over = input_ids.shape[1] - self._prompt_length - self._knobs.start
        if over > 0:
            scores = scores.clone()
            scores[:, self._eos] += min(self._knobs.cap, self._knobs.slope * over)
        return scores
