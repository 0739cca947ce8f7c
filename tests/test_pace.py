from pathlib import Path

import pytest
from test_training import data
from tiny import STORIES, gpt2_config, new_gpt2, new_tagmodel, tagmodel_config, tokenizer
from transformers import PreTrainedModel

from fabula import paths
from fabula.cli import pace
from fabula.cli.main import command
from fabula.config import presets
from fabula.config.params import Params
from fabula.config.training import Training
from fabula.config.yaml12 import read_yaml
from fabula.errors import FabulaError
from fabula.tokens.paths import TOKENIZER, TOKENS
from fabula.tokens.shards import write_shards
from fabula.training.training_run import seconds_a_step


def prepare(project: Path) -> None:
    """A tokenizer and tokens where the pipeline puts them, for models from random weights."""
    presets.write({"gpt2": {"init": "scratch"}, "tagmodel": {"init": "scratch"}})
    tokenizer().save_pretrained(project / TOKENIZER)
    (project / TOKENS).mkdir(parents=True)
    write_shards(STORIES, project / TOKENS, "train", tokenizer(), shard_stories=3)


@pytest.mark.parametrize("section", ["gpt2", "tagmodel"])
def test_minutes_become_steps(
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    section: str,
) -> None:
    prepare(project)
    monkeypatch.setattr(pace, "seconds_a_step", lambda *_: 0.5)
    command(["pace", section, "10"])()
    out = capsys.readouterr().out
    assert out == f"-S {section}.max_steps=1200 -S {section}.epochs=0 -S {section}.max_tokens=0\n"
    values = read_yaml(paths.PARAMS)
    values[section] |= {"max_steps": 1200, "epochs": 0.0, "max_tokens": 0}
    Params.check(values, "so changed")


def test_no_time_is_no_budget() -> None:
    with pytest.raises(FabulaError, match="0 is not above 0"):
        command(["pace", "gpt2", "0"])()


@pytest.mark.parametrize(
    "minutes", ["nan", "NaN", "inf", "-inf", "1e309", "-0", "-0.0", "-5", "1e300", "525601"]
)
def test_what_is_no_time_on_a_clock_is_no_budget(minutes: str) -> None:
    with pytest.raises(FabulaError, match="is not above 0 and up to 525,600, a year"):
        command(["pace", "gpt2", f" {minutes}"])()


@pytest.mark.parametrize("minutes", ["ten", "", "10min", "1,5", "1:30", "0x10", "½"])
def test_words_are_no_minutes(minutes: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        command(["pace", "gpt2", minutes])
    assert caught.value.code == 2
    assert "invalid float value" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("model", "config"), [(new_gpt2(), gpt2_config()), (new_tagmodel(), tagmodel_config())]
)
def test_steps_take_time_and_leave_no_checkpoint(
    tmp_path: Path, model: PreTrainedModel, config: Training
) -> None:
    rows, _ = data(model, tmp_path)
    assert 0 < seconds_a_step(model, rows, config, tmp_path / "checkpoints") < 10
    assert not list(tmp_path.glob("checkpoints/checkpoint-*"))
