"""Weaving a plot, its turns and the everyday moments into one story."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from fabula.stories import SPLITS, Split, Story
from fabula.world.beats import PREMISES
from fabula.world.grammar import Pen, Template, compile_template, polish
from fabula.world.held import allowed
from fabula.world.plots import Plot, beats, plots
from fabula.world.world import new_world, often, pick

SHORTEST, LONGEST = 60, 260
"""Words in a story."""

REQUESTS = tuple(compile_template(line) for line in PREMISES.strip().splitlines())


def write_story(random: Random, split: Split, tags: tuple[str, ...]) -> Story:
    """One story with exactly these tags, drawn from `random`."""
    while True:
        story = _attempt(random.random, split, tags)
        if story and SHORTEST <= len(story.text.split()) <= LONGEST:
            return story


def _plots_for(split: Split, held: bool) -> list[Plot]:
    names = [name for name in plots() if allowed("plots", name, split, held)]
    return [plots()[name] for name in names]


PLOTS = {(split, held): _plots_for(split, held) for split in SPLITS for held in (True, False)}


def _attempt(chance: Callable[[], float], split: Split, tags: tuple[str, ...]) -> Story | None:
    plot = often(PLOTS[split, chance() < 0.5], chance)
    words = new_world(split, chance)
    words |= pick(plot.matter, chance)
    pen = Pen(words, chance, "Dialogue" in tags)
    paragraphs = _paragraphs(plot, pen, tags, split)
    told = []
    for beat in filter(None, paragraphs):
        told.append(" ".join(map(pen.write, beat)))
        pen.familiar = True
    text = polish(" // ".join(told))
    if split == "new_world" and str(words["t"]) not in text:
        return None  # a held-back thing is what makes this world new

    words["premise"] = pick(plot.premise, chance)
    pen.talk = pen.familiar = False
    prompt = polish(pen.write(pick(REQUESTS, chance)))
    end = plot.badly if "BadEnding" in tags else plot.well
    summary = polish(f"{pen.write(pick(plot.gist, chance))} {pen.write(pick(end, chance))}")
    hero, friend, guide = (str(words[key]) for key in ("h", "f", "g.the"))
    characters = (hero, friend, *([guide] if guide in text or guide[4:] in text else []))
    return Story(text, prompt, tags, split, summary, characters)


@dataclass
class _Weaver:
    """Takes the moments of one story; `fullness` says how many that a plot can do without."""

    plot: Plot
    chance: Callable[[], float]
    tags: tuple[str, ...]
    fullness: float

    def some(self, name: str) -> Template:
        return pick(beats()[name], self.chance)

    def maybe(self, name: str, probability: float) -> list[Template]:
        return [self.some(name)] if self.chance() < probability * self.fullness else []

    def fight(self) -> list[Template]:
        """The quarrel; it is made up unless the story ends badly."""
        if "Conflict" not in self.tags:
            return []
        fight = [pick(self.plot.quarrel, self.chance)]
        if "BadEnding" in self.tags:
            return [*fight, self.some("rise")]
        return [*fight, *self.maybe("rise", 0.5), self.some("peace")]

    def end(self) -> list[Template]:
        """What is left when the plot is over."""
        if "BadEnding" not in self.tags:
            return [*self.maybe("relief", 0.5), *self.maybe("happy", 1.0)]
        rift = [self.some("rift")] if "Conflict" in self.tags else []
        return [*rift, *self.maybe("sad", 0.8)]

    def lesson(self) -> Template:
        if "Conflict" in self.tags and self.chance() < 0.4:
            return self.some("quarrel lesson")
        return pick(self.plot.rue if "BadEnding" in self.tags else self.plot.wise, self.chance)


def _paragraphs(plot: Plot, pen: Pen, tags: tuple[str, ...], split: Split) -> list[list[Template]]:
    chance = pen.chance
    weaver = _Weaver(plot, chance, tags, fullness=pick((0.0, 0.15, 0.3, 0.5), chance))
    clue = pick(plot.clue, chance) if "Foreshadowing" in tags else ()
    belief = pick(plot.belief, chance) if "Twist" in tags else ()
    bad = "BadEnding" in tags

    start = [weaver.some("open"), weaver.some("meet")]
    if not plot.has_thing and (split == "new_world" or chance() < weaver.fullness / 3):
        start.append(weaver.some("keepsake"))
    want = [*weaver.maybe("day", 0.4), pick(plot.setup, chance), *belief[:1], *clue[:1]]
    if chance() < 0.7:
        want.append(weaver.some("passing"))
    trouble = [pick(plot.trouble, chance), *weaver.maybe("worry", 0.5)]
    middle = [pick(plot.attempt, chance)] if chance() < weaver.fullness else []
    outcome = belief[2 if bad else 1] if belief else pick(plot.bad if bad else plot.good, chance)
    end = weaver.end()
    if "MoralValue" in tags:
        pen.words["lesson"] = weaver.lesson()
        end.append(weaver.some("moral"))
    return [start, want, trouble, middle, weaver.fight(), [*clue[1:], outcome], end]
