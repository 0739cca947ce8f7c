"""Stories written from tags alone, to see whether they show them."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from functools import lru_cache
from itertools import chain
from typing import Any

from fabula import models
from fabula.config.decoding import Strategy
from fabula.config.generate import Generate
from fabula.generation.writing import Prompt, in_batches, write
from fabula.models import processes
from fabula.stories import Story

STRATEGY: Strategy = "top_p"


def written(
    asked: Sequence[Story], config: Generate, scales: Sequence[float]
) -> Iterator[dict[str, Any]]:
    """A story for each model, scale of guidance and set of tags; nothing but the tags is given."""
    requests = [Prompt(story.id, "", story.tags, "") for story in asked]
    batches = list(in_batches(requests, config))
    folders, load = models.tagged_folders(), lru_cache(maxsize=1)(models.load)
    work = [(name, scale, batch) for name in folders for scale in scales for batch in batches]

    def lines(piece: tuple[str, float, Sequence[Prompt]]) -> list[dict[str, Any]]:
        name, scale, batch = piece
        guided = config.model_copy(update={"guidance": scale})
        stories = write(*load(folders[name]), batch, STRATEGY, guided)
        return [
            {
                "id": f"{name}/{scale:g}/{request.id}",
                "model": name,
                "guidance": scale,
                "strategy": STRATEGY,
                "seed": config.seed,
                "prompt": request.text,
                "tags": request.tags,
                **asdict(story),
            }
            for request, story in zip(batch, stories, strict=True)
        ]

    yield from chain.from_iterable(processes.divided_batches(lines, work))
