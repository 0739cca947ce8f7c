"""Whether tags steer a model: how much likelier stories get by them, and what its own show of them.

The gain in log-likelihood, in nats, is the cleanest measure of control: it needs no judge and no
generated story. Real held-out stories lose it when their tags are other stories', are taken away,
or lack one. A model that ignores its tags gains 0 over those of others, which is the figure to
trust. Over none it may gain 1 to 2 nats by any tokens before `[BOS]`: training hardly ever shows
`[BOS]` at the very first position, where it stands without tags.

No model can gain more over none, on average, than the entropy of the tag sets of its stories.
"""

from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from transformers import PreTrainedModel, PreTrainedTokenizerFast

from fabula import models
from fabula.evaluation.corpus_stories import all_training_texts
from fabula.evaluation.intervals import Estimate, estimate, mean
from fabula.evaluation.metrics.memorisation import remembered
from fabula.evaluation.metrics.novelty import creativity, hallucinations, training_words
from fabula.evaluation.quality.joint_pass import Quality, with_limits
from fabula.evaluation.quality.judge import Judge, adherence, flags
from fabula.evaluation.quality.learned import Fitted
from fabula.generation.paths import Sample
from fabula.models.likelihood import story_likelihoods
from fabula.stories import TAGS, Story
from fabula.tokens.shards import TokenStore
from fabula.tokens.windows import StoryWindows, TagBits

Nll = NDArray[np.float64]
"""The negative log-likelihood of each story, in nats."""


def others(stories: int) -> NDArray[np.int64]:
    """For each of so many stories the number of another one, whose tags take its tags' place."""
    return np.roll(np.arange(stories), -1)


def gains(
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerFast,
    store: TokenStore,
    stories: int,
    batch_size: int,
    name: str = "",
) -> dict[str, Estimate]:
    """What its tags are worth to a model, over the first `stories` stories of a store.

    `true`, `shuffled` and `none` are nats per story with such tags. `over_shuffled`, `over_none`
    and, for each tag, `over_<tag>` are how many nats a story costs less with its own tags than with
    shuffled ones, with none, or with that one tag left out (of the stories that have it). Windows
    leave room for all six tags, so that a model sees the same of a story whatever it is told.
    """
    layout, special = models.layout_of(model), models.special_ids(tokenizer)
    true_bits = store.tag_bits[:stories]
    all_tags = np.full_like(true_bits, (1 << len(TAGS)) - 1)

    def nll(tag_bits: TagBits, what: str, only: NDArray[np.bool_] | None = None) -> Nll:
        windows = StoryWindows(
            store,
            layout,
            special,
            once=True,
            stories=stories,
            tag_bits=tag_bits,
            room_for=all_tags,
            only=only,
        )
        return story_likelihoods(
            model, windows, batch_size, f"{name}, {what} tags" if name else ""
        ).nll

    with_tags = {
        "true": nll(true_bits, "true"),
        "shuffled": nll(true_bits[others(stories)], "shuffled"),
        "none": nll(np.zeros_like(true_bits), "no"),
    }
    true = with_tags["true"]
    found = {what: mean(each) for what, each in with_tags.items()}
    found |= {f"over_{what}": mean(with_tags[what] - true) for what in ("shuffled", "none")}
    for number, tag in enumerate(TAGS):
        bit = np.uint8(1 << number)
        has = (true_bits & bit) > 0
        without = nll(true_bits & ~bit, f"without {tag}:", only=has)
        found[f"over_{tag}"] = mean((without - true)[has])
    return found


def judged(
    asked: Sequence[Story], samples: Sequence[Sample], fitted: Fitted, real: Sequence[str]
) -> dict[str, Any]:
    """The judge's skill, and what it and the measures of quality say of each set of texts.

    Stories that were `asked` for stand first, as they really are, with their own tags and with
    shuffled ones: about 1 and about 0. `real` texts set the limits of the measures.
    """
    quality, judge = with_limits(fitted.measures, real), fitted.judge
    sets = _sets(asked, samples)
    every = [text for texts, _ in sets.values() for text in texts]
    creative = dict(zip(every, creativity(remembered(every, all_training_texts())), strict=True))
    vocabulary = training_words(all_training_texts())
    rows: dict[str, dict[str, Any]] = {}
    for (name, condition), (texts, wanted) in sets.items():
        new = np.array([creative[text] for text in texts])
        rows.setdefault(name, {})[condition] = {
            **adherences(judge, texts, wanted),
            **qualities(quality, texts, new, vocabulary),
        }
    return {"judge": {tag: asdict(skill) for tag, skill in judge.skills.items()}, "stories": rows}


def _sets(
    asked: Sequence[Story], samples: Sequence[Sample]
) -> dict[tuple[str, str], tuple[list[str], list[Sequence[str]]]]:
    """Row and condition -> the texts and the tags that were asked for."""
    texts, tags = [story.text for story in asked], [story.tags for story in asked]
    sets: dict[tuple[str, str], tuple[list[str], list[Sequence[str]]]] = {
        ("real", "own"): (texts, list(tags)),
        ("real", "shuffled"): (texts, [tags[number] for number in others(len(tags))]),
    }
    for sample in samples:
        mine = sets.setdefault((sample["model"], f"{sample['guidance']:g}"), ([], []))
        mine[0].append(sample["text"])
        mine[1].append(sample["tags"])
    return sets


def adherences(
    judge: Judge, texts: Sequence[str], asked: Sequence[Sequence[str]]
) -> dict[str, Estimate]:
    """How far texts show the tags that were asked for: the mean over the trusted tags, and each.

    A tag that was asked for in none or all of the texts has no figure, and no part in the mean.
    Intervals are over the texts and over what the judge's skill may be, tag by tag.
    """
    wanted, said = flags(asked), judge.says(texts)
    chance = np.random.default_rng(0)

    def of(tags: Sequence[str], chosen: NDArray[np.int64], *, redrawn: bool = False) -> float:
        found = []
        for tag in tags:
            column, skill = TAGS.index(tag), judge.skills[tag]
            skill = skill.redrawn(chance) if redrawn else skill
            found.append(adherence(wanted[chosen, column], said[chosen, column], skill))
        return float(np.mean([figure for figure in found if not np.isnan(figure)] or [np.nan]))

    groups = {"adherence": judge.trusted, **{tag: [tag] for tag in judge.trusted}}
    return {
        name: estimate(len(texts), partial(of, tags), partial(of, tags, redrawn=True))
        for name, tags in groups.items()
    }


def qualities(
    quality: Quality, texts: Sequence[str], new: NDArray[np.float64], vocabulary: set[str]
) -> dict[str, Estimate]:
    """What the texts are like: joint pass in percent, creativity, hallucinations.

    `new` is the creativity of each, `vocabulary` the words of training stories.
    """
    return {
        "joint_pass": mean(100 * quality.passes(texts).astype(float)),
        "creativity": mean(new),
        "hallucinations": mean(hallucinations(texts, vocabulary)),
    }
