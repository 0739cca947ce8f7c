import math

import pytest

from fabula.metrics import LIKELIHOOD, Sums, measure
from fabula.metrics.likelihood import bits_per_byte, nats_per_story, perplexity, tokens_per_story


def test_a_model_that_knows_nothing_hesitates_between_all_tokens() -> None:
    tokens, vocabulary = 50, 4096
    assert perplexity(tokens * math.log(vocabulary), tokens) == pytest.approx(vocabulary)


def test_a_perfect_model() -> None:
    assert perplexity(0, 50) == 1
    assert bits_per_byte(0, 200) == nats_per_story(0, 2) == 0


def test_one_bit_a_byte() -> None:
    assert bits_per_byte(200 * math.log(2), 200) == pytest.approx(1)


def test_the_figures_of_system_000_and_001() -> None:
    assert perplexity(1.7932 * 1000, 1000) == pytest.approx(6.01, abs=0.005)
    assert nats_per_story(1.76 * 199 * 10, 10) == pytest.approx(350, abs=0.5)


def test_nats_per_story_is_nats_per_token_times_length() -> None:
    sums = Sums(nats=7200, tokens=4000, bytes=16000, stories=20)
    figures = measure(LIKELIHOOD, sums)
    assert figures == {
        "perplexity": 6.05,  # exp(1.8) = 6.0496
        "bits_per_byte": 0.6492,  # 0.45 / ln 2
        "nats_per_story": 360,
        "tokens_per_story": tokens_per_story(4000, 20),
    }
    nats_per_token = math.log(figures["perplexity"])
    product = nats_per_token * figures["tokens_per_story"]
    assert figures["nats_per_story"] == pytest.approx(product, rel=1e-3)
