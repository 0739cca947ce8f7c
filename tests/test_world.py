"""The embedded corpus: true labels, clean text, and a new world that training never sees."""

import lzma
import re
from collections import Counter
from functools import cache
from itertools import combinations, islice, pairwise
from random import Random
from statistics import mean

import pytest

from fabula.stories import SPLITS, TAGS, Split, Story
from fabula.world import LICENCE, held_back, tell
from fabula.world.grammar import Pen, Template
from fabula.world.plots import plots
from fabula.world.telling import LONGEST, SHORTEST, write_story

SAMPLE = 2000
COMBINATIONS = [tags for size in range(7) for tags in combinations(TAGS, size)]


@cache
def stories(split: Split) -> list[Story]:
    return list(tell(1, split, SAMPLE))


def all_stories() -> list[Story]:
    return [story for split in SPLITS for story in stories(split)]


def tell_one(seed: int, split: Split, tags: tuple[str, ...]) -> Story:
    """One story with exactly these tags."""
    return write_story(Random(f"{seed}/{split}/one/{'+'.join(tags)}"), split, tags)


def mentions(text: str, item: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(item)}(?![\w-])", text) is not None


def test_the_same_seed_tells_the_same_stories_whatever_the_count() -> None:
    assert list(tell(7, "test", 20)) == list(islice(tell(7, "test", 40), 20))
    assert list(tell(7, "test", 20)) != list(tell(8, "test", 20))
    assert tell_one(3, "train", ("Twist",)) == tell_one(3, "train", ("Twist",))


def test_no_story_comes_twice_and_splits_share_none() -> None:
    ids = [story.id for story in all_stories()]
    assert len(set(ids)) == len(ids)


def test_every_field_is_filled() -> None:
    for split in SPLITS:
        for story in stories(split):
            assert story.split == split
            assert story.text and story.prompt and story.summary
            assert len(story.characters) >= 2
            assert SHORTEST <= len(story.text.split()) <= LONGEST
    assert LICENCE.startswith("MIT")


def test_tags_are_spread_and_every_combination_occurs() -> None:
    for tag in TAGS:
        fraction = sum(tag in story.tags for story in stories("train")) / SAMPLE
        assert 0.25 <= fraction <= 0.65, tag
    assert {story.tags for story in all_stories()} == set(COMBINATIONS)


@pytest.mark.parametrize("split", SPLITS)
def test_any_tags_can_be_asked_for(split: Split) -> None:
    for tags in COMBINATIONS:
        story = tell_one(5, split, tags)
        assert story.tags == tags
        assert SHORTEST <= len(story.text.split()) <= LONGEST


def test_quotes_stand_in_dialogue_and_nowhere_else() -> None:
    for story in all_stories():
        assert ('"' in story.text) == ("Dialogue" in story.tags), story.text
        assert '"' not in story.summary
        for paragraph in story.text.split("\n"):
            assert paragraph.count('"') % 2 == 0, paragraph


def test_a_lesson_stands_in_stories_with_a_moral_and_nowhere_else() -> None:
    signs = re.compile(r"\b(?:moral|lesson)\b|\blearned that\b", re.I)
    for story in all_stories():
        assert bool(signs.search(story.text)) == ("MoralValue" in story.tags), story.text


def test_every_plot_can_take_every_turn() -> None:
    for plot in plots().values():
        assert len(plot.clue) >= 2 and len(plot.belief) >= 2, plot.name
        assert min(map(len, (plot.setup, plot.trouble, plot.quarrel, plot.good, plot.bad))) >= 2
        assert len(plot.wise) >= 3 and len(plot.rue) >= 3, plot.name
    assert len(plots()) >= 20


def turns_by_template() -> dict[int, str]:
    kinds: dict[int, str] = {}
    for plot in plots().values():
        for kind, turns in (("seen", plot.clue), ("believed", plot.belief)):
            for turn in turns:
                kinds |= {id(part): f"{kind} {number}" for number, part in enumerate(turn)}
        for kind in ("quarrel", "good", "bad"):
            kinds |= {id(template): kind for template in getattr(plot, kind)}
    return kinds


@pytest.mark.parametrize("tags", COMBINATIONS, ids="+".join)
def test_turns_are_told_exactly_where_they_are_tagged(
    tags: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is seen early pays off, what is believed is overturned, and the end is right."""
    kinds, turns = turns_by_template(), []
    write = Pen.write

    def listening(pen: Pen, template: Template) -> str:
        turns.append(kinds.get(id(template), ""))
        return write(pen, template)

    monkeypatch.setattr(Pen, "write", listening)
    for seed in range(3):
        turns.clear()
        tell_one(seed, "train", tags)
        ending = "bad" if "BadEnding" in tags else "good"
        expected = {ending}
        if "Twist" in tags:
            expected = {"believed 0", "believed 2" if "BadEnding" in tags else "believed 1"}
        if "Foreshadowing" in tags:
            expected |= {"seen 0", "seen 1"}
        if "Conflict" in tags:
            expected.add("quarrel")
        assert set(turns) - {""} == expected


def test_articles_fit_the_word_that_follows() -> None:
    wrong = re.compile(
        r"\ba (?:[aeio]|u(?!ni|se|su|ku|nu)|hour|honest)(?!(?<=o)n(?:e|ce)\b|(?<=e)u)\w*"
        r"|\ban (?:[^aeiouh\s]|h(?!our|onest))\w*",
        re.I,
    )
    for story in all_stories():
        for text in (story.text, story.prompt, story.summary):
            assert not wrong.search(text), (wrong.search(text), text)


def test_text_is_clean() -> None:
    wrong = {
        "placeholder": re.compile(r"[\[\]{}<>|~#/_]|=>"),
        "doubled word": re.compile(r"\b(?!(?:had|that|tap|whoo|ding|hum|scrape)\b)(\w+) \1\b"),
        "spacing": re.compile(r"  | [,.!?;:]|\n\n|^\s|\s$|\s\n|\n "),
        "stops": re.compile(r"(?<!\.)\.\.(?!\.)|,,|,\.|\.,|[!?]\.|[a-z][.!?][A-Z]"),
        "small letter": re.compile(r"(?:^|\n|[.!?] )\"?[a-z]"),
    }
    for story in all_stories():
        for text in (story.text, story.prompt, story.summary):
            for fault, pattern in wrong.items():
                assert not pattern.search(text), (fault, pattern.search(text), text)
        assert story.text[-1] in '.!?"'


def test_the_people_of_a_story_appear_in_it() -> None:
    for story in all_stories():
        hero, friend, *_ = story.characters
        assert hero != friend
        assert mentions(story.text, hero) and mentions(story.text, friend)
        assert mentions(story.summary, hero) or mentions(story.summary, friend)


def test_a_heros_pronoun_stays_the_same() -> None:
    """The sentence after a hero is introduced and the summary agree on he or she."""
    reflexives = {"he": "himself", "she": "herself"}
    for story in stories("train"):
        hero = story.characters[0]
        found = re.search(rf"{hero} (?:lived|was|had)[^.]*\. (He|She)\b", story.text)
        if found:
            other = {"he": "she", "she": "he"}[found[1].lower()]
            assert not re.search(rf"\b{hero} \w+ {reflexives[other]}\b", story.text), story.text


@pytest.mark.parametrize("split", ["train", "validation", "test"])
def test_what_is_held_back_is_told_in_the_new_world_alone(split: Split) -> None:
    text = "\n".join(f"{s.text}\n{s.prompt}\n{s.summary}" for s in stories(split))
    for kind, items in held_back().items():
        for item in items:
            assert kind == "plots" or not mentions(text, item), item


def test_all_that_is_held_back_is_told_in_the_new_world() -> None:
    text = "\n".join(story.text for story in stories("new_world"))
    for kind in set(held_back()) - {"plots"}:
        assert all(mentions(text, item) for item in held_back()[kind]), kind
    assert set(held_back()["plots"]) <= plots().keys()


def test_every_story_of_the_new_world_has_new_names_and_a_new_thing() -> None:
    kinds = held_back()
    names = {
        name for kind in kinds if kind not in ("plots", "things", "places") for name in kinds[kind]
    }
    for story in stories("new_world"):
        assert set(story.characters[:2]) <= names
        assert any(mentions(story.text, thing) for thing in kinds["things"]), story.text


def test_a_few_names_are_told_often_and_many_seldom_as_in_natural_text() -> None:
    """Zipf's law: the second name comes half as often as the first; the tail is long."""
    heroes = Counter(story.characters[0] for story in stories("train"))
    shares = sorted((count / SAMPLE for count in heroes.values()), reverse=True)
    assert shares[0] > 0.04 > shares[20] and len(heroes) > 200


def test_a_hero_is_named_often() -> None:
    named = [len(re.findall(rf"\b{s.characters[0]}\b", s.text)) for s in stories("train")]
    assert sum(named) / len(named) > 7


def test_validation_and_test_are_stories_of_the_training_world() -> None:
    """Most of their neighbouring words stand in training stories; those of a new world less."""
    known = {pair for story in stories("train") for pair in pairs(story)}
    fraction = {
        split: mean(pair in known for story in stories(split)[:500] for pair in pairs(story))
        for split in ("validation", "test", "new_world")
    }
    assert abs(fraction["validation"] - fraction["test"]) < 0.01
    assert min(fraction["validation"], fraction["test"]) > fraction["new_world"] + 0.05


def pairs(story: Story) -> list[tuple[str, str]]:
    words = story.text.split()
    return list(pairwise(words))


def test_the_world_is_rich() -> None:
    texts = [story.text for story in stories("train")]
    words = " ".join(texts).lower().split()
    grams = list(islice(zip(words, words[1:], words[2:], words[3:], strict=False), 200_000))
    assert len(set(grams)) / len(grams) >= 0.4
    joined = "\n".join(texts).encode()
    assert (
        8 * len(lzma.compress(joined, preset=9)) / len(joined) >= 1.15
    )  # some names and things come often
    assert len(set(re.findall("[a-z]+", " ".join(words)))) > 2500
