from collections.abc import Callable
from functools import partial

import pytest
import torch
from tiny import STORIES, generate_config, new_gpt2, new_nanochat, new_tagmodel, tokenizer
from transformers import PreTrainedModel

from fabula import models
from fabula.config.decoding import Strategy
from fabula.errors import ModelError
from fabula.generation.writing import (
    SEAM,
    Continuation,
    GrowingText,
    Prompt,
    choose_prompts,
    seam,
    write,
)
from fabula.stories import SPECIAL_TOKENS, Story
from fabula.tokens.tokenization import encode

TOKENIZER = tokenizer()
PROMPTS = [Prompt(story.id, story.text[:n], story.tags, "") for n, story in enumerate(STORIES, 3)]
EVERY_MODEL = pytest.mark.parametrize("make", [new_gpt2, new_nanochat, new_tagmodel])
Make = Callable[..., PreTrainedModel]


def wild(make: Make) -> PreTrainedModel:
    """A model with random weights so large that it is sure of itself."""
    model = make(**({"context": 64} if make is not new_tagmodel else {}))
    with torch.no_grad():
        model.get_output_embeddings().weight.mul_(30)
    return model


def stories(
    model: PreTrainedModel, strategy: Strategy = "top_p", **changes: object
) -> list[Continuation]:
    return list(write(model, TOKENIZER, PROMPTS, strategy, generate_config(strategy, **changes)))


new_tagmodel.__name__ = "new_tagmodel"


@EVERY_MODEL
def test_the_same_seed_writes_the_same_stories_and_another_seed_others(make: Make) -> None:
    model = make()
    assert stories(model, seed=5) == stories(model, seed=5)
    assert stories(model, seed=5) != stories(model, seed=6)


@EVERY_MODEL
def test_greedy_ignores_the_seed_and_the_batch(make: Make) -> None:
    model = wild(make)
    one = stories(model, "greedy", seed=5, batch_size=1)
    assert one == stories(model, "greedy", seed=6, batch_size=4)
    assert len({story.text for story in one}) > 1


def test_memory_does_not_grow_with_the_prompts() -> None:
    """Of ten thousand the model is shown no more than a batch, and stories come batch by batch."""
    model, shown = new_gpt2(), []
    model.register_forward_pre_hook(
        lambda _, __, inputs: shown.append(len(inputs["input_ids"])), with_kwargs=True
    )
    many = [Prompt(str(number), "Once upon", (), "") for number in range(10_000)]
    config = generate_config("top_p", max_new_tokens=2, batch_size=500)
    written = write(model, TOKENIZER, many, "top_p", config)
    next(written)
    assert len(shown) <= 2, "one batch, two tokens"
    assert sum(1 for _ in written) == 9_999
    assert max(shown) == 500


@EVERY_MODEL
def test_special_tokens_are_never_written(make: Make) -> None:
    model = make()  # with random weights, each of 300 tokens is about as likely
    for story in stories(model, top_p=1.0, temperature=5.0):
        assert not any(token in story.text for token in SPECIAL_TOKENS)


@EVERY_MODEL
def test_a_story_ends_at_eos_and_its_length_counts_generated_tokens(make: Make) -> None:
    model = make()
    bias = {"start": 7, "slope": 1000.0, "cap": 1000.0}
    for story in stories(model, "greedy", eos_bias=bias):
        assert (story.ended, story.tokens) == ("eos", 9)  # n > 7 is first true before the 9th
    never = {"start": 100, "slope": 0.0, "cap": 0.0}
    for story in stories(model, "greedy", eos_bias=never, max_new_tokens=11):
        assert (story.ended, story.tokens) == ("length", 11)


@EVERY_MODEL
def test_the_prompt_is_no_part_of_what_was_written(make: Make) -> None:
    text = "Xylophones zigzag, quoth Quincy."
    model = wild(make)
    (story,) = write(model, TOKENIZER, [Prompt("1", text, (), "")], "greedy", generate_config())
    assert "Xylophones" not in story.text


def test_tags_change_what_a_model_writes_that_takes_tags() -> None:
    """That GPT-2 learns to follow them, too, is in `test_tag_control.py`."""
    plain = [Prompt("1", "A fox", (), "")]
    tagged = [Prompt("1", "A fox", ("Twist", "Conflict"), "")]
    for make, same in ((partial(new_gpt2, condition="nothing"), True), (new_tagmodel, False)):
        model = wild(make)
        first, second = (
            list(write(model, TOKENIZER, prompts, "greedy", generate_config()))
            for prompts in (plain, tagged)
        )
        assert (first == second) is same


def test_gpt2_stops_at_its_context_and_the_tag_models_window_slides_on() -> None:
    bias = {"start": 500, "slope": 0.0, "cap": 0.0}
    gpt2, tagmodel = new_gpt2(context=32), new_tagmodel(window=12)
    for prompt, story in zip(
        PROMPTS, stories(gpt2, "greedy", max_new_tokens=60, eos_bias=bias), strict=True
    ):
        known = len(prompt.tags) + 1 + len(encode(TOKENIZER, [prompt.text])[0])
        assert story.tokens == 32 - known, "whatever stands beside it in the batch"
    assert models.new_tokens_that_fit(tagmodel, 40, 60) == 60
    with pytest.raises(ModelError, match="a prompt of 32 tokens fills the model's context of 32"):
        models.new_tokens_that_fit(gpt2, 32, 60)


def test_prompts_are_the_same_however_the_stories_are_ordered() -> None:
    many = [
        Story(f"Story number {n} has quite a few words in it.", tags=("Twist",)) for n in range(50)
    ]
    chosen = choose_prompts(many, 10, 4)
    assert chosen == choose_prompts(reversed(many), 10, 4)
    assert chosen != choose_prompts(many[:30], 10, 4)
    for prompt in chosen:
        assert len(prompt.text.split()) == 4
        assert prompt.text + prompt.reference in {story.text for story in many}
        assert prompt.tags == ("Twist",)


def test_of_fewer_stories_than_prompts_all_are_continued() -> None:
    """What there is will do; `early_checks` says so before training, and refuses less than two."""
    assert len(choose_prompts(STORIES, 5, 11)) == 2
    assert choose_prompts(STORIES, 5, 99) == []


def test_what_is_written_is_decoded_with_the_end_of_its_prompt_alone() -> None:
    prompt = "A fox found a red ball. " * 1000
    assert 0 < len(seam(TOKENIZER, prompt)) <= SEAM
    growing = GrowingText(TOKENIZER, prompt)
    (ids,) = encode(TOKENIZER, [" He gave it back 🦊."])
    assert "".join(growing.add(id_) for id_ in ids) == " He gave it back 🦊."
