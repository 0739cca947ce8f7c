"""The figures of `benchmarks.systems` as a page: theirs against ours, a row each."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from benchmarks.results import table

HEADS = (
    "system",
    "recipe",
    "bits per byte ↓",
    "joint pass, % ↑",
    "joint score, % ↑",
    "what it is about",
    "steps",
    "tokens predicted",
    "processor s",
    "memory, GiB: predicted, measured",
)
OWN: dict[str, dict[str, str]] = {
    "tinystories-gpt2": {"perplexity": "perplexity ↓", "rouge_l": "ROUGE-L ↑"},
    "tagmodel-original": {
        "worth_of_tags": "worth of tags, nats ↑",
        "adherence": "tags followed ↑",
    },
    "short-stories": {"distinct_2": "distinct 2", "edits": "edits per 100 words ↓"},
    "base-vs-finetuned": {
        "distinct_2": "distinct 2",
        "coherence_issues": "coherence issues, % ↓",
    },
    "writing-prompts": {
        "prompt_relevance": "relevance to the prompt ↑",
        "edits": "edits per 100 words ↓",
        "polished_joint_pass": "joint pass after post-processing, % ↑",
    },
}
"""What each system is about: metric -> what it is called here."""
ROWS = {"real": "real stories", "base": "before training"}


def page(recipes: Mapping[str, Any], systems: Iterable[str]) -> str:
    """Markdown: the table, what is missing of it, and how it was made."""
    wanted = [recipe for name in systems for recipe in (name, f"{name}-best")]
    missing = [f"`{recipe}`" for recipe in wanted if recipe not in recipes]
    rows = [
        row
        for name in systems
        for recipe in (name, f"{name}-best")
        if recipe in recipes
        for row in _rows(name, recipe, recipes[recipe])
    ]
    parts = ["# The five systems: their recipes and ours", ABOUT]
    if rows:
        parts.append(table(HEADS, rows))
        parts += sorted({_conditions(recipe) for recipe in recipes.values()})
    if missing:
        parts.append(f"**Not measured yet**: {', '.join(missing)}.")
    return "\n\n".join(parts) + "\n"


ABOUT = (
    "`python -m benchmarks.systems --stories FOLDER` writes this page. Both recipes of a system "
    "get the same stories and the same number of tokens through the model; the schedule of each "
    "ends with them. Everything else is as the preset says, but for a dropout that the model which "
    "stands in for GPT-2 has never seen. In brackets the 95% interval over stories: where two "
    "overlap, neither recipe has won. *Real stories* stand after openings of others: what no model "
    "can be expected to beat. Stories are cut after so many tokens, so fewer hold together than of "
    "whole ones."
)


def _rows(name: str, recipe: str, found: Mapping[str, Any]) -> list[list[str]]:
    """The rows of one recipe: of theirs also what it is held against."""
    figures, took = found["figures"], found["training"]
    shown = ["real", "base"] if recipe == name else []
    rows = [_row(name, ROWS[row], figures[row], ["–"] * 4) for row in shown if row in figures]
    memory = f"{found['predicted_gib']:.1f}, {found['measured_gib']:.1f}"
    costs = [f"{took['steps']:,}", f"{took['tokens']:,}", f"{found['seconds']:,.0f}", memory]
    whose = f"theirs, `{recipe}`" if recipe == name else f"ours, `{recipe}`"
    return [*rows, _row(name, whose, figures["trained"], costs)]


def _row(name: str, label: str, figures: Mapping[str, Any], costs: Sequence[str]) -> list[str]:
    common = [_figure(figures, key) for key in ("bits_per_byte", "joint_pass", "joint_score")]
    own = "; ".join(f"{said}: {_figure(figures, key)}" for key, said in OWN[name].items())
    return [f"`{name}`", label, *common, own, *costs]


def _figure(figures: Mapping[str, Any], key: str) -> str:
    """A figure with its interval."""
    found = figures.get(key)
    if found is None or found["value"] is None:
        return "–"
    if found.get("low") is None:
        return f"{found['value']:.3g}"
    return f"{found['value']:.3g} ({found['low']:.3g} to {found['high']:.3g})"


def _conditions(found: Mapping[str, Any]) -> str:
    asked = found["asked"]
    return (
        f"Budget of {asked['budget']:,} tokens: {asked['prompts']} prompts, {asked['tokens']} new "
        f"tokens each, by top-p; bits per byte of {asked['likelihood_stories']} test stories; "
        f"`{asked['standin']}` stands in for GPT-2. Machine: {found['machine']}; one thread, on a "
        "core that other programs shared."
    )
