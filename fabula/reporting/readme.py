"""What README.md says of the kept runs, and its places for it.

Each place is between two comments, such as `<!-- story:start -->` and `<!-- story:end -->`, and
`fabula keep` fills all of them from the folders in `results/`.
"""

from collections.abc import Mapping
from pathlib import Path

from fabula import files, paths
from fabula.errors import FabulaError
from fabula.evaluation.paths import EVALUATE_METRICS
from fabula.reporting import opening, tables
from fabula.reporting.findings import BASE, by_prediction
from fabula.reporting.paths import (
    CONTROL_PICTURE,
    DEFAULT_RUN,
    KEPT_FIGURES,
    KEPT_SAMPLES,
    KEPT_STORY,
    LOSS_PICTURE,
    OVERVIEW_PICTURE,
    REPORT_MARKDOWN,
    SAMPLES_MARKDOWN,
)
from fabula.reporting.shown_story import quoted

PLACES = ("story", "figures", "runs")
NONE_KEPT = "No run is kept yet: `dvc repro && fabula keep default`.\n"


def with_blocks(readme: str, blocks: Mapping[str, str]) -> str:
    """README.md with its places filled by `blocks`; a `FabulaError` where it lacks one."""
    for place, block in blocks.items():
        start, end = f"<!-- {place}:start -->", f"<!-- {place}:end -->"
        before, found, rest = readme.partition(start)
        _, ended, after = rest.partition(end)
        if not (found and ended):
            raise FabulaError(
                f"{paths.README} has no place for results: add {start} and {end} lines"
            )
        readme = f"{before}{start}\n{block}{end}{after}"
    return readme


def blocks(results: Path) -> dict[str, str]:
    """What stands in each place, from the kept runs in `results`.

    The picture and the rows of figures are those of the run named `default` (or the first by name).
    The story is that of the run whose model has the highest joint score.
    """
    kept = sorted(
        (path.parent for path in results.glob(f"*/{KEPT_STORY}")),
        key=lambda run: (run.name != DEFAULT_RUN, run.name),
    )
    if not kept:
        return dict.fromkeys(PLACES, NONE_KEPT)
    return {
        "story": f"![{opening.ALT}]({kept[0] / OVERVIEW_PICTURE})\n\n{_best_story(kept)}",
        "figures": _figures(kept[0]),
        "runs": "\n".join([*map(_run, kept), f"{opening.LEGEND} {opening.TAGS_LEGEND}\n"]),
    }


def _best_story(kept: list[Path]) -> str:
    """The story of the kept run whose model tells most that hold together."""
    scores = {run: _joint_score(run) for run in kept}
    best = max(kept, key=lambda run: scores[run][0])  # the first of equals
    mine, real = scores[best]
    story = quoted(files.read_json(best / KEPT_STORY)).strip()
    return (
        f"{story} Of 100 stories of this model, in run `{best.name}`, {mine:.3g} hold together "
        f"(real ones: {real:.3g}).\n"
    )


def _joint_score(run: Path) -> tuple[float, float]:
    """Of the model whose story stands for a run, and of real stories."""
    evaluation = files.read_json(run / EVALUATE_METRICS)
    mine = evaluation[files.read_json(run / KEPT_STORY)["model"]]
    told = mine[tables.short_strategy(mine)], evaluation["real"][tables.REAL]
    score, real = (figures["joint_score"]["value"] for figures in told)
    return score, real


def _figures(run: Path) -> str:
    """Three rows: real stories, the best model, and what it began as."""
    found = opening.read(run)
    rows = ["real", by_prediction(found.evaluate)[0], BASE]
    return f"{opening.table(found, rows, opening.SHORT)}\n{opening.LEGEND}\n"


def _run(run: Path) -> str:
    """A heading, which data the run saw, how its models were trained, its figures, and more."""
    models = "; ".join(
        f"{tables.row_label(row)} has {model['parameters']:,} parameters and saw "
        f"{model['tokens']:,} tokens in {model['steps']:,} steps"
        for row, model in tables.trained_models(run).items()
    )
    links = {
        REPORT_MARKDOWN: "the report",
        KEPT_FIGURES: "every figure",
        SAMPLES_MARKDOWN: "stories side by side",
        KEPT_SAMPLES: "ten samples",
        LOSS_PICTURE: "the losses",
        CONTROL_PICTURE: "what tags are worth",
        paths.PARAMS: "the parameters",
    }
    there = (f"[{words}]({run / path})" for path, words in links.items() if (run / path).exists())
    return (
        f"### Run `{run.name}`\n\n{tables.seen(run)} {models}.\n\n"
        f"{opening.table(opening.read(run))}\nMore: {', '.join(there)}.\n"
    )
