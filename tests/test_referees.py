"""The readers of the extra `judge`: each finds broken stories worse. Skipped where it is absent."""

import numpy as np
import pytest

from fabula.evaluation.metrics.validity import SET_CORRUPTIONS
from fabula.evaluation.referees import packages

pytestmark = [
    pytest.mark.skipif(
        bool(packages.missing()),
        reason=f"not installed (`make judge`): {', '.join(packages.missing())}",
    ),
    pytest.mark.filterwarnings("default"),  # what the packages have to say
]

STORIES = [
    "Tom had a red kite. He ran up the hill with his kite. The wind took the kite high into the "
    "sky. Tom laughed and held the string. In the evening he carried the kite home.",
    "Mia wanted to bake a cake. She put flour and eggs into a bowl. Her mother helped her with the "
    "oven. The cake smelled sweet. They ate the warm cake in the kitchen.",
    "A frog lived in a pond. One day the water was gone. The frog hopped through the dry grass to "
    "look for another pond. He found a cool lake. The frog jumped into the water and sang.",
]
STRANGE = ["", "Hi", "🙂🙂"]


def broken(way: str) -> list[str]:
    return SET_CORRUPTIONS[way](STORIES, [])


def test_halves_of_two_stories_do_not_fit() -> None:
    from fabula.evaluation.referees import embeddings

    assert (embeddings.halves(STORIES) > embeddings.halves(broken("splice"))).all()
    assert np.isnan(embeddings.halves(STRANGE)).all()


def test_an_opening_fits_its_own_story() -> None:
    from fabula.evaluation.referees import embeddings

    openings = [story.split(".")[0] + "." for story in STORIES]
    own = embeddings.fit(openings, STORIES)
    assert (own > embeddings.fit(openings, broken("other_story"))).all()


def test_neighbours_of_one_story_are_nearer() -> None:
    from fabula.evaluation.referees import embeddings

    mixed = [" ".join(STORIES[n].split(". ")[0] + "." for n in order) for order in ((0, 1, 2),)]
    assert embeddings.smoothness(mixed)[0] < embeddings.smoothness(STORIES).min()


def test_errors_are_found() -> None:
    from fabula.evaluation.referees import grammar

    assert grammar.lints(STORIES).mean() < grammar.lints(broken("sloppy")).mean()
    assert np.isnan(grammar.lints([""])).all()


def test_words_without_order_surprise_and_strange_texts_are_read() -> None:
    from fabula.evaluation.referees import fluency

    nothing = [""] * len(STORIES)
    real = fluency.surprise(nothing, STORIES)
    salad = fluency.surprise(nothing, broken("word_salad"))
    assert (real.per_token < salad.per_token).all()
    assert (real.worst >= real.per_token - 1e-9).all()
    assert (salad.unlikely > real.unlikely).all()
    found = fluency.surprise([""] * len(STRANGE), STRANGE)
    assert np.isnan(found.nats[0])
    assert np.isfinite(found.nats[1:]).all()


def test_the_opening_is_read_and_does_not_count() -> None:
    from fabula.evaluation.referees import fluency

    opening, rest = STORIES[0][:60], STORIES[0][60:]
    alone = fluency.surprise([""], [rest])
    after = fluency.surprise([opening], [rest])
    assert after.per_token[0] < alone.per_token[0]
    assert after.tokens[0] <= alone.tokens[0] + 1


def test_of_a_long_opening_the_end_is_read_so_that_its_text_is_read_too() -> None:
    from fabula.evaluation.referees import fluency

    long = " ".join(STORIES * 8) + " "
    assert len(long.split()) > fluency.LONGEST / 2
    found = fluency.surprise([long, long], [STORIES[0], broken("word_salad")[0]])
    assert (found.tokens > 20).all()
    assert found.per_token[0] < found.per_token[1]


def test_a_story_is_read_to_its_end() -> None:
    from fabula.evaluation.referees import fluency

    long = " ".join(STORIES * 2)
    wild = f"{long} {broken('word_salad')[0]}"
    ends = fluency.surprise(["", ""], [f"{long} {STORIES[0]}", wild])
    assert ends.per_token[0] < ends.per_token[1]
    assert ends.worst[0] < ends.worst[1]
