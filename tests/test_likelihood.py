import math
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from tiny import new_gpt2, new_nanochat, new_tagmodel, store, tokenizer

from fabula import models
from fabula.models.likelihood import Likelihoods, story_likelihoods, token_losses
from fabula.tokens.windows import IGNORED, Layout, StoryWindows, collate

SPECIAL = models.special_ids(tokenizer())


class Uniform(torch.nn.Module):
    """Finds every one of 300 tokens equally likely: each costs ln 300 nats, wherever it stands."""

    device = torch.device("cpu")

    def forward(self, input_ids: torch.Tensor, **_: object) -> SimpleNamespace:
        return SimpleNamespace(logits=torch.zeros(*input_ids.shape, 300))


def test_nats_by_hand_and_nothing_for_what_is_ignored() -> None:
    logits = torch.log(torch.tensor([[[0.5, 0.25, 0.25], [0.1, 0.8, 0.1]]]))
    found = token_losses(logits, torch.tensor([[0, IGNORED]]))
    torch.testing.assert_close(found, torch.tensor([[math.log(2), 0.0]]))


@pytest.mark.parametrize("stride", [4, 12])
def test_each_token_counts_once_whatever_the_windows(tmp_path: Path, stride: int) -> None:
    tokens = store(tmp_path)
    windows = StoryWindows(tokens, Layout(12, stride), SPECIAL, once=True)
    likelihoods = story_likelihoods(Uniform(), windows, 3)  # type: ignore[arg-type]
    lengths = tokens.lengths - 1  # [BOS] is given, [EOS] is predicted
    assert likelihoods.tokens.tolist() == lengths.tolist()
    assert likelihoods.bytes.tolist() == tokens.bytes.tolist()
    np.testing.assert_allclose(likelihoods.nll, lengths * math.log(300), rtol=1e-6)
    assert likelihoods.loss == pytest.approx(math.log(300))


@pytest.mark.parametrize("make", [new_gpt2, new_tagmodel])
def test_the_loss_by_position_is_that_of_each_token_in_its_place(tmp_path: Path, make) -> None:  # type: ignore[no-untyped-def]
    """Stories in several windows, of which each token counts in one."""
    model, tokens = make(), store(tmp_path)
    windows = StoryWindows(tokens, models.layout_of(model), SPECIAL, once=True)
    likelihoods = story_likelihoods(model, windows, 3)
    lengths = tokens.lengths - 1
    assert len(windows) > len(tokens)
    assert likelihoods.tokens_at.tolist() == [(lengths > n).sum() for n in range(lengths.max())]
    assert likelihoods.nll_at.sum() == pytest.approx(likelihoods.nll.sum())
    one = story_likelihoods(
        model, StoryWindows(tokens, windows._layout, SPECIAL, once=True, stories=1), 3
    )
    expected: list[float] = []
    for index in range(len(windows)):
        if windows.story_of(index) == 0:
            batch = collate([windows[index]])
            losses = token_losses(model(batch["input_ids"]).logits, batch["labels"])
            expected += losses[batch["labels"] != IGNORED].tolist()
    np.testing.assert_allclose(one.nll_at, expected, rtol=1e-4)


def test_stretches_that_few_stories_reach_are_left_out() -> None:
    nll_at, tokens_at = np.full(7, 6.0), np.array([3, 3, 3, 3, 2, 1, 1])
    likelihoods = Likelihoods(np.ones(3), np.ones(3, int), np.ones(3, int), nll_at, tokens_at)
    assert likelihoods.by_position(2, least=3) == [
        {"position": 0, "loss": 2.0, "tokens": 6},
        {"position": 2, "loss": 2.0, "tokens": 6},
    ]
    assert [row["position"] for row in likelihoods.by_position(2, least=1)] == [0, 2, 4]
    assert [row["position"] for row in likelihoods.by_position(2, least=9)] == [0]


def test_padding_adds_nothing(tmp_path: Path) -> None:
    """Alone, or padded beside a longer story: the same figure."""
    model, tokens = new_gpt2(), store(tmp_path)
    windows = StoryWindows(tokens, models.layout_of(model), SPECIAL, once=True)
    alone, together = story_likelihoods(model, windows, 1), story_likelihoods(model, windows, 100)
    np.testing.assert_allclose(alone.nll, together.nll, rtol=1e-5)


def test_a_story_in_one_window_costs_what_the_model_says(tmp_path: Path) -> None:
    model, tokens = new_gpt2(context=200, condition="nothing"), store(tmp_path)
    windows = StoryWindows(tokens, models.layout_of(model), SPECIAL, once=True, stories=1)
    ids = torch.tensor(tokens.story(0).astype(np.int64))[None]
    theirs = model(ids, labels=ids).loss.item()  # Hugging Face shifts by itself
    assert story_likelihoods(model, windows, 8).loss == pytest.approx(theirs, rel=1e-5)


@pytest.mark.parametrize("make", [new_gpt2, new_nanochat, new_tagmodel])
def test_an_untrained_model_is_about_as_perplexed_as_its_vocabulary_is_large(  # type: ignore[no-untyped-def]
    tmp_path: Path, make
) -> None:
    model = make()
    windows = StoryWindows(store(tmp_path), models.layout_of(model), SPECIAL, once=True)
    assert math.exp(story_likelihoods(model, windows, 8).loss) == pytest.approx(300, rel=0.15)


def test_scoring_leaves_the_model_in_the_mode_it_was_in(tmp_path: Path) -> None:
    model = new_gpt2(dropout=0.5).train()
    windows = StoryWindows(store(tmp_path), models.layout_of(model), SPECIAL, once=True)
    first, second = story_likelihoods(model, windows, 8), story_likelihoods(model, windows, 8)
    assert np.array_equal(first.nll, second.nll)  # no dropout while scoring
    assert model.training
