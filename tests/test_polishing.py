"""What polishing mends, and above all what it leaves alone."""

from collections import Counter
from pathlib import Path
from random import Random

import pytest

from fabula import world
from fabula.evaluation.metrics.readability import edits_per_100_words
from fabula.generation.polishing import RULES, Polished, polish, starts_with_vowel_sound
from fabula.stories import opening

REAL = Path(__file__).parents[2] / "shared/data/tinystories"


def embedded(count: int = 200) -> list[str]:
    return [
        story.text
        for split in ("train", "validation", "test")
        for story in world.tell(7, split, count)
    ]


@pytest.fixture(scope="module")
def tinystories() -> list[str]:
    if not REAL.is_dir():
        pytest.skip("the real TinyStories are not beside this checkout")
    text = (REAL / "validation.txt").read_text(encoding="utf-8")
    return [story.strip() for story in text.split("<|endoftext|>") if story.strip()]


def mended(rule: str, text: str, before: str = "") -> str:
    """The text after one rule, which must be done with it then."""
    once = RULES[rule](text, before)
    assert RULES[rule](once, before) == once
    return once


# Real stories


def touched(stories: list[str], ended: bool, prompt_words: int = 0) -> Counter[str]:
    """Stories that polishing changes, by rule; `any` counts them once."""
    by_rule: Counter[str] = Counter()
    for story in stories:
        prompt = opening(story, prompt_words)
        rules = polish(story[len(prompt) :], ended, prompt).rules
        by_rule.update((*rules, "any") if rules else ())
    return by_rule


@pytest.mark.parametrize("prompt_words", [0, 12])
@pytest.mark.parametrize("ended", [True, False])
def test_embedded_stories_stay_as_they_are(ended: bool, prompt_words: int) -> None:
    assert not touched(embedded(), ended, prompt_words)


@pytest.mark.parametrize("prompt_words", [0, 12])
@pytest.mark.parametrize("ended", [True, False])
def test_real_stories_stay_nearly_as_they_are(
    tinystories: list[str], ended: bool, prompt_words: int
) -> None:
    """2 of 2,000: `there was a old man`, and speech without its closing quote."""
    by_rule = touched(tinystories, ended, prompt_words)
    assert by_rule["any"] < 0.005 * len(tinystories), by_rule
    assert not by_rule["loop"] and not by_rule["loose_end"], by_rule


def test_real_stories_are_no_loops_and_keep_their_words(tinystories: list[str]) -> None:
    edits = [edits_per_100_words(story, polish(story).text) for story in tinystories]
    assert max(edits) < 2


# Idempotence

PIECES = [
    *("the the", "a apple", "an dog", "a", "A", "I", "one", "hour", "Mr.", "etc. and", "e.g. "),
    *("iPhone", 'she said, "Hi', '"Stop!" he said', "no no no", "Tom.Then", "the cat ran."),
    *("\"“”'’.!?…()—\n \t\x12\x85\xa0\u2028\ufffd"),
    *("\n\n", "  ", " ,", "...", "â€œ", "â€™", "Ã©", "Ã ", "<br>", "&amp;"),
    *("ß", "İ", "кот.", "猫。", "\U0001f642", "x\u0301"),
]


def broken(random: Random, stories: list[str]) -> str:
    """A story with random damage, or random damage without a story."""
    pieces = [random.choice(PIECES) for _ in range(random.randrange(12))]
    kind = random.randrange(3)
    if kind == 0:
        return random.choice(["", " "]).join(pieces)
    if kind == 1:
        return " ".join(pieces) + " ".join(pieces[:3]) * random.randrange(2, 12)
    words = random.choice(stories).split(" ")
    for piece in pieces:
        place = random.randrange(len(words))
        words[place] = random.choice(
            [piece, "", f"{words[place]} {words[place]}", words[place][1:]]
        )
    start, stop = sorted(random.choices(range(len(words)), k=2))
    looping = words[:stop] + words[start:stop] * random.choice([0, 0, 3])
    return " ".join(looping)[: random.randrange(1, 2000)]


@pytest.mark.parametrize("ended", [True, False])
def test_polishing_again_changes_nothing(ended: bool) -> None:
    random, stories = Random(11), embedded(20)
    for _ in range(1500):
        text = broken(random, stories)
        before = random.choice(["", "Once upon a time", 'He said, "Hi', "the", "He ran. ", "x\n"])
        once = polish(text, ended, before)
        assert polish(once.text, ended, before) == Polished(once.text, ()), (text, before)


@pytest.mark.parametrize("before", ["", "Once upon a time", 'He said, "Hi'])
def test_odd_texts_do_not_crash(before: str) -> None:
    for text in (
        "Hi",
        "hi",
        "🙂",
        "Жил-был кот. он спал.",
        "昔々、猫がいた。",
        '"',
        "...",
        "A",
        "1. 2",
    ):
        for ended in (True, False):
            assert polish(text, ended, before).text
    for text in ("", " ", "\n\n", "\ufffd"):
        assert polish(text, ended=False, opening=before).text == ""


# Each rule by hand


def test_mojibake() -> None:
    assert mended("mojibake", "â€œDonâ€™t,â€\x9d said ZoÃ«.") == "“Don’t,” said Zoë."
    assert mended("mojibake", "“Don’t,” said Zoë – 5 € …") == "“Don’t,” said Zoë – 5 € …"


def test_broken_characters() -> None:
    assert mended("broken_characters", "a\x12 cat\ufffd\r\nran") == "a cat\nran"
    family = "\U0001f469\u200d\U0001f467"
    assert mended("broken_characters", family) == family


@pytest.mark.parametrize(
    ("before", "text", "expected"),
    [
        ("", " Tom  ran \n\n\n home\t. ", "Tom ran\n\nhome."),
        ("", 'He ran , and "stopped ," he said !', 'He ran, and "stopped," he said!'),
        ("", "It was gone.Ruby didn't!Then", "It was gone. Ruby didn't! Then"),
        ("", "One, two ... ten. Hi :) At 3.5 p.m. in the U.S.A. on www.x.org", None),
        ("Once", " upon  a time ", " upon a time"),
        ("Once", "\n\n\n upon", "\n\nupon"),
        ("Once ", " upon", "upon"),
        ("Tom", " , a cat.He", ", a cat. He"),
        ("Tom  ran", "ning", "ning"),
    ],
)
def test_spaces(before: str, text: str, expected: str | None) -> None:
    assert mended("spaces", text, before) == (text if expected is None else expected)


@pytest.mark.parametrize(
    ("before", "text", "expected"),
    [
        ("", "The the cat sat on the the the mat.", "The cat sat on the mat."),
        ("", "She said said to to him him that they they went went", None),
        ("He saw the", " the cat", " cat"),
        ("He saw the the", " cat", " cat"),
        ("The the cat", " of of", " of"),
    ],
)
def test_doubled_words(before: str, text: str, expected: str | None) -> None:
    assert mended("doubled_words", text, before) == (expected or "She said to him that they went")


@pytest.mark.parametrize(
    "text",
    [
        "He had had it. She knew that that was so. It was very very big.",
        '"No no," he said. "Bye bye! Knock knock. Ha ha ha!" It went vroom vroom.',
        "All there was was silence. She gave her her ball. Will will go. Far far away.",
        "Come to the, the park. I saw a, a cat. Was it for? For me.",
        "He came in. In the end they sang: the\nthe",
        "the-the the's the then others",
        "The saw saw the wood. You can can fruit.",
    ],
)
def test_words_that_may_stand_twice(text: str) -> None:
    assert mended("doubled_words", text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a apple and an dog", "an apple and a dog"),
        ("A owl met an fox.", "An owl met a fox."),
        ("a hour, a honest man, an one-eyed cat", "an hour, an honest man, a one-eyed cat"),
        (
            "an unicorn, an useful uniform, an university",
            "a unicorn, a useful uniform, a university",
        ),
        ("an European, an ewe, a umbrella, a uncle", "a European, a ewe, an umbrella, an uncle"),
        ("a unimportant, a uninvited, a ugly", "an unimportant, an uninvited, an ugly"),
        ('He said, "A orange!"', 'He said, "An orange!"'),
        ("an house, an yellow hat", "a house, a yellow hat"),
    ],
)
def test_a_or_an(text: str, expected: str) -> None:
    assert mended("a_or_an", text) == expected
    assert mended("a_or_an", expected) == expected


@pytest.mark.parametrize(
    "text",
    [
        "an x-ray, a X, an MP, a FBI man, a NASA man, a B, an 8, a 18, an hmm",
        "an herb, a herb, a historic day, an historic day, a hotel",
        "Baby A and Baby B. She got an A in sums. Nation A asked. Plan A is good.",
        "Once a upon time. The letter a is round. à la, an a or an e",
        "a élan, a 'apple', a, apple, a\napple, plan-a apple, at 5 a.m. every day",
    ],
)
def test_articles_that_nobody_can_be_sure_of(text: str) -> None:
    assert mended("a_or_an", text) == text


def test_vowel_sounds() -> None:
    assert starts_with_vowel_sound("hour") and starts_with_vowel_sound("Owl")
    assert starts_with_vowel_sound("once") is False
    assert starts_with_vowel_sound("FBI") is starts_with_vowel_sound("shh") is None


@pytest.mark.parametrize(
    ("before", "text", "expected"),
    [
        ("", "once there was. then it went.\nso (it) did!\nyes.", None),
        ("", '"once," he said. "then what?', '"Once," he said. "Then what?'),
        ("", "He can't. the cat can’t. she ran", "He can't. The cat can’t. She ran"),
        ("Once upon a", " time. it", " time. It"),
        ("He ran.", " then", " Then"),
        ("the dog", " ran", " ran"),
        ("the dog. it", " ran", " ran"),
    ],
)
def test_capitals(before: str, text: str, expected: str | None) -> None:
    first = "Once there was. Then it went.\nSo (it) did!\nYes."
    assert mended("capitals", text, before) == (expected or first)


@pytest.mark.parametrize(
    "text",
    [
        'She said, "Stop!" he did. "Why?" asked Tom. "Go." she said.',
        "Bang! went the drum. Why? he thought. He waited... and waited… and slept.",
        "Mr. and Mrs. Fox ate nuts, etc. and slept at 5 p.m. on a mat, e.g. that one.",
        "iPhone users met. eBay was there. 3. the cat",
        'He ran\nand ran.\n"Stop!"\nhe said.',
    ],
)
def test_small_letters_that_stay(text: str) -> None:
    assert mended("capitals", text) == text


@pytest.mark.parametrize(
    ("before", "text", "expected"),
    [
        ("", 'He said, "Go!\nShe went.', 'He said, "Go!"\nShe went.'),
        ("", 'He said, "Go!', 'He said, "Go!"'),
        ("", "“Hi,” he said. “Go!\n“Why?”", "“Hi,” he said. “Go!”\n“Why?”"),
        ("", 'She said, "Go!\n"Why?" he asked.', 'She said, "Go!"\n"Why?" he asked.'),
        ('He said, "Hi', " Tom.\nShe ran.", ' Tom."\nShe ran.'),
        ('He said, "Hi', "\nShe ran.", '"\nShe ran.'),
        ('He said, "Hi\nShe', " ran.", " ran."),
        ('He said, "Hi"', " and ran.", " and ran."),
    ],
)
def test_quotes(before: str, text: str, expected: str) -> None:
    assert mended("quotes", text, before) == expected


@pytest.mark.parametrize(
    "text",
    [
        '"Hi," he said. "Why?" “Go,” he said. ("No.") \'Twas ‘so’, the dogs\' day.',
        'The note said:\n"Dear Ben,\nI love you.\nAnna"\nBen smiled.',
        '"Hi, said Tom. "Go!" He was 5" tall. " he "',
        "",
    ],
)
def test_quotes_that_stay(text: str) -> None:
    assert mended("quotes", text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tom had a cat. It ran. He was sad bec", "Tom had a cat. It ran."),
        ('Tom had a cat. "It ran!" He was', 'Tom had a cat. "It ran!"'),
        ("Tom had a cat. He fed it. “Go!” said Mr. Fo", "Tom had a cat. He fed it."),
        ('Tom had a cat. He said, "It ran. I', 'Tom had a cat. He said, "It ran.'),
        ('Tom had a cat. "', "Tom had a cat."),
        ("Tom had a cat.\nIt ran\nand", "Tom had a cat."),
        ("Tom had a cat and a dog. It met Mr.", "Tom had a cat and a dog."),
    ],
)
def test_a_loose_end_is_cut_off(text: str, expected: str) -> None:
    assert mended("loose_end", text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Tom had a cat. It ran.",
        'Tom had a "cat!"',
        "Tom had a cat... ",
        "Tom had a cat and a",
        "Tom ran. He had a cat that would never come when he",
        "",
    ],
)
def test_ends_that_stay(text: str) -> None:
    assert mended("loose_end", text) == text


def test_only_a_text_that_was_cut_off_loses_its_loose_end() -> None:
    assert polish("He ran home and slept. The end").text == "He ran home and slept. The end"
    assert polish("He ran home and slept. The e", ended=False).text == "He ran home and slept."
    assert polish(' said, "I am. We a', False, "Tom").text == ' said, "I am."'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tom ran. " + "The cat sat on the mat. " * 5, "Tom ran. The cat sat on the mat."),
        ("On the mat. " + "The cat sat on the mat. " * 4 + "The c", None),
        ("It was a blue" + " blue" * 20 + " bl", "It was a blue"),
        ("Tom had a cat. It ran" + " and it ran" * 9, "Tom had a cat."),
        ("Oh. " + '"Go!" said Tom. "No!" said Ann.\n' * 4, 'Oh. "Go!" said Tom. "No!" said Ann.'),
        ("He ran. " + 'He said, "I go. I see." ' * 4, 'He ran. He said, "I go. I see."'),
    ],
)  # fmt: skip
def test_loops_are_cut(text: str, expected: str | None) -> None:
    shown = polish(text)
    assert shown.text == (expected or "On the mat. The cat sat on the mat.")
    assert shown.looped and "loop" in shown.rules
    assert polish(shown.text) == Polished(shown.text, ())


@pytest.mark.parametrize(
    "text",
    [
        'He said, "Ha ha ha ha!" Ha, ha, ha.',
        "He ran and ran and ran.",
        "The cat sat on the mat. The cat sat on the mat. The dog ran.",
        "He sang. " + "Row, row, row your boat. " * 2,
        "The cat sat down. " * 6 + "Then it slept.",
        "1 apple, 2 apples, 3 apples, 4 apples, 5 apples, 6 apples, 7 apples, 8 apples.",
    ],
)
def test_what_is_no_loop(text: str) -> None:
    assert mended("loop", text) == text
    assert not polish(text).looped


# All rules together, on broken stories


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (" the ", " the the "),
        (" a ", " an "),
        (" an ", " a "),
        (". The ", ". the "),
        (".", "\x12."),
        (". ", " .  "),
        ('"\n', "\n"),
    ],
)
def test_a_story_broken_on_purpose_is_whole_again(old: str, new: str) -> None:
    stories = [story for story in embedded(100) if old in story]
    whole = [polish(story.replace(old, new)).text == story for story in stories]
    assert len(whole) > 20
    assert sum(whole) >= 0.95 * len(whole), f"{sum(whole)} of {len(whole)}"


def test_a_story_cut_anywhere_ends_with_a_finished_sentence() -> None:
    random = Random(3)
    for story in embedded(50):
        cut = random.randrange(len(story) // 2, len(story))
        shown = polish(story[:cut], ended=False).text
        assert story.startswith(shown.rstrip('"'))
        assert 2 * len(shown) >= cut
        assert shown.rstrip('"')[-1] in ".!?"


def test_the_opening_is_read_and_never_returned() -> None:
    shown = polish(" cat named tom.he met a owl on the the", opening="there was an  big")
    assert shown.text == " cat named tom.he met an owl on the"
    assert shown.rules == ("doubled_words", "a_or_an")
    assert polish(" cat", opening="there was a a") == Polished(" cat", ())


# Measures
