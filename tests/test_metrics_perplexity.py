import math

import numpy as np
import pytest

from fabula.evaluation.metrics.perplexity import LikelihoodInput, bits_per_byte, perplexity
from fabula.evaluation.metrics.registry import LIKELIHOOD, figures, measure


def test_a_model_that_knows_nothing_hesitates_between_all_tokens() -> None:
    tokens, vocabulary = 50, 4096
    assert perplexity(np.array([tokens * math.log(vocabulary), tokens])) == (
        pytest.approx(vocabulary)
    )


def test_a_perfect_model() -> None:
    assert perplexity(np.array([0, 50])) == 1
    assert bits_per_byte(np.array([0, 200])) == 0


def test_one_bit_a_byte() -> None:
    assert bits_per_byte(np.array([200 * math.log(2), 200])) == pytest.approx(1)


def test_the_figure_of_the_earlier_gpt2_system() -> None:
    assert perplexity(np.array([1.7932 * 1000, 1000])) == pytest.approx(6.01, abs=0.005)


NLL, TOKENS, BYTES = (np.array(each, float) for each in ([4000, 3200], [2500, 1500], [9e3, 7e3]))


def test_all_tokens_of_all_stories_count_alike_and_all_stories_make_one_interval() -> None:
    found = figures(measure(LIKELIHOOD, LikelihoodInput(NLL, TOKENS, BYTES)))
    assert {name: one["value"] for name, one in found.items()} == {
        "perplexity": 6.05,  # exp(7200 / 4000) = 6.0496
        "bits_per_byte": 0.6492,  # 7200 / 16000 / ln 2
        "nats_per_story": 3600,
        "tokens_per_story": 2000,
    }
    assert found["perplexity"]["low"] == pytest.approx(math.exp(4000 / 2500), abs=1e-3)
    assert found["perplexity"]["high"] == pytest.approx(math.exp(3200 / 1500), abs=1e-3)
    assert {one["n"] for one in found.values()} == {2}


def test_nats_per_story_is_nats_per_token_times_length() -> None:
    found = figures(measure(LIKELIHOOD, LikelihoodInput(NLL, TOKENS, BYTES)))
    values = {name: float(one["value"] or 0) for name, one in found.items()}
    product = math.log(values["perplexity"]) * values["tokens_per_story"]
    assert values["nats_per_story"] == pytest.approx(product, rel=1e-3)


def test_the_perplexity_of_the_first_128_tokens_is_there_for_gpt2s_alone() -> None:
    subject = LikelihoodInput(NLL, TOKENS, BYTES, first_tokens=(1000 * math.log(6.01), 1000))
    assert figures(measure(LIKELIHOOD, subject))["perplexity_first_128"]["value"] == 6.01
    assert "perplexity_first_128" not in measure(LIKELIHOOD, LikelihoodInput(NLL, TOKENS, BYTES))
