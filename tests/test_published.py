"""Other people's models in every form: weights, tokenizers, what lacks an end, what is damaged."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import torch
import transformers as hf
from published import (
    TEXTS,
    bytes_tokenizer,
    metaspace_tokenizer,
    prepending_tokenizer,
    published,
)
from tiny import generate_config, gpt2_config
from transformers import AutoModelForCausalLM, PreTrainedModel
from transformers import PreTrainedTokenizerFast as Fast

from fabula import models
from fabula.errors import ModelError
from fabula.generation import writing
from fabula.generation.writing import Prompt, stream, write
from fabula.tokens import tokenization
from fabula.training import gpt2


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
