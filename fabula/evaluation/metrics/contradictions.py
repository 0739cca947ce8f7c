"""Stories that contradict themselves, as far as rules can tell: a lower bound.

Three kinds are looked for, in the narration and not in what is spoken:

* gender: somebody is called a girl and a boy, or spoken of as `he` where only she can be meant;
* species: somebody is called a dog and a cat;
* state: somebody or something is big, then small, within a few sentences and without a word of
  change; or dies, and then acts.

The rules are strict: hardly a real story is found, and of broken ones most are not found either.
So what is reported is at least so many.
"""

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, pairwise
from random import Random
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from fabula.evaluation.metrics.beings import (
    ALIVE,
    BEINGS,
    GENDERS,
    OPPOSITES,
    PRONOUNS,
    SPECIES,
    Gender,
)
from fabula.evaluation.quality.names import is_latin, names_by_sentence
from fabula.words import sentences

Kind = Literal["gender", "species", "state"]
Span = tuple[int, int]
"""Start and end in a text, in characters, as Python slices it."""

REACH = 2
"""Sentences in which nothing lasting changes without a word of it."""

_WHO = BEINGS.union(PRONOUNS)
_CHANGE = re.compile(
    r"\b(another|became|become|changed?|costume|different|dream\w*|dressed|enough|felt|grew|grow|"
    r"grown|if|like|looked|mad[ei]|magic\w*|no longer|now|other|play\w*|pretend\w*|seemed|than|too|"
    r"turned|until|used to|wish\w*)\b",
    re.IGNORECASE,
)
"""What may say that something is no longer, or not really, what it was."""
_SPEECH = re.compile(r'"[^"\n]*"?|“[^”\n]*”?')
_WORD = re.compile(r"[^\W\d_]+")

_A = r"\b(?:[Aa]n?|[Oo]ne)"
_THE = r"\b(?:[Tt]he|[Hh]is|[Hh]er|[Tt]heir)"
_QUALITY = r"(?:(?!(?:of|to|for|with|who|that|in|on|as|like|than|from|at|by|good)\b)[\w'’-]+,? )"
_KIND = rf"(?P<qualities>{_QUALITY}{{0,4}}?)(?P<says>\w+)"
_NAME = r"(?P<about>[A-Z]\w*)\b(?! and [A-Z])"
_SUBJECT = rf"(?:{_THE} |\b(?=[A-Z]))(?P<about>\w+)"
_STATE = rf"(?P<says>{'|'.join((*OPPOSITES, 'alive'))})"
_CLAIMS = [
    re.compile(pattern)
    for pattern in (
        rf"(?:{_A}|{_THE}) {_KIND},? named {_NAME}",
        rf"{_A} {_KIND},? called {_NAME}",
        rf"\b{_NAME}(?: was| is|,) an? {_KIND}(?=[.,!;]| (?:who|that|with|and|in|from)\b)",
        rf"(?:^|(?<=[.!?] )|(?<=\n)|(?<=and )){_NAME} the {_KIND}\b",
        rf"{_SUBJECT} (?:was|is) (?:(?:very|so|really|\w+ and) )?{_STATE}(?=[.,!;]| and \w+[.,!;])",
        rf"{_SUBJECT} (?:had )?(?P<says>died|{'|'.join(sorted(ALIVE))})\b",
    )
]


@dataclass(frozen=True)
class Contradiction:
    """Two places of a text that cannot both be true."""

    kind: Kind
    first: Span
    second: Span


@dataclass(frozen=True)
class Claim:
    """What a text says of a name or a thing: a kind of being, a state, or `she` or `he`."""

    about: str
    says: str
    span: Span


@dataclass(frozen=True)
class Mention:
    """A word that means somebody: a name, a noun or a pronoun."""

    span: Span
    gender: Gender | None
    """None where it may be any."""
    source: Span | None = None
    """Where the text tells the gender of a name."""
    is_pronoun: bool = False


def contradictions(text: str) -> list[Contradiction]:
    """Where a text contradicts itself, in the order of the second places."""
    narration = _narration(text)
    starts = _starts(narration)
    names = set(chain(*names_by_sentence(text)))
    said = chain(_claims(narration, names), _only_pronoun(narration, names))
    claims = sorted(said, key=lambda claim: claim.span)
    found = {
        Contradiction(kind, first.span, second.span)
        for first, second in combinations(claims, 2)
        if (kind := _clash(first, second, narration, starts))
    }
    found.update(_misgendered(_mentions(narration, names, claims), starts))
    return sorted(found, key=lambda each: (each.second, each.first))


def contradicted(texts: Sequence[str]) -> NDArray[np.float64]:
    """100 for each text in which a contradiction is found, else 0: their mean is a percentage.

    Of whole stories: often it is the opening that says who is a girl. The rules know English: NaN
    for a text in another script than the Latin one.
    """
    return np.array(
        [100.0 * bool(contradictions(text)) if is_latin(text) else np.nan for text in texts]
    )


def _narration(text: str) -> str:
    """The text with what is spoken blanked out, of the same length."""

    def blank(speech: re.Match[str]) -> str:
        spoken = speech.group()
        return spoken[:1] + "_" * (len(spoken) - 3) + spoken[1:][-2:]

    return _SPEECH.sub(blank, text)


def _starts(text: str) -> list[int]:
    """Where each sentence starts."""
    starts, position = [], 0
    for sentence in sentences(text):
        starts.append(text.index(sentence, position))
        position = starts[-1] + len(sentence)
    return starts


def _reach(starts: Sequence[int], position: int) -> int:
    """Where the sentence starts that is `REACH` sentences before the one at a position."""
    return starts[max(0, bisect(starts, position) - 1 - REACH)]


def _claims(narration: str, names: set[str]) -> Iterator[Claim]:
    """What is said of names and things."""
    for pattern in _CLAIMS:
        for match in pattern.finditer(narration):
            parts = match.groupdict(default="")
            about, says = parts["about"], parts["says"]
            if about[0].isupper() and about not in names:
                continue
            for word in parts.get("qualities", "").replace(",", "").split():
                if word in OPPOSITES:
                    yield Claim(about, word, match.span())
            if says in BEINGS or says in OPPOSITES or says in ALIVE:
                yield Claim(about, says, match.span())


def _only_pronoun(narration: str, names: set[str]) -> Iterator[Claim]:
    """What the first pronoun says of the name before it, where nobody else is in the story yet.

    In a story of several names that would be a guess: a name that opens a sentence is easily
    missed.
    """
    somebody = [
        match
        for match in _WORD.finditer(narration)
        if match.group() in names or match.group().lower() in _WHO
    ]
    for before, match in pairwise(somebody):
        word = match.group().lower()
        if len(names) > 1 or before.group() not in names:
            break
        if word in PRONOUNS:
            yield Claim(before.group(), PRONOUNS[word], match.span())
            break


def _clash(first: Claim, second: Claim, narration: str, starts: Sequence[int]) -> Kind | None:
    """What the second of two claims contradicts in the first."""
    if first.about != second.about or second.span[0] < first.span[1]:
        return None
    reach = _reach(starts, second.span[0])
    if _CHANGE.search(narration, max(first.span[1], reach), second.span[1]):
        return None
    if _differ(GENDERS, first, second):
        return "gender"
    if _differ(SPECIES, first, second):
        return "species"
    if first.span[0] >= reach and second.says in OPPOSITES.get(first.says, ()):
        return "state"
    return None


def _differ(table: Mapping[str, str], first: Claim, second: Claim) -> bool:
    one, other = table.get(first.says), table.get(second.says)
    return one is not None and other is not None and one != other


def _misgendered(mentions: Sequence[Mention], starts: Sequence[int]) -> Iterator[Contradiction]:
    """Each `he` (or `she`) before which, within reach, there are women (or men) alone.

    One of them must be somebody whose gender the text tells.
    """
    begin = 0
    for number, mention in enumerate(mentions):
        while mentions[begin].span[0] < _reach(starts, mention.span[0]):
            begin += 1
        near = mentions[begin:number]
        sources = [each.source for each in near if each.source]
        alone = all(each.gender not in (None, mention.gender) for each in near)
        if mention.is_pronoun and alone and sources:
            yield Contradiction("gender", sources[-1], mention.span)


def _mentions(narration: str, names: set[str], claims: Sequence[Claim]) -> list[Mention]:
    """Everybody who is meant by a word, in order."""
    genders = {claim.about: claim for claim in reversed(claims) if claim.says in GENDERS}
    found: list[Mention] = []
    for match in _WORD.finditer(narration):
        word, span = match.group(), match.span()
        noun = word.lower()
        if noun in PRONOUNS:
            found.append(Mention(span, PRONOUNS[noun], is_pronoun=True))
        elif word in names and word in genders:
            found.append(Mention(span, GENDERS[genders[word].says], genders[word].span))
        elif word in names or noun in BEINGS:
            found.append(Mention(span, GENDERS.get(noun)))
    return found


def contradict(story: str, other: str, chance: Random) -> str:
    """The story with one contradiction, a way of breaking it like those of `corruptions`.

    In a sentence of its second half `he` and `she` have changed places, or behind it the hero is of
    two species, or tall and short.
    """
    parts = sentences(story)
    if not parts:
        return ""
    place = chance.randrange(len(parts) // 2, len(parts))
    sentence = parts[place]
    lies = [_swapped(sentence)] if _swapped(sentence) != sentence else []
    for name, _ in Counter(chain(*names_by_sentence(story))).most_common(1):
        one, two = chance.sample(("bear", "duck", "fox", "horse"), 2)
        lies.append(f"{sentence} {name} was a {one}. {name} was a {two}.")
        lies.append(f"{sentence} {name} was very tall. {name} was very short.")
    parts[place] = chance.choice(lies or [sentence])
    return " ".join(parts)


_SWAPPED = {
    **{"she": "he", "her": "his", "hers": "his", "herself": "himself"},
    **{"he": "she", "him": "her", "his": "her", "himself": "herself"},
}


def _swapped(sentence: str) -> str:
    """The sentence with `he` for `she` and `she` for `he`, but for what is spoken."""
    narration = _narration(sentence)

    def swap(match: re.Match[str]) -> str:
        word = match.group()
        other = _SWAPPED.get(narration[match.start() : match.end()].lower(), word)
        return other.capitalize() if word[0].isupper() else other

    return _WORD.sub(swap, sentence)
