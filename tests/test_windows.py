from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from tiny import STORIES, store, tokenizer

from fabula import models
from fabula.stories import TAGS
from fabula.tokens.packing import PackedRows, noisy
from fabula.tokens.shards import TokenStore
from fabula.tokens.windows import IGNORED, Layout, PrefixAt, StoryWindows, collate

SPECIAL = models.special_ids(tokenizer())
LAYOUTS = [
    Layout(size=12, stride=6, tags_at=tags_at, last_only=last_only)
    for tags_at in ("nowhere", "story_start", "every_window")
    for last_only in (False, True)
]


@pytest.fixture
def tokens(tmp_path: Path) -> TokenStore:
    return store(tmp_path)


@pytest.mark.parametrize("context", [7, 16, 1000])
def test_packed_rows_hold_every_story_and_predict_every_token_once(
    tokens: TokenStore, context: int
) -> None:
    rows = [
        PackedRows(tokens, context, SPECIAL)[n]
        for n in range(len(PackedRows(tokens, context, SPECIAL)))
    ]
    inputs = np.concatenate([row["input_ids"] for row in rows])
    whole = np.concatenate([tokens.story(index) for index in range(len(tokens))]).astype(np.int64)
    assert np.array_equal(inputs, whole[:-1])
    labels = np.concatenate([row["labels"] for row in rows])
    assert np.array_equal(labels, np.where(whole[1:] == SPECIAL.bos, IGNORED, whole[1:]))
    texts = tokenizer().decode([*inputs, whole[-1]], clean_up_tokenization_spaces=False)
    assert texts == "".join(f"[BOS]{story.text}[EOS]" for story in STORIES)


@pytest.mark.parametrize("context", [7, 16, 1000])
@pytest.mark.parametrize("prompts", [False, True])
def test_packed_rows_begin_with_the_prefix_of_the_story_that_they_begin_in_and_never_predict_it(
    tmp_path: Path, context: int, prompts: bool
) -> None:
    told = [replace(story, prompt="Eggs! ") for story in STORIES]
    tokens = store(tmp_path, told)
    packed = PackedRows(tokens, context, SPECIAL, tokens.tag_bits, prompts=prompts)
    rows = [packed[n] for n in range(len(packed))]
    prefixes = [
        [*SPECIAL.of(story.tags), *(tokens.prompt(number) if prompts else [])]
        for number, story in enumerate(told)
    ]
    stories = [tokens.story(number).tolist() for number in range(len(told))]
    predicted = [id_ for row in rows for id_ in row["labels"].tolist() if id_ != IGNORED]
    assert predicted == [id_ for story in stories for id_ in story[1:]]
    number, seen = 0, 1  # the story, and how many of its tokens were labels or are its [BOS]
    for row in rows:
        assert len(row["input_ids"]) == context or row is rows[-1]
        assert len(row["labels"]) == len(row["input_ids"])
        expected: list[int] = []
        if seen > 1:  # within a story: its prefix again, as far as half a row, then its last token
            expected += [*prefixes[number][: context // 2], stories[number][seen - 1]]
        for label, token in zip(row["labels"].tolist(), row["input_ids"].tolist(), strict=True):
            if label == IGNORED:
                continue
            assert label == stories[number][seen]
            assert token == stories[number][seen - 1]
            seen += 1
            if seen == len(stories[number]):
                number, seen = number + 1, 1
        assert row["input_ids"][: len(expected)].tolist() == expected


def test_packed_rows_of_the_first_stories_are_those_of_a_store_without_the_others(
    tokens: TokenStore, tmp_path: Path
) -> None:
    fewer = tmp_path / "fewer"
    fewer.mkdir()
    first = PackedRows(tokens, 16, SPECIAL, tokens.tag_bits, stories=2)
    alone = store(fewer, STORIES[:2])
    expected = PackedRows(alone, 16, SPECIAL, alone.tag_bits)
    assert len(first) == len(expected)
    for number in range(len(first)):
        for name, ids in expected[number].items():
            assert np.array_equal(first[number][name], ids)


PROMPTED = [replace(story, prompt="A tale of eggs, " * n) for n, story in enumerate(STORIES)]


def test_a_packed_row_shows_tags_and_prompt_before_each_story(tmp_path: Path) -> None:
    tokens = store(tmp_path, PROMPTED)
    (row,) = PackedRows(tokens, 1000, SPECIAL, tokens.tag_bits, prompts=True)
    assert tokenizer().decode(row["input_ids"], clean_up_tokenization_spaces=False) == "".join(
        f"{''.join(f'[TAG_{1 + TAGS.index(tag)}]' for tag in story.tags)}{story.prompt}[BOS]"
        f"{story.text}{'[EOS]' if story is not PROMPTED[-1] else ''}"
        for story in PROMPTED
    )


@pytest.mark.parametrize("tags_at", ["nowhere", "story_start"])
def test_scoring_windows_show_the_prompt_and_label_the_story_alone(
    tmp_path: Path, tags_at: PrefixAt
) -> None:
    tokens = store(tmp_path, PROMPTED)
    windows = StoryWindows(tokens, Layout(12, 6, tags_at, prompts=True), SPECIAL, once=True)
    found: dict[int, list[int]] = {}
    first: dict[int, list[int]] = {}
    for index in range(len(windows)):
        row = windows[index]
        first.setdefault(windows.story_of(index), row["input_ids"].tolist())
        labels = row["labels"][row["labels"] != IGNORED]
        found.setdefault(windows.story_of(index), []).extend(labels)
    for number, story in enumerate(PROMPTED):
        assert found[number] == tokens.story(number)[1:].tolist()
        tags = SPECIAL.of(story.tags) if tags_at == "story_start" else []
        prefix = [*tags, *tokens.prompt(number).tolist(), SPECIAL.bos]
        assert first[number][: len(prefix)] == prefix[:12]


def test_only_the_stories_asked_for_have_windows(tokens: TokenStore) -> None:
    only = np.array([False, True, False, True])
    windows = StoryWindows(tokens, Layout(12, 6), SPECIAL, once=True, only=only)
    assert {windows.story_of(index) for index in range(len(windows))} == {1, 3}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_scoring_windows_label_every_token_of_a_story_once(
    tokens: TokenStore, layout: Layout
) -> None:
    windows = StoryWindows(tokens, layout, SPECIAL, once=True)
    found: dict[int, list[int]] = {}
    for index in range(len(windows)):
        labels = windows[index]["labels"]
        found.setdefault(windows.story_of(index), []).extend(labels[labels != IGNORED])
    for index in range(len(tokens)):
        assert found[index] == tokens.story(index)[1:].tolist()


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("once", [True, False])
def test_a_label_is_the_token_after_its_input(
    tokens: TokenStore, layout: Layout, once: bool
) -> None:
    windows = StoryWindows(tokens, layout, SPECIAL, once=once)
    for index in range(len(windows)):
        row = windows[index]
        story = "".join(f"-{token}" for token in tokens.story(windows.story_of(index)))
        shown = [id_ for id_ in row["input_ids"] if id_ not in (SPECIAL.pad, *SPECIAL.tags)]
        last = row["labels"][-1]
        assert last not in (IGNORED, SPECIAL.bos, *SPECIAL.tags)
        assert "".join(f"-{token}" for token in [*shown, last]) in story
        if not layout.last_only:
            paired = zip(row["input_ids"][1:], row["labels"][:-1], strict=True)
            assert all(label in (IGNORED, token) for token, label in paired)


def test_training_windows_overlap_and_label_every_position(tokens: TokenStore) -> None:
    windows = StoryWindows(tokens, Layout(size=12, stride=6), SPECIAL, once=False, stories=1)
    story = tokens.story(0).tolist()
    first, *others = (windows[n] for n in range(len(windows)))
    assert first["input_ids"].tolist() == story[:12]
    for nth, row in enumerate(others):
        start = story.index(others[0]["input_ids"][0], 1) + 6 * nth
        assert row["input_ids"].tolist() == story[start : min(start + 12, len(story) - 1)]
        assert row["labels"].tolist() == story[start + 1 : start + 13]
    assert others[-1]["labels"][-1] == story[-1]


def test_training_windows_begin_anywhere_and_leave_no_token_out(tmp_path: Path) -> None:
    tokens = store(tmp_path, STORIES[1:2] * 50, shard_stories=9)
    windows = StoryWindows(tokens, Layout(12, 6, "every_window"), SPECIAL, once=False)
    story = "".join(f"-{token}" for token in tokens.story(0))
    starts: dict[int, set[int]] = {}
    for index in range(len(windows)):
        row = windows[index]
        text = "".join(f"-{token}" for token in [*row["input_ids"][2:], row["labels"][-1]])
        start = story[: story.index(text)].count("-")
        starts.setdefault(windows.story_of(index), {0}).add(start)
    assert set.union(*starts.values()) >= set(range(12))
    for begins in starts.values():
        gaps = np.diff([*sorted(begins), len(tokens.story(0)) - 1])
        assert gaps.max() <= 10  # what two tags leave of the window


@pytest.mark.parametrize(("tags_at", "begins"), [("story_start", 1), ("every_window", None)])
def test_tags_stand_once_or_in_every_window(
    tokens: TokenStore, tags_at: PrefixAt, begins: int | None
) -> None:
    tags = SPECIAL.of(STORIES[1].tags)
    windows = StoryWindows(tokens, Layout(12, 6, tags_at), SPECIAL, once=False)
    rows = [windows[n] for n in range(len(windows)) if windows.story_of(n) == 1]
    tagged = [row for row in rows if row["input_ids"][:2].tolist() == tags]
    assert len(rows) > 2
    assert len(tagged) == (begins or len(rows))
    assert all(len(row["input_ids"]) <= 12 for row in rows)


def test_the_originals_windows_are_padded_on_the_left_after_the_tags(tokens: TokenStore) -> None:
    windows = StoryWindows(tokens, Layout(12, 1, "every_window", True), SPECIAL, once=True)
    start = next(n for n in range(len(windows)) if windows.story_of(n) == 1)
    row = windows[start]
    tags = SPECIAL.of(STORIES[1].tags)
    assert row["input_ids"].tolist() == [*tags, *[SPECIAL.pad] * 9, SPECIAL.bos]
    assert row["attention_mask"].tolist() == [1, 1, *[0] * 9, 1]
    assert row["labels"].tolist() == [tokens.story(1)[1]]


def test_collate_pads_with_what_is_ignored() -> None:
    rows = [
        {"input_ids": np.array([5, 6, 7]), "labels": np.array([6, 7, 8])},
        {"input_ids": np.array([9]), "labels": np.array([10])},
    ]
    batch = collate(rows)
    assert torch.equal(batch["input_ids"], torch.tensor([[5, 6, 7], [9, 0, 0]]))
    assert torch.equal(batch["labels"], torch.tensor([[6, 7, 8], [10, IGNORED, IGNORED]]))


def test_noise_replaces_a_share_of_the_words_by_others_and_leaves_special_tokens() -> None:
    torch.manual_seed(0)
    ids = torch.randint(0, 300, (50, 200))
    special = torch.tensor([SPECIAL.pad, SPECIAL.bos, SPECIAL.eos, *SPECIAL.tags])
    words = ~torch.isin(ids, special)
    heard = noisy(ids, 0.2, SPECIAL, 300)
    assert torch.equal(heard[~words], ids[~words])
    assert not torch.isin(heard[words], special).any()
    changed = (heard != ids)[words].float().mean().item()
    assert changed == pytest.approx(0.2 * (1 - 1 / 291), abs=0.015)
    replacements = heard[heard != ids]
    assert len(replacements.unique()) == 291, "any word"
    assert torch.equal(noisy(ids, 0.0, SPECIAL, 300), ids)
