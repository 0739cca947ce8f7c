"""The memory that a training needs: by hand, against a real one, and said before it begins."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import forks
import pytest
import tiny
import torch
from tiny import ROOT
from transformers import AutoModelForCausalLM

from benchmarks import memory as measuring
from fabula import models
from fabula.errors import TrainingError
from fabula.tokens.shards import TokenStore, write_shards
from fabula.tokens.windows import Layout, StoryWindows
from fabula.training import memory
from fabula.training.memory import GIB, Run, Shape, peak, shape_of
from fabula.training.train_on_stories import longest

RUN = Run(
    batch=8,
    context=256,
    reads=256,
    rows=1,
    sixteen_bits=False,
    state=8,
    step=0,
    eager=True,
    dropout=False,
    checkpointing=False,
)


def gpt2() -> Shape:
    with torch.device("meta"):
        return shape_of(AutoModelForCausalLM.from_config(measuring.MODELS["gpt2"]))


def test_a_block_of_gpt2_keeps_28_times_its_width() -> None:
    """16 in and out of its matrices; 12 in its GELU, which published weights take in steps."""
    shape = gpt2()
    assert (shape.layers, shape.width, shape.heads) == (12, 768, 12)
    assert shape.kept == 28 * 768
    assert shape_of(tiny.new_gpt2()).kept == 16 * 32, "ours is one kernel"
    assert shape.parameters == shape.trained == pytest.approx(124e6, rel=0.01)
    assert shape.matrices == 12 * 12 * 768 * 768
    assert shape.head == shape.vocabulary * 768


def test_weights_gradients_and_states_are_sixteen_bytes_a_parameter() -> None:
    """With next to no tokens hardly anything else is left."""
    shape = replace(gpt2(), head=0)
    least = peak(shape, replace(RUN, batch=1, context=1, reads=1))
    assert least == pytest.approx(16 * shape.parameters, rel=0.01)
    muon = peak(shape, replace(RUN, batch=1, context=1, reads=1, state=4))
    assert muon == pytest.approx(12 * shape.parameters, rel=0.01)
    eight_bits = peak(shape, replace(RUN, batch=1, context=1, reads=1, state=2))
    assert eight_bits == pytest.approx(10 * shape.parameters, rel=0.01)


def test_activations_grow_with_tokens_and_eager_attention_with_their_square() -> None:
    shape = gpt2()
    sizes = [peak(shape, replace(RUN, batch=batch, eager=False)) for batch in (16, 32, 64)]
    assert sizes[2] - sizes[1] == pytest.approx(2 * (sizes[1] - sizes[0]))
    short, long = (peak(shape, replace(RUN, batch=2048 // c, context=c)) for c in (256, 512))
    extra = 2048 * 12 * 256 * 4 * 12
    assert long - short >= extra, "the same tokens in longer rows"


@pytest.mark.parametrize(
    "less", [{"checkpointing": True}, {"eager": False}, {"sixteen_bits": True}, {"batch": 4}]
)
def test_what_saves_memory_needs_less(less: dict[str, Any]) -> None:
    large = replace(RUN, batch=32)
    assert peak(gpt2(), replace(large, **less)) < 0.95 * peak(gpt2(), large)


def test_an_adapter_needs_no_gradients_of_the_rest() -> None:
    shape = gpt2()
    thin = replace(shape, trained=memory.adapter_parameters(shape, 8), head=0)
    small = replace(RUN, batch=1, context=64)
    assert peak(thin, small) < 0.5 * peak(shape, small)


def test_a_run_that_fits_says_what_it_needs(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(memory, "_free", lambda: (0.5 * GIB, 20 * GIB))
    with caplog.at_level("INFO"):
        memory.require(gpt2(), RUN, section="gpt2", may_adapt=True)
    assert "GiB, 20 GiB are free" in caplog.messages[-1]
    assert caplog.messages[-1].startswith("needs about ")


@pytest.mark.parametrize(
    ("free", "advice"),
    [
        (3.5, r"try gpt2\.batch_size: 1 \(and accumulation_steps .*\) \(about 2\.\d GiB\)$"),
        (1.8, r"try gpt2\.lora\.rank: 8 with gpt2\.gradient_checkpointing: true .*GiB\)$"),
        (0.6, "try a smaller model or a shorter context$"),
    ],
)
def test_a_run_that_cannot_fit_stops_with_what_would(
    free: float, advice: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "_free", lambda: (0.5 * GIB, free * GIB))
    large = replace(RUN, batch=32)
    with pytest.raises(
        TrainingError, match=rf"^this run needs about .* {free} GiB are free: {advice}"
    ):
        memory.require(gpt2(), large, section="gpt2", may_adapt=True)


def test_scratch_models_are_told_of_no_adapter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_free", lambda: (0.0, 1.0 * GIB))
    with pytest.raises(TrainingError, match="try a smaller model or a shorter context"):
        memory.require(gpt2(), RUN, section="gpt2", may_adapt=False)


def test_the_tag_model_is_told_of_nothing_that_it_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a single row, which is too much: only gpt2 has gradient checkpointing, which would do."""
    run = replace(RUN, batch=1, context=1024)
    thrifty = peak(gpt2(), replace(run, checkpointing=True))
    monkeypatch.setattr(memory, "_free", lambda: (0.0, thrifty))
    with pytest.raises(TrainingError, match=r"try gpt2\.gradient_checkpointing: true"):
        memory.require(gpt2(), run, section="gpt2", may_adapt=False)
    with pytest.raises(TrainingError, match=r"try a smaller model or a shorter context$"):
        memory.require(gpt2(), run, section="tagmodel", may_adapt=False)
    monkeypatch.setattr(memory, "_free", lambda: (0.0, peak(gpt2(), run)))
    with pytest.raises(TrainingError, match=r"try tagmodel\.batch_size: 1"):
        memory.require(gpt2(), replace(run, batch=8), section="tagmodel", may_adapt=False)


@pytest.mark.skipif(torch.cuda.is_available(), reason="what a GPU has free is another matter")
def test_a_container_has_what_it_may_take(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Its limit counts where it is below what the machine has free, and only there."""
    newer, older = tmp_path / "memory.max", tmp_path / "memory.limit_in_bytes"
    monkeypatch.setattr(memory, "LIMITS", (newer, older))
    free = memory._free()[1]
    newer.write_text("max\n")
    assert memory._free()[1] == pytest.approx(free, rel=0.5)
    older.write_text(f"{2**63 - 4096}\n")
    assert memory._free()[1] == pytest.approx(free, rel=0.5)
    newer.write_text("1000000\n")
    assert memory._free()[1] == 1_000_000


def test_what_params_ask_for_is_what_is_predicted() -> None:
    config = tiny.gpt2_config(dropout=0.1, attention="eager", gradient_checkpointing=True)
    run = memory.run_of(config, 32, 64, sixteen_bits=False)
    asked = {"eager": True, "dropout": True, "checkpointing": True}
    assert run == Run(8, 32, 64, rows=8, sixteen_bits=False, state=4, step=0, **asked)
    for model in (tiny.new_gpt2(), tiny.new_nanochat(), tiny.new_tagmodel()):
        assert peak(shape_of(model), run) > 16 * model.num_parameters() / 2


def test_validation_that_reads_further_than_rows_go_needs_more() -> None:
    """A pretrained model validates on stories as far as its positions go, in rows of few tokens."""
    short = replace(RUN, batch=8, context=64, reads=64, rows=8)
    assert peak(gpt2(), replace(short, reads=1024)) > 1.5 * peak(gpt2(), short)


def test_the_longest_row_of_validation_is_that_of_the_longest_story(tmp_path: Path) -> None:
    write_shards(tiny.STORIES, tmp_path, "validation", tiny.tokenizer(), 4)
    store, special = TokenStore(tmp_path, "validation"), models.special_ids(tiny.tokenizer())
    most = int(store.lengths.max()) - 1  # the last token is predicted and not read
    for size, expected in ((1000, most), (16, 16)):
        windows = StoryWindows(store, Layout(size, size // 2), special, once=True)
        assert longest(windows) == expected


def test_a_recipe_that_is_fixed_has_nothing_to_change(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_free", lambda: (0.0, 1.0 * GIB))
    with pytest.raises(TrainingError, match="its recipe is fixed; free some") as refused:
        memory.require(gpt2(), RUN, section="", may_adapt=False)
    assert "gpt2." not in str(refused.value)


@pytest.fixture(scope="module")
def run() -> Iterator[forks.Run]:
    with forks.forking("benchmarks.memory") as run:
        yield run


def taken(run: forks.Run, name: str, changes: dict[str, Any]) -> float:
    """The largest resident size of a process that trains; benchmarks/memory.py has more of them."""
    ended = run(ROOT, ["benchmarks.memory", "--case", json.dumps([name, changes])])
    assert ended.status == 0, ended.said
    return float(ended.said.splitlines()[-1])


def test_the_prediction_is_near_a_real_training(run: forks.Run) -> None:
    name, changes = measuring.CASES[0]
    predicted = measuring.predicted(name, changes)
    assert predicted == pytest.approx(taken(run, name, changes), rel=0.3)


@pytest.mark.slow
@pytest.mark.parametrize("adapter", [{}, measuring.LORA], ids=["whole", "LoRA"])
def test_gradient_checkpointing_saves_memory(adapter: dict[str, Any], run: forks.Run) -> None:
    """Of two real trainings; nothing else differs between them."""
    rows = {"batch_size": 4, "context": 1024, **adapter}
    less = taken(run, "small GPT-2", rows | {"gradient_checkpointing": True})
    assert less < 0.8 * taken(run, "small GPT-2", rows)


@pytest.mark.slow
def test_an_adapter_takes_less_memory_than_all_weights(run: forks.Run) -> None:
    name, rows = "gpt2 of four layers", {"batch_size": 1, "context": 128}
    assert taken(run, name, rows | measuring.LORA) < 0.85 * taken(run, name, rows)
