"""Learning from pairs: what is compared, what trl makes of it, and that nothing needs it before."""

import importlib.util
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from tiny import config, generate_config, new_gpt2, new_tagmodel, tokenizer
from torch.nn import functional

from fabula import files, models, paths, world
from fabula.alignment import dpo, figures, learning, pairs, ranker
from fabula.alignment.pairs import Preference
from fabula.alignment.paths import ALIGN_METRICS, ALIGNED, IMPORTED, RANKER
from fabula.config.align import Align
from fabula.corpus.paths import stories_file
from fabula.corpus.store import read_stories, write_stories
from fabula.errors import DataError, ModelError
from fabula.evaluation.paths import QUALITY
from fabula.evaluation.quality import learned
from fabula.evaluation.quality.joint_pass import learn
from fabula.generation.writing import Prompt
from fabula.models.paths import GPT2
from fabula.stories import opening
from stages import align

PAIRS = [
    Preference("Tom", f' said, "Hi {n}." He laughed.', f" ran to hut {n}. He slept.", ("Twist",))
    for n in range(8)
]
needs_trl = pytest.mark.skipif(
    importlib.util.find_spec("trl") is None, reason="trl is not installed (extra align)"
)


def align_config(**changes: Any) -> Align:
    small: dict[str, Any] = {"least_pairs": 4, "epochs": 4.0, "batch_size": 2, "prompts": 2}
    return config(Align, **small | {"learning_rate": 0.003, "precision": "fp32"} | changes)


def test_a_pair_is_read_as_its_stories_are_written() -> None:
    model, special = new_gpt2(context=64), models.special_ids(tokenizer())
    (first, *_) = dpo.token_pairs(model, tokenizer(), PAIRS)
    assert first["prompt_ids"][:2] == [special.tags[5], special.bos]
    assert first["chosen_ids"][-1] == first["rejected_ids"][-1] == special.eos
    assert tokenizer().decode(first["chosen_ids"][:-1]) == PAIRS[0].chosen


def test_a_pair_that_a_model_cannot_read_is_left_out_and_said(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("INFO")
    long = Preference("Tom", " ran." * 60, " slept.")
    assert len(dpo.token_pairs(new_gpt2(context=64), tokenizer(), [*PAIRS, long])) == 8
    assert "1 pairs have stories longer than the model's 64 tokens" in caplog.text


def test_rewards_are_beta_times_what_the_likelihoods_moved() -> None:
    after, before = new_gpt2(context=64, seed=2), new_gpt2(context=64)
    tokens, asked = dpo.token_pairs(after, tokenizer(), PAIRS[:3]), align_config(beta=0.5)
    found = dpo.rewards(after, before, tokens, asked)
    assert not dpo.rewards(before, before, tokens, asked).any()

    def nats(model: Any) -> float:
        ids = torch.tensor([tokens[1]["prompt_ids"] + tokens[1]["rejected_ids"]])
        story = len(tokens[1]["rejected_ids"])
        logits = model(ids).logits[0, -story - 1 : -1]
        return float(functional.cross_entropy(logits, ids[0, -story:], reduction="sum"))

    with torch.no_grad():
        assert found[1, 1] == pytest.approx(0.5 * (nats(before) - nats(after)), rel=1e-4)


def test_the_divergence_is_that_of_the_whole_distributions() -> None:
    after, before = new_gpt2(context=64, seed=2), new_gpt2(context=64)
    stories = [
        (pair["prompt_ids"], pair["chosen_ids"])
        for pair in dpo.token_pairs(after, tokenizer(), PAIRS[:3])
    ]
    found = dpo.divergence(after, before, stories, align_config())
    assert [int(tokens) for _, tokens in found] == [len(story) for _, story in stories]
    assert not dpo.divergence(before, before, stories, align_config())[:, 0].any()
    prompt, story = stories[2]
    with torch.no_grad():
        new, old = (
            model(torch.tensor([prompt + story])).logits[0, len(prompt) - 1 : -1].log_softmax(-1)
            for model in (after, before)
        )
    by_hand = functional.kl_div(old, new, log_target=True, reduction="sum")
    assert found[2, 0] == pytest.approx(float(by_hand), rel=1e-4)


def test_without_trl_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trl", None)
    with pytest.raises(ModelError, match=r"align needs trl.*align\.least_pairs"):
        dpo.train(new_gpt2(), tokenizer(), [], align_config())


def test_a_tag_model_is_refused() -> None:
    with pytest.raises(ModelError, match="a tag model cannot learn from pairs"):
        dpo.train(new_tagmodel(), tokenizer(), [], align_config())


@needs_trl
@pytest.mark.filterwarnings("default")  # those of libraries
@pytest.mark.parametrize("rank", [0, 4])
def test_a_model_learns_to_prefer_what_was_chosen(rank: int) -> None:
    before = new_gpt2(context=64)
    weights = {name: value.clone() for name, value in before.state_dict().items()}
    lora = {"rank": rank, "alpha": 16.0, "dropout": 0.0}
    asked = align_config(lora=lora, learning_rate=0.01 if rank else 0.003)
    tokens = dpo.token_pairs(before, tokenizer(), PAIRS)
    after, again = (dpo.train(before, tokenizer(), tokens, asked) for _ in range(2))
    rewards = dpo.rewards(after, before, tokens, asked)
    assert (rewards[:, 0] > rewards[:, 1]).all()
    assert all(torch.equal(value, weights[name]) for name, value in before.state_dict().items())
    assert all(map(torch.equal, after.state_dict().values(), again.state_dict().values()))
    assert after.config.pad_token_id == before.config.pad_token_id


@needs_trl
@pytest.mark.filterwarnings("default")
def test_all_figures_of_a_training_are_there() -> None:
    texts = [story.text for story in world.tell(5, "train", 40)]
    against = figures.standard(learn(texts), texts[:8], texts)
    prompts = [Prompt(name, name, (), "") for name in ("Once upon", "A hen said", "Two cats")]
    outcome = learning.learn(
        new_gpt2(context=256),
        tokenizer(),
        PAIRS,
        prompts,
        against,
        align_config(held_out=0.5),
        generate_config(),
    )
    found = outcome.metrics
    assert found["kl"]["value"] > 0
    assert len(outcome.before) == len(outcome.after) == 3
    rows = [set(found["stories"][row]) for row in ("before", "after", "difference")]
    assert rows[0] == rows[1] == rows[2]
    assert rows[0] >= {"joint_score", "words", "looped", "repetition_rate", "unended"}


@needs_trl
def test_where_no_pair_is_left_to_learn_from_it_is_said() -> None:
    long = [Preference("Tom", " ran." * 60, f" slept {n}.") for n in range(8)]
    with pytest.raises(DataError, match=r"of 8 pairs none is left to learn from.*align\.held_out"):
        learning.learn(
            new_gpt2(context=64),
            tokenizer(),
            long,
            [],
            None,  # type: ignore[arg-type]
            align_config(),
            generate_config(),
        )


def test_what_a_model_writes_is_measured_on_the_same_prompts() -> None:
    before = {"words": np.array([10.0, 20, 30]), "looped": np.array([0.0, 0, 100])}
    after = {"words": np.array([12.0, 22, 32]), "looped": np.array([0.0, 0, 100])}
    found = figures.compared(before, after)
    assert found["before"]["words"]["value"] == 20
    assert found["difference"]["words"] == {"value": 2, "low": 2, "high": 2, "n": 3}
    assert found["difference"]["looped"]["value"] == 0


def test_the_stage_does_nothing_while_there_are_few_pairs(
    project: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, "trl", None)
    caplog.set_level("INFO")
    align.main()
    status = files.read_json(ALIGN_METRICS)["status"]
    assert status.startswith("off: 0 pairs are fewer than align.least_pairs, 100;")
    assert status in caplog.text
    assert status in (ALIGNED / "README.md").read_text(encoding="utf-8")
    assert files.read_json(RANKER) == {"status": status}
    with pytest.raises(ModelError):
        models.load(ALIGNED)


@needs_trl
@pytest.mark.filterwarnings("default")
def test_the_stage_learns_from_enough_pairs_and_evaluates_on_prompts_nobody_rated(
    project: Path,
) -> None:
    for split, count in (("train", 80), ("validation", 60), ("test", 12)):
        write_stories(stories_file(split), world.tell(5, split, count))  # type: ignore[arg-type]
    fitted = learned.fit(*(list(read_stories(stories_file(s))) for s in ("train", "validation")))
    learned.save(fitted, QUALITY)
    before = new_gpt2(context=256)
    models.save(before, tokenizer(), GPT2)
    test = list(read_stories(stories_file("test")))
    rated = [
        Preference(opening(story.text, 12), f" {pair.chosen}", f" {pair.rejected}")
        for story, pair in zip(test[:8], PAIRS, strict=True)
    ]
    pairs.write(IMPORTED, rated)
    small = {"least_pairs: 100": "least_pairs: 8", "max_new_tokens: 350": "max_new_tokens: 20"}
    small |= {"batch_size: 8 # pairs": "batch_size: 2 # pairs"}  # the first step only warms up
    text = paths.PARAMS.read_text(encoding="utf-8").replace("precision: auto", "precision: fp32")
    for old, new in small.items():
        assert old in text
        text = text.replace(old, new)
    paths.PARAMS.write_text(text, encoding="utf-8")
    align.main()
    found = files.read_json(ALIGN_METRICS)
    assert found["status"] == "on"
    assert found["prompts"] == 4
    assert sum(found["pairs"].values()) == 8
    assert ranker.load(RANKER).pairs == found["pairs"]["trained_on"]
    after, _ = models.load(ALIGNED)
    assert not all(map(torch.equal, after.state_dict().values(), before.state_dict().values()))
    pairs.write(
        IMPORTED,
        [
            *rated,
            *(
                Preference(story.text, *x)
                for story, x in zip(test[8:11], [(" a", " b")] * 3, strict=True)
            ),
        ],
    )
    with pytest.raises(DataError, match="only 1 were not rated"):
        align.main()
