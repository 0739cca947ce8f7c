"""Two words for whoever just wants a story: `load_model` and `generate_text`."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from transformers import PreTrainedModel, PreTrainedTokenizerFast

from fabula import models, params, paths
from fabula.errors import ModelError
from fabula.generation import Prompt, write
from fabula.params import Strategy
from fabula.stories import ordered_tags


@dataclass(frozen=True)
class Storyteller:
    """A trained model with its tokenizer."""

    model: PreTrainedModel
    tokenizer: PreTrainedTokenizerFast


def load_model(folder: Path | str = paths.TAGMODELS / "every_window") -> Storyteller:
    """The model in a folder such as `models/gpt2`; `ModelError` where the folder is not whole."""
    return Storyteller(*models.load(Path(folder)))


def generate_text(
    storyteller: Storyteller,
    tags: Sequence[str] = (),
    prompt: str = "",
    premise: str = "",
    strategy: Strategy = "top_p",
    **changes: Any,
) -> str:
    """One story with these narrative tags, written for `premise`, which begins with `prompt`.

    How it is written stands in the section `generate` of `params.yaml`; `changes` take the place
    of its values, such as `seed=2` or `guidance=2.0`. Raises `DataError` for an unknown tag,
    `ModelError` for tags or a premise that the model was not trained on, `ParamsError` for a bad
    value.
    """
    wanted = ordered_tags(tags)
    if wanted and not models.takes_tags(storyteller.model):
        raise ModelError(
            f"this model takes no tags, and was given {', '.join(wanted)}; leave them out, or "
            "train it with gpt2.condition: tags"
        )
    if premise and not models.takes_prompts(storyteller.model):
        raise ModelError(
            f"this model is not told what a story is for, and was given {premise!r}; leave it out, "
            "or train a model with gpt2.condition: prompt"
        )
    values = params.read_yaml(paths.PARAMS)
    values["generate"].update(changes)
    knobs = params.check(values, "generate_text").generate
    request = [Prompt("", prompt, wanted, "", premise)]
    (story,) = write(storyteller.model, storyteller.tokenizer, request, strategy, knobs)
    return prompt + story.text
