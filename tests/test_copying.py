"""The copying score sees whether a model takes a name from its context, and nothing else."""

from typing import Any

import pytest
import torch
from tiny import new_tagmodel
from tokenizers import Tokenizer, normalizers, pre_tokenizers, trainers
from tokenizers.models import BPE
from torch import Tensor, nn
from transformers import PreTrainedConfig, PreTrainedTokenizerFast

from fabula.tokens.tokenization import train_bpe
from fabula.training.copying import HELD_BACK, KNOWN, OPENINGS, copying_scores
from fabula.world.names import GIRLS


class Copier(nn.Module):
    """Likes every token that stands in its context by `nats` more than any other."""

    def __init__(self, vocabulary: int, nats: float) -> None:
        super().__init__()
        self.vocabulary, self.nll, self.device = vocabulary, nats, torch.device("cpu")
        self.config = PreTrainedConfig(max_position_embeddings=64)

    def forward(self, input_ids: Tensor) -> Any:
        seen = nn.functional.one_hot(input_ids, self.vocabulary).cumsum(dim=1).clamp(max=1)
        return type("Output", (), {"logits": self.nll * seen.float()})


@pytest.fixture(scope="module")
def tokenizer() -> PreTrainedTokenizerFast:
    """It knows every name as one token."""
    named = [opening.format(name=name) for opening in OPENINGS for name in (*KNOWN, *HELD_BACK)]
    return train_bpe(named * 2, 1200)


@pytest.mark.parametrize("nats", [0.0, 1.0, 5.0])
def test_the_score_is_how_much_more_a_model_likes_the_given_name(
    tokenizer: PreTrainedTokenizerFast, nats: float
) -> None:
    scores: dict[str, float] = copying_scores(Copier(len(tokenizer), nats), tokenizer, 1)
    assert scores == pytest.approx({"copying": nats, "copying_new": nats}, abs=1e-4)


def test_a_model_that_avoids_what_it_read_scores_below_zero(
    tokenizer: PreTrainedTokenizerFast,
) -> None:
    assert copying_scores(Copier(len(tokenizer), -2.0), tokenizer, 1)["copying"] < -1.5


def test_a_name_is_read_with_one_space_before_it() -> None:
    """Some tokenizers put a space of their own before every text, as Llama's."""
    backend = Tokenizer(BPE(unk_token="<unk>"))
    backend.normalizer = normalizers.Sequence(
        [normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")]
    )
    backend.pre_tokenizer = pre_tokenizers.Split("▁", "merged_with_next")
    trainer = trainers.BpeTrainer(vocab_size=200, special_tokens=["<unk>"], show_progress=False)
    backend.train_from_iterator([*OPENINGS, *KNOWN, *HELD_BACK], trainer)
    words = PreTrainedTokenizerFast(tokenizer_object=backend)
    copier, read = Copier(len(words), 1.0), list[str]()
    copier.register_forward_pre_hook(
        lambda _, __, inputs: read.extend(map(words.convert_ids_to_tokens, inputs["input_ids"])),
        with_kwargs=True,
    )
    copying_scores(copier, words, 1)
    assert read and not any("▁▁" in "".join(text) for text in read)


def test_known_names_are_told_in_training_and_the_others_are_not() -> None:
    assert set(KNOWN) <= set(GIRLS) and not set(KNOWN) & set(HELD_BACK)


def test_the_original_tag_model_has_no_copying_score(tokenizer: PreTrainedTokenizerFast) -> None:
    """It reads a window for its last token alone."""
    assert copying_scores(new_tagmodel(attention="bidirectional"), tokenizer, 1) == {}
