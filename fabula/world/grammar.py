"""A small grammar of stories: templates compiled once, then written many times.

`[a|b|]`       one of the wordings, which may nest or be empty
`{h.his}`      a word of the story's world; `{H}` is the same word with a capital letter
`<"..."|...>`  the first in a story with dialogue, the second in a story without
`//`           a new paragraph
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Union

from fabula.world.epithets import DESCRIBED, with_epithets
from fabula.world.wordings import varied

Template = tuple[Union[str, "Slot", "Choice", "Speech"], ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """A word that the world fills in."""

    key: str
    capital: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """Wordings of which each telling takes one."""

    options: tuple[Template, ...]


@dataclass(frozen=True, slots=True)
class Speech:
    """The same moment as quoted speech and as plain telling."""

    spoken: Template
    told: Template


class Introduced:
    """Somebody who is 'an old heron' when first mentioned and 'the heron' ever after."""

    def __init__(self, first: str, later: str) -> None:
        """Not mentioned yet."""
        self.next, self.later = first, later

    def mention(self) -> str:
        """How to call them now."""
        name, self.next = self.next, self.later
        return name


Word = str | Template | Introduced
CLOSERS = {"[": "]", "<": ">"}


def compile_template(text: str) -> Template:
    """Read a template; white space, line ends included, counts as one space."""
    text = with_epithets(varied(" ".join(text.split())))
    template, end = _sequence(text, 0, "")
    assert end == len(text), f"unbalanced template: {text!r}"
    return template


def _sequence(text: str, start: int, stops: str) -> tuple[Template, int]:
    parts: list[str | Slot | Choice | Speech] = []
    here = start
    while here < len(text) and text[here] not in stops:
        sign = text[here]
        if sign in CLOSERS:
            options = []
            while text[here] != CLOSERS[sign]:
                option, here = _sequence(text, here + 1, "|" + CLOSERS[sign])
                assert here < len(text), f"{sign} never closes in {text!r}"
                options.append(option)
            if sign == "[":
                parts.append(Choice(tuple(options)))
            else:
                assert len(options) == 2, f"speech needs two wordings in {text!r}"
                parts.append(Speech(*options))
            here += 1
        elif sign == "{":
            close = text.index("}", here)
            key = text[here + 1 : close]
            parts.append(Slot(key.lower(), key != key.lower()))
            here = close + 1
        else:
            assert sign not in "]>}", f"{sign} closes nothing in {text!r}"
            literal = re.compile(r"[^\[\]<>{}|]+" if stops else r"[^\[\]<>{}]+").match(text, here)
            assert literal, f"| outside a choice in {text!r}"
            parts.append(literal.group())
            here = literal.end()
    return tuple(parts), here


class Pen:
    """Writes templates with the words of one story's world."""

    def __init__(self, words: dict[str, Word], chance: Callable[[], float], talk: bool) -> None:
        """`chance` yields numbers in [0, 1); `talk` says whether anybody may speak aloud."""
        self.words, self.chance, self.talk = words, chance, talk
        self.has_spoken = False
        self.described: set[str] = set()
        # once introduced, Pip may be called the fox where a sentence begins
        self.familiar = False
        self.thing_named = False
        self.looked_round = False

    def write(self, template: Template) -> str:
        """One telling, as it stands: `polish` the whole story at the end."""
        out: list[str] = []
        self._write(template, out)
        return "".join(out)

    def _write(self, template: Template, out: list[str]) -> None:
        for part in template:
            if isinstance(part, str):
                out.append(part)
            elif isinstance(part, Slot):
                word = self._word(part.key)
                if part.capital and self.familiar and part.key in "hf" and self.chance() < 0.12:
                    word = f"the {self.words[part.key + '.kind']}"
                out.append(word[:1].upper() + word[1:] if part.capital else word)
            elif isinstance(part, Choice):
                self._write(part.options[int(self.chance() * len(part.options))], out)
            elif self.talk and not (self.has_spoken and self.chance() < 0.15):
                self.has_spoken = True
                self._write(part.spoken, out)
            else:
                self._write(part.told, out)

    def _word(self, key: str) -> str:
        if key[0] == "~":
            return self._epithet(key[1:])
        word = self.words[key]
        if key[0] == "t" and key in _THING:
            self.thing_named = True
        elif key == "p.see":
            if self.looked_round:
                return ""
            self.looked_round = True
        elif key == "t.joy" and not self.thing_named:
            return self._joy()
        if isinstance(word, str):
            return word
        if isinstance(word, Introduced):
            return word.mention()
        return self.write(word)

    def _joy(self) -> str:
        """A joy says `it`, so before the thing was named it has to be named here."""
        self.thing_named = True
        joy, thing = self.words["t.joy"], f"{self.words['h.his']} {self.words['t']}"
        assert isinstance(joy, str)
        return re.sub(r"\bits\b", f"{thing}'s", re.sub(r"\bit\b", thing, joy, count=1), count=1)

    def _epithet(self, noun: str) -> str:
        """A thing is described once: a door that is green now must not be red later."""
        if noun in self.described or self.chance() < 0.12:
            return ""
        self.described.add(noun)
        words = DESCRIBED[noun]
        return words[int(self.chance() * len(words))] + " "


_THING = ("t", "t.a", "t.look", "t.full")
_GAPS = re.compile(r" {2,}")
_PARAGRAPHS = re.compile(r" *(?://|\n) *(?:(?://|\n) *)*")
_STRAY = re.compile(r" +(?=[,.!?;:])|,(?= *[,.!?;:])")
_START = re.compile(r'((?:^|\n|[.!?] )"?)([a-z])')
_ARTICLE = re.compile(r"\b([Aa])n? (?=([A-Za-z]+))")
_VOWEL = re.compile(r"(?!one\b|once\b|eu)(?:[aeio]|u(?!ni|se|su|ku)|hour|honest)", re.I)


def _article(match: re.Match[str]) -> str:
    return f"{match[1]}n " if _VOWEL.match(match[2]) else f"{match[1]} "


def polish(text: str) -> str:
    """Capitals, a or an, spaces and paragraphs put right."""
    text = _STRAY.sub("", _GAPS.sub(" ", _PARAGRAPHS.sub("\n", text.strip(" /\n"))))
    text = _ARTICLE.sub(_article, text)
    return _START.sub(lambda match: match[1] + match[2].upper(), text)
