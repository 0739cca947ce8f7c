from pathlib import Path

import pytest
from tiny import gpt2_config, store, tokenizer

from fabula import models
from fabula.tokens.packing import PackedRows
from fabula.training import budgets

SPECIAL = models.special_ids(tokenizer())


@pytest.mark.parametrize(
    ("budget", "expected"),
    [
        ({"epochs": 4}, 8),
        ({"epochs": 0, "max_steps": 3}, 3),
        ({"epochs": 4, "max_steps": 3}, 3),
        ({"epochs": 1, "max_steps": 3}, 2),
        ({"epochs": 0.01}, 1),
        ({"epochs": 4, "accumulation_steps": 2}, 4),
    ],
)
def test_the_smallest_budget_counts(
    tmp_path: Path, budget: dict[str, float], expected: int
) -> None:
    rows = PackedRows(store(tmp_path), 32, SPECIAL)
    assert len(rows) == 5
    config = gpt2_config(batch_size=2, **{"accumulation_steps": 1, **budget})
    assert budgets.steps(rows, config) == pytest.approx(
        expected, abs=2 if "epochs" in budget else 0
    )


def test_a_budget_of_tokens_counts_labels(tmp_path: Path) -> None:
    rows = PackedRows(store(tmp_path), 32, SPECIAL)
    labels = sum(int((rows[n]["labels"] >= 0).sum()) for n in range(len(rows)))
    assert budgets.labels_a_row(rows) == labels / len(rows)
    config = gpt2_config(epochs=0, max_tokens=10 * labels, batch_size=1, accumulation_steps=1)
    assert budgets.steps(rows, config) == 10 * len(rows)


@pytest.mark.parametrize(
    ("train", "validation", "word"),
    [
        ([3.0, 1.0], [3.0, 2.0, 2.2], "overfits: the validation loss was best, 2.000, at step 1 "),
        ([3.0, 2.0], [3.0, 2.5, 2.1], "still fell at the end, to 2.100"),
        ([3.0, 1.5], [3.0, 2.1, 2.1], "0.600 above training"),
        ([3.0, 2.0], [3.0, 2.1, 2.1], "levelled off at 2.100, near training's"),
        ([3.0], [3.0], "levelled off"),
    ],
)
def test_what_to_try_next(train: list[float], validation: list[float], word: str) -> None:
    curves = [
        [{"step": step, "loss": loss} for step, loss in enumerate(losses)]
        for losses in (train, validation)
    ]
    assert word in budgets.advice(*curves, passes=4)


@pytest.mark.parametrize("passes", [0.01, 0.5, 1.0, 1.04])
@pytest.mark.parametrize(
    ("train", "validation", "word"),
    [
        ([3.0, 1.0], [3.0, 2.0, 2.2], "no row twice; try a lower learning_rate"),
        ([3.0, 1.5], [3.0, 2.1, 2.1], "no row twice: the held-out stories are harder"),
        ([1.0], [3.0], "no row twice: the held-out stories are harder"),
    ],
)
def test_what_was_seen_once_is_not_learnt_by_heart(
    train: list[float], validation: list[float], word: str, passes: float
) -> None:
    curves = [
        [{"step": step, "loss": loss} for step, loss in enumerate(losses)]
        for losses in (train, validation)
    ]
    said = budgets.advice(*curves, passes=passes)
    assert word in said
    assert not any(wrong in said for wrong in ("by heart", "overfits", "dropout", "fewer epochs"))
    assert word not in budgets.advice(*curves, passes=1.2)


def test_a_model_that_does_not_copy_names_is_told_of() -> None:
    train, validation = [{"step": 9, "loss": 2.0}], [{"step": 9, "loss": 2.1, "copying": 0.3}]
    assert "copying score 0.30 nats" in budgets.advice(train, validation, passes=4)
    validation[0]["copying"] = 3.0
    assert "copying" not in budgets.advice(train, validation, passes=4)
