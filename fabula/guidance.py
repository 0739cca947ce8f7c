"""Stories that follow their tags more closely than the model alone would."""

from typing import Any

import torch
from torch import Tensor
from transformers import Cache, DynamicCache, LogitsProcessor, PreTrainedModel

from fabula.models.tagmodel import TagModel


class Guidance(LogitsProcessor):
    """Classifier-free guidance (Sanchez et al. 2023, arXiv:2306.17806).

    log p = without tags + scale * (with tags - without tags), up to a constant: a scale of 1 is the
    model alone, more moves away from what it would write without tags. Each step runs the model a
    second time, on the same stories without their tags. `transformers` has such a processor, but
    it counts positions wrongly in prompts that are padded on the left.
    """

    def __init__(self, scale: float, model: PreTrainedModel, ids: Tensor, mask: Tensor) -> None:
        """`ids` and `mask` (B, N) are the prompts without tags, padded as the prompts with them."""
        self._scale, self._model = scale, model
        self._ids, self._mask = ids, mask
        self._prompt_length = ids.shape[1]
        self._cache: Cache | None = None if isinstance(model, TagModel) else DynamicCache()

    def __call__(self, input_ids: Tensor, scores: Tensor) -> Tensor:
        """Scores (B, vocabulary) after `input_ids` (B, N + generated tokens)."""
        written = input_ids[:, self._prompt_length :]
        ids = torch.cat([self._ids, written], dim=1)
        mask = torch.cat([self._mask, torch.ones_like(written)], dim=1)
        logits = self._model(**self._inputs(ids, mask)).logits[:, -1]
        without = logits.float().log_softmax(dim=-1)
        guided: Tensor = without + self._scale * (scores.log_softmax(dim=-1) - without)
        return guided

    def _inputs(self, ids: Tensor, mask: Tensor) -> dict[str, Any]:
        if isinstance(self._model, TagModel):
            return self._model.prepare_inputs_for_generation(ids, mask)
        assert self._cache is not None
        known = self._cache.get_seq_length()
        positions = (mask.cumsum(dim=1) - 1).clamp(min=0)
        return {
            "input_ids": ids[:, known:],
            "attention_mask": mask,
            "position_ids": positions[:, known:],
            "past_key_values": self._cache,
            "use_cache": True,
            "logits_to_keep": 1,
        }
