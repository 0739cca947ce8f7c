"""The same openings continued by every model with every strategy, batch by batch."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

from tqdm import tqdm

from fabula import files, models
from fabula.command import is_main_process
from fabula.config.decoding import Strategy
from fabula.config.generate import Generate
from fabula.generation import strategies
from fabula.generation.polishing import polish
from fabula.generation.writing import Prompt, in_batches, write
from fabula.models import processes


class Batch(NamedTuple):
    """What is written at once, and kept at once."""

    model: str
    strategy: Strategy
    sample: int
    prompts: Sequence[Prompt]


def batches(prompts: list[Prompt], config: Generate) -> Iterator[Batch]:
    """All that is to be written, in the order in which it is written."""
    for model in models.trained_folders():
        for strategy in config.strategies:
            samples = config.samples if strategies.is_sampled(strategy, config) else 1
            for sample in range(1, samples + 1):
                for some in in_batches(prompts, config):
                    yield Batch(model, strategy, sample, some)


def write_samples(work: list[Batch], config: Generate, kept: Path) -> None:
    """Append what is written to `kept`, batch by batch; what it holds already is not done again.

    Processes that work together write a batch each.
    """
    ends = [0, *accumulate(len(batch.prompts) for batch in work)]
    written = processes.of_the_first(files.count_lines(kept))
    done = max(end for end in ends if end <= written)
    if is_main_process():
        files.keep_lines(kept, done)
    left = [batch for batch, end in zip(work, ends[1:], strict=True) if end > done]
    hidden = processes.hides_progress()
    with tqdm(total=ends[-1], initial=done, unit=" stories", disable=hidden) as bar:
        for lines in processes.divided(lambda batch: list(records(batch, config)), left):
            if is_main_process():
                files.append_jsonl(kept, lines)
            bar.update(len(lines))


def records(batch: Batch, config: Generate) -> Iterator[dict[str, Any]]:
    """A line for each story of a batch."""
    model, tokenizer, weights = loaded(batch.model)
    asked = [replace(prompt, id=f"{prompt.id}/{batch.sample}") for prompt in batch.prompts]
    stories = write(model, tokenizer, asked, batch.strategy, config)
    for prompt, story in zip(batch.prompts, stories, strict=True):
        shown = polish(story.text, ended=story.ended == "eos", opening=prompt.text)
        yield {
            "id": f"{batch.model}/{batch.strategy}/{prompt.id}/{batch.sample}",
            "model": batch.model,
            "model_hash": weights,
            "strategy": batch.strategy,
            "settings": strategies.settings(batch.strategy, config),
            "seed": config.seed,
            "sample": batch.sample,
            "prompt_id": prompt.id,
            "prompt": prompt.text,
            "tags": prompt.tags,
            **asdict(story),
            "polished": shown.text,
            "looped": shown.looped,
            "reference": prompt.reference,
        }


@lru_cache(maxsize=1)
def loaded(name: str) -> tuple[Any, Any, str]:
    """A model, its tokenizer, and the first digits of its weights' SHA-256."""
    folder = models.trained_folders()[name]
    model, tokenizer = models.load(folder)
    return model, tokenizer, files.sha256(models.weights_file(folder))[:16]
