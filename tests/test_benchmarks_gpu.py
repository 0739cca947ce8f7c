"""The measurements on a GPU: what they leave, and what is said where there is none."""

import sys
from pathlib import Path
from typing import Any

import pytest
import torch

from benchmarks import gpu, results
from fabula.errors import ModelError

CORPUS = {"stories": "tales", "tokenizer": "gpt2", "train": 9, "validation": 3, "own_entries": 4096}
FIGURES: dict[str, Any] = {
    "gpu": "Example 100",
    "training": {
        "peers-124m": {"tokens_per_second": 1000},
        "124m": {"tokens_per_second": 4500, "share_of_peak": 0.4},
    },
    "learned": {
        "peers-124m": {"minutes": 5.0, "bits_per_byte": 1.25},
        "124m": {"minutes": 5.0, "bits_per_byte": 0.75},
    },
    "writing": [
        {"side_by_side": count, "contender": name, "tokens_per_second": count * speed}
        for count in gpu.SIDE_BY_SIDE
        for name, speed in (("usual-bf16", 100), ("ours", 250))
    ],
}


def test_the_page_names_the_gpu_and_compares_with_the_usual_script() -> None:
    section = {"command": "x", "machine": "m", "corpus": CORPUS, "figures": FIGURES}
    page = results.render({"gpu": section})
    assert "GPT-2 124M on Example 100" in page
    assert "not measured" not in page
    lines = page.splitlines()
    (trained,) = [line for line in lines if "40% of the bf16 peak" in line]
    assert "4,500 tokens/s" in trained and "4.5×" in trained
    assert any("ours" in line and "0.750 bits per byte" in line for line in lines)
    written = [line for line in lines if "side by side: ours" in line]
    assert len(written) == 3 and all("2.5×" in line for line in written)


def test_the_page_says_what_was_not_measured() -> None:
    assert "| not measured |" in results.render({})


def test_without_a_gpu_it_says_so_and_keeps_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(results, "RAW", tmp_path / "results.json")
    monkeypatch.setattr(sys, "argv", ["benchmarks.gpu"])
    with pytest.raises(ModelError, match="PyTorch sees no GPU here, so nothing was measured"):
        gpu.main()
    assert not results.RAW.exists()
