"""Write `docs/reference.md` anew: every preset, stage and metric, from where each is defined.

    python -m fabula.cli.reference

`tests/test_reference.py` holds the page to what this writes.
"""

import ast
from collections.abc import Iterator, Mapping
from math import inf
from pathlib import Path
from typing import Any

from fabula import files, markdown, paths
from fabula.command import run
from fabula.config import presets
from fabula.config.yaml12 import read_yaml
from fabula.evaluation.metrics.registry import JUDGED, LIKELIHOOD, TEXT, Metric
from fabula.reporting.tables import label

PAGE = Path("docs/reference.md")
HEAD = (
    "# Every preset, stage and metric\n\n"
    "`python -m fabula.cli.reference` writes this page from the code, and a test holds it to that. "
    "Every parameter stands in `params.yaml`, with a comment."
)
PRESETS = (
    "## Presets\n\n"
    "A preset is what differs from `params.yaml`; `dvc exp run $(fabula preset NAME)` runs one."
)
STAGES = (
    "## Stages\n\n"
    "In the order of `dvc.yaml`. `dvc repro NAME` runs one and those before it, as far as "
    "something changed; its code begins in `stages/`."
)
FIGURES = (
    "## Metrics\n\n"
    "The list in code is `fabula/evaluation/metrics/registry.py`. *Must notice*: ways to break "
    "real stories, and the least AUC (0.5 is chance) with which the metric must tell broken ones "
    "from whole ones on the stories of a run; with less it gets a † there."
)
GROUPS: dict[str, Mapping[str, Metric[Any]]] = {
    "Of models, by the likelihood of real stories": LIKELIHOOD,
    "Of stories": TEXT,
    "Of stories, by `fabula evaluate` alone": JUDGED,
}
BETTER = {"higher": "higher is better", "lower": "lower is better", "neither": "best as real text"}


def main() -> None:
    """Write the page."""
    files.write_text(PAGE, page())


def page() -> str:
    """The whole of it, in Markdown."""
    parts = [HEAD, PRESETS, _table(_presets()), STAGES, *_stages(), FIGURES, *_metrics()]
    return "\n\n".join(parts) + "\n"


def _presets() -> Iterator[list[str]]:
    yield ["preset", "what it is for", "what it changes"]
    for name in presets.names():
        changed = [_brief(key, value) for key, value in presets.read(name).items()]
        yield [markdown.code(name), presets.headline(name), ", ".join(changed)]


def _brief(section: str, value: Any) -> str:
    """A section, and how many of its parameters a preset changes."""
    if not isinstance(value, Mapping):
        return f"{section}: {value}"
    return f"{section} ({len(list(presets.leaves(value)))})"


def _stages() -> Iterator[str]:
    stages: dict[str, dict[str, Any]] = read_yaml(paths.PIPELINE)["stages"]
    makers = {path: name for name, stage in stages.items() for path in _written(stage)}
    for name, stage in stages.items():
        read = dict.fromkeys(
            maker
            for dep in stage["deps"]
            for path, maker in makers.items()
            if Path(dep).is_relative_to(path)
        )
        sections = stage.get("params", [])
        whole = any(isinstance(section, dict) for section in sections)
        yield "\n".join(
            [
                f"### `{name}`\n",
                f"{_headline(stage['cmd'].split()[-1])}\n",
                f"- after: {_codes(read) or 'nothing'}",
                f"- parameters: {'all' if whole else _codes(sections) or 'none'}",
                f"- writes: {_codes(_written(stage))}",
            ]
        )


def _headline(module: str) -> str:
    """The first sentence or two of a stage: the first line of its module."""
    source = Path(f"{module.replace('.', '/')}.py").read_text(encoding="utf-8")
    text = ast.get_docstring(ast.parse(source))
    assert text
    return text.partition("\n")[0]


def _written(stage: Mapping[str, Any]) -> list[str]:
    entries = [out for kind in ("outs", "metrics", "plots") for out in stage.get(kind, [])]
    return [path for out in entries for path in ([out] if isinstance(out, str) else out)]


def _codes(names: Any) -> str:
    return ", ".join(markdown.code(name) for name in names)


def _metrics() -> Iterator[str]:
    for title, metrics in GROUPS.items():
        yield f"### {title}"
        for name, metric in metrics.items():
            yield _described(name, metric)


def _described(name: str, metric: Metric[Any]) -> str:
    unit = f", in {metric.unit}" if metric.unit else ""
    noticed = [f"{kind.replace('_', ' ')} ({auc:g})" for kind, auc in metric.notices.items()]
    lines = [
        f"#### {label(name).replace('_', ' ')}\n",
        f"{metric.meaning[0].upper()}{metric.meaning[1:]}.\n",
        f"- name: {markdown.code(name)}{unit}",
        f"- range: {_range(metric)}; {BETTER[metric.better]}",
        f"- source: {metric.source}",
        *([f"- must notice: {', '.join(noticed)}"] if noticed else []),
    ]
    return "\n".join(lines)


def _range(metric: Metric[Any]) -> str:
    low, high = ("no limit" if abs(end) == inf else f"{end:g}" for end in metric.range)
    return f"{low} to {high}"


def _table(lines: Iterator[list[str]]) -> str:
    return markdown.table(list(lines), "l").rstrip()


if __name__ == "__main__":
    run(main)
