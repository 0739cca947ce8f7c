"""The same openings continued in every decoding strategy."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from transformers import PreTrainedModel, PreTrainedTokenizerFast

from fabula.config.decoding import Strategy
from fabula.config.generate import Generate
from fabula.config.sweep import Sweep
from fabula.generation import strategies
from fabula.generation.writing import Prompt, in_batches, write
from fabula.models import processes


def written(
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerFast,
    prompts: Sequence[Prompt],
    config: Generate,
    tried: Sweep,
) -> Iterator[dict[str, Any]]:
    """A line for each grid point and prompt; `temperature` is 0 where the strategy has none."""
    batches = list(in_batches(prompts, config))
    work = [(*point, batch) for point in grid(config, tried) for batch in batches]

    def lines(piece: tuple[Strategy, Generate, Sequence[Prompt]]) -> list[dict[str, Any]]:
        strategy, changed, batch = piece
        temperature = strategies.settings(strategy, changed).get("temperature", 0.0)
        stories = write(model, tokenizer, batch, strategy, changed)
        return [
            {
                "strategy": strategy,
                "temperature": temperature,
                "prompt_id": prompt.id,
                "text": story.text,
            }
            for prompt, story in zip(batch, stories, strict=True)
        ]

    yield from chain.from_iterable(processes.divided_batches(lines, work))


def grid(config: Generate, tried: Sweep) -> Iterator[tuple[Strategy, Generate]]:
    """Each strategy, at each temperature where it has one; all else as in `generate`."""
    for strategy in tried.strategies:
        if not strategies.is_sampled(strategy, config):
            yield strategy, config
            continue
        for temperature in tried.temperatures:
            settings = getattr(config.decoding, strategy)
            hot = settings.model_copy(update={"temperature": temperature})
            choice = config.decoding.model_copy(update={strategy: hot})
            yield strategy, config.model_copy(update={"decoding": choice})
