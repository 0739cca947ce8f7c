"""Dirt goes, and nothing else does."""

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from fabula import files, world
from fabula.config.data import Cleaning, Data
from fabula.corpus.cleaning import CHANGES, DROPS, Cleaner
from fabula.stories import SPLITS, Story

ROOT = Path(__file__).parents[1]
REAL = ROOT.parent / "shared/data/tinystories"


@pytest.fixture(scope="module")
def config() -> Cleaning:
    return Data.load(ROOT / "params.yaml").cleaning


@pytest.fixture(scope="module")
def real() -> list[str]:
    if not REAL.is_dir():
        pytest.skip("the real TinyStories are not beside this checkout")
    text = (REAL / "validation.txt").read_text(encoding="utf-8")
    return [story.strip() for story in text.split("<|endoftext|>") if story.strip()][:400]


def clean(config: Cleaning, *texts: str) -> list[str]:
    return [story.text for story in Cleaner(config).cleaned(map(Story, texts))]


def off(config: Cleaning, **changes: object) -> Cleaning:
    return config.model_copy(update=dict.fromkeys(CHANGES, False) | {"min_words": 1} | changes)


# Clean stories


def test_real_stories_stay_as_they_are(config: Cleaning, real: list[str]) -> None:
    assert clean(config, *real) == real


def test_odd_but_clean_text_stays_as_it_is(config: Cleaning) -> None:
    text = (
        "“Don’t,” said Zoë – she’d naïvely drawn a heart, I <3 you, on the café’s wall…\n\n"
        "5 < 6 & 7 > 2. Of course, she told a story about it: \U0001f469\u200d\U0001f467 laughed\n"
        "at R&B; Tom & Co. sold ½ a *pie* for £3 [sic].\n"
        "Copyright was a word she did not know.\n\nThe end."
    )
    assert clean(config, text) == [text]


def test_the_examples_stay_as_they_are(config: Cleaning) -> None:
    texts = [record["story"] for record in files.read_jsonl(ROOT / "examples/stories.jsonl")]
    assert clean(config, *texts) == texts


def test_embedded_stories_stay_as_they_are(config: Cleaning) -> None:
    embedded = [story for split in SPLITS for story in world.tell(1, split, 100)]
    assert list(Cleaner(config).cleaned(embedded)) == embedded


# Dirt


def curly(text: str) -> str:
    return re.sub('"([^"]*)"', "“\\1”", text).replace("'", "’")


def misread(text: str) -> str:
    return text.encode().decode("sloppy-windows-1252")


DIRT: dict[str, Callable[[str], str]] = {
    "entities": lambda text: text.replace('"', "&quot;").replace("'", "&#39;"),
    "escaped_twice": lambda text: text.replace('"', "&amp;quot;"),
    "tags": lambda text: "<p>" + text.replace("\n", "<br />") + "</p>",
    "emphasis": lambda text: text.replace("big", "<b>big</b>").replace(
        "was", "<i class='x'>was</i>"
    ),
    "newline_marker": lambda text: text.replace("\n", " <newline> "),
    "end_marker": lambda text: text + "\n<|endoftext|>",
    "our_markers": lambda text: "[BOS]" + text + "[EOS][PAD][PAD]",
    "windows_lines": lambda text: text.replace("\n", "\r\n"),
    "control": lambda text: (
        "\ufeff" + text.replace(" the ", " \x00the\x07 ").replace("Tom", "T\u200bom")
    ),
    "tabs": lambda text: "\t" + text.replace(". ", ".\t ").replace("\n", " \n\u3000") + "\xa0\n\n",
    "copyright": lambda text: f"Copyright (c) 2023 by Somebody\n{text}\nAll rights reserved.",
    "link": lambda text: f"{text}\nhttps://example.org/stories?id=7",
    "chatbot": lambda text: f"Sure! Here is a short story for a small child:\n\n{text}",
}


@pytest.mark.parametrize("name", DIRT)
def test_planted_dirt_goes_and_the_story_stays(
    config: Cleaning, real: list[str], name: str
) -> None:
    dirty = [DIRT[name](story) for story in real]
    planted = sum(a != b for a, b in zip(dirty, real, strict=True))
    assert planted > 40
    assert clean(config, *dirty) == real


def test_mojibake_goes_and_curly_quotes_stay_curly(config: Cleaning, real: list[str]) -> None:
    originals = [curly(story) for story in real]
    assert clean(config, *originals) == originals
    assert clean(config, *map(misread, originals)) == originals


def test_all_dirt_at_once(config: Cleaning, real: list[str]) -> None:
    names = ["windows_lines", "control", "emphasis", "end_marker", "copyright", "chatbot"]
    dirty = real[:200]
    for name in names:
        dirty = [DIRT[name](story) for story in dirty]
    assert clean(config, *dirty) == real[:200]


def test_decomposed_characters_become_one(config: Cleaning) -> None:
    assert clean(off(config, unicode=True), "cafe\u0301") == ["caf\u00e9"]


def test_prompts_and_summaries_are_cleaned_too(config: Cleaning) -> None:
    story = Story("It was so. " * 4, prompt="[ WP ] A &quot;king&quot;", summary="So  it was.")
    cleaner = Cleaner(config)
    (after,) = cleaner.cleaned([story])
    assert (after.prompt, after.summary) == ('A "king"', "So it was.")
    assert (cleaner.changed["markers"], cleaner.changed["markup"]) == (1, 1)


# Drops and parameters


def test_short_stories_and_other_scripts_are_dropped_and_counted(config: Cleaning) -> None:
    cleaner = Cleaner(config)
    russian = "Жил-был один маленький мальчик, и был у него большой зелёный мяч."
    mixed = "She said “Привет” to the boy with the ball, and he smiled at her."
    stories = [Story(text) for text in (russian, mixed, "Too short.", "7 " * 20)]
    assert [story.text for story in cleaner.cleaned(stories)] == [mixed, ("7 " * 20).strip()]
    assert cleaner.dropped == {"min_words": 1, "latin_fraction": 1}
    assert clean(off(config, latin_fraction=0.0), russian) == [russian]


SPOILED = {
    "mojibake": ("It was Tomâ€™s.", "It was Tom’s."),
    "markup": ("He <b>ran</b> &amp; fell.", "He ran & fell."),
    "markers": ("One.<newline>Two.</s>", "One.\nTwo."),
    "boilerplate": ("One.\nwww.example.org", "One.\n"),
    "control_characters": ("O\x00ne.", "One."),
    "unicode": ("e\u0301", "\u00e9"),
    "white_space": (" One.  Two. ", "One. Two."),
}


@pytest.mark.parametrize("rule", CHANGES)
def test_each_rule_does_its_own_work_and_can_be_switched_off(config: Cleaning, rule: str) -> None:
    dirty, expected = SPOILED[rule]
    cleaner = Cleaner(off(config, **{rule: True}))
    assert [story.text for story in cleaner.cleaned([Story(dirty)])] == [expected]
    assert cleaner.changed == dict.fromkeys(CHANGES, 0) | {rule: 1}
    assert clean(off(config), dirty) == [dirty]


def test_every_parameter_is_a_rule() -> None:
    assert sorted(Cleaning.model_fields) == sorted([*CHANGES, *DROPS])


def test_cleaning_twice_is_cleaning_once(config: Cleaning) -> None:
    """Random scraps of dirt, as one rule's work can uncover another's."""
    chance = random.Random(3)
    scraps = [
        "&amp;",
        "lt;",
        "&lt;",
        "br",
        ">",
        "<",
        "/",
        "p",
        "<b>",
        "&#39;",
        "amp;",
        "<|",
        "eos|>",
    ]
    scraps += ["â€™", "Ã©", "[", "WP", "]", " ", "\n", "\t", "\x00", "\ufeff", "[PAD]", "[EO", "S]"]
    scraps += ["Sure! A story:", "www.x", "e", "\u0301", "<newline>", "\u2028", "word", "é", "&#x"]
    texts = ["".join(chance.choices(scraps, k=chance.randint(1, 30))) for _ in range(3000)]
    lenient = config.model_copy(update={"min_words": 1})
    once = clean(lenient, *texts)
    assert clean(lenient, *once) == once
