"""docs/reference.md is what the code says today."""

from fabula.cli import reference
from fabula.config import presets
from fabula.config.yaml12 import read_yaml
from fabula.evaluation.metrics.registry import METRICS
from fabula.reporting.tables import label

WRITTEN = reference.PAGE.read_text(encoding="utf-8")


def test_the_page_is_what_the_code_says() -> None:
    assert reference.page() == WRITTEN, "run `python -m fabula.cli.reference`"


def test_nothing_is_missing() -> None:
    titles = [f"### `{stage}`" for stage in read_yaml(reference.paths.PIPELINE)["stages"]]
    titles += [f"#### {label(name).replace('_', ' ')}\n" for name in METRICS]
    titles += [f"| `{name}` |" for name in presets.names()]
    assert len(titles) > 50
    assert all(WRITTEN.count(f"\n{title}") == 1 for title in titles)
