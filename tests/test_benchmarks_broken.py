"""The table of broken stories in docs/evaluate.md: what is seen of each way to break them."""

from typing import Any

import pytest

from benchmarks import broken
from benchmarks.broken import FIGURES, PAGE, PLACE
from fabula import files
from fabula.evaluation.quality_score.scoring import WITH_JUDGE, WITHOUT
from fabula.evaluation.referees import packages
from fabula.reporting.readme import with_blocks


def test_the_page_shows_the_kept_figures() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == with_blocks(page, {PLACE: broken.block(files.read_json(FIGURES))})


def test_the_kept_figures_are_those_of_this_code() -> None:
    assert_as_kept(broken.measured(judge=False), WITHOUT)


@pytest.mark.slow
@pytest.mark.filterwarnings("default")  # what the packages have to say
@pytest.mark.skipif(bool(packages.missing()), reason=f"the table {packages.HOW}")
def test_so_are_those_with_the_extra() -> None:
    assert_as_kept(broken.measured(judge=True), WITH_JUDGE)


def assert_as_kept(found: broken.Figures, part: str) -> None:
    """But for the last digits, which differ from processor to processor."""
    kept: dict[str, dict[str, Any]] = files.read_json(FIGURES)[part]
    assert kept.keys() == found.keys()
    for way, figures in kept.items():
        for name in ("whole", "score", "auc"):
            assert found[way][name] == pytest.approx(figures[name], abs=0.02), (way, name)
        assert found[way]["signals"] == pytest.approx(figures["signals"], abs=0.15), way
