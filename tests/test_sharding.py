"""A model that processes divide among them (`gpt2.fsdp`): a part in each, and the same curve."""

from dataclasses import dataclass
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


@dataclass(frozen=True)
class Divided:
    """A model that two processes trained: a run, and one that was interrupted and went on."""

    whole: Path
    cut: Path
    recipe: dict[str, Any]


@pytest.fixture(scope="module")
def divided(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Divided]:
    """Of each kind one, from the same two processes; what was interrupted goes on in others."""
    place = tmp_path_factory.mktemp("divided")
    recipes = {name: SHARDED | {"architecture": name} for name in ("gpt2", "nanochat")}
    recipes["gemma"] = SHARDED | {"init": str(published("gemma", place / "theirs"))}
    made = {
        name: Divided(place / name / "whole", place / name / "cut", recipe | {"fsdp": True})
        for name, recipe in recipes.items()
    }
    runs = [(each.whole, each.recipe) for each in made.values()]
    runs += [(each.cut, each.recipe | {"interrupted_at": 5}) for each in made.values()]
    run_together(2, *runs)
    assert not any((each.cut / "0" / "outcome.json").exists() for each in made.values())
    said = run_together(2, *((each.cut, each.recipe) for each in made.values()))
    assert said.count("going on from step 4 of 6") == 2 * len(made), "each process of each kind"
    return made


@pytest.mark.slow
@pytest.mark.parametrize("name", ["gpt2", "nanochat", "gemma"])
def test_a_model_that_is_divided_trains_as_a_whole_one(
    name: str, divided: dict[str, Divided], tmp_path: Path
) -> None:
    """The head is tied, its own, and tied in a pretrained one. Interrupted, it goes on to the same
    bytes."""
    two = divided[name]
    alone = run(tmp_path, **two.recipe | {"fsdp": False})
    whole = 2 * alone.metrics["parameters"]
    for rank in range(2):
        assert_close(outcome_of(two.whole, rank), alone)
        (state,) = files.read_json(two.whole / str(rank) / "state.json")
        assert state == pytest.approx(whole / 2, rel=0.01), "exp_avg and exp_avg_sq of its half"
    assert outcome_of(two.cut) == outcome_of(two.whole)
    assert weights_of(two.cut) == weights_of(two.whole)


def test_accelerates_own_ways_to_divide_a_model_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It ignores FSDP on a CPU without a word, and our loss was never tried with it on a GPU."""
    monkeypatch.setenv("ACCELERATE_USE_FSDP", "true")  # as `accelerate launch --use_fsdp` does
    with pytest.raises(TrainingError, match=r"^launch: accelerate is asked to use FSDP"):
        run(tmp_path)
