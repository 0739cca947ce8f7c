"""Stories written from tags alone, to see whether they show them."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from tqdm import tqdm

from fabula import models
from fabula.config.decoding import Strategy
from fabula.config.generate import Generate
from fabula.generation.writing import Prompt, write
from fabula.stories import Story

STRATEGY: Strategy = "top_p"


def written(
    asked: Sequence[Story], config: Generate, scales: Sequence[float]
) -> Iterator[dict[str, Any]]:
    """A story for each model, scale of guidance and set of tags; nothing but the tags is given."""
    requests = [Prompt(story.id, "", story.tags, "") for story in asked]
    folders = models.tagged_folders()
    total = len(folders) * len(scales) * len(requests)
    with tqdm(total=total, unit=" stories", disable=None) as progress:
        for name, folder in folders.items():
            model, tokenizer = models.load(folder)
            for scale in scales:
                guided = config.model_copy(update={"guidance": scale})
                stories = write(model, tokenizer, requests, STRATEGY, guided)
                for request, story in zip(requests, stories, strict=True):
                    progress.update()
                    yield {
                        "id": f"{name}/{scale:g}/{request.id}",
                        "model": name,
                        "guidance": scale,
                        "strategy": STRATEGY,
                        "seed": config.seed,
                        "prompt": request.text,
                        "tags": request.tags,
                        **asdict(story),
                    }
