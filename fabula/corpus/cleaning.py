"""Taking the dirt out of stories, one small rule at a time; a clean story stays as it is.

`data.cleaning` has a knob of the same name for each rule. "The end." and the like are left alone:
they are a part of the story.
"""

import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache

import ftfy

from fabula.config.data import Cleaning
from fabula.stories import SPECIAL_TOKENS, Story

ROUNDS = 5
"""One rule can uncover work for another, as `&amp;lt;br&gt;` does; no real text needs more."""

ENTITY = re.compile(r"&(#\d+|#[xX][0-9a-fA-F]+|\w+);")
BLOCK_TAG = re.compile(r"(?i)</?(br|div|h[1-6]|hr|li|p)( [^<>]*)?/?>")
INLINE_TAG = re.compile(
    r"(?i)</?(a|b|em|font|i|img|ol|small|span|strong|sub|sup|u|ul)( [^<>]*)?/?>"
)
MARKER = re.compile(
    r"<\|[a-z_]+\|>|</?s>|\A\s*\[ ?[A-Z]{2} ?\]|" + "|".join(map(re.escape, SPECIAL_TOKENS))
)
"""Other models' and our own special tokens, and `[ WP ]` before a writing prompt."""
NEW_LINE = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff]"
)
BOILERPLATE = re.compile(
    r"(?im)^[ \t]*(?:"
    r"(?:copyright\b|\(c\)|©).*\d{4}.*|all rights reserved\.?|"
    r"(?:https?://|www\.)\S+|"
    r"(?:sure|certainly|of course)[!,.] .*\b(?:story|tale)\b.*:|"
    r"as an ai (?:language )?model\b.*"
    r")[ \t]*$\n?"
)


def mojibake(text: str) -> str:
    """UTF-8 that was once read as another encoding, such as `â€™`; curly quotes stay curly."""
    return text if text.isascii() else ftfy.fix_encoding(text)


def markup(text: str) -> str:
    """HTML entities become characters; breaks and paragraphs become lines; other tags nothing."""
    text = ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    return INLINE_TAG.sub("", BLOCK_TAG.sub("\n", text))


def markers(text: str) -> str:
    """What data sets and tokenizers left in the text; `<newline>` becomes a line."""
    return MARKER.sub("", re.sub(r" ?<newline> ?", "\n", text))


def unicode(text: str) -> str:
    """One form for each character: an `é` of two code points becomes one of one."""
    return unicodedata.normalize("NFC", text)


def control_characters(text: str) -> str:
    """Characters that nobody sees; line ends and tabs stay, and what joins an emoji's parts."""
    return text if text.isprintable() else INVISIBLE.sub("", NEW_LINE.sub("\n", text))


def white_space(text: str) -> str:
    """Single spaces, at most one empty line, nothing at the ends of lines and of the text."""
    text = re.sub(r"[^\S\n]+", " ", text)
    text = re.sub(r" ?\n ?", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def boilerplate(text: str) -> str:
    """Whole lines that do not tell: a copyright, a bare link, the preface of a chatbot."""
    return BOILERPLATE.sub("", text)


def min_words(text: str, least: float) -> bool:
    """Too short to be a story."""
    return len(text.split()) < least


def latin_share(text: str, least: float) -> bool:
    """Another script than the Latin one: fewer than this share of the letters."""
    if text.isascii():
        return False
    letters = [_is_latin(letter) for letter in text if letter.isalpha()]
    return sum(letters) < least * len(letters)


@cache
def _is_latin(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith("LATIN")


CHANGES: dict[str, Callable[[str], str]] = {
    "mojibake": mojibake,
    "markup": markup,
    "markers": markers,
    "boilerplate": boilerplate,
    "control_characters": control_characters,
    "unicode": unicode,
    "white_space": white_space,
}
"""Rules that change a text, in this order; a knob is true or false."""

DROPS: dict[str, Callable[[str, float], bool]] = {
    "min_words": min_words,
    "latin_share": latin_share,
}
"""Rules that say which stories to drop; a knob is the limit."""


class Cleaner:
    """Applies the rules that are switched on and counts what each of them did."""

    def __init__(self, knobs: Cleaning) -> None:
        """Nothing was cleaned yet."""
        self._changes = {name: rule for name, rule in CHANGES.items() if getattr(knobs, name)}
        self._limits = {name: getattr(knobs, name) for name in DROPS}
        self.changed = dict.fromkeys(CHANGES, 0)
        """Stories by the rule that changed them; one story can count for several."""
        self.dropped = dict.fromkeys(DROPS, 0)
        """Stories by the rule that dropped them."""

    def cleaned(self, stories: Iterable[Story]) -> Iterator[Story]:
        """The stories as they should be, without those to drop."""
        for story in stories:
            clean = self._clean(story)
            drop = self._drop(clean.text)
            if drop:
                self.dropped[drop] += 1
            else:
                yield clean

    def _clean(self, story: Story) -> Story:
        """The story after all rules, which would not change it again."""
        changed_by: set[str] = set()
        for _ in range(ROUNDS):
            before = story
            for name, rule in self._changes.items():
                after = _applied(rule, story)
                if after != story:
                    changed_by.add(name)
                    story = after
            if story == before:
                break
        for name in changed_by:
            self.changed[name] += 1
        return story

    def _drop(self, text: str) -> str | None:
        return next((name for name, rule in DROPS.items() if rule(text, self._limits[name])), None)


def _applied(rule: Callable[[str], str], story: Story) -> Story:
    text, prompt, summary = rule(story.text), rule(story.prompt), rule(story.summary)
    return replace(story, text=text, prompt=prompt, summary=summary)
