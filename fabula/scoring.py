"""How likely a model finds given stories."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from tqdm.auto import tqdm
from transformers import PreTrainedModel

from fabula.losses import nats
from fabula.windows import IGNORED, StoryWindows, collate


@dataclass(frozen=True)
class Scores:
    """What a model makes of some stories, one entry a story."""

    nats: npt.NDArray[np.float64]
    """Sum of -ln p over the story's tokens, `[EOS]` included."""
    tokens: npt.NDArray[np.int64]
    """Tokens predicted: those of the text, and `[EOS]`."""
    bytes: npt.NDArray[np.int64]
    """UTF-8 bytes of the text."""

    @property
    def nats_per_token(self) -> float:
        """The mean over all tokens of all stories: the loss."""
        return float(self.nats.sum() / self.tokens.sum())


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
    rows = sorted(
        ((windows.story_of(index), windows[index]) for index in range(len(windows))),
        key=lambda pair: -len(pair[1]["input_ids"]),
    )
    for start in tqdm(range(0, len(rows), batch_size), desc=name, disable=None if name else True):
        chunk = rows[start : start + batch_size]
        batch = {
            key: value.to(model.device) for key, value in collate([r for _, r in chunk]).items()
        }
        labels = batch.pop("labels")
        losses = nats(model(**batch).logits, labels).sum(dim=1).double().cpu().numpy()
        stories = [story for story, _ in chunk]
        np.add.at(sums, stories, losses)
        np.add.at(counts, stories, (labels != IGNORED).sum(dim=1).cpu().numpy())
    model.train(was_training)
    return Scores(sums, counts, windows.bytes)
