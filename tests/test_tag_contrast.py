"""A loss that tells own tags from changed ones, and what it is for: tags that are felt."""

from pathlib import Path
from random import Random

import numpy as np
import pytest
import torch
from tiny import STORIES, new_tagmodel, store, tagmodel_config, tokenizer

from fabula import models
from fabula.errors import ParamsError
from fabula.models.likelihood import story_likelihoods, token_losses
from fabula.stories import Story
from fabula.tokens.packing import drop_tags
from fabula.tokens.shards import TokenStore
from fabula.tokens.windows import IGNORED, StoryWindows, collate
from fabula.training import tagmodel
from fabula.training.tag_contrast import (
    CHANGED_IDS,
    CHANGED_LABELS,
    ContrastedWindows,
    contrasted_loss,
)
from fabula.training.training_run import train

SPECIAL = models.special_ids(tokenizer())
LONG = [Story(f"{each.text} {each.text}", tags=each.tags) for each in STORIES]


def rows_of(tokens: TokenStore) -> ContrastedWindows:
    model = new_tagmodel("every_token", window=16, stride=8, tag_contrast=1.0)
    config = tagmodel_config(window=16, stride=8, tag_contrast=1.0)
    rows = tagmodel.training_rows(config, tokens, model, SPECIAL)
    assert isinstance(rows, ContrastedWindows)
    return rows


def test_one_tag_is_changed_and_the_story_is_the_same(tmp_path: Path) -> None:
    tokens = store(tmp_path, LONG)
    rows, changed = rows_of(tokens), set()
    for number in range(len(rows)):
        row = rows[number]
        own, other = (
            set(row[ids].tolist()) & set(SPECIAL.tags) for ids in ("input_ids", CHANGED_IDS)
        )
        assert own == set(SPECIAL.of(LONG[rows.story_of(number)].tags))
        assert len(own ^ other) == 1
        changed |= own ^ other
        for ids in ("input_ids", "labels"):
            words = [
                [id_ for id_ in row[name].tolist() if id_ not in {*SPECIAL.tags, IGNORED}]
                for name in (ids, f"changed_{ids}")
            ]
            assert words[0] == words[1]
    assert changed == set(SPECIAL.tags)


def test_of_a_story_that_is_shown_without_its_tags_nothing_is_changed(tmp_path: Path) -> None:
    tokens = store(tmp_path, LONG)
    rows = rows_of(tokens)
    rows.tell(drop_tags(rows.tags, 0.999, seed=1, epoch=0))
    for number in range(len(rows)):
        row = rows[number]
        same = np.array_equal(row["input_ids"], row[CHANGED_IDS])
        assert same == bool(LONG[rows.story_of(number)].tags)


def test_its_value_is_the_loss_and_its_gradient_favours_the_tags_that_are_true(
    tmp_path: Path,
) -> None:
    rows = rows_of(store(tmp_path, LONG))
    model = new_tagmodel("every_token", window=16)

    def gradient(weight: float) -> torch.Tensor:
        batch = collate([rows[number] for number in range(8)], rows.size)
        labels = batch.pop("labels")
        plain = token_losses(model(batch["input_ids"]).logits, labels).sum()
        model.zero_grad()
        rows.weight = weight
        found = contrasted_loss(model, model.head, batch, labels, rows)
        torch.testing.assert_close(found, plain)
        found.backward()
        grad = model.tag_vectors.weight.grad
        assert grad is not None
        return grad.clone()

    def margin() -> float:
        batch = collate([rows[number] for number in range(8)], rows.size)
        both = (("input_ids", "labels"), (CHANGED_IDS, CHANGED_LABELS))
        with torch.no_grad():
            own, other = (
                token_losses(model(batch[ids]).logits, batch[labels]).sum() for ids, labels in both
            )
        return float(other - own)

    direction, before = gradient(1.0) - gradient(0.0), margin()
    with torch.no_grad():
        model.tag_vectors.weight -= 0.01 * direction / direction.norm()
    assert margin() > before


ENDS = {"ran": ("Twist",), "saw a red ball": ("Conflict",), "fell": ()}
TAGGED = [
    Story(f"The {who} slept and then {end}.", tags=tags)
    for who in ("fox", "hen", "cat", "egg")
    for end, tags in ENDS.items()
] * 8
Random(1).shuffle(TAGGED)


def test_tags_are_felt_sooner_with_it(tmp_path: Path) -> None:
    """The same few steps, from the same weights: what a story loses with another story's tags."""
    tokens = store(tmp_path, TAGGED)

    def gain(weight: float) -> float:
        config = tagmodel_config(
            epochs=0.0,
            max_steps=45,
            batch_size=8,
            evaluations=1,
            window=30,
            stride=15,
            tag_contrast=weight,
        )
        model = tagmodel.build(config, "every_token", tokenizer())
        rows = tagmodel.training_rows(config, tokens, model, SPECIAL)
        validation = StoryWindows(tokens, model.layout(15), SPECIAL, once=True, stories=12)
        train(model, rows, validation, config, tmp_path / f"kept-{weight}")
        told, others = tokens.tag_bits[:24], np.roll(tokens.tag_bits[:24], 1)

        def nll(bits: np.ndarray) -> float:
            windows = StoryWindows(
                tokens,
                model.layout(15),
                SPECIAL,
                once=True,
                stories=24,
                tag_bits=bits,
                room_for=np.full_like(bits, 63),
            )
            return float(story_likelihoods(model, windows, 8).nll.mean())

        return nll(others) - nll(told)

    assert gain(10.0) > max(0.2, 1.5 * gain(0.0))


def test_what_it_does_not_go_with_is_refused() -> None:
    with pytest.raises(ParamsError, match=r"tagmodel.tag_contrast: 1 is for attention: causal"):
        tagmodel_config(attention="bidirectional", tag_contrast=1.0)
    with pytest.raises(ParamsError, match=r"tagmodel.tag_contrast: 1 .* set it or input_noise"):
        tagmodel_config(input_noise=0.1, tag_contrast=1.0)
