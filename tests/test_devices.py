"""Whatever runs a model computes where the model lies, and one GPU is one GPU.

No GPU is at hand: `pretended_gpu` has its rules, and computes on the CPU, so that results are the
same but for the order of sums.
"""

import logging
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pytest
import torch
from pretended_gpu import OnGpu, pretended_gpu
from tiny import (
    ROOT,
    STORIES,
    generate_config,
    gpt2_config,
    new_gpt2,
    new_nanochat,
    new_tagmodel,
    store,
    tagmodel_config,
    tokenizer,
)
from torch.utils._pytree import tree_leaves
from transformers import PreTrainedModel, TrainingArguments

from fabula import models
from fabula.config.decoding import Strategy
from fabula.evaluation import tag_control
from fabula.evaluation.held_out_likelihood import held_out_likelihood
from fabula.evaluation.reference_lm import nll_and_tokens
from fabula.generation.storyteller import load_model
from fabula.generation.writing import Prompt, stream, write
from fabula.models import devices, precision
from fabula.tokens.packing import PackedRows
from fabula.tokens.windows import StoryWindows
from fabula.training.copying import copying_scores
from fabula.training.trainer import StoryTrainer, story_trainer

MAKE: dict[str, Callable[[], PreTrainedModel]] = {
    "gpt2": lambda: new_gpt2(context=64, condition="tags"),
    "nanochat": lambda: new_nanochat(context=64),
    "tagmodel": new_tagmodel,
    "bidirectional": lambda: new_tagmodel(attention="bidirectional"),
}
TELLER = tokenizer()
SPECIAL = models.special_ids(TELLER)
PROMPTS = [Prompt(str(n), "Tom saw", ("Twist",) * (n % 2), "") for n in range(5)]


@pytest.fixture
def gpu(monkeypatch: pytest.MonkeyPatch) -> Iterator[torch.device]:
    """The one device of this machine."""
    with pretended_gpu() as device:
        monkeypatch.setattr(devices, "device", lambda: device)
        yield device


def lies_on(model: PreTrainedModel, device: torch.device) -> bool:
    return {weight.device for weight in model.parameters()} == {device}


def test_the_pretended_gpu_refuses_what_lies_elsewhere(gpu: torch.device) -> None:
    there, here = torch.ones(2, device=gpu), torch.ones(2)
    assert isinstance(there, OnGpu)
    assert (there + there.to("cpu").to(gpu)).tolist() == [2, 2]
    assert (there + torch.tensor(1.0)).tolist() == [2, 2]  # a number may lie anywhere
    for mixed in (
        lambda: there + here,
        lambda: torch.cat([there, here]),
        lambda: torch.nn.functional.linear(there[None], here[None]),
        lambda: here[there.long()],
        lambda: there.numpy(),
    ):
        with pytest.raises((RuntimeError, TypeError)):
            mixed()


@pytest.mark.parametrize("visible", [False, True])
def test_the_device_is_a_gpu_where_there_is_one_and_that_of_this_process(
    visible: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: visible)
    monkeypatch.delenv("LOCAL_RANK", raising=False)
    assert devices.device() == torch.device("cuda:0" if visible else "cpu")
    monkeypatch.setenv("LOCAL_RANK", "3")
    assert devices.device() == torch.device("cuda:3" if visible else "cpu")


def test_one_module_alone_asks_for_gpus_and_one_for_their_memory() -> None:
    asks = re.compile(r"torch\.(cuda|accelerator|mps|xpu)\b|[\"']cuda\b")
    asking = [
        path.relative_to(ROOT).as_posix()
        for folder in ("fabula", "stages")
        for path in (ROOT / folder).rglob("*.py")
        if asks.search(path.read_text())
    ]
    assert sorted(asking) == ["fabula/models/devices.py", "fabula/training/memory.py"]


def test_every_model_is_loaded_onto_the_device(tmp_path: Path, gpu: torch.device) -> None:
    for name, make in MAKE.items():
        models.save(make(), TELLER, tmp_path / name)
        loaded, _ = models.load(tmp_path / name)
        foreign, _ = models.load_foreign(str(tmp_path / name))
        told = load_model(tmp_path / name).model
        for model in (loaded, foreign, told):
            assert lies_on(model, gpu), name
            assert not model.training


def test_the_probe_of_the_precision_runs_where_the_model_lies(
    gpu: torch.device, monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = precision._seconds(torch.bfloat16, devices.device(), size=8, times=2)
    assert seconds > 0
    asked = []
    monkeypatch.setattr(precision, "_seconds", lambda _, where: asked.append(where) or 1.0)
    for where in (None, torch.device("cpu")):
        precision._pays.cache_clear()
        precision.use_bf16("auto", where)
    precision._pays.cache_clear()
    assert asked == [gpu, gpu, torch.device("cpu"), torch.device("cpu")]


@pytest.mark.parametrize(
    ("kind", "strategy"),
    [
        *(("gpt2", strategy) for strategy in get_args(Strategy)),
        *((kind, "contrastive") for kind in MAKE if kind != "gpt2"),
        *((kind, "beam") for kind in MAKE if kind != "gpt2"),
    ],
)
def test_every_strategy_writes_on_the_device_what_it_writes_here(
    kind: str, strategy: Strategy, gpu: torch.device
) -> None:
    model = MAKE[kind]()
    config = generate_config(strategy, max_new_tokens=12, batch_size=3, guidance=2.0)
    config = config.model_copy(update={"repetition_penalty": 1.2})
    here = list(write(model, TELLER, PROMPTS, strategy, config))
    there = list(write(model.to(gpu), TELLER, PROMPTS, strategy, config))
    assert there == here
    assert "".join(stream(model, TELLER, PROMPTS[1], strategy, config)) == here[1].text


@pytest.mark.parametrize("kind", MAKE)
def test_every_likelihood_is_computed_on_the_device(
    kind: str, tmp_path: Path, gpu: torch.device
) -> None:
    model, tokens = MAKE[kind](), store(tmp_path)
    batch = 32 if kind == "bidirectional" else 2  # windows, of which each predicts one token

    def figures() -> list[float]:
        held_out = held_out_likelihood(model, TELLER, tokens, 4, batch)
        found: list[Any] = [held_out.per_story.nll.tolist(), held_out.by_position]
        if models.takes_tags(model):
            found.append(tag_control.gains(model, TELLER, tokens, 4, batch))
        if not isinstance(model, models.TagModel):
            texts = [story.text for story in STORIES]
            found.append(nll_and_tokens(model, TELLER, ["Once"] * 4, texts).tolist())
        found.append(copying_scores(model, TELLER, SPECIAL.bos))
        return [figure for figure in tree_leaves(found) if figure is not None]

    here = figures()
    model.to(gpu)
    assert figures() == pytest.approx(here, rel=1e-5, abs=1e-5)


def sees(device: torch.device, gpus: int = 1) -> property:
    """What `transformers` finds on a machine of so many GPUs, and where it trains."""

    def found(self: TrainingArguments) -> torch.device:
        self._n_gpu, self.distributed_state = gpus, None
        return device

    return property(found)


@pytest.mark.parametrize(
    ("kind", "optimizer"),
    [("gpt2", "muon"), ("nanochat", "adamw"), ("tagmodel", "muon"), ("bidirectional", "adamw")],
)
def test_training_computes_on_the_device(
    kind: str, optimizer: str, tmp_path: Path, gpu: torch.device, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its loss with noisy tokens, its gradients and steps, and its validation."""
    changes: dict[str, Any] = {"batch_size": 2, "max_steps": 2, "optimizer": optimizer}
    gpt2 = kind in ("gpt2", "nanochat")
    tokens = store(tmp_path)
    config: Any = (gpt2_config if gpt2 else tagmodel_config)(**changes, input_noise=0.5)

    def trained(device: torch.device) -> list[float]:
        monkeypatch.setattr(TrainingArguments, "_setup_devices", sees(device))
        torch.manual_seed(1)
        model = MAKE[kind]()
        rows: PackedRows | StoryWindows = PackedRows(tokens, 32, SPECIAL)
        if isinstance(model, models.TagModel):
            rows = StoryWindows(tokens, model.layout(stride=6), SPECIAL, once=False)
        validation = StoryWindows(tokens, models.layout_of(model), SPECIAL, once=True)
        trainer = story_trainer(model, rows, None, config, 2, tmp_path, from_start=False)
        trainer.eval_dataset = validation
        model.to(device).tie_weights()  # a real GPU keeps them tied
        optimize = trainer.create_optimizer()
        losses = []
        for n in range(2):
            batch = trainer._prepare_inputs(trainer.data_collator([rows[n], rows[n + 1]]))
            assert {each.device for each in batch.values()} == {device}
            with torch.random.fork_rng(devices=[]):
                torch.manual_seed(n)
                loss = trainer.compute_loss(model.train(), batch, num_items_in_batch=4)
            loss.backward()
            optimize.step()
            losses.append(float(loss.detach()))
        assert lies_on(model, device)
        return [*losses, trainer.evaluate()["eval_loss"]]

    assert trained(gpu) == pytest.approx(trained(torch.device("cpu")), rel=1e-4)


def test_two_visible_gpus_train_on_one_and_a_line_says_how_to_use_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class Split(torch.nn.DataParallel[torch.nn.Module]):
        def __init__(self, *_: Any, **__: Any) -> None:
            pytest.fail("the batch is split among GPUs")

    caplog.set_level(logging.INFO)
    monkeypatch.setattr(TrainingArguments, "_setup_devices", sees(torch.device("cpu"), gpus=2))
    monkeypatch.setattr(devices, "visible_gpus", lambda: 2)
    monkeypatch.setattr(torch.nn, "DataParallel", Split)
    model, tokens = new_gpt2(), store(tmp_path)
    config = gpt2_config(batch_size=2)
    trainer: StoryTrainer = story_trainer(
        model, PackedRows(tokens, 32, SPECIAL), None, config, 2, tmp_path / "c", from_start=False
    )
    trainer.train()
    assert trainer.args.n_gpu == 1
    assert trainer.args.train_batch_size == 2
    assert trainer.model is model
    (line,) = [line for line in caplog.messages if "GPU" in line]
    assert line == "one of 2 GPUs trains; for all of them, set launch: torchrun --nproc-per-node 2"
    assert np.isfinite(trainer.state.log_history[0]["loss"])
