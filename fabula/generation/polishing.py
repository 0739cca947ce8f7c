"""A generated story made fit to be shown: small errors mended, loops and loose ends cut off.

    shown = polish(story.text, ended=story.ended == "eos", opening=story.prompt)
    shown.text, shown.rules, shown.looped

A rule acts only where it is sure: real stories stay as they are, and so does what is polished
already. The raw text is the caller's to keep.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from fabula.corpus import cleaning
from fabula.generation.endings import without_loop, without_loose_end
from fabula.words import words

ROUNDS = 8
"""One rule can uncover work for another; broken texts have needed three rounds at most."""

SPACE_BEFORE_MARK = re.compile(r"(?<=\w) +(?=[,.!?;:](?:[\s\"”]|\Z))")
NO_SPACE_AFTER_STOP = re.compile(r"(?<=[a-z'’][a-z])[.!?](?=[A-Z][a-z])")

NEVER_DOUBLE = words(
    "a an the and or nor of to for from with at by into onto than as if because while until "
    "their its our your his him them they she we I be been has did when went came said asked "
    "took made got looked wanted became could would should must"
)
"""Other words may stand twice: had had, her her, very very, knock knock, vroom vroom."""
DOUBLED = re.compile(rf"(?i)(?<![\w'’-])({'|'.join(NEVER_DOUBLE)})(?: \1)+(?![\w'’-])")

ARTICLE = re.compile(
    # A capital within a sentence is a letter's name: she got an A in sums.
    r"(?<![\w'’.-])(?P<article>an?|(?<![\w,;:] )An?)(?= (?P<next>[A-Za-z]+)\b)"
)
NO_NOUN = frozenset(words("and or is in on at of as are if it its am an us up upon"))
"""What follows a letter's name, or makes no sense after `a`."""
VOWEL_SOUND = re.compile(r"(?i)hour|honest|honou?r|heir|[aiou]|e(?!u|we)")
CONSONANT_SOUND = re.compile(
    r"(?i)(?:once|ones?|oneself)\b|"
    r"u(?:bi|gan|k[ru]|ly|nani|ni(?![dmnr])|r[aiou]|s[aeiu]|t[aeio]|vu)"
)
UNSURE_SOUND = re.compile(r"(?i)herb|histor|hotel|habitu|homage|y[^aeiou]|[^aeiouy]+\b|.\b")
"""Speakers differ, or nobody can tell: letters, and words without a vowel."""

ABBREVIATIONS = ("Mr", "Mrs", "Ms", "Dr", "St", "Jr", "Sr", "Prof", "etc", "vs")
AFTER_STOP = r"(?<=[a-z'’][a-z]\.)" + "".join(rf"(?<!\b{word}\.)" for word in ABBREVIATIONS)
SENTENCE_START = re.compile(
    rf"(?P<before>(?:\A\s*|{AFTER_STOP}\s+|(?<=[.!?])\n+)[\"“‘'(]?)"
    r"(?P<letter>[a-z])(?!\w*[A-Z])"  # an iPhone keeps its small letter
)

OPENING_QUOTE = r"(?:(?<![^\s(\[])\"(?=[^\s\"”])|“)"
UNCLOSED_SPEECH = re.compile(
    # The next quote, if any, opens again: speech over several lines is closed by its last.
    rf"(?m){OPENING_QUOTE}[^\"“”\n]*$(?=[^\"“”]*(?:\Z|{OPENING_QUOTE}))"
)


@dataclass(frozen=True)
class Polished:
    """A text to show, and what was done for it."""

    text: str
    rules: tuple[str, ...]
    """The names of the rules that changed something, in the order of `RULES`."""

    @property
    def looped(self) -> bool:
        """Whether the story said the same again and again until its end, and was cut there."""
        return "loop" in self.rules


def spaces(text: str, opening: str = "") -> str:
    """Single spaces, none before a comma or stop, one after a sentence, none at the ends.

    What parts the text from its opening stays.
    """
    anchor = "x" if opening and not opening[-1].isspace() else ""
    text = cleaning.white_space(anchor + text)[len(anchor) :]
    text = _rewritten(SPACE_BEFORE_MARK, lambda _: "", text, opening)
    return _rewritten(NO_SPACE_AFTER_STOP, lambda stop: stop[0] + " ", text, opening)


def doubled_words(text: str, opening: str = "") -> str:
    """`the the` becomes `the`, for words that never rightly stand twice without a comma."""
    return _rewritten(DOUBLED, lambda twice: twice[1], text, opening)


def a_or_an(text: str, opening: str = "") -> str:
    """`an` before a vowel sound and `a` before others; where the sound is unsure, what stands."""

    def right(match: re.Match[str]) -> str:
        vowel = starts_with_vowel_sound(match["next"])
        if vowel is None or match["next"].lower() in NO_NOUN:
            return match[0]
        return match["article"][0] + ("n" if vowel else "")

    return _rewritten(ARTICLE, right, text, opening)


def starts_with_vowel_sound(word: str) -> bool | None:
    """Whether `an` stands before the word, by its letters; `None` where they do not tell."""
    if word.isupper() or UNSURE_SOUND.match(word):
        return None
    return bool(VOWEL_SOUND.match(word)) and not CONSONANT_SOUND.match(word)


def capitals(text: str, opening: str = "") -> str:
    """A capital where the story starts, after a full stop, and where a new paragraph starts.

    Not after `!`, `?` and closing quotes within a paragraph: '"Stop!" he said' is right.
    """
    return _rewritten(
        SENTENCE_START, lambda start: start["before"] + start["letter"].upper(), text, opening
    )


def quotes(text: str, opening: str = "") -> str:
    """Speech that is never closed ends with its paragraph; single quotes are left alone."""
    return _rewritten(
        UNCLOSED_SPEECH, lambda said: said[0] + ("”" if said[0][0] == "“" else '"'), text, opening
    )


def _rewritten(
    pattern: re.Pattern[str], new: Callable[[re.Match[str]], str], text: str, opening: str
) -> str:
    """The text with `new` for each match; one may start in the opening, but not change it."""

    def kept_opening(match: re.Match[str]) -> str:
        inside = max(0, len(opening) - match.start())
        replacement = new(match)
        return replacement if replacement[:inside] == match[0][:inside] else match[0]

    if not text:
        return text  # not even a quote after the opening
    return pattern.sub(kept_opening, opening + text)[len(opening) :]


RULES: dict[str, Callable[[str, str], str]] = {
    "mojibake": lambda text, _: cleaning.mojibake(text),
    "broken_characters": lambda text, _: cleaning.control_characters(text).replace("\ufffd", ""),
    "spaces": spaces,
    "loop": lambda text, _: without_loop(text),
    "doubled_words": doubled_words,
    "a_or_an": a_or_an,
    "capitals": capitals,
    "loose_end": lambda text, _: without_loose_end(text),
    "quotes": quotes,
}
"""A text and the opening that it continues to the text as it should be, applied in this order."""


def polish(text: str, ended: bool = True, opening: str = "") -> Polished:
    """The text as it is best shown; polishing it again changes nothing.

    `ended` is false for a text that the length limit cut off: it then ends with its last finished
    sentence. `opening` is the prompt that the text continues: it is read, and never changed or
    returned.
    """
    rules = {name: rule for name, rule in RULES.items() if not (ended and name == "loose_end")}
    changed_by: set[str] = set()
    for _ in range(ROUNDS):
        before = text
        for name, rule in rules.items():
            after = rule(text, opening)
            if after != text:
                changed_by.add(name)
                text = after
        if text == before:
            break
    return Polished(text, tuple(name for name in RULES if name in changed_by))
