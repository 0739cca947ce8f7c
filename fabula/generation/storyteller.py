"""Two words for whoever just wants a story: `load_model` and `generate_text`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from transformers import PreTrainedModel, PreTrainedTokenizerFast

from fabula import models, paths
from fabula.config.decoding import Strategy
from fabula.config.generate import Generate
from fabula.config.tagmodel import TagsAt
from fabula.errors import ModelError, ParamsError
from fabula.generation.writing import Prompt, write
from fabula.models.paths import BASE, BASE_TAGMODEL, GPT2, TAGMODELS
from fabula.stories import ordered_tags, require_utf8


@dataclass(frozen=True)
class Storyteller:
    """A trained model with its tokenizer."""

    model: PreTrainedModel
    tokenizer: PreTrainedTokenizerFast


def load_model(name: Path | str = "") -> Storyteller:
    """A model by its short name, its folder, or its name on the Hugging Face Hub.

    Short names are those of the last run (`gpt2`, `gpt2-base`, `tagmodel-story_start` and the like;
    `tagmodel` is the one that tells its tags most often) and of what the repository brings along
    (`base`, `base-tagmodel`). Without a name it is `gpt2` where a run has made it, else `base`.
    `ModelError` where there is no whole one.
    """
    trained = {place: TAGMODELS / place for place in get_args(TagsAt)}
    folders = {
        **{f"tagmodel-{place}": folder for place, folder in trained.items()},
        "tagmodel": next(filter(Path.is_dir, reversed(trained.values())), TAGMODELS),
        **short_names(),
    }
    name = name or default_name()
    folder = folders.get(str(name), Path(name))
    if str(name) in folders or folder.is_dir() or len(folder.parts) > 2:
        return Storyteller(*models.load(folder))
    return Storyteller(*models.load_foreign(str(name)))


def default_name(*, tags: bool = False) -> str:
    """The model that is meant where none is named, with `tags` one that was made to follow them:
    that of the last run, else the one that the repository brings along."""
    kind, ours = ("tagmodel", "base-tagmodel") if tags else ("gpt2", "base")
    folder = TAGMODELS if tags else GPT2
    return kind if folder.is_dir() else ours


def short_names() -> dict[str, Path]:
    """The model folders of the last run and those that the repository brings along, by name."""
    return {"base": BASE, "base-tagmodel": BASE_TAGMODEL, **models.trained_folders()}


def request(
    storyteller: Storyteller,
    tags: Sequence[str] = (),
    prompt: str = "",
    premise: str = "",
    name: str = "",
) -> Prompt:
    """What a model is asked for; `DataError` and `ModelError` as `generate_text` raises them."""
    require_utf8("the prompt", prompt)  # what a model wrote may be gone on with: any characters
    require_utf8("the premise", premise)
    wanted = ordered_tags(tags)
    if wanted and not models.takes_tags(storyteller.model):
        raise ModelError(
            f"this model takes no tags, and was given {', '.join(wanted)}; leave them out, or "
            "train it with gpt2.condition: tags"
        )
    if premise and not models.takes_prompts(storyteller.model):
        raise ModelError(
            f"this model takes no premise, and was given {premise!r}; leave it out, "
            "or train a model with gpt2.condition: prompt"
        )
    return Prompt(name, prompt, wanted, "", premise)


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
    of its values and of the parameters of the strategy, such as `seed=2` or `top_p=0.8`. Raises
    `DataError` for an unknown tag or a text that is not UTF-8, `ModelError` for tags or a premise
    that the model was not trained on, `ParamsError` for a bad value.
    """
    asked = request(storyteller, tags, prompt, premise)
    config = chosen(strategy, changes)
    (story,) = write(storyteller.model, storyteller.tokenizer, [asked], strategy, config)
    return prompt + story.text


def chosen(strategy: Strategy, changes: Mapping[str, Any], path: Path = paths.PARAMS) -> Generate:
    """The section `generate` of `params.yaml` with changes, those of the strategy's parameters too.

    Where it leaves the precision to a probe (`auto`), that is fp32: twice as fast for one story at
    a time, and the same story on every machine. `ParamsError` for an unknown strategy, a bad
    value, or a parameter that does nothing for it.
    """
    return with_changes(Generate.load(path), strategy, changes)


def with_changes(config: Generate, strategy: Strategy, changes: Mapping[str, Any]) -> Generate:
    """A section `generate` with changes, as `chosen` makes them."""
    values = config.model_dump()
    decoding = values["decoding"]
    if strategy not in decoding:
        raise ParamsError(f"strategy: {strategy!r} is unknown; known: {', '.join(decoding)}")
    for name, value in changes.items():
        owners = [owner for owner, config in decoding.items() if name in config]
        if owners and strategy not in owners:
            raise ParamsError(
                f"{name} does nothing for the strategy {strategy}; it is a parameter of "
                f"{', '.join(owners)}"
            )
        (decoding[strategy] if owners else values)[name] = value
    if values["precision"] == "auto":
        values["precision"] = "fp32"
    return Generate.check(values, "generate")
