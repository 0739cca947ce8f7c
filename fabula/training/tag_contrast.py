"""A loss that tells the tags of a story from other ones.

A tag decides a few of a story's hundreds of tokens, so the likelihood of the whole hardly asks for
it. Here each window is read twice, with its tags and with one of them changed, and
-ln p(its own | the window, one of the two) is added to the loss: what both readings share cancels
out, and only what the tag makes of the window is left (the discriminative loss of GeDi, Krause et
al. 2020, arXiv:2009.06367, with a single tag changed, so that one that is told apart easily does
not hide the others).
"""

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.utils.checkpoint import checkpoint

from fabula.models.likelihood import token_losses
from fabula.stories import TAGS
from fabula.tokens.shards import TokenStore
from fabula.tokens.windows import Layout, Row, SpecialIds, StoryWindows
from fabula.training.losses import CHUNK, hidden_states_for_logits

CHANGED_IDS, CHANGED_LABELS = "changed_input_ids", "changed_labels"
"""What a row holds beside a window: the same window where a tag is changed."""


class ContrastedWindows(StoryWindows):
    """Windows for training, and beside each the same with one of its story's tags changed.

    Windows have room for all tags, so that both see the same tokens of the story. Which tag it is
    depends on the window: all come in turn. Nothing is changed of a story whose tags are not told.
    """

    def __init__(
        self,
        store: TokenStore,
        layout: Layout,
        special: SpecialIds,
        *,
        weight: float,
        stories: int = 0,
    ) -> None:
        """As `StoryWindows`; `weight` is that of the loss that tells the two apart."""
        self.weight = weight
        room = np.full_like(store.tag_bits, 2 ** len(TAGS) - 1)
        super().__init__(store, layout, special, once=False, stories=stories, room_for=room)
        shown = np.unpackbits(store.tag_bits[:, None], axis=1, bitorder="little").mean(axis=0)
        fractions = (shown[: len(TAGS)] * len(store) + 1) / (len(store) + 2)
        self.log_odds = torch.from_numpy(np.log(fractions / (1 - fractions))).float()
        """(tags,): ln of how many stories have a tag, for each that has it not."""

    def __getitem__(self, index: int) -> Row:
        """Window `index`, twice."""
        story = self.story_of(index)
        told, hidden = int(self._told[story]), self._told[story] != self.tags[story]
        changed = told if hidden else told ^ (1 << index % len(TAGS))
        other = self.window(index, changed)
        return {
            **self.window(index, told),
            CHANGED_IDS: other["input_ids"],
            CHANGED_LABELS: other["labels"],
        }


def contrasted_loss(
    model: nn.Module,
    head: nn.Linear,
    inputs: dict[str, Tensor],
    labels: Tensor,
    rows: ContrastedWindows,
) -> Tensor:
    """The sum of -ln p of the `labels` (B, T) of windows of `rows`, by a model that ends with its
    output `head`; and its gradient is that of another loss.

    To it comes `rows.weight` times -ln of the probability that a window's tags are its own and not
    the changed ones, which before it is read is as the training stories have it. The value leaves
    that out, so that losses of runs with and without it can be compared.
    """
    ids, changed_ids = inputs["input_ids"], inputs[CHANGED_IDS]
    of_both = torch.cat([labels, inputs[CHANGED_LABELS]])
    with hidden_states_for_logits(head):
        hidden = model(torch.cat([ids, changed_ids])).logits
    chunks = zip(
        torch.split(hidden.flatten(0, 1), CHUNK), torch.split(of_both.flatten(), CHUNK), strict=True
    )
    # logits of a chunk are worked out again for its gradient: those of all would fill the memory
    each = [checkpoint(_losses, head, *chunk, use_reentrant=False) for chunk in chunks]
    own, changed = torch.cat(each).view(of_both.shape).sum(dim=1).chunk(2)
    tags = torch.tensor(rows.special.tags, device=ids.device)
    shown, shown_changed = ((each[..., None] == tags).sum(1) for each in (ids, changed_ids))
    before = (shown - shown_changed).float() @ rows.log_odds.to(ids.device)
    contrast = rows.weight * functional.softplus(own - changed - before).sum()
    return own.sum() + contrast - contrast.detach()


def _losses(head: nn.Linear, hidden: Tensor, labels: Tensor) -> Tensor:
    return token_losses(head(hidden), labels)
