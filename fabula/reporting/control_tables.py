"""`metrics/control.json` as tables: what tags are worth to each model, and what its stories show.

    {"judge": {tag: {"auc": ..., "f1": ..., "sensitivity": ..., "specificity": ...}},
     "stories": {"real": {"own": {figure: estimate}, "shuffled": {...}},
                 "gpt2": {"1": {figure: estimate}, "2": {...}}, ...},
     "gains": {"gpt2": {figure: estimate}, ...}}

The keys under a model are the scales of guidance; an estimate is a value with its 95% interval.
"""

from collections.abc import Mapping
from typing import Any

from fabula import markdown
from fabula.reporting.tables import cell, row_label
from fabula.stories import TAGS

STORIES = {
    "adherence": "tag adherence ↑",
    "joint_pass": "joint pass, % ↑",
    "creativity": "creativity, % ↑",
    "hallucinations": "hallucinations ≈",
}
LIKELIHOODS = {
    "true": "nats per story with its own tags ↓",
    "shuffled": "with another's",
    "none": "with none",
    "over_shuffled": "gain over another's ↑",
    "over_none": "gain over none ↑",
}
CONDITIONS = {"own": "their own tags", "shuffled": "another's tags"}
"""Of real stories; of a model's own, the guidance."""
LEGEND = (
    "In brackets the 95% interval, over stories. The first table is of stories that were written "
    "from tags alone; nats are of real stories. Trust the *gain over another's*: the *gain over "
    "none* also counts what any tokens before a story are worth, whatever they say, for training "
    "hardly shows a story that begins at the very first position. *Tag adherence*: how surely a "
    "judge finds the tags that were asked for, 1 as in real stories and 0 as by chance; the judge "
    "has learned from real stories only, and its errors are taken into account. *Creativity*: runs "
    "of 8 words that no training story has. *Hallucinations*: names that come late and words that "
    "no training story has, per 100 words."
)


def tables(results: Mapping[str, Any]) -> str:
    """All of it: stories, nats, the gain from each tag, the judge."""
    return "\n".join(
        [stories_table(results), likelihood_table(results), tags_table(results), LEGEND]
    )


def stories_table(results: Mapping[str, Any]) -> str:
    """A line for each model and scale of guidance, and for real stories."""
    lines = [["", "tags", *STORIES.values()]]
    for row, conditions in results["stories"].items():
        for condition, found in conditions.items():
            label = CONDITIONS.get(condition, f"guidance {condition}")
            figures = [cell(found[name]) for name in STORIES]
            lines.append([row_label(row), label, *figures])
    return markdown.table(lines, "llr")


def likelihood_table(results: Mapping[str, Any]) -> str:
    """A line for each model: what real stories cost it with their tags, others', or none."""
    lines = [["", *LIKELIHOODS.values()]]
    for row, found in results["gains"].items():
        lines.append([row_label(row), *(cell(found[name]) for name in LIKELIHOODS)])
    return markdown.table(lines, "lr")


def tags_table(results: Mapping[str, Any]) -> str:
    """A line for each tag: what it is worth to each model, and how well the judge tells it."""
    gains = results["gains"]
    lines = [["", *(f"{row_label(row)}, nats ↑" for row in gains), "judge's F1", "judge's AUC"]]
    for tag in TAGS:
        skill = results["judge"].get(tag)
        judged = [f"{skill[name]:.2f}" for name in ("f1", "auc")] if skill else ["–", "–"]
        worth = [cell(found[f"over_{tag}"]) for found in gains.values()]
        lines.append([tag, *worth, *judged])
    return markdown.table(lines, "lr")
