"""One story's world: who, what, where and when, as words for the templates."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from fabula.stories import Split
from fabula.world import odds
from fabula.world.beings import ANIMALS, FRIENDLY, GUIDE_ANIMALS, GUIDE_FOLK, TRADES, TRAITS
from fabula.world.grammar import Introduced, Template, Word, compile_template
from fabula.world.held import allowed
from fabula.world.names import BOYS, GIRLS, HE_ANIMALS, SHE_ANIMALS
from fabula.world.places import COUNTRIES, DAYS, FOODS, SPOTS
from fabula.world.things import THINGS

Item = TypeVar("Item")
Chance = Callable[[], float]
Spot = tuple[str, str, tuple[Template, ...]]

PRONOUNS = {
    "she": {"he": "she", "him": "her", "his": "her", "himself": "herself"},
    "he": {"he": "he", "him": "him", "his": "his", "himself": "himself"},
}


def pick(items: Sequence[Item], chance: Chance) -> Item:
    """One of the items; `Random.choice` is several times slower."""
    return items[int(chance() * len(items))]


def often(items: Sequence[Item], chance: Chance) -> Item:
    """One of the items, by Zipf's law: the n-th of them about 1/n times as often as the first.

    Natural text is drawn so, and what is drawn so is learned sooner: from a flat draw a model sees
    each name too seldom to find out that names come back (Chan et al. 2022, arXiv:2205.05055).
    The logarithm of a uniform draw's rank is uniform, so ranks are powers of a uniform number.
    """
    return items[int((len(items) + 1) ** chance()) - 1]


def lines(text: str) -> list[list[str]]:
    """A table with one row a line."""
    return [[cell.strip() for cell in line.split(" | ")] for line in text.strip().splitlines()]


def rows(text: str) -> list[list[str]]:
    """A table whose rows begin with a dash and may run over line ends."""
    items = " ".join(("\n" + text.strip()).replace("\n- ", "\0").split()).split("\0")[1:]
    return [[cell.strip() for cell in item.split(" | ")] for item in items]


def listed(text: str) -> tuple[str, ...]:
    """Words divided by semicolons."""
    return tuple(item.strip() for item in " ".join(text.split()).split(";"))


LISTS = {name: listed(text) for name, text in vars(odds).items() if name.isupper()}
FRIENDLIES, SUPPERS = listed(FRIENDLY), listed(FOODS)
KINDS, TRADE = lines(ANIMALS), tuple(TRADES.strip().splitlines())
GUIDES, FOLK = listed(GUIDE_ANIMALS), listed(GUIDE_FOLK)
NATURES = [(trait, tuple(map(compile_template, shows))) for trait, *shows in rows(TRAITS)]
LANDS = lines(COUNTRIES)
SKIES = [(day, tuple(map(compile_template, skies))) for day, *skies in rows(DAYS)]


@dataclass(frozen=True)
class Stock:
    """What the stories of one split may draw on."""

    names: dict[str, tuple[str, ...]]
    things: tuple[tuple[str, tuple[str, ...], str, str], ...]
    places: tuple[Spot, ...]
    own_places: tuple[Spot, ...]


@cache
def stock(split: Split) -> Stock:
    """The names and things are a split's own; of places, there are the shared ones as well."""
    kinds = {"girls": GIRLS, "boys": BOYS, "she-animals": SHE_ANIMALS, "he-animals": HE_ANIMALS}
    names = {
        kind: tuple(name for name in everyone if allowed(kind, name, split, only_held=True))
        for kind, everyone in kinds.items()
    }
    things = tuple(
        (noun, tuple(look.strip() for look in looks.split(",")), mark, joy)
        for noun, looks, mark, joy in lines(THINGS)
        if allowed("things", noun, split, only_held=True)
    )
    spots = [(name, at, tuple(map(compile_template, see))) for name, at, *see in rows(SPOTS)]
    return Stock(
        names,
        things,
        tuple(spot for spot in spots if allowed("places", spot[0], split, only_held=False)),
        tuple(spot for spot in spots if allowed("places", spot[0], split, only_held=True)),
    )


def new_world(split: Split, chance: Chance) -> dict[str, Word]:
    """People, a thing, a place and a day, drawn for one story."""
    goods = stock(split)
    words: dict[str, Word] = {}
    animals = chance() < 0.5
    grown = not animals and chance() < 0.4
    hero_is_she = chance() < 0.5
    hero, friend = (
        _being(prefix, goods, animals, grown, she, chance)
        for prefix, she in (("h", hero_is_she), ("f", not hero_is_she))
    )
    # pronouns tell two friends apart only while one is a she and the other a he
    while friend["f.kind"] == hero["h.kind"]:
        friend = _being("f", goods, animals, grown, not hero_is_she, chance)
    words |= hero | friend
    _describe_hero(words, grown, animals, chance)
    _describe_friend(words, grown, animals, chance)
    _describe_guide(words, animals, chance)

    noun, looks, mark, joy = often(goods.things, chance)
    look = pick(looks, chance)
    words |= {"t": noun, "t.look": f"{look} {noun}", "t.joy": joy}
    words["t.a"] = f"a {look} {noun}"
    words["t.full"] = f"a {look} {noun} {mark}"
    spots = goods.own_places if chance() < 0.5 else goods.places
    name, at, details = often(spots, chance)
    words |= {
        "p": name,
        "p.at": f"{at} the {name}",
        "p.see": pick(details, chance) if chance() < 0.15 else "",
    }
    words["s.in"] = _country(chance)
    day, skies = often(SKIES, chance)
    words |= {"w.day": day, "w.line": often(skies, chance), "w.bare": day}
    _small_change(words, animals, chance)
    return words


def _any(name: str, chance: Chance) -> str:
    return often(LISTS[name], chance)


def _country(chance: Chance) -> str:
    if chance() < 0.3:
        where, detail = often(LANDS, chance)
        return f"{where}, {detail}," if chance() < 0.3 else where
    mark = f"{_any('MARK_LOOKS', chance)} {_any('LAND_MARKS', chance)}"
    kind = f"{_any('LAND_LOOKS', chance)} {_any('LAND_KINDS', chance)}"
    return f"in a {kind} {_any('LAND_NEAR', chance)} a {mark}"


def _small_change(words: dict[str, Word], animals: bool, chance: Chance) -> None:
    """Odds and ends that any story may mention in passing."""
    nouns: list[str] = []
    while len(nouns) < 3:
        noun = _any("ODD_NOUNS", chance)
        if noun not in nouns:
            nouns.append(noun)
            words["odd" if len(nouns) == 1 else f"odd{len(nouns)}"] = (
                f"a {_any('ODD_LOOKS', chance)} {noun}"
            )
    for key in ("sound", "sound2"):
        words[key] = _any("SOUNDS", chance).format(q=_any("QUIET", chance))
    words |= {"food": often(SUPPERS, chance), "food2": often(SUPPERS, chance)}
    for key, name in (("singing", "SINGING"), ("a_while", "A_WHILE"), ("lump", "LUMPS")):
        words[key] = _any(name, chance)
    for name in (
        "LOST",
        "FLUTTER",
        "STILL",
        "PALE",
        "DRY",
        "LIGHT",
        "MELTING",
        "SPINNING",
        "HAPPY",
    ):
        words[name.lower()] = _any(name, chance)
    passer = _any("CREATURES" if animals else "PASSERS", chance)
    words["one"] = passer.format(how=_any("HOW", chance))
    words["was"] = "was" if passer.startswith("a ") else "were"
    words["doing"] = _any("DOINGS", chance).format(load=_any("LOADS", chance))


def _marked(animals: bool, chance: Chance) -> str:
    if chance() < 0.35:
        return ""
    if animals:
        return f" with a {_any('BEAST_LOOKS', chance)} {_any('BEAST_MARKS', chance)}"
    return f" with {_any('FOLK_LOOKS', chance)} {_any('FOLK_MARKS', chance)}"


def _being(
    who: str, goods: Stock, animals: bool, grown: bool, she: bool, chance: Chance
) -> dict[str, Word]:
    sort = ("she-animals" if she else "he-animals") if animals else ("girls" if she else "boys")
    words: dict[str, Word] = {
        f"{who}.{form}": word for form, word in PRONOUNS["she" if she else "he"].items()
    }
    words[who] = often(goods.names[sort], chance)
    kind, hands, home = often(KINDS, chance)
    if not animals:
        kind = often(TRADE, chance) if grown else ("girl" if she else "boy")
        hands, home = "hands", pick(("room", "attic", "bed", "little room"), chance)
    words |= {f"{who}.kind": kind, f"{who}.hands": hands, f"{who}.home": f"a {home}"}
    words[f"{who}.hand"] = hands.removesuffix("s") if hands not in ("hooves", "feet") else "neck"
    return words


def _describe_hero(words: dict[str, Word], grown: bool, animals: bool, chance: Chance) -> None:
    trait, shows = often(NATURES, chance)
    young = "" if grown else pick(("", "little ", "young ", "small "), chance)
    words["h.trait"] = trait
    words["h.brief"] = f"a {trait} {young}{words['h.kind']}"
    words["h.a"] = f"{words['h.brief']}{_marked(animals, chance)}"
    words["h.show"] = pick(shows, chance) if chance() < 0.5 else ""
    if not animals:
        home = pick(("house", "cottage", "cabin", "flat"), chance)
        look = pick(("low", "yellow", "crooked", "narrow", "tidy", "whitewashed", "tiny"), chance)
        words["h.home"] = f"a {look} {home}"


def _describe_friend(words: dict[str, Word], grown: bool, animals: bool, chance: Chance) -> None:
    kind = f"a {pick(FRIENDLIES, chance)} {words['f.kind']}"
    words |= {"f.brief": kind, "f.a": kind + _marked(animals, chance)}
    relation = pick(("friend", "friend", "companion", "neighbour", "playmate"), chance)
    if grown and relation == "playmate":
        relation = "friend"
    words |= {"f.rel": relation, "f.rels": f"{relation}s", "f.likes": _any("LIKES", chance)}
    words["f.likes2"] = _any("LIKES", chance)


def _describe_guide(words: dict[str, Word], animals: bool, chance: Chance) -> None:
    guide = often(GUIDES, chance) if animals else often(FOLK, chance)
    while guide.endswith((f" {words['h.kind']}", f" {words['f.kind']}")):
        guide = often(GUIDES, chance)
    if not animals:
        trades = [trade for trade in TRADE if trade not in (words["h.kind"], words["f.kind"])]
        guide = guide.format(trade=often(trades, chance))
    later = guide.split(" ", 1)[1]
    words["g"] = Introduced(f"a {guide}", f"the {later}")
    words |= {"g.the": f"the {later}", "g.kind": later}
    words |= {
        f"g.{form}": word for form, word in PRONOUNS["she" if chance() < 0.5 else "he"].items()
    }
