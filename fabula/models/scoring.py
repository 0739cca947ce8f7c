"""How likely a model finds given stories."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from torch.nn import functional
from tqdm.auto import tqdm
from transformers import PreTrainedModel

from fabula.tokens.windows import IGNORED, Row, StoryWindows, collate


def nats(logits: Tensor, labels: Tensor) -> Tensor:
    """-ln p of each label (B, T) under logits (B, T, vocabulary); 0 where it is ignored."""
    flat = functional.cross_entropy(
        logits.float().view(-1, logits.shape[-1]),
        labels.reshape(-1),
        ignore_index=IGNORED,
        reduction="none",
    )
    return flat.view(labels.shape)


@dataclass(frozen=True)
class Scores:
    """What a model makes of some stories, one entry a story."""

    nats: npt.NDArray[np.float64]
    """Sum of -ln p over the story's tokens, `[EOS]` included."""
    tokens: npt.NDArray[np.int64]
    """Tokens predicted: those of the text, and `[EOS]`."""
    bytes: npt.NDArray[np.int64]
    """UTF-8 bytes of the text."""
    nats_at: npt.NDArray[np.float64]
    """One entry a position: the sum of -ln p over all stories; 0 is the token after `[BOS]`."""
    tokens_at: npt.NDArray[np.int64]
    """Stories that reach so far."""

    @property
    def nats_per_token(self) -> float:
        """The mean over all tokens of all stories: the loss."""
        return float(self.nats.sum() / self.tokens.sum())

    @property
    def bits_per_byte(self) -> float:
        """The same in bits for a byte of text, which compares across tokenizers."""
        return float(self.nats.sum() / self.bytes.sum() / math.log(2))

    def by_position(self, width: int, least: int) -> list[dict[str, float]]:
        """Nats per token in stretches of `width` tokens of a story, counted from its start.

        `position` is the first token of a stretch; one that fewer than `least` stories reach on
        average is left out, but for the first.
        """
        rows: list[dict[str, float]] = []
        for start in range(0, len(self.nats_at), width):
            stretch = slice(start, start + width)
            tokens = int(self.tokens_at[stretch].sum())
            if tokens >= least * width or not rows:
                loss = round(float(self.nats_at[stretch].sum()) / tokens, 4)
                rows.append({"position": start, "loss": loss, "tokens": tokens})
        return rows


@torch.inference_mode()
def score(model: PreTrainedModel, windows: StoryWindows, batch_size: int, name: str = "") -> Scores:
    """Score stories through windows that label each token once (`once=True`).

    Windows of like length share a batch, so little is padded. With a `name`, a terminal shows
    progress.
    """
    was_training = model.training
    model.eval()
    sums = np.zeros(windows.stories)
    counts = np.zeros(windows.stories, dtype=np.int64)
    rows: list[tuple[int, int, Row]] = []
    for index in range(len(windows)):
        story, row = windows.story_of(index), windows[index]
        rows.append((story, int(counts[story]), row))
        counts[story] += (row["labels"] != IGNORED).sum()
    rows.sort(key=lambda each: -len(each[2]["input_ids"]))
    nats_at, tokens_at = np.zeros(counts.max()), np.zeros(counts.max(), dtype=np.int64)
    for start in tqdm(range(0, len(rows), batch_size), desc=name, disable=None if name else True):
        stories, firsts, chunk = zip(*rows[start : start + batch_size], strict=True)
        batch = {key: value.to(model.device) for key, value in collate(chunk).items()}
        labels = batch.pop("labels")
        losses = nats(model(**batch).logits, labels).double().cpu().numpy()
        counted = (labels != IGNORED).cpu().numpy()
        np.add.at(sums, list(stories), losses.sum(axis=1))
        positions = (np.array(firsts)[:, None] + counted.cumsum(axis=1) - 1)[counted]
        np.add.at(nats_at, positions, losses[counted])
        np.add.at(tokens_at, positions, 1)
    model.train(was_training)
    return Scores(sums, counts, windows.bytes, nats_at, tokens_at)
