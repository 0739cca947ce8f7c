"""The narrative tags of a story without any: simple rules, one for each tag.

The rules know English children's stories in general and no corpus in particular. How far to trust
each is measured where the truth is known: precision and recall stand in the manifest.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from fabula import world
from fabula.config.data import Data
from fabula.stories import TAGS, Split, Story

HELD_OUT: tuple[Split, ...] = ("validation", "test")
MEASURED_STORIES = 250
"""Embedded stories of each held-out split that the rules are held against."""

SPEECH = re.compile(r'["“][^"“”]*[,.!?…—]["”]')
QUARREL = re.compile(
    r"\b(angr(y|ily|er)|argu(ed?|ing|ments?)|blam(ed?|ing)|cross words?|fights?|fighting|fought|"
    r"furious|insult(ed)?|jealous|mad at|not fair|quarrel\w*|refused to|scold(ed|ing)|snapped|"
    r"snatched|unfair|(not|n't|n’t|never) (want to )?(share|speak|talk)|yell(ed|ing) at)\b",
    re.IGNORECASE,
)
RAISED_VOICE = re.compile(r"\b(screamed|shouted|yelled)\b", re.IGNORECASE)
LESSON = re.compile(
    r"\b(lessons?|morals?|learn(ed|t)|(knew|realized|realised|understood|saw) (that|how)|"
    r"from (that day|then|now) on|ever after|always remember(ed)?|promised to|never forgot)\b",
    re.IGNORECASE,
)
SURPRISE = re.compile(
    r"\b(actually|after all|all along|all the time|astonish\w*|could not believe|"
    r"in (fact|truth)|instead|it was (not|really)|nobody had|no other than|real|"
    r"suddenly|surpris\w*|the truth|turned out|unexpected\w*|was no \w+ at all)\b",
    re.IGNORECASE,
)
BELIEF = re.compile(
    r"\b((was|were) (certain|convinced|sure)|(always|everyone|everybody) (believed|thought)|"
    r"(had )?never doubted|of course it (was|would)|thought (it|that|he|she|they) (was|were))\b",
    re.IGNORECASE,
)
OMEN = re.compile(
    r"\b(bad feeling|be careful|beware|did not know yet|had heard|if only|in case|little did|"
    r"never mind|noticed|odd(ly)?|one day you|remember (this|that)|sign|somehow|strange(ly)?|"
    r"warn(ed|ing)?|wondered (why|what)|would (need|come in))\b",
    re.IGNORECASE,
)
FULFILMENT = re.compile(
    r"\b(came true|had (been right|known|meant|said|warned)|just as \w+ had|remembered|"
    r"that (is|was) why|the very same|(knew|saw|understood) why|thought of the)\b",
    re.IGNORECASE,
)
SAD = re.compile(
    r"\b(alone|broke|broken|cried|cries|cry|crying|dead|die[ds]?|empty|gone|hurt|lonely|lost|never|"
    r"nobody|nothing|sad|sadly|saddest|scared|sick|sobbed|sorry|tears|too late|ruined|weep|wept)\b",
    re.IGNORECASE,
)
GLAD = re.compile(
    r"\b(best|cheer\w*|content|danced|fun|glad|happ(y|ily|ier|iest)|hug(ged|s)?|joy|kind|laugh\w*|"
    r"learned|love[ds]?|nice|played|proud(ly)?|safe|sang|share[ds]?|smil\w+|supper|thank\w*|"
    r"together|warm)\b",
    re.IGNORECASE,
)
"""Words that weigh against each other at the end of a story."""


def bad_ending(text: str) -> bool:
    """More sad words than glad ones in the last quarter."""
    end = _sentences(text, 0.75, 1)
    return _hits(SAD, end) > _hits(GLAD, end)


def conflict(text: str) -> bool:
    """Words of a quarrel, or voices that are raised twice."""
    return _hits(QUARREL, text) > 0 or _hits(RAISED_VOICE, text) > 1


def dialogue(text: str) -> bool:
    """Somebody speaks: a quotation that ends as speech does."""
    return SPEECH.search(text) is not None


def foreshadowing(text: str) -> bool:
    """A hint in the first half, or something in the second that had been hinted at."""
    return _hits(OMEN, _sentences(text, 0, 0.5)) + _hits(FULFILMENT, _sentences(text, 0.5, 1)) > 0


def moral_value(text: str) -> bool:
    """A lesson in the last third."""
    return _hits(LESSON, _sentences(text, 0.67, 1)) > 0


def twist(text: str) -> bool:
    """A firm belief in the first half, or words of surprise in the second."""
    return _hits(BELIEF, _sentences(text, 0, 0.5)) + _hits(SURPRISE, _sentences(text, 0.5, 1)) > 0


RULES: dict[str, Callable[[str], bool]] = {
    "BadEnding": bad_ending,
    "Conflict": conflict,
    "Dialogue": dialogue,
    "Foreshadowing": foreshadowing,
    "MoralValue": moral_value,
    "Twist": twist,
}


def label(text: str) -> tuple[str, ...]:
    """The tags whose rules apply."""
    return tuple(tag for tag in TAGS if RULES[tag](text))


def labelled(stories: Iterable[Story], tagger: str) -> Iterator[Story]:
    """The stories with the tags that `data.tagger` asks for; rules leave tags that are there."""
    for story in stories:
        if tagger == "dataset" or (tagger == "rules" and story.tags):
            yield story
        else:
            yield replace(story, tags=label(story.text) if tagger == "rules" else ())


def measured(data: Data) -> dict[str, dict[str, float]]:
    """Precision and recall of each rule on embedded stories, whose tags are true."""
    embedded = (world.tell(data.seed, split, MEASURED_STORIES) for split in HELD_OUT)
    return agreement([story for stories in embedded for story in stories])


def agreement(stories: Sequence[Story]) -> dict[str, dict[str, float]]:
    """Precision and recall of each rule on stories with true tags, and how often a tag is there."""
    found = [label(story.text) for story in stories]
    return {tag: _agreement(tag, stories, found) for tag in TAGS}


def _agreement(
    tag: str, stories: Sequence[Story], found: Sequence[Sequence[str]]
) -> dict[str, float]:
    true = sum(tag in story.tags for story in stories)
    said = sum(tag in tags for tags in found)
    both = sum(
        tag in story.tags and tag in tags for story, tags in zip(stories, found, strict=True)
    )
    return {
        "precision": round(both / said, 3) if said else 0.0,
        "recall": round(both / true, 3) if true else 0.0,
        "prevalence": round(true / len(stories), 3),
    }


def _sentences(text: str, start: float, end: float) -> str:
    """The sentences from one fraction of the story to another, both 0 to 1."""
    sentences = re.split(r"(?<=[.!?])[\"”]?\s+", text)
    return " ".join(sentences[int(start * len(sentences)) : round(end * len(sentences)) or 1])


def _hits(pattern: re.Pattern[str], text: str) -> int:
    return sum(1 for _ in pattern.finditer(text))
