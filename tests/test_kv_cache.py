"""With a cache a model says what it says without, whatever is kept."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pytest
import torch
from tiny import STORIES, new_gpt2, new_nanochat, new_tagmodel, store, tokenizer
from transformers import PreTrainedModel

from fabula import models
from fabula.generation import kv_cache, quick_cache
from fabula.generation.kv_cache import StoryIds, new_cache
from fabula.models.likelihood import story_likelihoods
from fabula.stories import Story
from fabula.tokens.windows import StoryWindows, collate

SPECIAL = models.special_ids(tokenizer())
LONG = [
    Story(" ".join(each.text for each in STORIES[n:] + STORIES[:1]), tags=story.tags)
    for n, story in enumerate(STORIES)
]
Make = Callable[..., PreTrainedModel]
MODELS: dict[str, Make] = {
    "gpt2": partial(new_gpt2, context=256),
    "nanochat": partial(new_nanochat, context=256),
    "every_window": new_tagmodel,
    "every_token": partial(new_tagmodel, "every_token"),
    "story_start": partial(new_tagmodel, "story_start"),
    "original": partial(new_tagmodel, attention="bidirectional"),
    "original_token": partial(new_tagmodel, "every_token", attention="bidirectional"),
    "original_start": partial(new_tagmodel, "story_start", attention="bidirectional"),
}
EVERY = pytest.mark.parametrize("name", MODELS)


@pytest.fixture(autouse=True)
def little_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a cache outgrows its room again and again."""
    monkeypatch.setattr(kv_cache, "ROOM", 5)
    monkeypatch.setattr(quick_cache, "ROOM", 5)


def story_ids(model: PreTrainedModel, ids: list[int], tags: tuple[str, ...]) -> StoryIds:
    layout = models.layout_of(model)
    window_prefix, sequence = layout.cut(np.array(ids), layout.prefix(SPECIAL.of(tags), []))
    return StoryIds(window_prefix, sequence.tolist())


@EVERY
@pytest.mark.parametrize("known", [1, 30])
@torch.inference_mode()
def test_a_story_is_as_likely_when_it_is_written_as_when_it_is_scored(
    name: str, known: int, tmp_path: Path
) -> None:
    """All stories side by side, of different lengths, far beyond the tag model's window of 12."""
    model, tokens = MODELS[name](), store(tmp_path, LONG)
    windows = StoryWindows(tokens, models.layout_of(model), SPECIAL, once=True)
    stories = [tokens.story(n).tolist() for n in range(len(LONG))]
    assert min(map(len, stories)) > 36
    cache = new_cache(model, SPECIAL.pad)
    found = np.zeros(len(LONG))
    logits = cache.prefill(
        [
            story_ids(model, ids[:known], story.tags)
            for ids, story in zip(stories, LONG, strict=True)
        ]
    )
    rows = torch.arange(len(LONG))
    for place in range(known, max(map(len, stories))):
        going = torch.tensor([len(stories[row]) > place for row in rows])
        if not going.all():
            cache.select(going.nonzero()[:, 0])
            logits, rows = logits[going], rows[going]
        next_ones = torch.tensor([stories[row][place] for row in rows])
        log_p = logits.log_softmax(dim=-1)
        found[rows.numpy()] -= log_p[torch.arange(len(rows)), next_ones].double().numpy()
        logits = cache.step(next_ones)
    if known == 1:
        np.testing.assert_allclose(found, story_likelihoods(model, windows, 8).nll, rtol=1e-5)
    else:  # a beginning that is read at once is the same as one that was written
        whole = new_cache(model, SPECIAL.pad)
        for row, ids in enumerate(stories):
            logits = whole.prefill([story_ids(model, ids[:1], LONG[row].tags)])
            nll = 0.0
            for place, token in enumerate(ids[1:], start=1):
                if place >= known:
                    nll -= float(logits.log_softmax(dim=-1)[0, token])
                logits = whole.step(torch.tensor([token]))
            assert nll == pytest.approx(found[row], rel=1e-5)


@EVERY
@torch.inference_mode()
def test_selected_rows_go_on_as_they_would_alone(name: str) -> None:
    model = MODELS[name]()
    one, two = ([SPECIAL.bos, *range(9, 9 + length)] for length in (7, 17))
    both, alone = new_cache(model, SPECIAL.pad), new_cache(model, SPECIAL.pad)
    both.prefill([story_ids(model, one, ("Twist",)), story_ids(model, two, ())])
    both.select(torch.tensor([1, 0, 1]))
    steps = torch.randint(9, 300, (15, 3))
    found = [both.step(step) for step in steps]
    for row, (ids, tags) in enumerate([(two, ()), (one, ("Twist",)), (two, ())]):
        alone.prefill([story_ids(model, ids, tags)])
        for step, logits in zip(steps, found, strict=True):
            torch.testing.assert_close(alone.step(step[row : row + 1])[0], logits[row])


@EVERY
@torch.inference_mode()
def test_the_states_are_those_that_the_logits_come_from(name: str) -> None:
    model = MODELS[name]()
    cache = new_cache(model, SPECIAL.pad)
    two = [[SPECIAL.bos, 9, 10], [SPECIAL.bos, 11]]
    logits = cache.prefill([story_ids(model, ids, ()) for ids in two])
    head = model.get_output_embeddings()
    for _ in range(14):
        last = torch.stack(
            [states[real][-1] for states, real in zip(cache.hidden, cache.real, strict=True)]
        )
        torch.testing.assert_close(head(last), logits)
        logits = cache.step(torch.randint(9, 300, (2,)))


def seen_while_written(
    model: PreTrainedModel, tags: tuple[str, ...], story: list[int], without: tuple[int, ...]
) -> list[set[int]]:
    """Which tokens of a story each next token depends on: those whose change changes its logits."""
    changed = [
        [*story[:place], story[place] + 1, *story[place + 1 :]] for place in range(len(story))
    ]
    rows = torch.tensor([story, *changed])
    cache = new_cache(model, SPECIAL.pad, without)
    seen = []
    for place in range(len(story)):
        if place == 0:
            logits = cache.prefill(
                [story_ids(model, [first], tags) for first in rows[:, 0].tolist()]
            )
        else:
            logits = cache.step(rows[:, place])
        differs = (logits[1:] - logits[0]).abs().amax(dim=1) > 1e-6
        seen.append(set(differs.nonzero()[:, 0].tolist()))
    return seen


@pytest.mark.parametrize("tags", [("Twist",), ("Conflict", "Dialogue", "Twist")], ids="+".join)
@EVERY
@torch.inference_mode()
def test_with_and_without_tags_the_same_tokens_of_a_story_are_seen(
    name: str, tags: tuple[str, ...]
) -> None:
    """Else guidance would also push away from whichever of the two sees less."""
    model, story = MODELS[name](), list(range(20, 60))
    prefix, untold = (
        seen_while_written(model, tags, story, without) for without in ((), SPECIAL.tags)
    )
    assert prefix == untold
    assert max(map(len, prefix)) > 5


def seen_while_scored(
    model: PreTrainedModel, tags: tuple[str, ...], folder: Path, *, prefix: bool
) -> list[set[int]]:
    """The same of the windows in which stories are scored; room is left for all six tags."""
    folder.mkdir()
    words = "zqzqxxzqxqzzqxzzxqxzqxxqzqxzqxzqqxzqzxxq"
    changed = [words[:place] + "9" + words[place + 1 :] for place in range(len(words))]
    tokens = store(folder, [Story(text, tags=tags) for text in (words, *changed)])
    assert set(tokens.lengths.tolist()) == {len(words) + 2}  # each letter is a token
    every = np.full(len(tokens), 63, np.uint8)
    bits = tokens.tag_bits if prefix else np.zeros(len(tokens), np.uint8)
    windows = StoryWindows(
        tokens, models.layout_of(model), SPECIAL, once=True, tag_bits=bits, room_for=every
    )
    logits: dict[int, list[torch.Tensor]] = {}
    for index in range(len(windows)):
        row = collate([windows[index]])
        labels = row.pop("labels")[0]
        out = model(**row).logits[0]
        logits.setdefault(windows.story_of(index), []).extend(out[labels != -100])
    plain = torch.stack(logits[0])
    return [
        {n - 1 for n in range(1, len(tokens)) if (logits[n][at] - plain[at]).abs().max() > 1e-6}
        for at in range(len(plain))
    ]


@pytest.mark.parametrize("name", [name for name in MODELS if "gpt2" not in name])
@torch.inference_mode()
def test_stories_are_scored_from_the_same_tokens_whatever_is_told_of_them(
    name: str, tmp_path: Path
) -> None:
    model = MODELS[name]()
    prefix, untold = (
        seen_while_scored(model, ("Conflict", "Twist"), tmp_path / str(prefix), prefix=prefix)
        for prefix in (True, False)
    )
    assert prefix == untold
    assert len(prefix) == 41 and max(map(len, prefix)) > 3
