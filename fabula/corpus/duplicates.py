"""The same story twice, within a split or across two."""

from collections.abc import Iterable, Iterator

from fabula.stories import SPLITS, Split, Story


class Duplicates:
    """Keeps the first of equal stories; give it the split first that shall keep its copy."""

    def __init__(self) -> None:
        """Nothing was seen yet."""
        self._kept_in: dict[int, Split] = {}  # by id as a number: 2 million take 250 MB
        self.within = dict.fromkeys(SPLITS, 0)
        """Stories removed from a split because it has them already."""
        self.across = dict.fromkeys(SPLITS, 0)
        """Stories removed from a split because another has them."""

    def removed_from(self, stories: Iterable[Story], split: Split) -> Iterator[Story]:
        """The stories of this split that are no copies of any seen before."""
        for story in stories:
            story_id = int(story.id, 16)
            kept_in = self._kept_in.get(story_id)
            if kept_in is None:
                self._kept_in[story_id] = split
                yield story
            elif kept_in == split:
                self.within[split] += 1
            else:
                self.across[split] += 1
