"""Peak memory of short trainings against what `fabula.training.memory` predicts.

    python -m benchmarks.memory              # a table: each training in a process of its own
    python -m benchmarks.memory --predict    # the larger models, which nobody has to train for it

A training takes two steps, with random weights, and validates and saves as every run does.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
from transformers import AutoModelForCausalLM, GPT2Config, GPTJConfig, LlamaConfig, PreTrainedModel

from fabula import models
from fabula.config.gpt2 import Gpt2
from fabula.config.presets import with_changes
from fabula.tokens import tokenization
from fabula.tokens.packing import PackedRows
from fabula.tokens.shards import TokenStore, write_shards
from fabula.tokens.windows import Layout, StoryWindows
from fabula.training import lora, memory
from fabula.training.training_run import train
from fabula.world import tell

VOCABULARY = 50_266
"""GPT-2's, with our tokens."""


def _gpt2(layers: int, width: int, heads: int, vocabulary: int = VOCABULARY) -> GPT2Config:
    off = {"resid_pdrop": 0.0, "embd_pdrop": 0.0, "attn_pdrop": 0.0}
    shape = {"n_layer": layers, "n_embd": width, "n_head": heads, "n_positions": 1024}
    return GPT2Config(vocab_size=vocabulary, **shape, **off)


MODELS = {
    "small GPT-2": _gpt2(4, 256, 4, 8210),
    "gpt2 of four layers": _gpt2(4, 768, 12, 8210),
    "gpt2": _gpt2(12, 768, 12),
    "SmolLM2-135M": LlamaConfig(
        vocab_size=49_161,
        hidden_size=576,
        intermediate_size=1536,
        num_hidden_layers=30,
        num_attention_heads=9,
        num_key_value_heads=3,
        tie_word_embeddings=True,
    ),
    "gpt2-medium": _gpt2(24, 1024, 16),
    "gpt2-large": _gpt2(36, 1280, 20),
    "gpt2-xl": _gpt2(48, 1600, 25),
    "GPT-J": GPTJConfig(vocab_size=50_409),
}
LORA: dict[str, Any] = {"init": "gpt2", "lora": {"rank": 8}}
CASES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("small GPT-2", {"batch_size": 8, "context": 128}),
    ("small GPT-2", {"batch_size": 8, "context": 512}),
    ("small GPT-2", {"batch_size": 32, "context": 256}),
    ("small GPT-2", {"batch_size": 32, "context": 256, "attention": "sdpa"}),
    ("small GPT-2", {"batch_size": 32, "context": 256, "gradient_checkpointing": True}),
    ("small GPT-2", {"batch_size": 32, "context": 256, "precision": "bf16"}),
    ("small GPT-2", {"batch_size": 32, "context": 256, **LORA}),
    ("small GPT-2", {"batch_size": 32, "context": 256, **LORA, "gradient_checkpointing": True}),
    ("gpt2", {"batch_size": 1, "context": 128}),
    ("gpt2", {"batch_size": 1, "context": 128, "optimizer": "adamw8bit"}),
    ("gpt2", {"batch_size": 4, "context": 128}),
    ("gpt2", {"batch_size": 4, "context": 128, **LORA}),
    ("SmolLM2-135M", {"batch_size": 1, "context": 128}),
    ("SmolLM2-135M", {"batch_size": 4, "context": 128}),
)
LARGE = ("gpt2", "SmolLM2-135M", "gpt2-medium", "gpt2-large", "gpt2-xl", "GPT-J")


def _config(changes: dict[str, Any]) -> Gpt2:
    """The section `gpt2` for two steps; `init` is not read."""
    fixed = {"max_steps": 2, "epochs": 0.0, "evaluations": 1, "optimizer": "adamw"}
    fixed |= {"precision": "fp32", "condition": "nothing", "validation_stories": 8}
    return with_changes({"gpt2": fixed | changes}, "benchmarks/memory.py").gpt2


def _shapes(name: str, config: Gpt2, *, on: str) -> tuple[PreTrainedModel, memory.Shape]:
    """A model with random weights, or none on `meta`, and its shape, adapted where it is asked."""
    torch.manual_seed(1)
    eager = _run_of(config).eager
    with torch.device(on):
        model = AutoModelForCausalLM.from_config(
            MODELS[name], attn_implementation="eager" if eager else "sdpa"
        )
    model.config.condition = config.condition
    shape = memory.shape_of(model)
    if config.lora.rank:
        special = models.special_ids(tokenization.load_pretrained("pretrained/base"))
        model = lora.adapted(model, config.lora, special)
        shape = memory.adapted(shape, model)
    return model, shape


def predicted(name: str, changes: dict[str, Any]) -> float:
    """Bytes at the peak, those of Python and its libraries on a CPU included."""
    config = _config(changes)
    _, shape = _shapes(name, config, on="meta")
    return memory.peak(shape, _run_of(config)) + memory.LIBRARIES


def _run_of(config: Gpt2) -> memory.Run:
    """Validation reads no more than `config.context` at once here."""
    half = config.precision == "bf16"
    return memory.run_of(config, config.context, config.context, sixteen_bits=half)


def measured(name: str, changes: dict[str, Any]) -> float:
    """The largest resident size of this process after the training."""
    torch.set_num_threads(1)
    config = _config(changes)
    tokenizer = tokenization.load_pretrained("pretrained/base")
    special = models.special_ids(tokenizer)
    model, _ = _shapes(name, config, on="cpu")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        count = 40 + config.batch_size * config.context // 50
        write_shards(list(tell(1, "train", count)), folder, "train", tokenizer, 1000)
        store = TokenStore(folder, "train")
        rows = PackedRows(store, config.context, special, None)
        layout = Layout(config.context, config.context // 2, "nowhere")
        windows = StoryWindows(store, layout, special, once=True, stories=8)
        train(model, rows, windows, config, folder / "checkpoints")
    # not `getrusage`: its peak is that of the process which started this one, if that had more
    status = Path("/proc/self/status").read_text()
    return float(re.search(r"VmHWM:\s*(\d+) kB", status)[1]) * 1024  # type: ignore[index]


def table() -> Iterator[str]:
    """Lines of Markdown, as they are measured."""
    yield "| model | batch x context | further | predicted, GiB | measured, GiB | off |"
    yield "|:--|--:|:--|--:|--:|--:|"
    for name, changes in CASES:
        case = json.dumps([name, changes])
        command = [sys.executable, "-m", "benchmarks.memory", "--case", case]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        found = json.loads(done.stdout.splitlines()[-1])
        off = predicted(name, changes) / found - 1
        yield _row(name, changes, predicted(name, changes), found, f"{100 * off:+.0f}%")


def predictions() -> Iterator[str]:
    """Lines of Markdown for the larger models, at batch 1 and 8 of 512 tokens."""
    heads = ("model", "parameters, M", "1 x 512", "8 x 512", "LoRA, 8 x 512", "LoRA, less, 1 x 512")
    yield f"| {' | '.join(heads)} |"
    yield "|:--|--:|--:|--:|--:|--:|"
    one, eight = {"batch_size": 1, "context": 512}, {"batch_size": 8, "context": 512}
    columns = (one, eight, eight | LORA, one | LORA | {"gradient_checkpointing": True})
    for name in LARGE:
        _, shape = _shapes(name, _config(one), on="meta")
        needed = " | ".join(f"{predicted(name, each) / memory.GIB:.1f}" for each in columns)
        yield f"| {name} | {shape.parameters / 1e6:,.0f} | {needed} |"


def _row(name: str, changes: dict[str, Any], *figures: Any) -> str:
    known = ("batch_size", "context")
    further = ", ".join(f"{key}: {value}" for key, value in changes.items() if key not in known)
    size = f"{changes['batch_size']} x {changes['context']}"
    said = [f"{each / memory.GIB:.2f}" if isinstance(each, float) else each for each in figures]
    return f"| {name} | {size} | {further} | {' | '.join(said)} |"


def main() -> None:
    """Print one of the tables, or what one training took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--predict", action="store_true")
    parser.add_argument("--case", type=json.loads, help="a model and changes, as a list in JSON")
    options = parser.parse_args()
    if options.case is not None:
        print(measured(*options.case))
        return
    for line in predictions() if options.predict else table():
        print(line, flush=True)


if __name__ == "__main__":
    main()
