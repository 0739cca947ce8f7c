"""Measure stories alone: anybody's, with no run, no model and no training behind them.

    from fabula import evaluate
    found = evaluate("mine.jsonl", "theirs.jsonl", real="real.txt")
    found.figures["mine.jsonl"]["joint_score"]  # {"value": 41.5, "low": 35, "high": 48.5, "n": 200}

They are held against real stories, by the metrics of `fabula.evaluation.metrics.registry`, and each
metric against these real stories, broken: what it misses of them stands beside its figures.
"""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

import numpy as np

from fabula.errors import DataError
from fabula.evaluation import given, judged, real_corpus, text_sets
from fabula.evaluation.alone_notes import notes
from fabula.evaluation.given import FEW_PROMPTS, Given, Prompts, Stories
from fabula.evaluation.intervals import Values, difference, unpaired_difference
from fabula.evaluation.metrics.diversity import fair_ngram_count
from fabula.evaluation.metrics.freshness import Freshness
from fabula.evaluation.metrics.memorisation import Memory, remembered
from fabula.evaluation.metrics.novelty import training_words
from fabula.evaluation.metrics.registry import (
    JUDGED,
    TEXT,
    Figures,
    Measured,
    Metric,
    Standard,
    TextInput,
    TextSet,
    differences,
    figures,
    measure,
)
from fabula.evaluation.metrics.validity import SET_CORRUPTIONS, Numbers, Validity, validity
from fabula.evaluation.quality.joint_pass import learn, with_limits
from fabula.evaluation.quality_score.scoring import judge_is_here
from fabula.evaluation.real_corpus import RealCorpus
from fabula.evaluation.referees import packages
from fabula.generation.polishing import polish
from fabula.stories import Story, opening

LOG = logging.getLogger(__name__)

REAL = "real stories"
SELF_BLEU_STORIES = 100
"""Self-BLEU grows with the stories up to so many, so rows of fewer do not compare."""

Source = str | Path | Iterable[str | Story]
"""A file's path, or texts."""


@dataclass(frozen=True)
class Evaluation:
    """What was found; `dataclasses.asdict` makes it JSON."""

    held_against: str
    stories: dict[str, int]
    """By row: how many."""
    figures: dict[str, Figures]
    """By row, `REAL` the last: metric -> value with its 95% interval."""
    difference: Figures
    """How far the first row lies above the second; empty for one row."""
    paired_prompts: int
    """Prompts that both rows answer, over which `difference` is paired; 0: it is unpaired."""
    validity: Validity
    """What each metric notices of these real stories, broken (`metrics.validity.validity`)."""
    left_out: dict[str, str]
    """Metric -> why it has no figures here."""
    by_story: dict[str, judged.ByStory]
    """By row but `REAL`: the quality score of each story, in their order, and what it is made of
    (`quality_score.signals`); of a file, the line that each begins at too."""
    notes: list[str]
    """What a reader must know."""


def evaluate(
    stories: Source,
    other: Source | None = None,
    *,
    real: Source | None = None,
    training: Source | None = None,
    prompts: Prompts = "auto",
    separator: str | None = None,
    skip_bad: bool = False,
    judge: bool | None = None,
    weights: Path | None = None,
) -> Evaluation:
    """Measure stories, and how far they lie above other ones; paired where they share prompts.

    Each source is the path of a file (.jsonl, .json, .csv, .parquet, .txt and the like) or texts.
    `real` stories set what is good: by default those of this run, or the embedded ones, and then
    the current folder is the project's. `training` stories are what their writer learned from, to
    find copies of. `prompts`, `separator`, `skip_bad`: see `given.read_stories`. `judge`: whether
    the extra of that name reads too, which takes seconds a story; by default where it is installed.
    `weights`: what `fabula quality fit` learned for the quality score, instead of what is shipped.
    `DataError` for what cannot be read, for fewer real stories than `real_corpus.LEAST`, and where
    the extra is asked for and not there.
    """

    def read(source: Source, name: str) -> Stories:
        if isinstance(source, str | Path):
            return given.read_stories(Path(source), prompts, separator, skip_bad=skip_bad)
        return given.of_texts(name, source, prompts)

    rows = [read(stories, "stories")]
    if other is not None:
        rows.append(read(other, "other stories"))
    learned_by_heart = None if training is None else read(training, "training stories")
    corpus = real_corpus.own_corpus() if real is None else real_corpus.divided(read(real, REAL))
    return _measured(_with_own_names(rows), corpus, learned_by_heart, _asked(judge), weights)


def _asked(judge: bool | None) -> bool:
    """Whether the extra reads; `DataError` where it cannot."""
    if judge and not judge_is_here():
        raise DataError(f"judge: the extra's readers are not all here: it {packages.HOW}")
    return judge_is_here() if judge is None else judge


def values_by_story(stories: Sequence[Given], corpus: RealCorpus) -> dict[str, Values]:
    """Metric -> the value of each story, of the metrics that have one: (stories,)."""
    row = Stories("stories", stories)
    standard = _standard([row], corpus, [story.text for story in corpus.limits], [])
    left_out = _left_out([row], corpus.shown, None)
    metrics = {name: metric for name, metric in TEXT.items() if name not in left_out} | JUDGED
    texts = _text_set(stories, [])
    score = judged.score_for(standard, corpus.limits, judge=judge_is_here())
    (subject,) = _read([texts], standard, [])
    subject = replace(subject, judged=judged.judged(texts, score).metrics)
    return {
        name: metrics[name].total(values)
        for name, values in measure(metrics, subject).items()
        if not isinstance(values, float)
    }


def corpus_of(real: Path | None) -> RealCorpus:
    """The real stories of a file; without one those of this run, or the embedded ones."""
    if real is None:
        return real_corpus.own_corpus()
    return real_corpus.divided(given.read_stories(real))


def _with_own_names(rows: Sequence[Stories]) -> list[Stories]:
    """File names without their folders, where that leaves them apart."""
    short = [Path(row.name).name for row in rows]
    names = short if len(set(short)) == len(short) else [row.name for row in rows]
    if len(set(names)) < len(names):
        names = [f"{name} ({number})" for number, name in enumerate(names, start=1)]
    return [replace(row, name=name) for row, name in zip(rows, names, strict=True)]


def _measured(
    rows: Sequence[Stories],
    corpus: RealCorpus,
    training: Stories | None,
    judge: bool,
    weights: Path | None,
) -> Evaluation:
    lengths = [len(story.opening.split()) for row in rows for story in row.stories]
    shown, limits = (_opened_like(each, lengths) for each in (corpus.shown, corpus.limits))
    copied = [story.whole for story in training.stories] if training else []
    LOG.info("learning from %s real stories what stories are like", f"{len(corpus.learned_from):,}")
    standard = _standard(rows, corpus, [story.text for story in limits], copied)
    left_out = _left_out(rows, shown, training)
    left_out |= judged.left_out(judge=judge, openings="relevance" not in left_out)
    metrics = {name: metric for name, metric in TEXT.items() if name not in left_out}

    sets = {row.name: _text_set(row.stories, _groups(row.stories)) for row in rows}
    sets[REAL] = _text_set(shown, [])
    broken = _broken(shown, [_cut(text, lengths, n) for n, text in enumerate(copied)])
    every = [*sets.values(), *(texts for _, texts in broken.values())]
    read = iter(_read(every, standard, copied))
    LOG.info("measuring %s stories", f"{len(lengths):,}")
    subjects = {name: next(read) for name in sets}
    subjects_broken = {name: (numbers, next(read)) for name, (numbers, _) in broken.items()}
    score = judged.score_for(standard, limits, judge=judge, weights=weights)
    most = {REAL: judged.REAL_READ}
    readings = {name: judged.judged(texts, score, most.get(name)) for name, texts in sets.items()}
    subjects = {
        name: replace(subject, judged=readings[name].metrics) for name, subject in subjects.items()
    }
    judges = {name: metric for name, metric in JUDGED.items() if name not in left_out}
    both = metrics | judges
    measured = {name: _by_prompt(both, subject) for name, subject in subjects.items()}
    found = {name: figures(each) for name, each in measured.items()}
    apart, shared = _difference(rows, measured, sets, found[REAL])
    return Evaluation(
        corpus.name,
        {row.name: len(row.stories) for row in rows} | {REAL: len(shown)},
        found,
        apart,
        shared,
        judged.beside(
            validity(subjects[REAL], subjects_broken, metrics),
            judged.noticed(subjects[REAL], subjects_broken, judges, score),
        ),
        left_out,
        {row.name: judged.by_story(readings[row.name].by_story, row.lines) for row in rows},
        [*notes(rows, corpus, standard, training), judged.note(judge=judge)],
    )


def _opened_like(stories: Sequence[Given], lengths: Sequence[int]) -> list[Given]:
    """Real stories cut after as many words as the openings of the others have, in turn."""
    found = []
    for number, story in enumerate(stories):
        text = _cut(story.whole, lengths, number)
        start = story.whole[: len(story.whole) - len(text)]
        found.append(Given(text, start, start or story.prompt))
    return found


def _cut(text: str, lengths: Sequence[int], number: int) -> str:
    return text[len(opening(text, lengths[number % len(lengths)])) :]


def _standard(
    rows: Sequence[Stories], corpus: RealCorpus, limits: Sequence[str], training: Sequence[str]
) -> Standard:
    """What all rows are measured against; variety is counted over what the smallest may hold."""
    fewest = min(len(row.stories) for row in rows)
    return Standard(
        fair_ngram_count(limits[:fewest]),
        with_limits(learn(corpus.learned_from), limits),
        training_words([*corpus.learned_from, *training]),
        limits,
        Freshness(limits),
    )


def _left_out(
    rows: Sequence[Stories], shown: Sequence[Given], training: Stories | None
) -> dict[str, str]:
    """Metric -> why it has no figures."""
    found = {"reference_lm_nats": "needs a trained model (`make repro`)"}
    found |= dict.fromkeys(
        ("bleu", "nltk_bleu", "rouge_l"), "needs the true continuation of each prompt"
    )
    if training is None:
        needs = "needs the stories that the writer learned from (--training)"
        found |= dict.fromkeys(("creativity", "longest_copy", "closest_story"), needs)
    relevance = ("relevance", "taken_up")
    if not all(any(story.prompt for story in row.stories) for row in rows):
        found |= dict.fromkeys(relevance, "needs stories with prompts")
    elif not any(story.prompt for story in shown):
        found |= dict.fromkeys(relevance, "needs real stories with prompts")
    if not all(
        len(set(filter(None, _premises(each)))) > 1
        for each in (*(row.stories for row in rows), shown)
    ):
        found["prompt_relevance"] = "needs different prompts that are no openings of their stories"
    if min(len(row.stories) for row in rows) < SELF_BLEU_STORIES:
        found["self_bleu"] = f"needs {SELF_BLEU_STORIES} stories"
    if not any(_groups(row.stories) for row in rows):
        found["self_bleu_of_prompts"] = "needs several stories of each prompt"
    return found


def _groups(stories: Sequence[Given]) -> list[str]:
    """Which prompt each story answers, where several answer one; none: each its own."""
    prompts = [story.prompt or f"\0{number}" for number, story in enumerate(stories)]
    return prompts if FEW_PROMPTS <= len(set(prompts)) < len(prompts) else []


def _premises(stories: Sequence[Given]) -> list[str]:
    """What each story was written for; empty where its prompt is its opening, or there is none."""
    return ["" if story.opening else story.prompt for story in stories]


def _text_set(stories: Sequence[Given], groups: Sequence[str]) -> TextSet:
    texts = [story.text for story in stories]
    openings = [story.opening for story in stories]
    return TextSet(
        texts,
        texts,
        [story.prompt for story in stories],
        openings,
        groups or [str(number) for number in range(len(stories))],
        [polish(text, opening=own).text for text, own in zip(texts, openings, strict=True)],
        _premises(stories),
    )


def _broken(shown: Sequence[Given], training: Sequence[str]) -> dict[str, tuple[Numbers, TextSet]]:
    """By corruption: the numbers of the real stories that it changes, and these stories broken."""
    found = {}
    whole = [story.text for story in shown]
    for name, corruption in SET_CORRUPTIONS.items():
        texts = corruption(whole, training)
        changed = [n for n, text in enumerate(texts) if text.split() != whole[n].split()]
        if changed:
            stories = [replace(shown[n], text=texts[n]) for n in changed]
            found[name] = (np.array(changed), _text_set(stories, []))
    return found


def _read(
    sets: Sequence[TextSet], standard: Standard, training: Sequence[str]
) -> Iterable[TextInput]:
    """The texts as metrics read them; without training stories, nothing is known to be copied."""
    every = list(chain.from_iterable(each.texts for each in sets))
    nothing = np.full(len(every), np.nan)
    memory = remembered(every, training) if training else Memory(nothing, nothing, nothing)
    start = 0
    for texts in sets:
        end = start + len(texts.texts)
        unread = np.full((end - start, 2), np.nan)
        yield TextInput(texts, standard, unread, memory.subset(slice(start, end)))
        start = end


def _by_prompt(metrics: Mapping[str, Metric[TextInput]], subject: TextInput) -> Measured:
    return text_sets.by_prompt(measure(metrics, subject), subject.written.prompts)


def _difference(
    rows: Sequence[Stories],
    measured: Mapping[str, Measured],
    sets: Mapping[str, TextSet],
    real: Figures,
) -> tuple[Figures, int]:
    """How far the first row lies above the second, and over how many shared prompts."""
    if len(rows) < 2:
        return {}, 0
    one, other = (row.name for row in rows)
    asked = [[story.prompt for story in row.stories] for row in rows]
    shared = _shared(rows)
    if not shared:
        return differences(measured[one], measured[other], real, unpaired_difference), 0
    pairs = [
        _of_prompts(measured[name], sets[name].prompts, prompts, shared)
        for name, prompts in zip((one, other), asked, strict=True)
    ]
    return differences(pairs[0], pairs[1], real, difference), len(shared)


def _shared(rows: Sequence[Stories]) -> list[str]:
    """The prompts that both rows answer; none where they are fewer than half of either's, or where
    several stories of a prompt count one by one."""
    found = [{story.prompt for story in row.stories} - {""} for row in rows]
    apart = [sum(bool(story.prompt) for story in row.stories) for row in rows]
    one_by_one = any(
        len(prompts) < count and not _groups(row.stories)
        for prompts, count, row in zip(found, apart, rows, strict=True)
    )
    shared = sorted(found[0] & found[1])
    return [] if one_by_one or 2 * len(shared) < max(map(len, found)) else shared


def _of_prompts(
    measured: Measured, groups: Sequence[str], prompts: Sequence[str], shared: Sequence[str]
) -> Measured:
    """The terms of some prompts, in their order."""
    place = {group: number for number, group in enumerate(np.unique(list(groups)).tolist())}
    where = {prompt: place[group] for prompt, group in zip(prompts, groups, strict=True)}
    chosen = [where[prompt] for prompt in shared]
    return {
        name: values if isinstance(values, float) else values[chosen]
        for name, values in measured.items()
    }
