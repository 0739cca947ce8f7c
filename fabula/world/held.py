"""What training never sees: names, things, places and plots kept for validation and for test."""

from fabula.stories import Split


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


HELD: dict[Split, dict[str, tuple[str, ...]]] = {
    "validation": {
        "plots": ("letter", "egg"),
        "girls": _names("Anya Calla Etta Jana Maeve Philippa Sabine Talia Wanda Zelda"),
        "boys": _names("Anton Cedric Edgar Hector Jasper Lorenzo Olin Percy Silvio Viktor"),
        "she-animals": ("Binka", "Fizzy", "Minka", "Quilla", "Tuppy"),
        "he-animals": ("Bosco", "Digby", "Hobnob", "Nibs", "Wuffles"),
        "things": (
            *("accordion", "barometer", "goblet", "harmonica", "hourglass", "locket", "parasol"),
            *("pinwheel", "snow globe", "tambourine", "typewriter", "weathervane", "ukulele"),
        ),
        "places": (
            "blueberry moor",
            "boathouse",
            "cherry lane",
            "echo cave",
            "toll house",
            "smithy",
        ),
    },
    "test": {
        "plots": ("play", "noise"),
        "girls": _names("Bianca Daphne Fatima Ingrid Lotte Noor Ramona Sunniva Uma Yuki"),
        "boys": _names("Arlo Boris Enzo Gideon Kofi Magnus Ravi Stefan Tobin Wilbur"),
        "she-animals": ("Coco", "Flit", "Mimi", "Suki", "Zuzu"),
        "he-animals": ("Barnaby", "Fergus", "Gizmo", "Mortimer", "Pogo"),
        "things": (
            *("atlas", "brooch", "harp", "lute", "necklace", "penknife", "sundial", "teapot"),
            *("trumpet", "wind chime", "xylophone", "yo-yo", "tricycle"),
        ),
        "places": ("beehives", "castle ruin", "hay barn", "pine ridge", "salt meadow", "windmill"),
    },
}


def allowed(kind: str, item: str, split: Split, only_held: bool) -> bool:
    """Whether stories of this split may use the item; `only_held` asks for held-back items."""
    if only_held and split != "train":
        return item in HELD[split][kind]
    return not any(item in kinds[kind] for name, kinds in HELD.items() if name != split)
