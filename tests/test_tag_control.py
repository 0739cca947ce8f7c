"""Whether tags steer a model: the gain in nats, the judge, guidance."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
import torch
from breaking import broken
from tiny import (
    generate_config,
    gpt2_config,
    new_gpt2,
    new_nanochat,
    new_tagmodel,
    store,
    tagmodel_config,
    tokenizer,
)
from transformers import PreTrainedModel

from fabula import models, world
from fabula.errors import DataError
from fabula.evaluation import tag_control
from fabula.evaluation.intervals import estimate, mean
from fabula.evaluation.metrics.corruptions import CORRUPTIONS
from fabula.evaluation.metrics.novelty import training_words
from fabula.evaluation.quality.joint_pass import learn, with_limits
from fabula.evaluation.quality.judge import Judge, Skill, adherence, fit_judge, flags
from fabula.generation.guidance import GuidedCache
from fabula.generation.kv_cache import StoryIds, new_cache
from fabula.generation.writing import Prompt, write
from fabula.models.tagmodel import TagModel
from fabula.stories import TAGS, Story
from fabula.tokens.packing import PackedRows, drop_tags
from fabula.tokens.windows import IGNORED, StoryWindows
from fabula.training import gpt2, tagmodel
from fabula.training.trainer import StoryTrainer
from fabula.training.training_run import train

SPECIAL = models.special_ids(tokenizer())
ENDS = {"ran": ("Twist",), "saw a red ball": ("Conflict",), "fell": ()}
TAGGED = [
    Story(f"The {who} slept and then {end}.", tags=tags)
    for who in ("fox", "hen", "cat", "egg")
    for end, tags in ENDS.items()
] * 20
Random(1).shuffle(TAGGED)  # or a packed row would tell what comes next
Make = Callable[..., PreTrainedModel]
CONFIGS = {
    "gpt2": gpt2_config(epochs=18, batch_size=4, condition="tags", evaluations=1),
    "tagmodel": tagmodel_config(epochs=10, batch_size=8, evaluations=1),
}
MAKE: dict[str, Make] = {"gpt2": new_gpt2, "tagmodel": new_tagmodel}
ROWS: dict[str, Make] = {"gpt2": gpt2.training_rows, "tagmodel": tagmodel.training_rows}


@pytest.fixture(scope="module", params=["gpt2", "tagmodel"])
def taught(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A model that has learned stories whose end their tags decide, and the stories."""
    folder: Path = tmp_path_factory.mktemp("control")
    model, config = MAKE[request.param](), CONFIGS[request.param]
    tokens = store(folder, TAGGED, shard_stories=1000)
    rows = ROWS[request.param](config, tokens, model, SPECIAL)
    validation = StoryWindows(tokens, models.layout_of(model), SPECIAL, once=True, stories=9)
    train(model, rows, validation, config, folder / "checkpoints")
    return model.eval(), tokens


def test_tags_that_decide_a_story_are_worth_nats(taught: Any) -> None:
    model, tokens = taught
    found = tag_control.gains(model, tokenizer(), tokens, len(tokens), batch_size=8)
    for name in ("over_shuffled", "over_none", "over_Twist", "over_Conflict"):
        assert found[name]["low"] > 0, name
    assert found["true"]["value"] < min(found[name]["value"] for name in ("shuffled", "none"))
    nats = {name: found[name]["value"] for name in ("shuffled", "true")}
    over = nats["shuffled"] - nats["true"]
    rounding = 10 ** (math.floor(math.log10(max(nats.values()))) - 3)  # 4 digits are written
    assert found["over_shuffled"]["value"] == pytest.approx(over, abs=1.1 * rounding)
    assert found["over_Dialogue"]["value"] is None  # no story has it


def test_tags_are_worth_nothing_to_a_model_that_was_not_told_them(taught: Any) -> None:
    _, tokens = taught
    unconditional = new_gpt2(condition="nothing")
    found = tag_control.gains(unconditional, tokenizer(), tokens, 12, batch_size=8)
    for name in ("over_shuffled", "over_none", "over_Twist"):
        assert found[name]["value"] == 0


def test_a_model_that_is_told_what_a_story_is_for_writes_it(tmp_path: Path) -> None:
    wishes = {" ran.": "Let it run.", " saw a red ball.": "A ball!", " fell.": "Make it fall."}
    wished = [
        replace(story, prompt=wish, tags=())
        for story in TAGGED
        for end, wish in wishes.items()
        if story.text.endswith(end)
    ]
    config = CONFIGS["gpt2"].model_copy(update={"condition": "prompt"})
    model, tokens = new_gpt2(condition="prompt"), store(tmp_path, wished, shard_stories=1000)
    rows = gpt2.training_rows(config, tokens, model, SPECIAL)
    validation = StoryWindows(tokens, models.layout_of(model), SPECIAL, once=True, stories=9)
    train(model, rows, validation, config, tmp_path / "checkpoints")
    prompts = [Prompt("", "The fox slept and then", (), "", wish) for wish in wishes.values()]
    written = write(model.eval(), tokenizer(), prompts, "greedy", generate_config(max_new_tokens=4))
    assert all(end.startswith(story.text) for end, story in zip(wishes, written, strict=True))


def test_prompts_that_no_story_has_are_refused(tmp_path: Path) -> None:
    model, config = new_gpt2(condition="tags_and_prompt"), gpt2_config(condition="tags_and_prompt")
    with pytest.raises(DataError, match=r"'tags_and_prompt', but none of the 240 .* has a prompt"):
        gpt2.training_rows(config, store(tmp_path, TAGGED), model, SPECIAL)


def test_guidance_makes_a_taught_model_follow_its_tags(taught: Any) -> None:
    """Sampled hot, the model alone often strays. (So small a GPT-2 hardly does.)"""
    model, _ = taught
    if not isinstance(model, TagModel):
        pytest.skip("sure of itself without guidance")
    prompts = [Prompt(f"{n}", "The fox slept and then", ("Twist",), "") for n in range(120)]
    fractions = []
    for scale in (1.0, 3.0):
        config = generate_config(
            guidance=scale, temperature=1.3, top_p=1.0, batch_size=120, max_new_tokens=4
        )
        stories = write(model, tokenizer(), prompts, "top_p", config)
        fractions.append(np.mean([story.text.startswith(" ran") for story in stories]))
    assert fractions[1] > fractions[0] + 0.1, fractions


@pytest.mark.parametrize("make", [new_gpt2, new_nanochat, new_tagmodel])
def test_guidance_is_the_formula_in_every_step(make: Make) -> None:
    model = make()
    conditional = [
        [*SPECIAL.of(("Twist",)), SPECIAL.bos, 9, 10],
        [*SPECIAL.of(TAGS[:2]), SPECIAL.bos],
    ]
    guided = GuidedCache(new_cache(model, 0), new_cache(model, 0, SPECIAL.tags), 3.0)
    alone = [new_cache(model, 0), new_cache(model, 0, SPECIAL.tags)]
    with torch.inference_mode():
        stories = [StoryIds([], ids) for ids in conditional]
        found, expected = guided.prefill(stories), [each.prefill(stories) for each in alone]
        for _ in range(20):  # beyond the tag model's window
            given, without = (logits.log_softmax(dim=-1) for logits in expected)
            torch.testing.assert_close(found, without + 3 * (given - without))
            tokens = torch.randint(9, 300, (2,))
            found, expected = guided.step(tokens), [each.step(tokens) for each in alone]


@pytest.mark.parametrize("make", [new_gpt2, new_tagmodel])
def test_guidance_away_from_no_tags_changes_nothing_without_tags(make: Make) -> None:
    model, prompts = make(), [Prompt("1", "A fox", (), ""), Prompt("2", "A hen said", (), "")]
    plain, guided = (
        list(write(model, tokenizer(), prompts, "greedy", generate_config(guidance=scale)))
        for scale in (1.0, 3.0)
    )
    assert plain == guided


@cache
def embedded(split: Any, count: int) -> list[Story]:
    return list(world.tell(3, split, count))


@cache
def judge() -> Judge:
    return fit_judge(embedded("train", 600), embedded("validation", 300))


def test_the_judge_finds_the_tags_of_real_stories_and_not_of_shuffled_ones() -> None:
    real = embedded("test", 300)
    texts, tags = [story.text for story in real], [story.tags for story in real]
    own = tag_control.adherences(judge(), texts, tags)["adherence"]
    shuffled = tag_control.adherences(judge(), texts, [*tags[1:], tags[0]])["adherence"]
    assert own["value"] == pytest.approx(1, abs=0.15)
    assert shuffled["low"] < 0.1
    assert shuffled["high"] < own["low"]
    assert judge().trusted
    for skill in judge().skills.values():
        assert all(0 <= value <= 1 for value in (skill.auc, skill.f1, skill.sensitivity))


def test_a_rare_tag_does_not_take_the_interval_from_the_others() -> None:
    stories, rare = embedded("test", 60), judge().trusted[-1]
    asked = [tuple(tag for tag in story.tags if tag != rare) for story in stories]
    asked[0] = (*asked[0], rare)  # in a third of the resamples nobody is asked for it
    found = tag_control.adherences(judge(), [story.text for story in stories], asked)
    assert found[rare]["low"] is None
    assert found["adherence"]["low"] < found["adherence"]["value"] < found["adherence"]["high"]


def test_adherence_is_corrected_for_what_the_judge_gets_wrong() -> None:
    """Rogan and Gladen 1978: seen = true * sensitivity + (1 - true) * (1 - specificity)."""
    asked = np.repeat([True, False], 100)
    said = np.concatenate([np.arange(100) < 80, np.arange(100) < 10])
    assert adherence(asked, said, Skill(0.9, 0.8, 0.8, 0.9)) == pytest.approx(1)
    assert adherence(asked, said, Skill(1, 1, 1, 1)) == pytest.approx(0.7)
    assert np.isnan(adherence(asked | True, said, Skill(1, 1, 1, 1)))


@dataclass(frozen=True)
class Teller(Judge):
    """A judge that reads its verdict in the text itself."""

    def says(self, texts: Sequence[str]) -> Any:
        return flags([[tag for tag in TAGS if tag in text] for text in texts])


@pytest.mark.parametrize("tested", [20, 60, 2000])
def test_the_interval_of_adherence_holds_the_error_of_the_judge(tested: int) -> None:
    """By the delta method: Var(seen / t) = Var(seen) / t^2 + seen^2 Var(t) / t^4, where t is
    sensitivity + specificity - 1 and each rate r of n stories has the variance r (1 - r) / n."""
    asked = [("Twist",)] * 100 + [()] * 100
    texts = ["Twist"] * 70 + ["none"] * 30 + ["Twist"] * 10 + ["none"] * 90
    seen, a, b = 0.6, 0.8, 0.9
    t = a + b - 1
    of_texts = 0.7 * 0.3 / 100 + 0.1 * 0.9 / 100
    of_judge = a * (1 - a) / tested + b * (1 - b) / tested
    expected = 2 * 1.96 * (of_texts / t**2 + seen**2 * of_judge / t**4) ** 0.5

    def interval(stories: int) -> tuple[float, float]:
        skill = Skill(0.9, 0.8, a, b, stories, stories)
        found = tag_control.adherences(
            Teller([], np.empty(0), {}, {}, {"Twist": skill}), texts, asked
        )
        assert found["Twist"]["value"] == pytest.approx(seen / t, rel=1e-3)
        assert found["adherence"]["value"] == found["Twist"]["value"]
        low, high = found["Twist"]["low"], found["Twist"]["high"]
        assert low is not None
        assert high is not None
        return low, high

    low, high = interval(tested)
    exact_low, exact_high = interval(0)
    assert low < seen / t < high
    assert high - low == pytest.approx(expected, rel=0.3 if tested == 20 else 0.15)
    assert high - low >= (exact_high - exact_low) * (1.1 if tested < 2000 else 0.97)


def test_a_judge_that_was_right_a_few_times_is_not_taken_as_exact() -> None:
    rates = [Skill(1, 1, 1.0, 1.0, 8, 8).redrawn(np.random.default_rng(n)) for n in range(300)]
    assert min(skill.sensitivity for skill in rates) < 0.9
    assert all(0 <= skill.sensitivity <= 1 for skill in rates)
    exact = Skill(1, 1, 1.0, 1.0)
    assert exact.redrawn(np.random.default_rng(1)) == exact


def test_a_tag_that_cannot_be_learned_is_left_out() -> None:
    plain = [Story(f"{story.text} {n}", tags=story.tags) for n, story in enumerate(TAGGED)]
    found = fit_judge(plain, plain)
    assert set(found.skills) == {"Twist", "Conflict"}
    assert found.trusted == ["Conflict", "Twist"]
    said = found.says([plain[0].text])
    assert said.shape == (1, len(TAGS))
    assert said[0, TAGS.index("Twist")]
    assert np.array_equal(flags([("Twist",)])[0], [tag == "Twist" for tag in TAGS])


def test_a_tag_that_is_told_badly_is_not_reported() -> None:
    chance = Random(1)
    noise = [
        Story(f"{story.text} {n}", tags=("Twist",) if chance.random() < 0.3 else ())
        for n, story in enumerate(TAGGED * 4)
    ]
    found = fit_judge(noise[:90], noise[90:])
    assert found.skills["Twist"].f1 < 0.6
    assert found.trusted == []
    assert tag_control.adherences(found, ["A fox."], [("Twist",)])["adherence"]["value"] is None


def test_intervals_hold_the_figure_and_shrink_with_more_stories() -> None:
    values = np.random.default_rng(1).normal(5, 1, 400)
    few, many = mean(values[:25]), mean(values)
    widths = []
    for found, count in ((few, 25), (many, 400)):
        value, low, high = (found[name] for name in ("value", "low", "high"))
        assert value is not None
        assert low is not None
        assert high is not None
        assert low < value < high
        widths.append(high - low)
        assert high - low == pytest.approx(2 * 1.96 / count**0.5, rel=0.35)
    assert widths[0] > 2 * widths[1]
    assert mean(np.array([np.nan, 2.0])) == {
        "value": 2.0,
        "low": None,
        "high": None,
        "n": 1,
    }
    assert mean(np.array([])) == {"value": None, "low": None, "high": None, "n": 0}
    assert estimate(3, lambda _: float("nan"))["value"] is None


def test_the_training_stories_that_lose_their_tags_are_others_in_each_epoch() -> None:
    bits = np.full(10_000, 5, np.uint8)
    some = drop_tags(bits, 0.1, seed=1, epoch=0)
    assert np.array_equal(some, drop_tags(bits, 0.1, seed=1, epoch=0))
    for other in (drop_tags(bits, 0.1, seed=1, epoch=1), drop_tags(bits, 0.1, seed=2, epoch=0)):
        both = np.mean((some == 0) & (other == 0))
        assert both == pytest.approx(0.01, abs=0.005), "as chance has it"
        assert np.mean(other == 0) == pytest.approx(0.1, abs=0.01)
    assert np.mean(some == 0) == pytest.approx(0.1, abs=0.01)
    assert set(some.tolist()) == {0, 5}
    assert np.array_equal(drop_tags(bits, 0, seed=1, epoch=0), bits)


@pytest.mark.parametrize("kind", ["gpt2", "every_window", "story_start", "bidirectional"])
def test_stories_without_their_tags_are_laid_as_if_they_had_them(kind: str, tmp_path: Path) -> None:
    """Every row predicts the same tokens after the same ones, whatever is told."""
    tokens = store(tmp_path, TAGGED[:24], shard_stories=7)
    if kind == "gpt2":
        rows: Any = PackedRows(tokens, 32, SPECIAL, tokens.tag_bits)
    else:
        attention = "bidirectional" if kind == "bidirectional" else "causal"
        tags_at: Any = "every_window" if kind == "bidirectional" else kind
        model = new_tagmodel(tags_at, attention=attention)
        rows = StoryWindows(tokens, model.layout(stride=6), SPECIAL, once=False)
    whole = [rows[number] for number in range(len(rows))]
    rows.tell(np.zeros_like(rows.room_for))
    bare = [rows[number] for number in range(len(rows))]
    assert len(whole) == len(bare)
    told = 0
    for with_tags, without in zip(whole, bare, strict=True):
        ids, labels = with_tags["input_ids"], with_tags["labels"]
        tags = np.isin(ids, SPECIAL.tags)
        told += tags.sum()
        assert not np.isin(without["input_ids"], SPECIAL.tags).any()
        if kind == "bidirectional":  # padding takes the place of the tags
            assert (without["input_ids"][without["attention_mask"] > 0] == ids[
                (with_tags["attention_mask"] > 0) & ~tags
            ]).all()  # fmt: skip
            assert (without["labels"] == labels).all()
            continue
        assert (labels[tags] == IGNORED).all()
        assert without["input_ids"].tolist() == ids[~tags].tolist()
        assert without["labels"].tolist() == labels[~tags].tolist()
    assert told


@pytest.mark.parametrize("kind", ["gpt2", "tagmodel"])
def test_each_epoch_drops_other_tags_and_a_run_goes_on_to_the_same_bytes(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped in the middle of the second epoch; once the batches before it were shown."""
    config = CONFIGS[kind].model_copy(
        update={"epochs": 3.0, "evaluations": 7, "conditioning_dropout": 0.5, "batch_size": 2}
    )
    tokens = store(tmp_path, TAGGED[:12], shard_stories=1000)
    shown: list[bytes] = []

    def run(name: str) -> bytes:
        model = MAKE[kind](condition="tags") if kind == "gpt2" else MAKE[kind]()
        rows = ROWS[kind](config, tokens, model, SPECIAL)
        tell = rows.tell
        rows.tell = lambda bits: (shown.append(bits.tobytes()), tell(bits))
        validation = StoryWindows(tokens, models.layout_of(model), SPECIAL, once=True, stories=3)
        train(model, rows, validation, config, tmp_path / name)
        return b"".join(weight.detach().numpy().tobytes() for weight in model.parameters())

    whole = run("whole")
    epochs = list(shown)
    assert len(epochs) == len(set(epochs)) > 2
    step = StoryTrainer.training_step

    def cut(self: StoryTrainer, *arguments: Any) -> torch.Tensor:
        if (self.state.epoch or 0) > 1.6:
            raise KeyboardInterrupt
        return step(self, *arguments)

    with monkeypatch.context() as patch:
        patch.setattr(StoryTrainer, "training_step", cut)
        with pytest.raises(KeyboardInterrupt):
            run("cut")
    shown.clear()
    assert run("cut") == whole
    assert 2 <= len(shown) < len(epochs)
    assert shown == epochs[-len(shown) :]


def test_the_quality_of_texts_has_intervals() -> None:
    training = [story.text for story in embedded("train", 300)]
    real = [story.text for story in embedded("validation", 200)]
    quality = with_limits(learn(training), real)
    texts = [story.text for story in embedded("test", 60)]
    new, vocabulary = np.linspace(90, 100, 60), training_words(training)
    good = tag_control.qualities(quality, texts, new, vocabulary)
    mixed = broken(CORRUPTIONS["sentence_shuffle"], texts)
    bad = tag_control.qualities(quality, mixed, new, vocabulary)
    assert bad["joint_pass"]["high"] < good["joint_pass"]["low"]  # type: ignore[operator]
