"""A model that processes divide among them (`gpt2.fsdp`): a part in each, and the same curve."""

from pathlib import Path
from typing import Any

import pytest
from published import published
from test_processes import assert_close, outcome_of, run, run_together

from fabula import files
from fabula.errors import TrainingError

SHARDED: dict[str, Any] = {
    "optimizer": "adamw",
    "batch_size": 2,
    "accumulation_steps": 2,
    "max_steps": 6,
    "epochs": 0,
    "evaluations": 3,
}


def weights_of(folder: Path) -> bytes:
    """The file of the last checkpoint."""
    found = sorted((folder / "checkpoints").glob("*/model.safetensors"))
    return max(found, key=lambda path: int(path.parent.name.split("-")[1])).read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["gpt2", "nanochat", "gemma"])
def test_a_model_that_is_divided_trains_as_a_whole_one(name: str, tmp_path: Path) -> None:
    """The head is tied, its own, and tied in a pretrained one. Interrupted, it goes on to the same
    bytes."""
    recipe = SHARDED | {"architecture": name}
    if name == "gemma":
        recipe = SHARDED | {"init": str(published(name, tmp_path / "theirs"))}
    run_together(tmp_path / "two", 2, **recipe, fsdp=True)
    alone = run(tmp_path / "alone", **recipe)
    whole = 2 * alone.metrics["parameters"]
    for rank in range(2):
        assert_close(outcome_of(tmp_path / "two", rank), alone)
        (state,) = files.read_json(tmp_path / "two" / str(rank) / "state.json")
        assert state == pytest.approx(whole / 2, rel=0.01), "exp_avg and exp_avg_sq of its half"
    run_together(tmp_path / "cut", 2, **recipe, fsdp=True, interrupted_at=5)
    said = run_together(tmp_path / "cut", 2, **recipe, fsdp=True)
    assert "going on from step 4 of 6" in said
    assert outcome_of(tmp_path / "cut") == outcome_of(tmp_path / "two")
    assert weights_of(tmp_path / "cut") == weights_of(tmp_path / "two")


def test_accelerates_own_ways_to_divide_a_model_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It ignores FSDP on a CPU without a word, and our loss was never tried with it on a GPU."""
    monkeypatch.setenv("ACCELERATE_USE_FSDP", "true")  # as `accelerate launch --use_fsdp` does
    with pytest.raises(TrainingError, match=r"^launch: accelerate is asked to use FSDP"):
        run(tmp_path)
