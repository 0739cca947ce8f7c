"""The whole pipeline with values at their ends: it ends well, or stops before it trains."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from forks import Run, forking

from fabula import paths
from fabula.config import presets
from fabula.config.yaml12 import read_yaml
from fabula.reporting.paths import REPORT_HTML

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
PIPELINE = read_yaml(ROOT / paths.PIPELINE)["stages"].values()
STAGES = tuple(stage["cmd"].rpartition(" ")[2] for stage in PIPELINE)
TINY: dict[str, Any] = {
    "data": {"embedded": {"train": 60, "validation": 8, "test": 8, "new_world": 4}},
    "tokenizer": {"reference_lm_one_in": 10},
    "gpt2": {"max_steps": 2, "epochs": 0.0},
    "tagmodel": {"max_steps": 2, "epochs": 0.0, "tags_at": ["every_window"]},
    "generate": {"prompts": 4, "new_world_prompts": 2, "max_new_tokens": 8},
    "early_stopping": {"stories": 2, "max_steps": 4, "evaluations": 2},
    "evaluate": {"stories": 8},
    "control": {"stories": 4, "validation_stories": 8},
    "sweep": {"prompts": 2, "strategies": ["greedy", "top_p", "contrastive"]},
}
MANY = 10**12
CASES: dict[str, dict[str, Any]] = {
    "the least": {
        "data": {"embedded": {"validation": 1, "test": 2, "new_world": 0}},
        "gpt2": {"batch_size": 1, "evaluations": 1, "validation_stories": 1, "context": 32},
        "generate": {"prompts": 2, "prompt_words": 1, "max_new_tokens": 1, "batch_size": 1},
        "evaluate": {"stories": 1, "batch_size": 1},
        "control": {"stories": 1, "validation_stories": 1, "guidance": [1.0]},
        "sweep": {"prompts": 1},
        "early_stopping": {"stories": 1, "max_steps": 1, "evaluations": 1},
    },
    "the most": {
        "gpt2": {"evaluations": MANY, "validation_stories": MANY, "patience": MANY},
        "generate": {
            "prompts": MANY,
            "new_world_prompts": MANY,
            "batch_size": MANY,
            "guidance": 100.0,
            "repetition_penalty": 100.0,
            "eos_bias": {"start": 0, "slope": 10_000.0, "cap": 10_000.0},
            "decoding": {"top_p": {"temperature": 0.001}, "contrastive": {"penalty_alpha": 1.0}},
        },
        "evaluate": {"stories": MANY},
        "control": {"stories": MANY, "validation_stories": MANY, "guidance": [1.0, 100.0]},
        "sweep": {"prompts": MANY, "temperatures": [0.001, 1000.0]},
        "early_stopping": {"stories": MANY, "patiences": [MANY], "min_deltas": [1e12]},
    },
    "openings that fill the context": {"gpt2": {"context": 16}},
    "no story longer than its opening": {"generate": {"prompt_words": 127}},
    "a candidate of each token and one more": {
        "generate": {"decoding": {"contrastive": {"top_k": 513}}}
    },
    "one story of a new world": {"generate": {"new_world_prompts": 1}},
    "no training stories": {"data": {"cleaning": {"min_words": 1999}}},
    "one test story": {"data": {"embedded": {"test": 1}}},
}
END_WELL = {"the least", "the most"}


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    with forking(*STAGES) as run:
        yield run


@pytest.mark.parametrize("case", CASES)
def test_a_run_ends_well_or_stops_before_it_trains(case: str, project: Path, run: Run) -> None:
    """All stages in one process, one after the other."""
    for name in ("dvc.yaml", "examples"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, project / name)
    for changes in (read_yaml(ROOT / paths.PRESETS / "smoke.yaml"), TINY, CASES[case]):
        presets.write(changes)
    ended = run(project, *([stage] for stage in STAGES))
    assert "Traceback" not in ended.said, ended.said[-3000:]
    if case in END_WELL:
        assert ended.status == 0, ended.said[-3000:]
        assert (project / REPORT_HTML).exists()
    else:
        assert ended.status == 1, ended.said[-3000:]
        assert ended.said.count("error: ") == 1
        assert not list(project.glob("models/*"))
