"""Let every model continue the same held-out openings with every strategy."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from tqdm import tqdm

from fabula import files, models, params, paths
from fabula.command import run
from fabula.corpus.store import read_stories
from fabula.generation import Prompt, choose_prompts, write


def main() -> None:
    """`data/stories/test.parquet` and `models/` -> `data/prompts.jsonl`, `data/samples.jsonl`."""
    p = params.load()
    torch.set_num_threads(p.threads)
    prompts = choose_prompts(
        read_stories(paths.stories("test")), p.generate.prompts, p.generate.prompt_words
    )
    files.write_jsonl(paths.PROMPTS, map(asdict, prompts))
    folders = models.trained_folders()
    total = len(folders) * len(p.generate.strategies) * len(prompts)
    with tqdm(total=total, unit=" stories", disable=None) as progress:
        records = (
            record
            for name, folder in folders.items()
            for record in samples(name, folder, prompts, p.generate)
            if progress.update() or True
        )
        files.write_jsonl(paths.SAMPLES, records)


def samples(
    name: str, folder: Path, prompts: list[Prompt], knobs: params.Generate
) -> Iterator[dict[str, Any]]:
    """The records of one model: every strategy, every prompt."""
    model, tokenizer = models.load(folder)
    for strategy in knobs.strategies:
        stories = write(model, tokenizer, prompts, strategy, knobs)
        for prompt, story in zip(prompts, stories, strict=True):
            yield {
                "id": f"{name}/{strategy}/{prompt.id}",
                "model": name,
                "strategy": strategy,
                "seed": knobs.seed,
                "prompt_id": prompt.id,
                "prompt": prompt.text,
                "tags": prompt.tags,
                **asdict(story),
                "reference": prompt.reference,
            }


if __name__ == "__main__":
    run(main)
