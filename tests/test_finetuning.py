"""Fine-tuning as people do it: weights and tokenizer from a hub, early stopping, the best kept.

No published weights are in reach, so the test pretrains a small GPT-2 on embedded stories, puts it
on a hub of its own in the hub's format, and tunes it there on the stories of `examples/`.
"""

import math
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import torch
from hub_server import NAME, Hub, serving
from ruamel.yaml import YAML
from safetensors.torch import load_file
from tokenizers import Tokenizer, decoders, pre_tokenizers, trainers
from tokenizers.models import BPE
from transformers import GPT2Config, GPT2LMHeadModel, PreTrainedTokenizerFast

from fabula import files, models, paths
from fabula.config import presets
from fabula.config.gpt2 import Gpt2
from fabula.config.params import Params
from fabula.config.yaml12 import read_yaml
from fabula.evaluation.paths import EVALUATE_METRICS
from fabula.evaluation.text_sets import LANGUAGE_MODEL
from fabula.models.likelihood import story_likelihoods
from fabula.models.paths import GPT2, GPT2_BASE
from fabula.stories import SPECIAL_TOKENS
from fabula.tokens import tokenization
from fabula.tokens.paths import TOKENIZER, TOKENS
from fabula.tokens.shards import TokenStore
from fabula.tokens.windows import StoryWindows
from fabula.training.paths import GPT2_CURVES, GPT2_METRICS
from fabula.world import tell

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
SEPARATOR = "<|endoftext|>"
CONTEXT = 32
STAGES = (
    "download",
    "tokenize_stories",
    "train_gpt2",
    "train_reference_lm",
    "fit_quality",
    "generate_samples",
    "evaluate",
)
CHANGES: dict[str, Any] = {
    "threads": 1,
    "data": {
        "validation_fraction": 0.15,
        "test_fraction": 0.15,
        "files": {"folder": "examples", "train": "*.jsonl"},
    },
    "tokenizer": {"name": NAME},
    "gpt2": {
        "init": NAME,
        "context": CONTEXT,
        "dropout": 0.0,
        "epochs": 0.0,
        "max_steps": 1200,
        "evaluations": 24,
        "precision": "fp32",
    },
    "evaluate": {"stories": 1000},
    "generate": {
        "prompts": 3,
        "strategies": ["greedy", "top_p"],
        "max_new_tokens": 8,
        "precision": "fp32",
    },
}


def pretrained(folder: Path) -> None:
    """A small GPT-2 and its tokenizer, which know embedded stories and none of our tokens."""
    texts = [story.text for story in tell(1, "train", 300)]
    tokenizer = own_tokenizer(texts)
    ids = torch.tensor(tokenizer(SEPARATOR.join(texts))["input_ids"])
    torch.manual_seed(1)
    shape = {"n_embd": 256, "n_layer": 1, "n_head": 4, "n_positions": CONTEXT}
    words = {"vocab_size": len(tokenizer), "bos_token_id": 0, "eos_token_id": 0}
    model = GPT2LMHeadModel(GPT2Config(**shape, **words))
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.002)
    for _ in range(250):
        starts = torch.randint(len(ids) - CONTEXT, (16,))
        rows = torch.stack([ids[start : start + CONTEXT] for start in starts])
        model(rows, labels=rows).loss.backward()
        optimizer.step()
        optimizer.zero_grad()
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)


def own_tokenizer(texts: list[str]) -> PreTrainedTokenizerFast:
    """As GPT-2's: byte-level BPE with one special token."""
    backend = Tokenizer(BPE())
    backend.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    backend.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(
        vocab_size=1000, special_tokens=[SEPARATOR], initial_alphabet=alphabet, show_progress=False
    )
    backend.train_from_iterator(texts, trainer)
    return PreTrainedTokenizerFast(
        tokenizer_object=backend, bos_token=SEPARATOR, eos_token=SEPARATOR
    )


@dataclass(frozen=True)
class Tuned:
    """What fine-tuning left, and what it began with."""

    project: Path
    pretrained: Path
    requests: list[tuple[str, str, str]]
    config: Gpt2

    def curve(self, name: str) -> list[dict[str, float]]:
        rows = files.read_csv(self.project / GPT2_CURVES / f"{name}.csv")
        return [{key: float(value) for key, value in row.items()} for row in rows]

    def metrics(self) -> dict[str, float]:
        return dict(files.read_json(self.project / GPT2_METRICS))

    def loss_of(self, folder: Path, split: str = "validation") -> float:
        """Nats per token of a saved model over the stories of a split."""
        model, tokenizer = models.load(self.project / folder)
        windows = StoryWindows(
            TokenStore(self.project / TOKENS, split),
            models.layout_of(model),
            models.special_ids(tokenizer),
            once=True,
        )
        return story_likelihoods(model, windows, 8).loss


@pytest.fixture(scope="module")
def tuned(tmp_path_factory: pytest.TempPathFactory) -> Tuned:
    """The preset for fine-tuning, with another model, other stories, and a budget to fit them."""
    folder = tmp_path_factory.mktemp("tuned")
    pretrained(folder / "pretrained")
    project = folder / "project"
    shutil.copytree(ROOT / "examples", project / "examples")
    shutil.copy(ROOT / paths.PIPELINE, project)
    values = read_yaml(ROOT / paths.PARAMS)
    presets.merge(values, read_yaml(ROOT / paths.PRESETS / "base-vs-finetuned.yaml"))
    presets.merge(values, CHANGES)
    YAML().dump(values, project / paths.PARAMS)
    content = {path.name: path.read_bytes() for path in (folder / "pretrained").iterdir()}
    with serving(content, "models") as hub:
        run(project, hub, *STAGES)
        requests = hub.requests
    config = Params.check(values, "tuned").gpt2
    return Tuned(project, folder / "pretrained", requests, config)


def run(project: Path, hub: Hub, *stages: str) -> None:
    """Run stages one after the other in one process, which knows no other hub."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HF_")}
    own = {
        "PYTHONPATH": str(ROOT),
        "HF_ENDPOINT": hub.url,
        "HF_HOME": str(project / "hf"),
        "HF_HUB_DISABLE_XET": "1",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "NO_PROXY": "127.0.0.1",
    }
    code = "import runpy, sys\nfor stage in sys.argv[1:]: runpy.run_module(stage, None, '__main__')"
    done = subprocess.run(
        [sys.executable, "-c", code, *(f"stages.{stage}" for stage in stages)],
        cwd=project,
        env=kept | own,
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr


def test_model_and_tokenizer_come_from_the_hub_once(tuned: Tuned) -> None:
    loaded = [path.rpartition("/")[2] for method, path, _ in tuned.requests if method == "GET"]
    assert {"config.json", "model.safetensors", "tokenizer.json"} <= set(loaded)
    assert len(set(loaded)) == len(loaded)


def test_the_base_model_is_the_pretrained_one(tuned: Tuned) -> None:
    """Every weight of it; new are the rows of our tokens, and two begin as its own separator."""
    published = load_file(tuned.pretrained / "model.safetensors")
    base, tokenizer = models.load(tuned.project / GPT2_BASE)
    known = len(published["transformer.wte.weight"])
    for name, weight in base.state_dict().items():
        if name in published:
            assert torch.equal(weight[: len(published[name])], published[name]), name
    embeddings = base.get_input_embeddings().weight
    assert len(embeddings) == known + len(SPECIAL_TOKENS)
    for id_ in (tokenizer.bos_token_id, tokenizer.eos_token_id):
        assert torch.equal(embeddings[id_], embeddings[0])


def test_fine_tuning_begins_at_the_pretrained_loss_and_improves_it(tuned: Tuned) -> None:
    first = tuned.curve("validation")[0]
    assert first["step"] == 0
    assert first["loss"] == pytest.approx(tuned.loss_of(GPT2_BASE), abs=2e-4)
    from_scratch = math.log(len(tokenization.load(tuned.project / TOKENIZER)))
    assert first["loss"] < from_scratch - 1
    assert tuned.metrics()["best_validation_loss"] < first["loss"] - 0.1


def test_it_ends_when_it_no_longer_improves(tuned: Tuned) -> None:
    """At the first step at which `patience` losses in a row are not better by `min_delta`.

    The first line of the curve is of the untrained model.
    """
    config, curve = tuned.config, tuned.curve("validation")
    assert (config.patience, config.min_delta) == (3, 0.005)
    best, waited, ends = math.inf, 0, 0.0
    for row in curve[1:]:
        waited = 0 if best - row["loss"] > config.min_delta else waited + 1
        best = min(best, row["loss"])
        if waited == config.patience:
            ends = row["step"]
            break
    last = tuned.metrics()["steps"]
    assert last == ends == curve[-1]["step"] == tuned.curve("train")[-1]["step"]
    assert last < config.max_steps / 2


def test_the_best_weights_are_kept_and_not_the_last(tuned: Tuned) -> None:
    metrics, curve = tuned.metrics(), tuned.curve("validation")
    assert metrics["best_validation_loss"] == min(row["loss"] for row in curve)
    assert metrics["best_step"] < metrics["steps"]
    assert metrics["best_validation_loss"] < metrics["validation_loss"] - 0.0005
    assert tuned.loss_of(GPT2) == pytest.approx(metrics["best_validation_loss"], abs=2e-4)


def test_the_base_model_stands_beside_the_tuned_one(tuned: Tuned) -> None:
    results = files.read_json(tuned.project / EVALUATE_METRICS)
    base, ours = results["gpt2-base"], results["gpt2"]
    assert base.keys() == ours.keys()
    for part in base:
        assert base[part].keys() == ours[part].keys()
    perplexity = ours[LANGUAGE_MODEL]["perplexity"]["value"]
    assert perplexity == pytest.approx(math.exp(tuned.loss_of(GPT2, "test")), rel=1e-3)
    assert perplexity < base[LANGUAGE_MODEL]["perplexity"]["value"]
