"""The samples of a run side by side: as Markdown, and as one HTML file that needs nothing else.

For each of the first prompts: its opening and tags, the story of every model, the real story. The
first strategy of a model lies open, the others unfold. A sample is a line of `data/samples.jsonl`;
it may also have

    polished    the text after polishing, shown in place of `text`, which unfolds "as written"
    looped      true where the model was caught in a loop
    sample      which of several samples of the same prompt it is: the first one is shown
    model_hash  which weights wrote it

Models write anything, so every story is escaped HTML on both pages: Markdown passes HTML through
as it is up to the first blank line, and a story has none here.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby, islice

from fabula import markdown
from fabula.generation.paths import Sample
from fabula.reporting import pages
from fabula.reporting.drawing import COLOURS
from fabula.reporting.pages import html_text
from fabula.reporting.tables import (
    ROWS,
    SHORT_STRATEGY,
    STRATEGIES,
    Evaluation,
    label,
    short_strategy,
)

TITLE = "Stories side by side"
REAL = "The real story"
MODEL_ORDER = tuple(ROWS)
STRATEGY_ORDER = (SHORT_STRATEGY, *(name for name in STRATEGIES if name != SHORT_STRATEGY))
"""A model or strategy that is not listed comes last."""


MISSED = (
    "Measures say so, and miss what a reader sees: hero and friend may share a name, and a "
    "sentence may mean nothing."
)


def sound(evaluation: Evaluation) -> dict[str, float]:
    """Row -> how many of 100 of its stories hold together (joint pass)."""
    by_row = {row: found[short_strategy(found)] for row, found in evaluation.items()}
    return {row: figures["joint_pass"]["value"] for row, figures in by_row.items()}


def markdown_page(
    samples: Sequence[Sample], prompts: int, passed: Mapping[str, float] | None = None
) -> str:
    """What was written after the first `prompts` openings, as Markdown.

    `passed` is what `sound` gives, where stories were measured: a reader learns what to expect.
    """
    parts = [f"# {TITLE}", markdown.literal(_about(samples, prompts, passed or {}))]
    for number, group in enumerate(_first(samples, prompts), start=1):
        parts += [f"## Opening {number}", f"<p><b>{_opening(group)}</b></p>"]
        parts.append(markdown.literal(_tags(group)))
        for author, story in _stories(group).items():
            parts += [f"### {markdown.literal(author)}", story]
    return "\n\n".join(parts) + "\n"


def html_page(
    samples: Sequence[Sample], prompts: int, passed: Mapping[str, float] | None = None
) -> str:
    """The same for a browser: light or dark, wide or narrow, or on paper."""
    groups = list(enumerate(_first(samples, prompts), start=1))
    contents = "\n".join(
        f'<li><a href="#opening-{number}">{_opening(group)}</a></li>' for number, group in groups
    )
    sections = "\n".join(_section(number, group) for number, group in groups)
    body = f"""<header>
<h1>{TITLE}</h1>
<p>{html_text(_about(samples, prompts, passed or {}))}</p>
<nav><ol>
{contents}
</ol></nav>
</header>
<main>
{sections}
</main>"""
    return pages.html_page(TITLE, STYLE, body)


def _section(number: int, group: Sequence[Sample]) -> str:
    """One opening of the HTML page, with a card for each model and one for the real story."""
    cards = "\n".join(
        f'<article style="--colour: {COLOURS.get(author, "gray")}">\n'
        f"<h3>{html_text(author)}</h3>\n{story}\n</article>"
        for author, story in _stories(group).items()
    )
    return (
        f'<section id="opening-{number}">\n<h2>{number}. {_opening(group)}</h2>\n'
        f'<p class="tags">{html_text(_tags(group))}</p>\n'
        f'<div class="cards">\n{cards}\n</div>\n</section>'
    )


def _first(samples: Sequence[Sample], prompts: int) -> list[list[Sample]]:
    """For each of the first prompts: the first sample of every model and strategy, in order."""
    groups: dict[str, dict[tuple[str, str], Sample]] = {}
    for sample in sorted(samples, key=lambda sample: sample.get("sample", 0)):
        group = groups.setdefault(sample["prompt_id"], {})
        group.setdefault((sample["model"], sample["strategy"]), sample)
    return [sorted(group.values(), key=_place) for group in islice(groups.values(), prompts)]


def _place(sample: Sample) -> tuple[int, str, int, str]:
    """Where a sample stands beside others of its prompt: models first, then strategies."""
    model, strategy = sample["model"], sample["strategy"]
    models, strategies = [*MODEL_ORDER, model], [*STRATEGY_ORDER, strategy]
    return models.index(model), model, strategies.index(strategy), strategy


def _about(samples: Sequence[Sample], prompts: int, passed: Mapping[str, float]) -> str:
    """What this page is, whose stories it shows, and how they were chosen."""
    groups = _first(samples, prompts)
    shown = sorted((sample for group in groups for sample in group), key=_place)
    models = _listed(_model(sample) for sample in shown)
    strategies = _listed(label(sample["strategy"]) for sample in shown)
    seeds = _listed(str(sample["seed"]) for sample in shown)
    total = len({sample["prompt_id"] for sample in samples})
    rows = dict.fromkeys(["real", *(sample["model"] for sample in shown)])
    rates = "; ".join(f"{label(row)}, {passed[row]:.3g}" for row in rows if row in passed)
    told = f" Of 100 stories so many hold together: {rates}. {MISSED}" if rates else ""
    polished = " Where a story was polished, the text as written unfolds below it."
    return (
        f"How each model continues the first {len(groups)} of {total} openings, beside the real "
        "story that no model has seen. Each shows its first sample; nothing was picked by hand. "
        f"Models: {models}. Strategies: {strategies}. Seed: {seeds}.{told}"
        f"{polished if any(map(_is_polished, shown)) else ''}"
    )


def _listed(names: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(names))


def _model(sample: Sample) -> str:
    """A model's name, with the beginning of its hash where that is known."""
    name = label(sample["model"])
    return f"{name} ({sample['model_hash'][:12]})" if sample.get("model_hash") else name


def _opening(group: Sequence[Sample]) -> str:
    return f"{html_text(' '.join(group[0]['prompt'].split()))}&nbsp;…"


def _tags(group: Sequence[Sample]) -> str:
    return f"Tags: {', '.join(group[0]['tags']) or 'none'}"


def _stories(group: Sequence[Sample]) -> dict[str, str]:
    """Every story after one opening as HTML, by its author: the models, then the real one."""
    stories = {}
    for model, written in groupby(group, key=lambda sample: sample["model"]):
        shown, *others = written
        folded = (_folded(label(each["strategy"]), _story(each)) for each in others)
        stories[label(model)] = "\n".join([_story(shown), *folded])
    real = _quote(group[0]["prompt"], group[0]["reference"])
    return {**stories, REAL: f"{real}\n{_note('the held-out story that the opening is from')}"}


def _story(sample: Sample) -> str:
    """A model's story, how it came about, and folded below them the raw text where it differs."""
    story = _quote(sample["prompt"], sample.get("polished", sample["text"]))
    raw = _folded("as written", _quote(sample["prompt"], sample["text"]))
    return "\n".join([story, _note(_how(sample)), *([raw] if _is_polished(sample) else [])])


def _is_polished(sample: Sample) -> bool:
    return bool(sample.get("polished", sample["text"]) != sample["text"])


def _how(sample: Sample) -> str:
    """With which strategy a story was written, its length, how it ended, and what befell it."""
    tokens = f"{sample['tokens']} token{'' if sample['tokens'] == 1 else 's'}"
    ended = "ended by itself" if sample["ended"] == "eos" else "cut off at the limit"
    facts = [label(sample["strategy"]), tokens, ended]
    facts += ["loops"] if sample.get("looped") else []
    facts += ["polished"] if _is_polished(sample) else []
    return " · ".join(facts)


def _quote(opening: str, text: str) -> str:
    """A story as HTML: each line a paragraph, the opening in bold."""
    start = "</b>\n<b>".join(line for line in html_text(opening).splitlines() if line.strip())
    lines = f"<b>{start}</b>{html_text(text)}".splitlines()
    paragraphs = (f"<p>{line.strip()}</p>" for line in lines if line.strip())
    return "\n".join(["<blockquote>", *paragraphs, "</blockquote>"])


def _note(text: str) -> str:
    return f"<p><small>{html_text(text)}</small></p>"


def _folded(title: str, content: str) -> str:
    return f"<details>\n<summary>{html_text(title)}</summary>\n{content}\n</details>"


STYLE = """
header p { max-width: 42rem; }
nav ol { columns: 26rem; column-gap: 4rem; padding-left: 1.75rem; }
nav a { display: block; padding: 0.15rem 0; color: inherit; text-decoration-color: var(--line); }
section { margin-top: 2.5rem; padding-top: 1.5rem; border-top: 1px solid var(--line); }
.tags { margin: 0.25rem 0 1rem; color: var(--quiet); font-size: 0.875rem; break-after: avoid; }
.cards {
  display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr));
}
article {
  padding: 1.25rem clamp(1rem, 2vw, 1.5rem); border: 1px solid var(--line); border-radius: 0.5rem;
  border-top: 0.25rem solid var(--colour); background: var(--card);
}
article p { margin: 0.75rem 0 0; }
/* the real story, where it stands alone in its row */
article:last-child:nth-child(odd) { grid-column: 1 / -1; }
article:last-child:nth-child(odd) blockquote { columns: 26rem; column-gap: 4rem; }
article:last-child p { break-inside: avoid; }
"""
