import torch
from tiny import generate_knobs

from fabula.decoding import STRATEGIES, EosBias
from fabula.params import Strategy


def test_every_strategy_that_params_allow_exists() -> None:
    assert set(STRATEGIES) == set(Strategy.__args__)  # type: ignore[attr-defined]


def test_the_eos_bias_grows_from_its_start_to_its_cap() -> None:
    knobs = generate_knobs(eos_bias={"start": 200, "slope": 0.1, "cap": 5.0}).eos_bias
    bias = EosBias(knobs, eos=2, prompt_length=10)
    added = {}
    for generated in (0, 200, 201, 230, 250, 300):
        ids = torch.zeros(3, 10 + generated, dtype=torch.long)
        scores = bias(ids, torch.zeros(3, 6))
        assert not scores[:, [0, 1, 3, 4, 5]].any()
        added[generated] = round(scores[0, 2].item(), 4)
    assert added == {0: 0, 200: 0, 201: 0.1, 230: 3.0, 250: 5.0, 300: 5.0}


def test_the_eos_bias_leaves_the_given_scores_alone() -> None:
    scores = torch.zeros(1, 6)
    knobs = generate_knobs(eos_bias={"start": 0, "slope": 1.0, "cap": 5.0}).eos_bias
    EosBias(knobs, 2, 0)(torch.zeros(1, 3, dtype=torch.long), scores)
    assert not scores.any()
