"""Models on their way to others: cards, folders without this project, GGUF, and the hub."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from hub_server import NAME, Hub, serving
from huggingface_hub import constants
from tiny import ROOT, new_gpt2, new_tagmodel, tokenizer
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedModel

from fabula import files, models
from fabula.errors import ModelError
from fabula.sharing import card, folders, gguf_file, modeling, publish

RUN = ROOT / "results/default"
WITHOUT_US = "import sys; sys.modules['fabula'] = None\n"
"""Before code that must do without this project."""


@pytest.fixture
def run(project: Path) -> Path:
    """The files that a run leaves, as far as they are kept, and two tiny models in their place."""
    for name in ("metrics", "data"):
        shutil.copytree(RUN / name, project / name)
    (project / "pretrained/base").mkdir(parents=True)
    shutil.copy(ROOT / "pretrained/base/README.md", project / "pretrained/base")
    models.save(new_gpt2(), tokenizer(), project / "models/gpt2")
    models.save(new_tagmodel("every_token"), tokenizer(), project / "models/tagmodel/every_token")
    samples = []
    for row in ("gpt2", "tagmodel-every_token"):
        weights = models.weights_file(models.trained_folders()[row])
        told = {"model": row, "prompt": "Once", "text": " <b>there</b> was a hen.", "seed": 1}
        told |= {"model_hash": files.sha256(weights)[:16], "strategy": "top_p", "tags": []}
        samples += [told | {"text": f"{told['text']} {number}"} for number in range(5)]
    files.write_jsonl(project / "data/samples.jsonl", samples)
    return project


def elsewhere(code: str, folder: Path, **more: str) -> str:
    """What Python says in an empty folder, where this project cannot be imported."""
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_US + code],
        cwd=folder,
        env=os.environ | {"HF_HOME": str(folder / "hf"), "HF_HUB_OFFLINE": "1", **more},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


# Cards


def test_a_card_says_what_the_run_found(run: Path) -> None:
    page = card.card(Path("models/gpt2"), "somebody/tales")
    figures = files.read_json(Path("metrics/evaluate.json"))["gpt2"]
    trained = files.read_json(Path("metrics/gpt2.json"))
    for told in (
        f"value: {figures['language_model']['bits_per_byte']['value']}",
        f"{trained['parameters']:,} parameters",
        "| `learning_rate` | `0.0003` |",
        "| train | 6,000 |",
        'from_pretrained("somebody/tales")',
        "| Real stories |",
        "&lt;b&gt;there&lt;/b&gt; was a hen. 2",
        "Apache-2.0",
    ):
        assert told in page, told
    assert "was a hen. 3" not in page, "three stories, and not picked"


def test_a_card_of_each_model_of_a_run(run: Path) -> None:
    page = card.card(Path("models/tagmodel/every_token"), "tags")
    figures = files.read_json(Path("metrics/evaluate.json"))["tagmodel-every_token"]
    assert f"value: {figures['language_model']['bits_per_byte']['value']}" in page
    assert "| `tags_at` | `every_token` |" in page
    assert "trust_remote_code=True" in page


def test_of_other_peoples_stories_a_card_shows_none(run: Path) -> None:
    manifest = files.read_json(Path("metrics/data.json")) | {"source": "files"}
    files.write_json(Path("metrics/data.json"), manifest)
    told = files.read_jsonl(Path("data/samples.jsonl"))[0] | {"prompt": "", "text": "From tags."}
    files.write_jsonl(Path("data/control.jsonl"), [told])
    page = card.card(Path("models/gpt2"), "somebody/tales")
    assert "there&lt;/b&gt; was a hen" not in page
    assert "From tags." in page


def test_a_card_is_not_of_other_weights_than_its_figures(run: Path) -> None:
    models.save(new_gpt2(layers=2), tokenizer(), Path("models/gpt2"))
    with pytest.raises(ModelError, match="not of the weights in models/gpt2: run `dvc repro`"):
        card.card(Path("models/gpt2"), "tales")


def test_a_folder_of_no_run_has_the_card_that_it_brings(run: Path) -> None:
    shutil.copytree("models/gpt2", "mine")
    with pytest.raises(
        ModelError, match=r"^mine has no README.md, and is no model of the last run"
    ):
        card.card(Path("mine"), "tales")
    files.write_text(Path("mine/README.md"), "# Mine\n")
    assert card.card(Path("mine"), "tales") == "# Mine\n"


# Folders


def test_the_tag_model_reads_without_this_project(run: Path, tmp_path: Path) -> None:
    """With the same logits; and the code that its card shows runs as it stands."""
    folder = Path("models/tagmodel/every_token")
    target = tmp_path / "elsewhere" / "tales"
    folders.write(folder, target, card.card(folder, "tales"))
    (code,) = re.findall(r"```python\n(.*?)```", (target / "README.md").read_text(), re.DOTALL)
    code += "import json\nshown = tokenizer('[TAG_1][BOS]Once a fox', return_tensors='pt')\n"
    code += "out = [shown.input_ids.tolist(), model(**shown).logits.tolist()]\n"
    code += "print(json.dumps(out))\n"
    *_, last = elsewhere(code, target.parent).splitlines()
    ids, theirs = json.loads(last)
    model, ours = models.load(folder)
    assert ids == [ours("[TAG_1][BOS]Once a fox").input_ids]
    logits = model(torch.tensor(ids)).logits
    torch.testing.assert_close(torch.tensor(theirs), logits.detach(), rtol=0, atol=1e-6)


def test_a_copied_tag_model_is_still_read_here(run: Path, tmp_path: Path) -> None:
    folders.write(Path("models/tagmodel/every_token"), tmp_path / "copy", "card\n")
    models.load(tmp_path / "copy")


def test_the_code_of_the_tag_model_names_nothing_of_this_project() -> None:
    assert "import fabula" not in modeling.source()
    assert "from fabula" not in modeling.source()
    assert len(modeling.source().splitlines()) > 150


def test_a_folder_that_holds_other_things_is_left_alone(run: Path, tmp_path: Path) -> None:
    (tmp_path / "photographs").mkdir()
    for target in (
        tmp_path / "photographs",
        Path("models/gpt2"),
        Path("models"),
        Path("models/gpt2/x"),
    ):
        with pytest.raises(ModelError, match="name another folder"):
            folders.write(Path("models/gpt2"), target, "card\n")


# The hub


@pytest.fixture
def hub(run: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """An empty hub, which the client takes for the real one; it is told who asks."""
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    monkeypatch.setattr(constants, "HF_HUB_DISABLE_XET", True)
    with serving({}, "models") as hub:
        monkeypatch.setattr(constants, "ENDPOINT", hub.url)
        monkeypatch.setenv("HF_TOKEN", hub.token)
        yield hub


@pytest.mark.filterwarnings("default")  # the client sends large files in an outdated way
def test_a_model_is_published_with_its_card_and_read_from_there(hub: Hub, run: Path) -> None:
    folder = Path("models/tagmodel/every_token")
    assert publish.publish(folder, NAME, private=True) == f"{hub.url}/{NAME}"
    assert hub.created["name"] == "tales"
    assert hub.created["visibility"] == "private"
    assert hub.commits == [f"Publish {NAME}"]
    assert {*hub.files} == {*(path.name for path in folder.iterdir()), "README.md", modeling.FILE}
    assert hub.files["model.safetensors"] == (folder / "model.safetensors").read_bytes()
    page = hub.files["README.md"].decode()
    assert f'from_pretrained("{NAME}"' in page
    (code,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    online = {"HF_ENDPOINT": hub.url, "HF_HUB_OFFLINE": "0", "HF_HUB_DISABLE_XET": "1"}
    assert "Once upon a time" in elsewhere(code, run, **online)


@pytest.mark.parametrize(
    ("name", "token", "message"),
    [
        (NAME, "", "there is no token for the hub at {url}: log in with `hf auth login`, or set"),
        (NAME, "hf_stranger", f"the hub does not let this token write '{NAME}' (401): log in"),
        ("tales", "hf_tales", "'tales' is no name on a hub: write USER/NAME"),
        ("some body/tales", "hf_tales", "'some body/tales' is no name on a hub: "),
    ],
)
def test_what_keeps_a_model_from_a_hub_is_one_message(
    name: str, token: str, message: str, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", token)
    monkeypatch.setenv("HF_TOKEN_PATH", "nowhere")
    with pytest.raises(ModelError) as error:
        publish.publish(Path("models/gpt2"), name, private=False)
    assert str(error.value).startswith(message.format(url=hub.url))
    assert "\n" not in str(error.value)
    assert not hub.files


def test_a_hub_that_is_not_there(run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving({}, "models") as hub:
        pass
    monkeypatch.setattr(constants, "ENDPOINT", hub.url)
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    monkeypatch.setenv("HF_TOKEN", "hf_tales")
    with pytest.raises(ModelError, match=f"cannot reach the hub at {hub.url}: "):
        publish.publish(Path("models/gpt2"), NAME, private=False)


# GGUF


def a_llama() -> LlamaForCausalLM:
    torch.manual_seed(1)
    words = tokenizer()
    config = LlamaConfig(
        vocab_size=len(words),
        hidden_size=64,
        intermediate_size=96,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        max_position_embeddings=128,
        tie_word_embeddings=True,
        bos_token_id=words.bos_token_id,
        eos_token_id=words.eos_token_id,
    )
    model = LlamaForCausalLM(config)
    with torch.no_grad():
        for weight in model.parameters():
            weight.mul_(3)  # as they begin, all tokens are nearly as likely
    return model.eval()


@pytest.mark.parametrize("kind", ["llama", "gpt2"])
def test_a_gguf_file_has_every_weight(kind: str, tmp_path: Path) -> None:
    """As the package `gguf`, and transformers, read it."""
    from gguf import GGUFReader

    model = a_llama() if kind == "llama" else new_gpt2(context=1024)  # all that transformers reads
    models.save(model, tokenizer(), tmp_path / "model")
    gguf_file.write(tmp_path / "model", tmp_path / "model.gguf")
    reader = GGUFReader(tmp_path / "model.gguf")
    written = sum(int(tensor.n_elements) for tensor in reader.tensors)
    assert written == sum(weight.numel() for weight in model.parameters())
    again = type(model).from_pretrained(tmp_path, gguf_file="model.gguf").eval()
    ids = torch.tensor([tokenizer()("[BOS]Once upon a time a fox").input_ids])
    torch.testing.assert_close(again(ids).logits, model(ids).logits)


def test_what_llama_cpp_does_not_know_is_refused(tmp_path: Path) -> None:
    models.save(new_tagmodel(), tokenizer(), tmp_path / "tags")
    with pytest.raises(ModelError, match="is a TagModel, and only llama and gpt2 are written"):
        gguf_file.write(tmp_path / "tags", tmp_path / "tags.gguf")
    assert not (tmp_path / "tags.gguf").exists()


@pytest.mark.slow
def test_llama_cpp_writes_the_same_greedy_tokens(tmp_path: Path) -> None:
    """The base that this repository brings along, and a GPT-2; text becomes the same tokens too."""
    llama_cpp = pytest.importorskip("xllamacpp", reason="xllamacpp, which is llama.cpp, is missing")
    models.save(new_gpt2(context=128), tokenizer(), tmp_path / "gpt2")
    for folder in (ROOT / "pretrained/base", tmp_path / "gpt2"):
        gguf_file.write(folder, tmp_path / "model.gguf")
        settings = llama_cpp.CommonParams()
        settings.model.path = str(tmp_path / "model.gguf")
        settings.n_ctx, settings.n_parallel, settings.warmup = 128, 1, False
        exact = llama_cpp.ggml_type.GGML_TYPE_F32  # by default it keeps keys and values in 16 bits
        settings.cache_type_k = settings.cache_type_v = exact
        server = llama_cpp.Server(settings)
        model, ours = models.load(folder)
        for text in ("Once upon a time", "Tom said, \"It's 1 o'clock!\"", "Über naïve   cafés\n\n"):
            asked = {"prompt": text, "n_predict": 60, "temperature": 0, "logprobs": 1}
            told = server.handle_completions(asked)
            theirs = [token["id"] for token in told["choices"][0]["logprobs"]["content"]]
            ids = ours(f"[BOS]{text}").input_ids
            assert told["usage"]["prompt_tokens"] == len(ids), text
            assert theirs[:60] == greedy(model, ids, ours.eos_token_id)[: len(theirs)], text
            assert len(theirs) > 20 or folder.name == "gpt2"


def greedy(model: PreTrainedModel, ids: list[int], end: int) -> list[int]:
    """The likeliest tokens after some, one after the other: 60, or up to the end."""
    story = torch.tensor([ids])
    while story.shape[1] < len(ids) + 60 and story[0, -1] != end:
        best = model(story).logits[0, -1].argmax()
        story = torch.cat([story, best.view(1, 1)], dim=1)
    return story[0, len(ids) :].tolist()
