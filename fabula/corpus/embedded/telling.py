"""Weaving a plot, its turns and the everyday moments into one story."""

from collections.abc import Callable
from random import Random

from fabula.corpus.embedded.beats import PREMISES
from fabula.corpus.embedded.grammar import Pen, Template, compile_template, polish
from fabula.corpus.embedded.held import HELD, allowed
from fabula.corpus.embedded.plots import Plot, beats, plots
from fabula.corpus.embedded.world import new_world, pick
from fabula.stories import Split, Story

SHORTEST, LONGEST = 60, 300
"""Words in a story."""

REQUESTS = tuple(compile_template(line) for line in PREMISES.strip().splitlines())


def write_story(random: Random, split: Split, tags: tuple[str, ...]) -> Story:
    """One story with exactly these tags, drawn from `random`."""
    while True:
        story = _attempt(random.random, split, tags)
        if SHORTEST <= len(story.text.split()) <= LONGEST:
            return story


def _plots_for(split: Split, held: bool) -> list[Plot]:
    names = [name for name in plots() if allowed("plots", name, split, held)]
    return [plots()[name] for name in names]


PLOTS = {
    (split, held): _plots_for(split, held) for split in ("train", *HELD) for held in (True, False)
}


def _attempt(chance: Callable[[], float], split: Split, tags: tuple[str, ...]) -> Story:
    plot = pick(PLOTS[split, chance() < 0.5], chance)
    words = new_world(split, chance)
    words |= pick(plot.matter, chance)
    pen = Pen(words, chance, "Dialogue" in tags)
    paragraphs = _paragraphs(plot, pen, tags, split)
    text = polish(" // ".join(" ".join(map(pen.write, beat)) for beat in paragraphs if beat))

    words["premise"] = pick(plot.premise, chance)
    pen.talk = False
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

    start = [some("open"), some("meet")]
    if not plot.has_thing and (split != "train" or chance() < 0.4):
        start.append(some("keepsake"))
    want = [pick(plot.setup, chance)]
    if chance() < 0.5:
        want.insert(0, some("day"))
    if belief:
        want.append(belief[0])
    if clue:
        want.append(clue[0])
    if chance() < 0.4:
        want.append(some("passing"))
    trouble = [pick(plot.trouble, chance)]
    if chance() < 0.4:
        trouble.append(some("worry"))
    middle = [pick(plot.attempt, chance)] if chance() < 0.6 else []
    fight = [pick(plot.quarrel, chance)] if quarrel else []
    if quarrel and (bad or chance() < 0.5):
        fight.append(some("rise"))
    if quarrel and not bad:
        fight.append(some("peace"))
    turn = [clue[1]] if clue else []
    if belief:
        turn.append(belief[2 if bad else 1])
    else:
        turn.append(pick(plot.bad if bad else plot.good, chance))
    end = [some("rift")] if bad and quarrel else []
    if bad and (not end or chance() < 0.4):
        end.append(some("sad"))
    elif not bad:
        end += [
            some(name) for name, share in (("relief", 0.35), ("happy", 0.75)) if chance() < share
        ]
    if "MoralValue" in tags:
        lessons = plot.rue if bad else plot.wise
        if quarrel and chance() < 0.4:
            lessons = everyday["quarrel lesson"]
        pen.words["lesson"] = pick(lessons, chance)
        end.append(some("moral"))
    return [start, want, trouble, middle, fight, turn, end]
