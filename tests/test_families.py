"""Any causal model: a tiny one of each family that people use goes the whole way.

It is published as somebody else would, with a tokenizer that has none of our tokens; then made
ours, trained for two steps, saved, loaded, scored, and asked for stories by every strategy.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import torch
import transformers as hf
from tiny import STORIES, generate_config, gpt2_config
from tokenizers import Tokenizer, decoders, normalizers, pre_tokenizers, trainers
from tokenizers.models import BPE
from torch import Tensor
from transformers import AutoModelForCausalLM, PreTrainedConfig, PreTrainedModel
from transformers import PreTrainedTokenizerFast as Fast

from fabula import models
from fabula.errors import ModelError
from fabula.generation import writing
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
TEXTS = [story.text for story in STORIES]


@cache
def bytes_tokenizer() -> Fast:
    """As GPT-2's: every byte is a token, a space belongs to the word after it."""
    backend = Tokenizer(BPE())
    backend.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    backend.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    return _trained(backend, 290, ["<|endoftext|>"], alphabet)


@cache
def metaspace_tokenizer() -> Fast:
    """As Llama's: a mark stands for each space and for the begin of a text, which has none."""
    backend = Tokenizer(BPE(unk_token="<unk>"))
    backend.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="first")
    backend.decoder = decoders.Metaspace(prepend_scheme="first")
    return _trained(backend, 120, ["</s>", "<s>", "<unk>"], [])


@cache
def prepending_tokenizer() -> Fast:
    """As Llama 2's: a space is put before every text, and taken away when it is decoded."""
    backend = Tokenizer(BPE(unk_token="<unk>"))
    mark = [normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")]
    backend.normalizer = normalizers.Sequence(mark)
    backend.pre_tokenizer = pre_tokenizers.Split("▁", "merged_with_next")
    unmark = [decoders.Replace("▁", " "), decoders.Fuse(), decoders.Strip(" ", 1, 0)]
    backend.decoder = decoders.Sequence(unmark)
    return _trained(backend, 120, ["</s>", "<s>", "<unk>"], [])


def _trained(backend: Tokenizer, size: int, special: list[str], alphabet: list[str]) -> Fast:
    trainer = trainers.BpeTrainer(
        vocab_size=size, special_tokens=special, initial_alphabet=alphabet, show_progress=False
    )
    backend.train_from_iterator(TEXTS, trainer)
    return Fast(tokenizer_object=backend, eos_token=special[0])


SHAPE: dict[str, Any] = {"hidden_size": 32, "num_attention_heads": 2, "num_hidden_layers": 2}
LIKE_LLAMA = SHAPE | {"intermediate_size": 48, "max_position_embeddings": 64}
GROUPED = LIKE_LLAMA | {"num_key_value_heads": 1, "head_dim": 16}
IDS = {"bos_token_id": 0, "eos_token_id": 0, "pad_token_id": None}


@dataclass(frozen=True)
class Family:
    """How one family is published."""

    config: Callable[..., PreTrainedConfig]
    shape: dict[str, Any]
    tokenizer: Callable[[], Fast] = bytes_tokenizer
    padded: int = 0
    """Rows of the embedding beyond the tokenizer's entries."""


FAMILIES = {
    "gpt2": Family(hf.GPT2Config, {"n_embd": 32, "n_layer": 2, "n_head": 2, "n_positions": 64}),
    "gpt_neo": Family(
        hf.GPTNeoConfig,
        {"hidden_size": 32, "num_layers": 2, "num_heads": 2, "max_position_embeddings": 64}
        | {"attention_types": [[["global", "local"], 1]], "window_size": 8},
    ),
    "gpt_neox": Family(hf.GPTNeoXConfig, LIKE_LLAMA, padded=64),
    "opt": Family(
        hf.OPTConfig,
        SHAPE | {"ffn_dim": 48, "max_position_embeddings": 64, "word_embed_proj_dim": 16},
    ),
    "bloom": Family(hf.BloomConfig, {"hidden_size": 32, "n_layer": 2, "n_head": 2}),
    "llama": Family(hf.LlamaConfig, GROUPED, prepending_tokenizer),
    "mistral": Family(hf.MistralConfig, GROUPED | {"sliding_window": 8}, metaspace_tokenizer),
    "qwen2": Family(hf.Qwen2Config, LIKE_LLAMA | {"num_key_value_heads": 1}, padded=64),
    "qwen3": Family(hf.Qwen3Config, GROUPED, padded=9),
    "gemma": Family(hf.GemmaConfig, GROUPED, metaspace_tokenizer, padded=64),
    "gemma2": Family(hf.Gemma2Config, GROUPED | {"sliding_window": 8}, metaspace_tokenizer),
    "phi": Family(hf.PhiConfig, LIKE_LLAMA, padded=4),
    "falcon": Family(hf.FalconConfig, SHAPE | {"max_position_embeddings": 64}),
    "mamba": Family(
        hf.MambaConfig, {"hidden_size": 32, "num_hidden_layers": 2, "state_size": 4}, padded=64
    ),
}


def published(name: str, folder: Path) -> Path:
    """Random weights and a tokenizer in a folder of their own."""
    family = FAMILIES[name]
    tokenizer = family.tokenizer()
    config = family.config(**family.shape | IDS, vocab_size=len(tokenizer) + family.padded)
    torch.manual_seed(1)
    model = AutoModelForCausalLM.from_config(config)
    with torch.no_grad():
        for weight in model.parameters():
            weight.mul_(3)  # some begin with so small ones that all tokens are the same to them
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


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


class Replayed:
    """A search that says given tokens."""

    def __init__(self, ids: list[int]) -> None:
        self._ids = ids

    def __call__(self, *_: object) -> Iterator[tuple[int, int]]:
        return ((0, id_) for id_ in self._ids)


@pytest.mark.parametrize("tokens", [bytes_tokenizer, metaspace_tokenizer, prepending_tokenizer])
@pytest.mark.parametrize("opening", ["", "Once", "Once upon a time a", 'A hen said, "Where'])
def test_no_space_is_lost_between_a_prompt_and_its_story(
    tokens: Callable[[], Fast], opening: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor put before a story that begins without one. In pieces, too."""
    tokenizer = tokens()
    model = AutoModelForCausalLM.from_config(hf.GPT2Config(n_embd=8, n_layer=1, n_head=1))
    text = next((text for text in TEXTS if text.startswith(opening)), "")
    (known,), (ids,) = (tokenization.encode(tokenizer, [each]) for each in (opening, text))
    assert ids[: len(known)] == known
    said = [*ids[len(known) :], tokenizer.eos_token_id]
    monkeypatch.setattr(writing, "_search", Replayed(said))
    prompt, config = Prompt("1", opening, (), ""), generate_config()
    (story,) = write(model, tokenizer, [prompt], "top_p", config)
    assert opening + story.text == text
    assert opening + "".join(stream(model, tokenizer, prompt, "top_p", config)) == text


def republished(tmp_path: Path, **changes: Any) -> tuple[Path, PreTrainedModel]:
    """A GPT-2 in a folder, in the format that `changes` ask of `save_pretrained`."""
    folder = published("gpt2", tmp_path / "theirs")
    model = AutoModelForCausalLM.from_pretrained(folder)
    (folder / "model.safetensors").unlink()
    model.save_pretrained(folder, **changes)
    return folder, model


def in_shards(tmp_path: Path) -> tuple[Path, PreTrainedModel]:
    folder, model = republished(tmp_path, max_shard_size="40KB")
    assert (folder / "model.safetensors.index.json").is_file()
    assert not (folder / "model.safetensors").exists()
    return folder, model


def pickled(tmp_path: Path) -> tuple[Path, PreTrainedModel]:
    folder, model = republished(tmp_path)
    (folder / "model.safetensors").unlink()
    torch.save(model.state_dict(), folder / "pytorch_model.bin")
    return folder, model


def with_words_alone(tmp_path: Path) -> tuple[Path, PreTrainedModel]:
    """As GPT-2 was published: its vocabulary and its merges."""
    folder, model = republished(tmp_path)
    words = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]
    for name in ("tokenizer.json", "tokenizer_config.json"):
        (folder / name).unlink()
    (folder / "vocab.json").write_text(json.dumps(words["vocab"]), encoding="utf-8")
    merges = "\n".join(map(" ".join, words["merges"]))
    (folder / "merges.txt").write_text(f"#version: 0.2\n{merges}\n", encoding="utf-8")
    return folder, model


def end_of_the_model_alone(tmp_path: Path) -> tuple[Path, PreTrainedModel]:
    """Its tokenizer does not say what ends a text, and its configuration names several tokens."""
    folder, model = republished(tmp_path)
    without_end(folder)
    model.config.eos_token_id = [0, 5]
    model.save_pretrained(folder)
    return folder, model


def without_end(folder: Path) -> None:
    settings = json.loads((folder / "tokenizer_config.json").read_text(encoding="utf-8"))
    del settings["eos_token"]
    (folder / "tokenizer_config.json").write_text(json.dumps(settings), encoding="utf-8")


@pytest.mark.parametrize("publish", [in_shards, pickled, with_words_alone, end_of_the_model_alone])
def test_a_folder_is_read_however_it_was_published(
    publish: Callable[[Path], tuple[Path, PreTrainedModel]], tmp_path: Path
) -> None:
    """To write with it as it is, and to fine-tune it."""
    folder, theirs = publish(tmp_path)
    model, tokenizer = models.load(folder)
    ids = torch.randint(9, 100, (2, 12))
    assert torch.equal(model(ids).logits, theirs.eval()(ids).logits)
    assert tokenizer.convert_ids_to_tokens(models.special_ids(tokenizer).eos) == "<|endoftext|>"
    assert tokenization.encode(tokenizer, TEXTS) == tokenization.encode(bytes_tokenizer(), TEXTS)
    tuned = gpt2.build(gpt2_config(init=str(folder)), tokenization.load_pretrained(str(folder)))
    rows = tuned.get_input_embeddings().weight
    assert torch.equal(rows[: len(rows) - 9], theirs.get_input_embeddings().weight)
    assert torch.equal(rows[-8], rows[0])


def test_a_tokenizer_without_an_end_gets_ours_and_writes_nothing_before(tmp_path: Path) -> None:
    folder, model = republished(tmp_path)
    without_end(folder)
    model.config.eos_token_id = None
    model.save_pretrained(folder)
    with pytest.raises(ModelError, match=r"names a token that ends a text .*fine-tune it"):
        models.load(folder)
    tokenizer = tokenization.load_pretrained(str(folder))
    rows = gpt2.build(gpt2_config(init=str(folder)), tokenizer).get_input_embeddings().weight
    torch.testing.assert_close(rows[-8], rows[:-9].mean(dim=0))
    assert tokenizer.eos_token == "[EOS]"


def test_a_lost_shard_and_damaged_weights_say_so(tmp_path: Path) -> None:
    folder, _ = in_shards(tmp_path / "shards")
    sorted(folder.glob("model-*.safetensors"))[0].unlink()
    with pytest.raises(ModelError, match=r"holds no causal model that can be read: .*model-00001"):
        models.load(folder)
    folder, _ = pickled(tmp_path / "pickled")
    weights = (folder / "pytorch_model.bin").read_bytes()
    for damaged in (b"", weights[: len(weights) // 2], b"no weights at all"):
        (folder / "pytorch_model.bin").write_bytes(damaged)
        with pytest.raises(ModelError, match="holds no causal model that can be read: "):
            models.load(folder)
        with pytest.raises(ModelError, match=r"gpt2.init: no causal model can be loaded from"):
            gpt2.build(gpt2_config(init=str(folder)), tokenization.load_pretrained(str(folder)))


def test_weights_without_a_head_are_no_causal_model(tmp_path: Path) -> None:
    folder = published("gpt_neox", tmp_path)
    AutoModelForCausalLM.from_pretrained(folder).base_model.save_pretrained(folder)
    with pytest.raises(ModelError, match=r"not a whole model: model.safetensors lacks .*\.weight"):
        gpt2.build(gpt2_config(init=str(folder)), tokenization.load_pretrained(str(folder)))


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
