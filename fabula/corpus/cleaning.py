"""Taking the dirt out of stories, one small rule at a time; a clean story stays as it is.

`data.cleaning` has a parameter of the same name for each rule. "The end." and the like are left
alone: they are a part of the story.
"""

import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from html.entities import html5

import ftfy
from ftfy.badness import is_bad

from fabula.config.data import Cleaning
from fabula.stories import SPECIAL_TOKENS, Story
from fabula.words import UNSPACED

ROUNDS = 5
"""One rule can uncover work for another, as `&amp;lt;br&gt;` does; no real text needs more."""

LONE_CAPITAL = re.compile(r"(?<!\w)[ÂÃ](?= [^\s])")
"""A letter by itself, that says nothing of how the text was read."""
ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|([A-Za-z][A-Za-z0-9]*));")
AFTER_A_LETTER = re.compile(
    r"amp|quot|apos|lt|gt|nbsp|shy|[lr][sd]quo|[sb]d?quo|[lr]s?aquo|[nm]dash|hellip|copy|reg|trade|"
    r"[A-Za-z]{1,2}(?:acute|grave|circ|uml|tilde|ring|cedil|slash|lig|caron)"
)
"""Entities that stand right after a letter; in `cloak&dagger;` it is two words and a semicolon."""
ATTRIBUTE = r"""\s+[A-Za-z][\w:-]*\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>=]+)"""
TAGS = "br|div|h[1-6]|hr|li|p|a|b|em|font|i|img|ol|small|span|strong|sub|sup|u|ul"
TAG = re.compile(rf"<(/?)({TAGS}|{TAGS.upper()})((?:{ATTRIBUTE})*\s*/?)>")
LINE_TAG = re.compile(r"br|div|h[1-6]|hr|li|p")
"""The others stand inside of a line."""
MARKER = re.compile(
    r"(?i:<\|(?:im_|[a-z]{3,})[a-z_]*\d*\|>)|</s>|\A\s*<s>(?!\s*[a-z])|"
    r"\A\s*(?:\[ ?(?:WP|SP|EU|CW|TT|IP|RF) ?\]|\[ (?:MP|PM|PI|OT|CC|FF|MC) \])|"
    + "|".join(map(re.escape, SPECIAL_TOKENS))
)
"""Other models' and our own special tokens, and `[ WP ]` before a writing prompt."""
NEW_LINE = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u2060\ufeff]"
    "|(?<![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])\u200b"  # there it is between words
)
DIRECTIONS = re.compile("[\u200e\u200f\u202a-\u202e]")
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
UNSPACED_CHARACTER = re.compile(f"[{UNSPACED}]")

YEARS = r"[12]\d{3}(?:[ \t]*[-–,][ \t]*[12]\d{3})*"
NAME = r"(?:by|and|of|the|de|van|von|&|[A-ZÀ-ÖØ-Þ][\w.'’&-]*)[,.;]?"
RESERVED = r"(?i:all rights reserved)[.!]?"
COPYRIGHT = (
    r"(?:(?i:copyright)[ \t]*(?:\([cC]\)|©)?|©)[:,]?[ \t]*"
    rf"(?:{YEARS}[,.]?(?:[ \t]+{NAME}){{0,8}}|{NAME}(?:[ \t]+{NAME}){{0,7}}[ \t]+{YEARS}[,.]?)"
    rf"(?:[ \t]+{RESERVED})?"
)
"""A year and names, and no sentence."""
LETTER_C = rf"\([cC]\)[ \t]*{YEARS}[,.]?[ \t]+(?:{NAME}[ \t]+)?{NAME}(?:[ \t]+{NAME}){{1,7}}"
LINK = r"(?i:https?://\w\S*|www\.[\w-]+(?:\.[\w-]+)+(?:[/?#:]\S*)?)"
REFUSAL = (
    r"(?i:as an ai (?:language )?model,? i "
    r"(?:can(?:not|['’]t| not)|am (?:unable|not able) to|do(?:n['’]t| not) have)\b.{0,300}"
    r"\b(?:generate|provide|create|write|assist|fulfill?|complete|continue|produce|personal)\b.{0,300}"
    r"\b(?:story|stories|content|requests?|text|opinions?|experiences?|feelings|emotions)"
    r"\b.{0,300})"
)
PREFACE = re.compile(
    r"(?i)\A\s*(?:sure|certainly|of course|absolutely)[!,.] (?:"
    r"(?:here(?: is|['’]s)|below is) (?:(?:an?|your|another) (?:[\w-]+,? ){0,6}(?:story|tale)"
    r"(?: (?:for|about|using|with|based|inspired|suitable|including|featuring"
    r"|that (?:uses|includes|features|contains))\b.{0,300})?"
    r"|the (?:story|tale) you (?:asked|requested|wanted)\b.{0,300}):"
    r"|I(?: would|['’]d) be (?:happy|glad|delighted) to (?:write|create|craft)\b.{0,300}"
    r"\b(?:story|tale)\b.{0,300}[.:!])[ \t]*\n+"
)
"""What a chatbot says before a story it was asked for; a narrator goes on with `of` or a verb."""


def _lines_of(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"^[ \t]*(?:{pattern})[ \t]*$\n?", re.MULTILINE)


BOILERPLATE = _lines_of(f"{COPYRIGHT}|{RESERVED}|{LINK}|{REFUSAL}")
LETTERED = _lines_of(LETTER_C)


def mojibake(text: str) -> str:
    """UTF-8 that was once read as another encoding, such as `â€™`; curly quotes stay curly."""
    if text.isascii() or not is_bad(LONE_CAPITAL.sub("", text)):
        return text
    return ftfy.fix_encoding(text)


def markup(text: str) -> str:
    """HTML entities become characters; breaks and paragraphs become lines; other tags nothing."""
    for _ in range(ROUNDS):
        before, text = text, ENTITY.sub(_character, text)
        if text == before:
            break
    closed = {tag[2].lower() for tag in TAG.finditer(text) if tag[1]}
    return TAG.sub(lambda tag: _without(tag, closed), text)


def _character(entity: re.Match[str]) -> str:
    """The character of an entity, or what stands there where that is none."""
    name, before = entity[1], entity.string[: entity.start()][-1:]
    if name and (
        f"{name};" not in html5 or (before.isalpha() and not AFTER_A_LETTER.fullmatch(name))
    ):
        return entity[0]
    found = html.unescape(entity[0])
    return entity[0] if found in ("", "\ufffd") else found


def _without(tag: re.Match[str], closed: set[str]) -> str:
    """What a tag becomes; `<b>` may be a name in brackets unless something says it is not."""
    name = tag[2].lower()
    sure = tag[1] or tag[3] or name in closed or name in ("br", "hr")
    if not sure and not (name == "p" and _begins_paragraph(tag)):
        return tag[0]
    return "\n" if LINE_TAG.fullmatch(name) else ""


def _begins_paragraph(tag: re.Match[str]) -> bool:
    """Whether a tag stands between two sentences, and not as a word in one."""
    before, after = tag.string[: tag.start()][-1:], tag.string[tag.end() :][:1]
    ends = not before or before in '\n.!?"”’…>'
    return ends and (not after or after.isalpha() or after in "\n\"“‘'<")


def markers(text: str) -> str:
    """What data sets and tokenizers left in the text; `<newline>` becomes a line."""
    if "</s>" in text:
        text = text.replace("<s>", "")
    return MARKER.sub("", re.sub(r" ?<newline> ?", "\n", text))


def unicode(text: str) -> str:
    """One form for each character: an `é` of two code points becomes one of one."""
    return unicodedata.normalize("NFC", text)


def control_characters(text: str) -> str:
    """Characters that nobody sees; line ends and tabs stay, and what joins an emoji's parts.

    So do the signs that Hebrew and Arabic are written with.
    """
    if text.isprintable():
        return text
    text = INVISIBLE.sub("", NEW_LINE.sub("\n", text))
    return text if RIGHT_TO_LEFT.search(text) else DIRECTIONS.sub("", text)


def white_space(text: str) -> str:
    """Single spaces, at most one empty line, nothing at the ends of lines and of the text."""
    text = re.sub(r"[^\S\n]+", " ", text)
    text = re.sub(r" ?\n ?", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def boilerplate(text: str) -> str:
    """Whole lines that do not tell: a copyright, a bare link, the preface of a chatbot."""
    text = BOILERPLATE.sub("", PREFACE.sub("", text))
    return text if "(b)" in text.lower() else LETTERED.sub("", text)  # with it, a list


def words(text: str) -> int:
    """How many words a text has; of scripts without spaces between them, how many characters."""
    if text.isascii():
        return len(text.split())
    spaced, characters = UNSPACED_CHARACTER.subn(" ", text)
    if not characters:
        return len(text.split())
    return characters + sum(any(map(str.isalnum, word)) for word in spaced.split())


def min_words(text: str, least: float) -> bool:
    """Too short to be a story."""
    return words(text) < least


def latin_fraction(text: str, least: float) -> bool:
    """Another script than the Latin one: fewer than this fraction of the letters."""
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
"""Rules that change a text, in this order; a parameter is true or false."""

DROPS: dict[str, Callable[[str, float], bool]] = {
    "min_words": min_words,
    "latin_fraction": latin_fraction,
}
"""Rules that say which stories to drop; a parameter is the limit."""


class Cleaner:
    """Applies the rules that are switched on and counts what each of them did."""

    def __init__(self, config: Cleaning) -> None:
        self._changes = {name: rule for name, rule in CHANGES.items() if getattr(config, name)}
        self._limits = {name: getattr(config, name) for name in DROPS}
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
