"""What a change makes run again, as DVC itself sees it: only what must."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from repository import ROOT, Repository, environment, working_tree

from fabula import files, paths
from fabula.config.yaml12 import read_yaml

STAGES: dict[str, dict[str, Any]] = read_yaml(ROOT / paths.PIPELINE)["stages"]

TRAINING = {"train_gpt2", "train_tagmodel", "train_reference_lm"}
GPT2 = {"train_gpt2", "train_reference_lm", "early_stopping"}
WRITING = {"generate_samples", "generate_control", "generate_sweep"}
FIGURES = {"evaluate", "control", "sweep_decoding"}
PEOPLE = {"measure_judgements", "align"}
CHECKS = {"check_params", "check_stories"}
ALL = set(STAGES) - CHECKS
ADDED = ("", "\n# touched\n")

TABLE: dict[str, tuple[str, tuple[str, str], set[str]]] = {
    "a picture": ("fabula/reporting/pictures.py", ADDED, {"report"}),
    "the path of a picture": ("fabula/reporting/paths.py", ADDED, {"report"}),
    "a page": ("fabula/reporting/sample_page.py", ADDED, {"report"}),
    "a metric": (
        "fabula/evaluation/metrics/readability.py",
        ADDED,
        {"evaluate", "measure_judgements", "report"},
    ),
    "a metric of several stages": (
        "fabula/evaluation/metrics/memorisation.py",
        ADDED,
        {*FIGURES, *PEOPLE, "report"},
    ),
    "a measure that learns": (
        "fabula/evaluation/quality/coherence.py",
        ADDED,
        {"fit_quality", *FIGURES, *PEOPLE, "report"},
    ),
    "a value of align": ("params.yaml", ("  beta: 0.1", "  beta: 0.2"), {"align", "report"}),
    "how a model learns from pairs": ("fabula/alignment/dpo.py", ADDED, {"align", "report"}),
    "what people said": ("data/feedback/README.md", ADDED, {*PEOPLE, "report"}),
    "the command line": ("fabula/cli/generate.py", ADDED, set()),
    "a comment of params.yaml": ("params.yaml", ("# words of the", "# Words of the"), set()),
    "a new parameter of generate": (
        "params.yaml",
        ("  prompt_words:", "  new_knob: 1\n  prompt_words:"),
        {*WRITING, *FIGURES, "align", "report"},
    ),
    "a value of sweep": (
        "params.yaml",
        ("\n  - 0.7\n", "\n  - 0.8\n"),
        {"generate_sweep", "sweep_decoding", "report"},
    ),
    "the search for a story": (
        "fabula/generation/search.py",
        ADDED,
        {*WRITING, *FIGURES, "align", "report"},
    ),
    "what GPT-2 alone may be asked": (
        "fabula/config/gpt2.py",
        ADDED,
        {*GPT2, *WRITING, *FIGURES, "align", "report"},
    ),
    "what makes GPT-2 alone": (
        "fabula/training/gpt2.py",
        ADDED,
        {*GPT2, *WRITING, *FIGURES, "align", "report"},
    ),
    "what the tag model alone may be asked": (
        "fabula/config/tagmodel.py",
        ADDED,
        {"train_tagmodel", *WRITING, *FIGURES, "report"},
    ),
    "what makes the tag model alone": (
        "fabula/training/tagmodel.py",
        ADDED,
        {"train_tagmodel", *WRITING, *FIGURES, "report"},
    ),
    "what a run that overfits is asked": (
        "fabula/training/early_stopping_replay.py",
        ADDED,
        {"early_stopping", "report"},
    ),
    "an optimizer": (
        "fabula/training/optimizers.py",
        ADDED,
        {*TRAINING, "early_stopping", *WRITING, *FIGURES, "align", "report"},
    ),
    "the corpus": ("fabula/corpus/labels.py", ADDED, ALL),
}


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A copy of this checkout in which every stage has an output, though none ran."""
    folder = tmp_path_factory.mktemp("staleness")
    repository = Repository(folder / "fabula", environment(folder / "home"))
    working_tree(repository.folder)
    repository.run("git", "init", "--quiet")
    (repository.folder / paths.LOCK).unlink(missing_ok=True)
    needed = [dep for stage in STAGES.values() for dep in stage["deps"]]
    for path in (path for stage in STAGES for path in outputs(stage)):
        inside = [dep for dep in needed if dep.startswith(f"{path}/")]
        for name in inside or [path if Path(path).suffix else f"{path}/content"]:
            files.write_text(repository.folder / name, name)
    repository.dvc("commit", "--force", "--quiet")
    assert repository.report("status") == {}
    return repository


def outputs(stage: str) -> Iterator[str]:
    for kind in ("outs", "metrics", "plots"):
        for entry in STAGES[stage].get(kind, []):
            yield from [entry] if isinstance(entry, str) else entry


def with_followers(changed: set[str]) -> set[str]:
    """Some stages, and all that read what they write. What a check writes is always the same, so
    nothing goes on from there."""
    stale = changed - CHECKS
    while True:
        written = {path for stage in stale for path in outputs(stage)}
        more = {
            stage
            for stage, about in STAGES.items()
            if stage not in CHECKS
            and any(Path(dep).is_relative_to(path) for dep in about["deps"] for path in written)
        }
        if more <= stale:
            return stale
        stale |= more


@pytest.mark.parametrize("change", TABLE)
def test_only_what_must_runs_again(finished: Repository, change: str) -> None:
    name, (old, new), expected = TABLE[change]
    file = finished.folder / name
    before = file.read_text(encoding="utf-8")
    assert old in before
    file.write_text(before.replace(old, new, 1) if old else before + new, encoding="utf-8")
    try:
        stale = with_followers(set(finished.report("status")))
    finally:
        file.write_text(before, encoding="utf-8")
    assert stale == expected


def test_weights_that_were_installed_make_nothing_run_again(finished: Repository) -> None:
    installed = finished.folder / "pretrained" / "smollm2"
    files.write_text(installed / "config.json", "{}")
    try:
        assert finished.report("status") == {}
    finally:
        shutil.rmtree(installed)
