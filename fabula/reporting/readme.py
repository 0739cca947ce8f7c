"""What README.md says of the kept runs, and its places for it.

Each place is between two comments, such as `<!-- story:start -->` and `<!-- story:end -->`, and
`fabula keep` fills all of them from the folders in `results/`.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fabula import files, paths
from fabula.errors import FabulaError
from fabula.evaluation.paths import CONTROL_METRICS, EVALUATE_METRICS
from fabula.reporting import decoding, opening, origins, tables
from fabula.reporting.findings import BASE, TRAINED, by_prediction
from fabula.reporting.paths import (
    CONTROL_PICTURE,
    DECODING_PICTURE,
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

PLACES = ("story", "figures", "runs", "decoding")
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

    The pictures and the rows of figures are those of the run named `default`, or the first by name.
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
        "decoding": _decoding(kept[0]),
    }


def _best_story(kept: list[Path]) -> str:
    """The story of the kept run whose model has the highest joint score."""
    best = max(kept, key=lambda run: _told(run)[0]["joint_score"]["value"])  # the first of equals
    (passed, real_passed), (counted, real_counted) = (
        [figures[name]["value"] for figures in _told(best)]
        for name in ("joint_pass", "joint_score")
    )
    story = quoted(files.read_json(best / KEPT_STORY)).strip()
    return (
        f"{story} Of 100 stories of this model, in run `{best.name}`, {passed:.3g} hold together "
        f"(of 100 real ones, {real_passed:.3g}), and {counted:.3g} are unlike the others too "
        f"({real_counted:.3g}). {_tags_followed(best)}{origins.gpt2(best)}\n"
    )


def _tags_followed(run: Path) -> str:
    """How far this model's stories have the tags that stand beside one; '' where it is unknown."""
    scales = files.read_json(run / CONTROL_METRICS)["stories"].get(
        files.read_json(run / KEPT_STORY)["model"], {}
    )
    if not scales:
        return ""
    scale, found = list(scales.items())[-1]
    return (
        f"Tags are another matter: at guidance {scale} its stories follow them to "
        f"{tables.cell(found['adherence'])} of 1, where 0 is chance and 1 what real stories do. "
    )


def _told(run: Path) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """The figures of the model whose story stands for a run, and those of real stories."""
    evaluation = files.read_json(run / EVALUATE_METRICS)
    mine = evaluation[files.read_json(run / KEPT_STORY)["model"]]
    return mine[tables.short_strategy(mine)], evaluation["real"][tables.REAL]


def _figures(run: Path) -> str:
    """Real stories, the best model, and what it began as, where that was measured."""
    found = opening.read(run)
    best = by_prediction(found.evaluate)[0]
    rows = ["real", best, *([BASE] if best == TRAINED else [])]
    return (
        f"{opening.table(found, rows, opening.SHORT)}\n{origins.seen(run)}\n\n"
        f"<details>\n<summary>What the columns say</summary>\n\n{opening.LEGEND}\n\n</details>\n"
    )


def _decoding(run: Path) -> str:
    """The picture of the strategies, and what it says."""
    return f"![Quality against variety]({run / DECODING_PICTURE})\n\n{decoding.found(run)}\n"


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
        f"### Run `{run.name}`\n\n{origins.seen(run)} {origins.gpt2(run)} {models}.\n\n"
        f"{opening.table(opening.read(run))}\nMore: {', '.join(there)}.\n"
    )
