"""What people said of stories, and what a model learned from it, in Markdown."""

from collections.abc import Mapping
from typing import Any

from fabula import markdown
from fabula.evaluation.intervals import Estimate
from fabula.judging.measures import NOTHING
from fabula.reporting.tables import cell

NONE = f"There are {NOTHING} (`docs/judging.md` says how people give them)."
CHANGED = {
    "joint_score": "joint score, % ↑",
    "repetition_rate": "stories that repeat themselves, % ↓",
    "looped": "stories in a loop, % ↓",
    "unended": "stories without an end, % ↓",
    "words": "words a story",
}
"""What is shown of `metrics/align.json`: the dangers of learning from preferences too."""


def said(judgements: Mapping[str, Any]) -> str:
    """`metrics/judgements.json`: who won, and how our metrics go with what people chose."""
    if judgements.get("ratings") == NOTHING:
        return NONE
    lines = [["", "wins", "losses", "ties", "win rate"]]
    lines += [
        [
            pair.replace("_", " "),
            *(str(found[name]) for name in ("wins", "losses", "ties")),
            cell(found["win_rate"]),
        ]
        for pair, found in judgements["preferences"].items()
    ]
    raters = len(judgements["raters"])
    counted = (
        f"{judgements['judgements']} judgements of {judgements['pairs']} pairs by {raters} "
        f"{'person' if raters == 1 else 'people'}. {_agreed(judgements)}"
    )
    return "\n\n".join([counted, markdown.table(lines, "lr"), correlations(judgements["metrics"])])


def _agreed(judgements: Mapping[str, Any]) -> str:
    """How far raters can be trusted."""
    alpha, raters = judgements["agreement"]["choice"], judgements["raters"].values()
    failed, checks = (sum(each[name] for each in raters) for name in ("failed_checks", "checks"))
    said = f"They failed {failed} of {checks} checks of attention."
    if alpha["value"] is None:
        return said
    meaning = "Krippendorff's alpha: 1 wholly, 0 as by chance"
    return f"{said} Their choices agree by {cell(alpha)} ({meaning})."


def correlations(found: Mapping[str, Estimate]) -> str:
    """Spearman's correlation of each metric with what people chose, the strongest first."""
    known = {name: each for name, each in found.items() if each["value"] is not None}
    if not known:
        return "No metric tells these stories apart."
    strongest = sorted(known, key=lambda name: (-abs(known[name]["value"] or 0), name))
    lines = [["metric", "Spearman's correlation with what people chose"]]
    lines += [[name.replace("_", " "), cell(known[name])] for name in strongest]
    return markdown.table(lines, "lr")


def learned(aligned: Mapping[str, Any]) -> str:
    """`metrics/align.json`: what a model learned from preferences, or why none did."""
    if aligned["status"] != "on":
        return f"Learning from preferences is {aligned['status']}."
    stories = aligned["stories"]
    lines = [["", "before", "after", "difference"]]
    lines += [
        [label, *(cell(stories[row][name]) for row in ("before", "after", "difference"))]
        for name, label in CHANGED.items()
    ]
    counted = (
        f"A model learned from {aligned['pairs']['trained_on']} preferences. On held-out pairs it "
        f"agrees in {cell(aligned['win_rate'])} of all (0 to 1), the ranker in "
        f"{cell(aligned['ranker']['accuracy'])}. KL to the model before: {cell(aligned['kl'])} "
        f"nats per token. It continued {aligned['prompts']} openings that nobody rated:"
    )
    return f"{counted}\n\n{markdown.table(lines, 'lr')}"
