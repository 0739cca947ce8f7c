"""Read the stories, clean them, and write the three splits with their manifest and data card."""

from fabula import files, paths
from fabula.command import run
from fabula.config.data import Data
from fabula.corpus import card
from fabula.corpus.building import build


def main() -> None:
    """The new splits take the place of the old ones only when all of them are complete."""
    data = Data.load()
    with files.replacing(paths.STORIES) as folder:
        manifest = build(data, folder)
        card.write_card(manifest, folder)
    files.write_json(paths.DATA_METRICS, manifest)
    card.draw(manifest, paths.DATA_PICTURE)


if __name__ == "__main__":
    run(main)
