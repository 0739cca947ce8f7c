"""A story is fresh where the others of its set say something else."""

from itertools import chain

import numpy as np
import pytest

from fabula.evaluation.metrics.freshness import Freshness, shared
from fabula.world import tell

TOLD = [story.text for story in tell(7, "test", 60)]
MEASURE = Freshness([story.text for story in tell(7, "validation", 200)])


def test_shared_runs_by_hand() -> None:
    texts = ["a b c d e", "a b c d f", "x y z w v", ""]
    assert shared(texts, 1).tolist() == [0.5, 0, 0, 0]
    assert shared(texts).tolist() == [0.5, 0.5, 0, 0]


def test_real_stories_are_fresh_and_one_story_told_for_all_is_not() -> None:
    assert MEASURE.fresh(MEASURE.real).mean() >= 0.97
    assert not MEASURE.fresh([TOLD[0]] * 30).any()


def test_stories_of_a_few_sentences_are_less_fresh_the_fewer_they_are() -> None:
    """As at low temperature: each story is a real one's sentences, drawn from a smaller pool."""
    pool = [sentence for text in TOLD for sentence in text.split(". ")]
    chance = np.random.default_rng(1)
    fresh = []
    for size in (len(pool), 40, 10):
        stories = [". ".join(chance.choice(pool[:size], 8)) for _ in range(50)]
        fresh.append(MEASURE.fresh(stories).mean())
    assert fresh[0] > fresh[1] > fresh[2] or fresh[1] == fresh[2] == 0
    assert fresh[2] < 0.1


def test_one_text_alone_is_fresh() -> None:
    assert MEASURE.fresh(TOLD[:1]).all()


@pytest.mark.parametrize("order", ["sample by sample", "prompt by prompt"])
def test_siblings_share_what_their_prompt_says_and_are_as_fresh_as_one_story_of_each(
    order: str,
) -> None:
    """A second story of each prompt, which begins as the first one does, changes nothing; and one
    story told for all prompts is no fresher for being told twice."""
    prompts = list(range(len(TOLD)))
    second = [f"{text[: len(text) // 2]} The end came soon after that, {n}." for n, text in
              enumerate(TOLD)]  # fmt: skip
    alone = MEASURE.fresh(TOLD, prompts)
    assert alone.mean() > 0.9
    if order == "sample by sample":
        together = MEASURE.fresh([*TOLD, *second], [*prompts, *prompts])[: len(TOLD)]
        dull = MEASURE.fresh([TOLD[0]] * 60, [*range(30), *range(30)])
    else:
        texts = list(chain.from_iterable(zip(TOLD, second, strict=True)))
        together = MEASURE.fresh(texts, np.repeat(prompts, 2).tolist())[::2]
        dull = MEASURE.fresh([TOLD[0]] * 60, np.repeat(range(30), 2).tolist())
    assert together.tolist() == alone.tolist()
    assert not dull.any()
    same = MEASURE.fresh([*TOLD, *TOLD], [*prompts, *prompts])
    assert same.tolist() == [*alone, *alone]
