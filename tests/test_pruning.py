"""A small model cut out of a larger one: what is kept is what it was."""

from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer, decoders, pre_tokenizers, trainers
from tokenizers.models import BPE
from transformers import (
    AutoModelForCausalLM,
    AutoTokenizer,
    LlamaConfig,
    PreTrainedModel,
    PreTrainedTokenizerFast,
)

from fabula.errors import ModelError
from fabula.models.pruning import END, prune

TEXTS = ["The fox found a kettle.", "The fox found a drum and a kettle.", "A drum! A kettle!"]
RARE = "Zanzibar is quiet."


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A Llama of four layers that knows both kinds of text, with a second special token."""
    bpe = Tokenizer(BPE())
    bpe.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    bpe.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=400,
        special_tokens=[END, "<|im_end|>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    bpe.train_from_iterator([*TEXTS, RARE] * 3, trainer)
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=bpe, eos_token=END)
    torch.manual_seed(0)
    config = LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=32,
        intermediate_size=48,
        num_hidden_layers=4,
        num_attention_heads=4,
        num_key_value_heads=2,
        tie_word_embeddings=True,
        eos_token_id=0,
    )
    folder = tmp_path / "large"
    AutoModelForCausalLM.from_config(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def loaded(folder: Path) -> tuple[PreTrainedModel, PreTrainedTokenizerFast]:
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
    return model, AutoTokenizer.from_pretrained(folder)


def logits(folder: Path, text: str) -> dict[str, float]:
    """What the model gives each token after a text, by the token's spelling."""
    model, tokenizer = loaded(folder)
    with torch.no_grad():
        last = model(**tokenizer(text, return_tensors="pt")).logits[0, -1]
    return {token: float(last[id_]) for token, id_ in tokenizer.get_vocab().items()}


def test_with_all_layers_the_kept_tokens_have_their_old_logits(large: Path, tmp_path: Path) -> None:
    prune(large, tmp_path / "small", [0, 1, 2, 3], 400, TEXTS)
    small, old = (logits(folder, TEXTS[1]) for folder in (tmp_path / "small", large))
    assert 256 < len(small) < len(old)
    assert all(abs(value - old[token]) < 1e-4 for token, value in small.items())


def test_used_tokens_stay_and_any_text_can_be_told(large: Path, tmp_path: Path) -> None:
    prune(large, tmp_path / "small", [0, 3], 400, TEXTS)
    _, small = loaded(tmp_path / "small")
    _, old = loaded(large)
    for text in TEXTS:
        assert small.tokenize(text) == old.tokenize(text)
    assert len(small.tokenize(RARE)) > len(old.tokenize(RARE))
    assert small.decode(small(RARE)["input_ids"]) == RARE
    assert "<|im_end|>" not in small.get_vocab() and small.eos_token == END


def test_layers_are_those_that_were_asked_for(large: Path, tmp_path: Path) -> None:
    prune(large, tmp_path / "small", [0, 3], 400, TEXTS)
    small, old = loaded(tmp_path / "small")[0], loaded(large)[0]
    assert small.config.num_hidden_layers == 2
    for ours, theirs in zip(
        small.model.layers, (old.model.layers[0], old.model.layers[3]), strict=True
    ):
        assert torch.equal(ours.mlp.up_proj.weight, theirs.mlp.up_proj.weight)
    _, tokenizer = loaded(tmp_path / "small")
    written = small.generate(**tokenizer("The fox", return_tensors="pt"), max_new_tokens=4)
    assert written.shape[1] > 2  # its cache knows the layers by their new numbers


def test_what_cannot_be_cut_is_refused(large: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="layers 0 to 3"):
        prune(large, tmp_path / "small", [0, 4], 400, TEXTS)
    assert not (tmp_path / "small").exists()
