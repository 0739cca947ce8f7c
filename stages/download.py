"""Read the stories, clean them, and write the three splits with their manifest and data card."""

from fabula import files
from fabula.command import run
from fabula.config.data import Data
from fabula.corpus import card
from fabula.corpus.building import build, here
from fabula.corpus.paths import DATA_METRICS, STORIES
from fabula.scale.gathering import by_many


def main() -> None:
    """The new splits take the place of the old ones only when all of them are complete."""
    data = Data.load()
    with files.replacing(STORIES) as folder:
        manifest = build(data, folder, here if data.engine == "local" else by_many)
        card.write_card(manifest, folder)
    files.write_json(DATA_METRICS, manifest)


if __name__ == "__main__":
    run(main)
