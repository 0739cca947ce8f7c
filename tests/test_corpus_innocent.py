"""No rule of cleaning takes a true line, and each still takes what it is there for."""

import time
from pathlib import Path

import pytest

from fabula.config.data import Cleaning, Data
from fabula.corpus.cleaning import Cleaner, mojibake, words
from fabula.stories import Story

ROOT = Path(__file__).parents[1]
INNOCENT = (ROOT / "tests/innocent_lines.txt").read_text(encoding="utf-8").split("\n")[:-1]
STORY = "Once there was a fox."
END = "It ran home."


@pytest.fixture(scope="module")
def config() -> Cleaning:
    """All rules that change a text, and none that drops one."""
    cleaning = Data.load(ROOT / "params.yaml").cleaning
    return cleaning.model_copy(update={"min_words": 1, "latin_fraction": 0.0})


def clean(config: Cleaning, text: str) -> str:
    return next(Cleaner(config).cleaned([Story(text)])).text


def test_there_are_enough_innocent_lines() -> None:
    assert len(set(INNOCENT)) == len(INNOCENT) >= 100


@pytest.mark.parametrize("line", INNOCENT)
def test_an_innocent_line_stays(config: Cleaning, line: str) -> None:
    for text in (
        line,
        f"{line}\n{STORY}",
        f"{line}\n\n{STORY}",
        f"{STORY}\n{line}\n{END}",
        f"{STORY} {line} {END}",
        f"{STORY}\n\n{line}",
    ):
        assert clean(config, text) == text


@pytest.mark.parametrize(
    "line",
    [
        "Copyright (c) 2023 by Somebody",
        "Copyright 2023 Somebody",
        "COPYRIGHT 2020 JANE DOE",
        "copyright 2020 by Jane Doe",
        "Copyright 2019-2021 The Story House, Inc.",
        "Copyright © 1999, 2001 A. B. Roe. All rights reserved.",
        "Copyright Jane Doe, 2019.",
        "© 2021 Élise Roe",
        "(c) 2020 by Jane Doe",
        "(C) 2020 Jane Doe",
        "All rights reserved",
        "ALL RIGHTS RESERVED.",
        "https://example.org/stories?id=7",
        "HTTP://EXAMPLE.ORG",
        "www.example.org/tale",
        "As an AI language model, I cannot write a story about that.",
        "As an AI language model, I don't have personal experiences, but here is one.",
        "As an AI model, I can’t help with that request, but I can create a story.",
    ],
)
def test_a_line_that_does_not_tell_goes(config: Cleaning, line: str) -> None:
    assert clean(config, f"{STORY}\n{line}\n{END}") == f"{STORY}\n{END}"


@pytest.mark.parametrize(
    "line",
    [
        "Sure! Here is a short story for a small child:",
        "Certainly! Here's a story about a brave fox who found a friend:",
        "Of course, here is a story that uses the words oak and gloomy:",
        "Sure, here’s your story:",
        "Absolutely! Below is a short, gentle bedtime story with a moral:",
        "Certainly, here is the story you asked for:",
        "Sure! I'd be happy to write a short story about that.",
    ],
)
def test_the_preface_of_a_chatbot_goes(config: Cleaning, line: str) -> None:
    assert clean(config, f"{line}\n\n{STORY}") == STORY


@pytest.mark.parametrize(
    ("dirty", "expected"),
    [
        ("<p>One.<p>Two.", "One.\nTwo."),
        ("One.</p>\n<p>Two.", "One.\n\nTwo."),
        ("He <b>ran</b> <I>home</I>.", "He ran home."),
        ('See <a href="x" class=y>this</a> <img src=x onerror=y>.', "See this ."),
        ("<font color='red' size=2>One.</font>", "One."),
        ("One.<br>Two.<BR/>Three.<br />Four.", "One.\nTwo.\nThree.\nFour."),
        ("caf&eacute; &mdash; R&amp;D &lt;b&gt;x&lt;/b&gt;", "café — R&D x"),
        ("don&rsquo;t it&#8217;s &quot;so&quot;&hellip;", 'don’t it’s "so"…'),
        ("&amp;amp;lt;br&amp;amp;gt; x", "x"),
        ("5&deg; &hearts; &copy; x", "5° ♥ © x"),
        ("<s>One.</s>", "One."),
        ("[ WP ] One.", "One."),
        ("[WP] One.", "One."),
        ("[ OT ] One.", "One."),
        ("<|im_start|>One.<|im_end|>", "One."),
        ("<|ENDOFTEXT|>One.<|reserved_special_token_0|>", "One."),
        ("T\u200bom \u200eran\u00ad.", "Tom ran."),
    ],
)
def test_markup_and_markers_go(config: Cleaning, dirty: str, expected: str) -> None:
    assert clean(config, dirty) == expected


@pytest.mark.parametrize(
    ("dirty", "expected"),
    [
        ("voilÃ !", "voilà !"),
        ("Ã\xa0 la carte", "à la carte"),
        ("1Â½ for Â£5", "1½ for £5"),
        ("Ã was a letter, it was Tomâ€™s.", "à was a letter, it was Tom’s."),
    ],
)
def test_text_that_was_read_as_another_encoding_is_mended(dirty: str, expected: str) -> None:
    assert mojibake(dirty) == expected


def test_a_number_of_many_digits_is_no_entity(config: Cleaning) -> None:
    for text in (f"&#{'9' * 5000};", f"&#x{'f' * 5000};", "&#1114112;", "&#1;", "&#xDFFF;"):
        assert clean(config, text) == text


@pytest.mark.parametrize(
    "text",
    [
        "<a" + " b=c" * 20_000,
        "<a" + " " * 50_000,
        "<p" * 20_000,
        "&amp;" * 20_000,
        "&" + "amp;" * 20_000,
        "Copyright " + "A" * 20_000,
        "Copyright " + "Aa " * 20_000 + "x",
        "(c) 1999 " + "Aa, " * 5000,
        "As an AI model, I cannot " + "write " * 5000,
        "Sure! Here is a " + "a-" * 5000 + "b " * 5000,
        "www." + "a." * 20_000 + " ",
        "Sure! I'd be happy to write " + "story " * 5000,
    ],
)
def test_no_rule_takes_long(config: Cleaning, text: str) -> None:
    start = time.process_time()
    list(Cleaner(config).cleaned([Story(text)]))
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Once there was — a fox.", 6),
        ("Don’t, said Zoë … ok", 5),
        ("猫は雪の中で静かに笑った。", 12),
        ("老虎在雨里唱歌。 It sang!", 9),
        ("แมวร้องเพลง", 11),
        ("Жил-был ёжик.", 2),
        ("한 마리 여우가 있었다.", 4),
        ("", 0),
    ],
)
def test_scripts_without_spaces_count_by_characters(text: str, count: int) -> None:
    assert words(text) == count
