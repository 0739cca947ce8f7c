"""Weaving a plot, its turns and the everyday moments into one story."""

from collections.abc import Callable
from random import Random

from fabula.corpus.embedded.beats import PREMISES
from fabula.corpus.embedded.grammar import Pen, Template, compile_template, polish
from fabula.corpus.embedded.held import HELD, allowed
from fabula.corpus.embedded.plots import Plot, beats, plots
from fabula.corpus.embedded.world import new_world, pick
from fabula.stories import Split, Story

SHORTEST, LONGEST = 60, 280
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


PLOTS = {
    (split, held): _plots_for(split, held) for split in ("train", *HELD) for held in (True, False)
}


def _attempt(chance: Callable[[], float], split: Split, tags: tuple[str, ...]) -> Story | None:
    plot = pick(PLOTS[split, chance() < 0.5], chance)
    words = new_world(split, chance)
    words |= pick(plot.matter, chance)
    pen = Pen(words, chance, "Dialogue" in tags)
    paragraphs = _paragraphs(plot, pen, tags, split)
    told = []
    for beat in filter(None, paragraphs):
        told.append(" ".join(map(pen.write, beat)))
        pen.familiar = True
    text = polish(" // ".join(told))
    if split != "train" and str(words["t"]) not in text:
        return None  # a held-back thing is what makes this split new

    words["premise"] = pick(plot.premise, chance)
    pen.talk = pen.familiar = False
    prompt = polish(pen.write(pick(REQUESTS, chance)))
    end = plot.badly if "BadEnding" in tags else plot.well
    summary = polish(f"{pen.write(pick(plot.gist, chance))} {pen.write(pick(end, chance))}")
    hero, friend, guide = (str(words[key]) for key in ("h", "f", "g.the"))
    characters = (hero, friend, *([guide] if guide in text or guide[4:] in text else []))
    return Story(text, prompt, tags, split, summary, characters)


def _paragraphs(plot: Plot, pen: Pen, tags: tuple[str, ...], split: Split) -> list[list[Template]]:
    chance, everyday = pen.chance, beats()
    clue = pick(plot.clue, chance) if "Foreshadowing" in tags else None
    belief = pick(plot.belief, chance) if "Twist" in tags else None
    bad, quarrel = "BadEnding" in tags, "Conflict" in tags

    def some(name: str) -> Template:
        return pick(everyday[name], chance)

    def maybe(name: str, share: float) -> list[Template]:
        return [some(name)] if chance() < share * fullness else []

    fullness = pick((0.0, 0.1, 0.3, 0.6), chance)
    start = [some("open"), some("meet")]
    if not plot.has_thing and (split != "train" or chance() < fullness / 3):
        start.append(some("keepsake"))
    want = [*maybe("day", 0.4), pick(plot.setup, chance)]
    want += [turn[0] for turn in (belief, clue) if turn]
    want += maybe("passing", 1.8)
    trouble = [pick(plot.trouble, chance), *maybe("worry", 0.5)]
    middle = [pick(plot.attempt, chance)] if chance() < fullness else []
    fight = [pick(plot.quarrel, chance)] if quarrel else []
    if quarrel and (bad or chance() < fullness / 2):
        fight.append(some("rise"))
    if quarrel and not bad:
        fight.append(some("peace"))
    turn = [clue[1]] if clue else []
    if belief:
        turn.append(belief[2 if bad else 1])
    else:
        turn.append(pick(plot.bad if bad else plot.good, chance))
    end = [some("rift")] if bad and quarrel else []
    if bad:
        end += maybe("sad", 0.8)
    else:
        end += [*maybe("relief", 0.5), *maybe("happy", 1.0)]
    if "MoralValue" in tags:
        lessons = plot.rue if bad else plot.wise
        if quarrel and chance() < 0.4:
            lessons = everyday["quarrel lesson"]
        pen.words["lesson"] = pick(lessons, chance)
        end.append(some("moral"))
    return [start, want, trouble, middle, fight, turn, end]
