"""lm-evaluation-harness reads a model folder and finds the same bits per byte."""

import math
from pathlib import Path

import pytest
import torch
from tiny import ROOT, STORIES

from fabula import models
from fabula.models.likelihood import story_likelihoods
from fabula.stories import EOS
from fabula.tokens.shards import TokenStore, write_shards
from fabula.tokens.windows import Layout, StoryWindows

WINDOW = 512


@pytest.mark.slow
@pytest.mark.filterwarnings("default")  # the harness's own
def test_the_harness_finds_the_same_bits_per_byte(tmp_path: Path) -> None:
    """Where a story fits in a window, and its end is written out for the harness, which adds none.

    Without it, what is left is the text alone: the end's share is the difference.
    """
    reason = "lm-eval is not installed"
    harness = pytest.importorskip("lm_eval.models.huggingface", reason=reason)
    instance = pytest.importorskip("lm_eval.api.instance", reason=reason).Instance
    folder = ROOT / "pretrained/base"
    model, tokenizer = models.load(folder)
    special = models.special_ids(tokenizer)
    write_shards(STORIES, tmp_path, "test", tokenizer, 10)
    layout = Layout(WINDOW, WINDOW // 2)  # no tags before a story: the harness knows none
    windows = StoryWindows(TokenStore(tmp_path, "test"), layout, special, once=True)
    ours = story_likelihoods(model, windows, 4)
    settings = {"device": "cpu", "dtype": "float32", "batch_size": 1, "max_length": WINDOW}
    theirs = harness.HFLM(pretrained=str(folder), **settings)
    assert theirs.prefix_token_id == special.bos
    size = sum(len(story.text.encode()) for story in STORIES)

    def bits_per_byte(end: str) -> float:
        asked = [
            instance("loglikelihood_rolling", {}, (story.text + end,), number)
            for number, story in enumerate(STORIES)
        ]
        nats = theirs.loglikelihood_rolling(asked, disable_tqdm=True)
        return -float(sum(nats)) / size / math.log(2)

    assert bits_per_byte(EOS) == pytest.approx(ours.bits_per_byte, abs=1e-3)
    ends = 0.0
    for story in STORIES:
        ids = torch.tensor([[special.bos, *tokenizer(story.text).input_ids]])
        with torch.no_grad():
            ends -= float(model(ids).logits[0, -1].log_softmax(-1)[special.eos])
    alone = (float(ours.nll.sum()) - ends) / size / math.log(2)
    assert bits_per_byte("") == pytest.approx(alone, abs=1e-3)
