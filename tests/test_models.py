import json
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file
from tiny import (
    gpt2_config,
    new_gpt2,
    new_nanochat,
    new_tagmodel,
    tagmodel_config,
    tokenizer,
)
from transformers import AutoModelForCausalLM, GPT2Config, GPT2LMHeadModel, PreTrainedTokenizerFast

from fabula import models
from fabula.errors import ModelError
from fabula.models.tagmodel import TagModel, TagModelConfig
from fabula.tokens.tokenization import load_pretrained, train_bpe
from fabula.training import gpt2, tagmodel

SPECIAL = models.special_ids(tokenizer())


def test_the_original_tag_model_has_34_488_410_parameters() -> None:
    config = TagModelConfig(
        vocab_size=50_266,
        width=256,
        heads=8,
        layers_per_group=3,
        feedforward=[768, 1024, 1024, 768],
        window=50,
        attention="bidirectional",
    )
    with torch.device("meta"):
        assert TagModel(config).num_parameters() == 34_488_410


def test_no_two_layers_start_as_copies() -> None:
    weights = [layer.attention_in.weight for layer in new_tagmodel(feedforward=[48, 48]).layers]
    assert not torch.equal(weights[0], weights[1])


def test_a_layer_is_torchs_own_encoder_layer() -> None:
    ours = new_tagmodel().layers[0]
    theirs = torch.nn.TransformerEncoderLayer(32, 2, 48, 0.0, batch_first=True).eval()
    pairs = {
        "self_attn.in_proj_": "attention_in.",
        "self_attn.out_proj.": "attention_out.",
        "norm1.": "attention_norm.",
        "linear1.": "feedforward_in.",
        "linear2.": "feedforward_out.",
        "norm2.": "feedforward_norm.",
    }
    state = ours.state_dict()
    theirs.load_state_dict(
        {a + kind: state[b + kind] for a, b in pairs.items() for kind in ("weight", "bias")}
    )
    x = torch.randn(3, 7, 32)
    torch.testing.assert_close(ours(x, None, False), theirs(x))


def test_causal_positions_do_not_see_what_follows() -> None:
    model = new_tagmodel()
    ids = torch.randint(9, 300, (2, 12))
    changed = ids.clone()
    changed[:, 8] = 9
    before, after = model(ids).logits, model(changed).logits
    torch.testing.assert_close(before[:, :8], after[:, :8])
    assert not torch.allclose(before[:, 8:], after[:, 8:])


@pytest.mark.parametrize("attention", ["causal", "bidirectional"])
def test_what_stands_in_padding_changes_nothing(attention: str) -> None:
    model = new_tagmodel(attention=attention)
    ids = torch.randint(9, 300, (2, 12))
    mask = torch.ones_like(ids)
    mask[:, 2:6] = 0  # after two tags
    changed = ids.clone()
    changed[:, 2:6] = 0
    first, second = (model(i, attention_mask=mask).logits[:, -1] for i in (ids, changed))
    torch.testing.assert_close(first, second)
    assert not torch.allclose(first, model(ids).logits[:, -1])


def test_left_padding_does_not_move_a_causal_window() -> None:
    model = new_tagmodel()
    ids = torch.randint(9, 300, (1, 5))
    padded = torch.cat([torch.zeros(1, 7, dtype=torch.long), ids], dim=1)
    mask = (padded > 0).long()
    torch.testing.assert_close(model(padded, attention_mask=mask).logits[:, -5:], model(ids).logits)


def test_the_original_predicts_one_token_a_window() -> None:
    logits = new_tagmodel(attention="bidirectional")(torch.randint(9, 300, (4, 12))).logits
    assert logits.shape == (4, 1, 300)


@pytest.mark.parametrize("make", [new_gpt2, new_nanochat, new_tagmodel])
def test_a_saved_model_is_the_same_model(tmp_path: Path, make) -> None:  # type: ignore[no-untyped-def]
    model, tok = make(), tokenizer()
    models.save(model, tok, tmp_path / "model")
    again, its_tokenizer = models.load(tmp_path / "model")
    ids = torch.randint(9, 300, (2, 12))
    assert torch.equal(model(ids).logits, again(ids).logits)
    assert its_tokenizer.get_vocab() == tok.get_vocab()
    assert type(AutoModelForCausalLM.from_pretrained(tmp_path / "model")) is type(model)


def test_a_folder_that_is_not_whole_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"lacks config.json and model.safetensors"):
        models.load(tmp_path)
    models.save(new_gpt2(), tokenizer(), tmp_path / "model")
    (tmp_path / "model/model.safetensors").unlink()
    with pytest.raises(ModelError, match=r"is not a model folder: it lacks model.safetensors"):
        models.load(tmp_path / "model")


@pytest.mark.parametrize("make", [new_gpt2, new_tagmodel])
def test_weights_that_lack_some_are_refused(tmp_path: Path, make) -> None:  # type: ignore[no-untyped-def]
    models.save(make(), tokenizer(), tmp_path)
    weights = load_file(tmp_path / "model.safetensors")
    last = sorted(weights)[-1]
    del weights[last]
    save_file(weights, tmp_path / "model.safetensors", {"format": "pt"})
    with pytest.raises(ModelError, match=f"is not a whole model: model.safetensors lacks .*{last}"):
        models.load(tmp_path)


@pytest.fixture
def pretrained(tmp_path: Path) -> Path:
    """A folder as somebody else would publish one: a GPT-2 and a tokenizer without our tokens."""
    words = json.loads(tokenizer().backend_tokenizer.to_str())
    words["added_tokens"] = []
    words["model"]["vocab"] = {
        token: id_ - 9 for token, id_ in words["model"]["vocab"].items() if id_ >= 9
    }
    (tmp_path / "raw.json").write_text(json.dumps(words))
    theirs = PreTrainedTokenizerFast(tokenizer_file=str(tmp_path / "raw.json"), eos_token="!")
    theirs.save_pretrained(tmp_path / "theirs")
    config = GPT2Config(vocab_size=len(theirs), n_positions=32, n_embd=32, n_layer=1, n_head=2)
    GPT2LMHeadModel(config).save_pretrained(tmp_path / "theirs")
    return tmp_path / "theirs"


def test_pretrained_weights_get_our_tokens_and_keep_their_own(pretrained: Path) -> None:
    tok = load_pretrained(str(pretrained))
    theirs = AutoModelForCausalLM.from_pretrained(pretrained)
    model = gpt2.build(gpt2_config(init=str(pretrained), dropout=0.25), tok)
    old, new = theirs.get_input_embeddings().weight, model.get_input_embeddings().weight
    assert len(new) == len(old) + 9
    assert torch.equal(new[: len(old)], old)
    separator = old[tok.convert_tokens_to_ids("!")]
    assert torch.equal(new[tok.bos_token_id], separator)
    assert torch.equal(new[tok.eos_token_id], separator)
    assert model.transformer.drop.p == 0.25


def test_pretrained_weights_are_refused_with_another_vocabulary(pretrained: Path) -> None:
    other = train_bpe(["quite other words than those, zebra zebra zebra"], 300)
    with pytest.raises(ModelError, match=r"another vocabulary .* set tokenizer.name to"):
        gpt2.build(gpt2_config(init=str(pretrained)), other)


def test_a_context_above_the_models_is_refused(pretrained: Path) -> None:
    with pytest.raises(ModelError, match=r"gpt2.context: 64 is above the 32 of"):
        gpt2.build(gpt2_config(init=str(pretrained), context=64), load_pretrained(str(pretrained)))


def test_weights_that_cannot_be_found_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"gpt2.init: no causal model .* or scratch"):
        gpt2.build(gpt2_config(init=str(tmp_path / "nowhere")), tokenizer())


def test_a_tag_model_begins_as_another_one(tmp_path: Path) -> None:
    """Whose weights and shape it has; where the tags stand and what drops out is its own."""
    begun = new_tagmodel(width=64, window=20, seed=5)
    models.save(begun, tokenizer(), tmp_path / "begun")
    config = tagmodel_config(init=str(tmp_path / "begun"), dropout=0.25)
    model = tagmodel.build(config, "story_start", tokenizer())
    assert model.config.window == 20
    for name, weight in begun.state_dict().items():
        assert torch.equal(model.state_dict()[name], weight), name
    assert model.config.tags_at == "story_start"
    assert {layer.dropout for layer in model.layers} == {0.25}


@torch.inference_mode()
def test_a_tag_is_told_at_every_token_after_it_and_at_none_before() -> None:
    """Even where no attention looks back: without layers, a token's own logits change."""
    model = new_tagmodel("every_token")
    model.layers = torch.nn.ModuleList()
    tag = SPECIAL.of(["Twist"])
    story = list(range(20, 26))
    plain, told = (model(torch.tensor([ids])).logits[0] for ids in (story, tag + story))
    moved = model.positions.weight[1:7] - model.positions.weight[:6] + model.tag_vectors.weight[-1]
    assert SPECIAL.tags[-1] == tag[0]
    torch.testing.assert_close(told[1:], plain + moved @ model.head.weight.T)
    later = model(torch.tensor([story[:3] + tag])).logits[0]
    torch.testing.assert_close(later[:3], plain[:3])


@torch.inference_mode()
def test_telling_tags_at_every_token_begins_as_what_the_model_was(tmp_path: Path) -> None:
    """And a model that was trained so can be told its tags in another way again."""
    ids = torch.tensor([[*SPECIAL.of(["Conflict"]), *range(20, 27)]])
    before = new_tagmodel("every_window")
    models.save(before, tokenizer(), tmp_path / "begun")
    config = tagmodel_config(init=str(tmp_path / "begun"))
    model = tagmodel.build(config, "every_token", tokenizer()).eval()
    assert torch.equal(model(ids).logits, before(ids).logits)
    torch.nn.init.normal_(model.tag_vectors.weight)
    assert not torch.allclose(model(ids).logits, before(ids).logits)
    models.save(model, tokenizer(), tmp_path / "told")
    again, _ = models.load(tmp_path / "told")
    assert torch.equal(again(ids).logits, model(ids).logits)
    config = tagmodel_config(init=str(tmp_path / "told"))
    kept = tagmodel.build(config, "every_token", tokenizer()).eval()
    assert torch.equal(kept(ids).logits, model(ids).logits)
    once = tagmodel.build(config, "story_start", tokenizer()).eval()
    assert torch.equal(once(ids).logits, before(ids).logits)
    models.save(once, tokenizer(), tmp_path / "once")
    assert torch.equal(models.load(tmp_path / "once")[0](ids).logits, once(ids).logits)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"window": 30, "stride": 15}, r"tagmodel.stride: 15 is above the 14 tokens that 6 tags"),
        ({}, r"tagmodel.init: .*begun holds no tag model but a GPT2LMHeadModel"),
    ],
)
def test_what_no_tag_model_can_begin_as(
    tmp_path: Path, changes: dict[str, int], message: str
) -> None:
    begun = new_tagmodel(window=20) if changes else new_gpt2()
    models.save(begun, tokenizer(), tmp_path / "begun")
    config = tagmodel_config(init=str(tmp_path / "begun"), **changes)
    with pytest.raises(ModelError, match=message):
        tagmodel.build(config, "every_window", tokenizer())


def test_a_tag_model_of_another_vocabulary_is_refused(tmp_path: Path) -> None:
    other = train_bpe(["quite other words than those, zebra zebra zebra"], 300)
    models.save(new_tagmodel(), tokenizer(), tmp_path / "begun")
    with pytest.raises(ModelError, match=r"another vocabulary .* set tokenizer.name to"):
        tagmodel.build(tagmodel_config(init=str(tmp_path / "begun")), "every_window", other)


def test_the_same_seed_gives_the_same_weights() -> None:
    first, second, other = new_gpt2(seed=3), new_gpt2(seed=3), new_gpt2(seed=4)
    assert torch.equal(first.transformer.wte.weight, second.transformer.wte.weight)
    assert not torch.equal(first.transformer.wte.weight, other.transformer.wte.weight)


@pytest.mark.parametrize("make", [new_gpt2, new_nanochat])
def test_dropout_is_of_training_alone(tmp_path: Path, make) -> None:  # type: ignore[no-untyped-def]
    model, ids = make(dropout=0.5), torch.randint(9, 300, (2, 12))
    assert torch.equal(model(ids).logits, model(ids).logits)
    model.train()
    assert not torch.equal(model(ids).logits, model(ids).logits)
    models.save(model, tokenizer(), tmp_path / "model")
    loaded, _ = models.load(tmp_path / "model")
    assert torch.equal(loaded(ids).logits, model.eval()(ids).logits)
    without = make(dropout=0.0).train()
    assert torch.equal(without(ids).logits, without(ids).logits)
