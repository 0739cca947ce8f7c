"""Any causal model: a tiny one of each family that people use goes the whole way.

It is published as somebody else would, with a tokenizer that has none of our tokens; then made
ours, trained for two steps, saved, loaded, scored, and asked for stories by every strategy.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import torch
import transformers as hf
from published import FAMILIES, bytes_tokenizer, published
from tiny import STORIES, generate_config, gpt2_config
from torch import Tensor
from transformers import AutoModelForCausalLM, PreTrainedConfig, PreTrainedModel
from transformers import PreTrainedTokenizerFast as Fast

from fabula import models
from fabula.errors import ModelError
from fabula.generation.kv_cache import StoryIds, new_cache
from fabula.generation.strategies import STRATEGIES
from fabula.generation.writing import Prompt, stream, write
from fabula.models.likelihood import Likelihoods, story_likelihoods
from fabula.stories import SPECIAL_TOKENS
from fabula.tokens import tokenization
from fabula.tokens.shards import TokenStore, write_shards
from fabula.tokens.windows import StoryWindows
from fabula.training import gpt2
from fabula.training.training_run import Outcome, train

CONTEXT = 32


@dataclass(frozen=True)
class Journey:
    """What came of a published model."""

    folder: Path
    begun: PreTrainedModel
    outcome: Outcome
    scores: Likelihoods
    saved: Path
    windows: StoryWindows


@pytest.fixture(scope="module", params=FAMILIES)
def journey(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Journey:
    """Begun, trained for two steps, scored and saved."""
    folder = tmp_path_factory.mktemp(request.param)
    source = str(published(request.param, folder / "theirs"))
    tokenizer = tokenization.load_pretrained(source)
    config = gpt2_config(init=source, context=CONTEXT, epochs=0.0, max_steps=2, evaluations=1)
    config = config.model_copy(update={"attention": "auto"})
    begun, model = gpt2.build(config, tokenizer), gpt2.build(config, tokenizer)
    write_shards(STORIES, folder, "train", tokenizer, 9)
    store, special = TokenStore(folder, "train"), models.special_ids(tokenizer)
    windows = StoryWindows(store, models.layout_of(model), special, once=True)
    rows = gpt2.training_rows(config, store, model, special)
    outcome = train(model, rows, windows, config, folder / "checkpoints")
    models.save(model, tokenizer, folder / "ours")
    scores = story_likelihoods(model, windows, 4)
    return Journey(folder, begun.eval(), outcome, scores, folder / "ours", windows)


def heads(model: PreTrainedModel) -> Iterator[Tensor]:
    """All that has a row for each token."""
    yield from model.get_input_embeddings().parameters()
    yield from model.get_output_embeddings().parameters()


def test_known_tokens_keep_their_rows_and_ours_begin_from_them(journey: Journey) -> None:
    """Wherever they lie: beyond the embedding, or among the rows that pad it."""
    theirs = AutoModelForCausalLM.from_pretrained(journey.folder / "theirs")
    their_words = Fast.from_pretrained(journey.folder / "theirs")
    known, end = len(their_words), their_words.eos_token_id
    ours = tokenization.load(journey.saved)
    for before, after in zip(heads(theirs), heads(journey.begun), strict=True):
        assert torch.equal(after[:known], before[:known])
        assert len(after) == max(len(before), len(ours))
        for token in SPECIAL_TOKENS:
            begins = before[end] if token in ("[BOS]", "[EOS]") else before[:known].mean(dim=0)
            torch.testing.assert_close(after[ours.convert_tokens_to_ids(token)], begins)


def test_two_steps_train_it(journey: Journey) -> None:
    first, last = journey.outcome.validation_curve
    assert (first["step"], last["step"]) == (0, 2)
    assert last["loss"] < first["loss"], "it has seen these very stories"
    assert last["loss"] == pytest.approx(journey.scores.loss, abs=1e-3)


def test_a_saved_one_is_the_same_and_scores_the_same(journey: Journey) -> None:
    model, _ = models.load(journey.saved)
    assert story_likelihoods(model, journey.windows, 4).nll == pytest.approx(journey.scores.nll)


@torch.inference_mode()
def test_it_writes_what_it_would_say_without_a_cache(journey: Journey) -> None:
    """Two stories side by side of different lengths, then others of them."""
    model, _ = models.load(journey.saved)
    ids = torch.randint(9, 100, (2, 14))
    whole = model(input_ids=ids).logits
    cache = new_cache(model, pad=3)
    found = cache.prefill([StoryIds([], ids[0, :5].tolist()), StoryIds([], ids[1, :11].tolist())])
    torch.testing.assert_close(found, whole[[0, 1], [4, 10]], rtol=1e-3, atol=1e-3)
    cache.step(ids[[0, 1], [5, 11]])
    cache.select(torch.tensor([1, 0, 1]))
    found = cache.step(ids[[1, 0, 1], [12, 6, 12]])
    torch.testing.assert_close(found, whole[[1, 0, 1], [12, 6, 12]], rtol=1e-3, atol=1e-3)


def test_it_writes_by_every_strategy(journey: Journey) -> None:
    model, tokenizer = models.load(journey.saved)
    prompts = [Prompt("1", "Once upon a", ("Twist",), ""), Prompt("2", "Two", (), "")]
    for strategy in STRATEGIES:
        config = generate_config(strategy, max_new_tokens=6)
        written = list(write(model, tokenizer, prompts, strategy, config))
        for story in written:
            assert 1 <= story.tokens <= 6
            assert not any(token in story.text for token in tokenizer.all_special_tokens)
        if strategy == "top_p":
            pieces = stream(model, tokenizer, prompts[0], strategy, config)
            assert "".join(pieces) == written[0].text


def test_a_model_without_a_bound_reads_as_much_as_it_is_trained_on(tmp_path: Path) -> None:
    for name in ("bloom", "mamba"):
        folder = published(name, tmp_path / name)
        tokenizer = tokenization.load_pretrained(str(folder))
        config = gpt2_config(init=str(folder), context=48, attention="eager")
        models.save(gpt2.build(config, tokenizer), tokenizer, tmp_path / "ours")
        for where, size in ((tmp_path / "ours", 48), (folder, models.UNBOUNDED)):
            model, _ = models.load(where)
            assert models.layout_of(model).size == size
            assert models.new_tokens_that_fit(model, 40, 9999) == size - 40


@pytest.mark.parametrize(
    "config",
    [
        hf.RwkvConfig(hidden_size=32, num_hidden_layers=2, vocab_size=290),
        hf.OpenAIGPTConfig(n_embd=32, n_layer=1, n_head=2, n_positions=64, vocab_size=290),
    ],
    ids=lambda config: config.model_type,
)
def test_a_model_that_keeps_nothing_says_so_before_it_is_trained(
    config: PreTrainedConfig, tmp_path: Path
) -> None:
    AutoModelForCausalLM.from_config(config).save_pretrained(tmp_path)
    bytes_tokenizer().save_pretrained(tmp_path)
    asked = gpt2_config(init=str(tmp_path), attention="eager")
    with pytest.raises(ModelError, match=r"keeps no keys and values .* choose another model"):
        gpt2.build(asked, tokenization.load_pretrained(str(tmp_path)))


def test_dropout_is_set_by_whatever_name_it_has_or_refused(tmp_path: Path) -> None:
    for name in FAMILIES:
        folder = published(name, tmp_path / name)
        config = gpt2_config(init=str(folder), dropout=0.5, attention="eager")
        tokenizer = tokenization.load_pretrained(str(folder))
        if name == "mamba":
            with pytest.raises(ModelError, match=r"gpt2.dropout: a MambaForCausalLM has no place"):
                gpt2.build(config, tokenizer)
            continue
        model, ids = gpt2.build(config, tokenizer), torch.randint(9, 100, (1, 8))
        assert torch.equal(model.eval()(ids).logits, model(ids).logits)
        model.train()
        assert not torch.equal(model(ids).logits, model(ids).logits), name


def test_attention_that_a_model_lacks_says_so(tmp_path: Path) -> None:
    folder = published("bloom", tmp_path)
    with pytest.raises(ModelError, match=r"gpt2.init: .*scaled_dot_product_attention"):
        gpt2.build(
            gpt2_config(init=str(folder), attention="sdpa"),
            tokenization.load_pretrained(str(folder)),
        )
