"""How likely a model finds given stories."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from torch.nn import functional
from tqdm.auto import tqdm
from transformers import PreTrainedModel

from fabula.models import processes
from fabula.tokens.windows import IGNORED, Row, StoryWindows, collate

BatchLosses = tuple[list[int], npt.NDArray[np.float64], npt.NDArray[np.bool_]]
"""Of a batch: the numbers of its rows (B), their losses in nats (B, T), 0 where a label is ignored,
and which labels are not (B, T)."""


def token_losses(logits: Tensor, labels: Tensor) -> Tensor:
    """-ln p of each label (B, T) under logits (B, T, vocabulary); 0 where it is ignored."""
    flat = functional.cross_entropy(
        logits.float().view(-1, logits.shape[-1]),
        labels.reshape(-1),
        ignore_index=IGNORED,
        reduction="none",
    )
    return flat.view(labels.shape)


@dataclass(frozen=True)
class Likelihoods:
    """How likely a model finds some stories: arrays with one entry a story."""

    nll: npt.NDArray[np.float64]
    """Negative log-likelihood in nats: the sum of -ln p over the story's tokens and `[EOS]`."""
    tokens: npt.NDArray[np.int64]
    """Tokens predicted: those of the text, and `[EOS]`."""
    bytes: npt.NDArray[np.int64]
    """UTF-8 bytes of the text."""
    nll_at: npt.NDArray[np.float64]
    """One entry a position: the sum of -ln p over all stories; 0 is the token after `[BOS]`."""
    tokens_at: npt.NDArray[np.int64]
    """Stories that reach so far."""

    @property
    def loss(self) -> float:
        """The mean of -ln p over all tokens of all stories, in nats per token."""
        return float(self.nll.sum() / self.tokens.sum())

    @property
    def bits_per_byte(self) -> float:
        """The same in bits per byte of text, which compares across tokenizers."""
        return float(self.nll.sum() / self.bytes.sum() / math.log(2))

    def by_position(self, width: int, least: int) -> list[dict[str, float]]:
        """The loss in stretches of `width` tokens of a story, counted from its start.

        `position` is the first token of a stretch; one that fewer than `least` stories reach on
        average is left out, but for the first.
        """
        rows: list[dict[str, float]] = []
        for start in range(0, len(self.nll_at), width):
            stretch = slice(start, start + width)
            tokens = int(self.tokens_at[stretch].sum())
            if tokens >= least * width or not rows:
                loss = round(float(self.nll_at[stretch].sum()) / tokens, 4)
                rows.append({"position": start, "loss": loss, "tokens": tokens})
        return rows


def story_likelihoods(
    model: PreTrainedModel, windows: StoryWindows, batch_size: int, name: str = ""
) -> Likelihoods:
    """The likelihood of stories, by windows that label each token once (`once=True`).

    With a `name`, a terminal shows progress.
    """
    rows = [windows[number] for number in range(len(windows))]
    stories = np.array([windows.story_of(number) for number in range(len(windows))])
    firsts = np.zeros(len(windows), dtype=np.int64)  # the position of each window's first label
    counts = np.zeros(windows.stories, dtype=np.int64)
    for number, row in enumerate(rows):
        firsts[number] = counts[stories[number]]
        counts[stories[number]] += (row["labels"] != IGNORED).sum()
    sums, nll_at = np.zeros(windows.stories), np.zeros(counts.max())
    tokens_at = np.zeros(counts.max(), dtype=np.int64)
    for numbers, losses, counted in row_losses(model, rows, batch_size, name):
        np.add.at(sums, stories[numbers], losses.sum(axis=1))
        positions = (firsts[numbers][:, None] + counted.cumsum(axis=1) - 1)[counted]
        np.add.at(nll_at, positions, losses[counted])
        np.add.at(tokens_at, positions, 1)
    return Likelihoods(sums, counts, windows.bytes, nll_at, tokens_at)


@torch.no_grad()  # not `inference_mode`, in which autocast turns every weight into bf16 anew
def row_losses(
    model: PreTrainedModel, rows: Sequence[Row], batch_size: int, name: str = ""
) -> Iterator[BatchLosses]:
    """-ln p of the labels of all rows, a batch at a time, without dropout.

    Rows of like length share a batch, so little is padded. Processes that work together read a
    batch each. With a `name`, a terminal shows progress.
    """
    was_training = model.training
    model.eval()
    order = sorted(range(len(rows)), key=lambda number: -len(rows[number]["input_ids"]))
    batches = [order[start : start + batch_size] for start in range(0, len(order), batch_size)]

    def read(numbers: list[int]) -> BatchLosses:
        rows_here = collate([rows[number] for number in numbers])
        batch = {key: value.to(model.device) for key, value in rows_here.items()}
        labels = batch.pop("labels")
        losses = token_losses(model(**batch).logits, labels).double().cpu().numpy()
        return numbers, losses, (labels != IGNORED).cpu().numpy()

    hidden = processes.hides_progress() if name else True
    found = processes.divided(read, batches)
    yield from tqdm(found, desc=name, total=len(batches), disable=hidden)
    model.train(was_training)
