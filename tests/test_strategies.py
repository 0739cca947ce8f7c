"""What the strategies do to scores; the searches are tested in test_search.py."""

from typing import get_args

import pytest
import torch
from tiny import generate_config
from transformers import (
    NoRepeatNGramLogitsProcessor,
    SuppressTokensLogitsProcessor,
    TopPLogitsWarper,
)

from fabula.config.decoding import Decoding, Strategy
from fabula.errors import ParamsError
from fabula.generation.search import processed
from fabula.generation.strategies import (
    STRATEGIES,
    EosBias,
    Never,
    NoRepeat,
    TopP,
    decoding,
    is_sampled,
)

SAMPLED = ["temperature", "top_k", "top_p", "top_k_top_p", "min_p", "typical"]
P = torch.tensor([[0.4, 0.3, 0.2, 0.06, 0.04]])
IDS = torch.tensor([[7, 7]])


def left(strategy: Strategy, ids: torch.Tensor = IDS, **changes: float) -> list[float]:
    """The probabilities after all filters of a strategy; token 4 is the end."""
    _, processors = decoding(strategy, generate_config(strategy, **changes), [], 4, width=2)
    found: list[float] = processed(processors, ids, P.log()).softmax(dim=-1)[0].tolist()
    return found


def test_every_strategy_has_its_parameters_and_its_function() -> None:
    assert set(get_args(Strategy)) == set(STRATEGIES) == set(Decoding.model_fields)


def test_chance_decides_where_there_is_a_temperature() -> None:
    sampled = [name for name in STRATEGIES if is_sampled(name, generate_config())]
    assert sampled == SAMPLED


@pytest.mark.parametrize(
    ("strategy", "changes", "expected"),
    [
        ("temperature", {"temperature": 0.5}, [0.16, 0.09, 0.04, 0.0036, 0.0016]),
        ("top_k", {"top_k": 2}, [0.4, 0.3, 0, 0, 0]),
        ("top_p", {"top_p": 0.7, "temperature": 1.0}, [0.4, 0.3, 0, 0, 0]),
        ("top_p", {"top_p": 0.71, "temperature": 1.0}, [0.4, 0.3, 0.2, 0, 0]),
        ("top_p", {"top_p": 1.0, "temperature": 1.0}, [0.4, 0.3, 0.2, 0.06, 0.04]),
        ("top_k_top_p", {"top_k": 3, "top_p": 0.75}, [0.4, 0.3, 0, 0, 0]),
        ("min_p", {"min_p": 0.4}, [0.4, 0.3, 0.2, 0, 0]),
        ("typical", {"typical_p": 0.49}, [0, 0.3, 0.2, 0, 0]),  # entropy 1.37: p = 0.25
        ("greedy", {}, [0.4, 0.3, 0.2, 0.06, 0.04]),
    ],
)
def test_filters_leave_what_they_should(
    strategy: Strategy, changes: dict[str, float], expected: list[float]
) -> None:
    total = sum(expected)
    assert left(strategy, **changes) == pytest.approx([p / total for p in expected], abs=1e-6)


@pytest.mark.parametrize("top_p", [1.0, 0.9, 0.5, 1e-6])
@pytest.mark.parametrize("kind", ["fp32", "bf16", "whole numbers", "never written"])
def test_top_p_is_that_of_transformers(kind: str, top_p: float) -> None:
    """Also where many tokens are equally likely, as they are in 16 bits, or cannot be written, and
    where very many stay. Of equally likely ones theirs keeps whichever its sort puts last."""
    heat = torch.linspace(0.1, 6, 20)[:, None]
    scores = heat * torch.randn(20, 4000, generator=torch.Generator().manual_seed(0))
    if kind == "bf16":
        scores = scores.bfloat16().float()
    elif kind == "whole numbers":
        scores = scores.round()
    elif kind == "never written":
        scores[:, ::3] = -torch.inf
    ids = torch.zeros(20, 5, dtype=torch.long)
    ours, theirs = TopP(top_p)(ids, scores), TopPLogitsWarper(top_p)(ids, scores)
    assert torch.equal(ours.sort().values, theirs.sort().values)
    assert torch.equal(ours, top_p_by_a_stable_sort(scores, top_p))


def top_p_by_a_stable_sort(scores: torch.Tensor, top_p: float) -> torch.Tensor:
    """Their definition, with equally likely tokens in the order of their ids."""
    ordered, places = scores.sort(stable=True)
    removed = ordered.softmax(dim=-1).cumsum(dim=-1) <= 1 - top_p
    removed[:, -1] = False
    return scores.masked_fill(removed.scatter(1, places, removed), -torch.inf)


@pytest.mark.parametrize("size", [1, 2, 4])
def test_what_is_not_to_be_repeated_or_written_is_that_of_transformers(size: int) -> None:
    generator = torch.Generator().manual_seed(size)
    scores = torch.randn(6, 9, generator=generator)
    for length in (1, size, 40):
        ids = torch.randint(5, (6, length), generator=generator)
        theirs = NoRepeatNGramLogitsProcessor(size)(ids, scores)
        assert torch.equal(NoRepeat(size)(ids, scores), theirs)
        assert theirs.isinf().any() or length < 40
    never = [0, size, 8]
    theirs = SuppressTokensLogitsProcessor(never)(ids, scores)
    assert torch.equal(Never(never)(ids, scores), theirs)
    assert scores.isfinite().all(), "others read them too"


def test_repetition_is_punished_whatever_the_strategy() -> None:
    ids = torch.tensor([[0, 2]])
    for strategy in SAMPLED:
        plain = left(strategy, ids)  # type: ignore[arg-type]
        punished = left(strategy, ids, repetition_penalty=1.5)  # type: ignore[arg-type]
        assert punished[0] / punished[1] < plain[0] / plain[1]


def test_what_is_never_written_is_no_choice() -> None:
    _, processors = decoding("greedy", generate_config("greedy"), [0, 1], 4, width=2)
    assert processed(processors, IDS, P.log()).argmax() == 2


def test_no_run_of_tokens_is_written_twice_along_beams() -> None:
    config = generate_config("beam", no_repeat_ngram_size=2)
    _, processors = decoding("beam", config, [], 4, width=1)
    scores = processed(processors, torch.tensor([[3, 0, 1, 0]]), P.log())
    assert scores[0].isinf().tolist() == [False, True, False, False, False]


def test_the_bias_towards_the_end_has_start_slope_and_cap() -> None:
    config = generate_config(eos_bias={"start": 3, "slope": 0.5, "cap": 2.0}).eos_bias
    bias = EosBias(config, eos=4, width=2)
    for written, expected in ((0, 0.0), (3, 0.0), (4, 0.5), (6, 1.5), (7, 2.0), (90, 2.0)):
        ids = torch.zeros(1, 2 + written, dtype=torch.long)
        changed = bias(ids, torch.zeros(1, 5))[0]
        assert changed.tolist() == [0, 0, 0, 0, expected]


def test_the_bias_counts_for_the_filters() -> None:
    eager = {"start": 0, "slope": 10.0, "cap": 10.0}
    config = generate_config("top_k", top_k=1, eos_bias=eager)
    _, processors = decoding("top_k", config, [], 4, width=1)
    assert processed(processors, IDS, P.log()).argmax() == 4


@pytest.mark.parametrize(
    ("strategy", "changes", "said"),
    [
        ("top_p", {"length_penalty": 2.0}, "length_penalty does nothing for .* top_p; .* beam"),
        ("greedy", {"temperature": 2.0}, "temperature does nothing for the strategy greedy"),
        ("top_p", {"top_p": 0.0}, r"generate.decoding.top_p.top_p: .* greater than 0, got 0"),
        ("beam", {"num_beams": 0}, r"beam.num_beams: .* greater than 0, got 0"),
        ("diverse_beam", {"num_beam_groups": 3}, "4 beams are not divisible by 3 groups"),
        ("temperature", {"temperature": 0}, "temperature: .* equal to 0.001, got 0"),
        ("top_p", {"temperature": 1e-320}, "temperature: .* equal to 0.001, got 1e-320"),
        ("min_p", {"temperature": 1e308}, "temperature: .* equal to 1000, got 1e"),
        ("beam", {"length_penalty": 1e308}, "length_penalty: .* equal to 10, got 1e"),
        ("diverse_beam", {"length_penalty": -1e308}, "length_penalty: .* equal to -10, got -1e"),
        ("contrastive", {"penalty_alpha": 1.5}, "less than or equal to 1, got 1.5"),
        ("top_p", {"max_new_tokens": -5}, r"generate.max_new_tokens: .* got -5"),
    ],
)
def test_parameters_that_mean_nothing_are_refused(
    strategy: Strategy, changes: dict[str, float], said: str
) -> None:
    with pytest.raises(ParamsError, match=said):
        generate_config(strategy, **changes)
