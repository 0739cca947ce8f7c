"""What training never sees: names, things, places and plots kept for the stories of a new world."""

from fabula.stories import Split


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


HELD: dict[str, tuple[str, ...]] = {
    "plots": ("egg", "letter", "noise", "play"),
    "girls": _names("""
    Anya Bianca Calla Daphne Etta Fatima Ingrid Jana Lotte Maeve Noor Philippa Ramona Sabine Sunniva
    Talia Uma Wanda Yuki Zelda
    """),
    "boys": _names("""
    Anton Arlo Boris Cedric Edgar Enzo Gideon Hector Jasper Kofi Lorenzo Magnus Olin Percy Ravi
    Silvio Stefan Tobin Viktor Wilbur
    """),
    "she-animals": _names("Binka Coco Fizzy Flit Mimi Minka Quilla Suki Tuppy Zuzu"),
    "he-animals": _names("Barnaby Bosco Digby Fergus Gizmo Hobnob Mortimer Nibs Pogo Wuffles"),
    "things": (
        *("accordion", "atlas", "barometer", "brooch", "goblet", "harmonica", "harp", "hourglass"),
        *("locket", "lute", "necklace", "parasol", "penknife", "pinwheel", "snow globe", "sundial"),
        *("tambourine", "teapot", "tricycle", "trumpet", "typewriter", "ukulele", "weathervane"),
        *("wind chime", "xylophone", "yo-yo"),
    ),
    "places": (
        *("beehives", "blueberry moor", "boathouse", "castle ruin", "cherry lane", "echo cave"),
        *("hay barn", "pine ridge", "salt meadow", "smithy", "toll house", "windmill"),
    ),
}
"""By kind; the stories of `new_world` have these names and things, and half of them these plots."""


def allowed(kind: str, item: str, split: Split, only_held: bool) -> bool:
    """Whether stories of this split may use the item; `only_held` asks for held-back items, which
    `new_world` alone has."""
    held = item in HELD[kind]
    if split == "new_world":
        return held or not only_held
    return not held
