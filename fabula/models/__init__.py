"""The two models, and one way to save and load either.

A model folder is whole by itself: weights, configuration and tokenizer.

In come folders; out come models, and how likely they find given stories. It may import the top of
`fabula`, `corpus` and `tokens`; `fabula.training` makes new models.
"""

import inspect
from pathlib import Path
from pickle import UnpicklingError
from typing import Any

import torch
import transformers
from safetensors import SafetensorError
from transformers import (
    AutoConfig,
    AutoModelForCausalLM,
    PreTrainedConfig,
    PreTrainedModel,
    PreTrainedTokenizerFast,
)
from transformers.initialization import no_init_weights

from fabula import files
from fabula.errors import ModelError
from fabula.models import adapters, devices
from fabula.models.paths import GPT2, GPT2_BASE, TAGMODELS
from fabula.models.tagmodel import TagModel, TagModelConfig
from fabula.stories import SPECIAL_TOKENS
from fabula.tokens import tokenization
from fabula.tokens.windows import Layout, PrefixAt, SpecialIds

transformers.utils.logging.disable_progress_bar()  # a bar for every file is noise here
AutoConfig.register(TagModelConfig.model_type, TagModelConfig)
AutoModelForCausalLM.register(TagModelConfig, TagModel)


WEIGHTS = (
    "model.safetensors",
    "model.safetensors.index.json",
    "pytorch_model.bin",
    "pytorch_model.bin.index.json",
)
"""The file of weights in a model folder: one of these, the last three of other people's models."""
POSITIONS = ("max_position_embeddings", "max_seq_len", "seq_length", "context_length")
"""What configurations call the number of tokens that a model reads at once."""
UNBOUNDED = 2048
"""Tokens that are read at once by a model that has no bound, as Bloom and Mamba."""


def special_ids(tokenizer: PreTrainedTokenizerFast) -> SpecialIds:
    """The ids of our special tokens in a tokenizer; a foreign one has an end, and no tags."""
    if not set(SPECIAL_TOKENS) <= tokenizer.get_vocab().keys():
        eos = tokenizer.eos_token_id
        bos = eos if tokenizer.bos_token_id is None else tokenizer.bos_token_id
        return SpecialIds(bos, bos, eos, ())
    pad, bos, eos, *tags = tokenizer.convert_tokens_to_ids(list(SPECIAL_TOKENS))
    return SpecialIds(pad, bos, eos, tuple(tags))


def layout_of(model: PreTrainedModel) -> Layout:
    """How a model reads a story: in windows of its own size, half overlapping."""
    if isinstance(model, TagModel):
        return model.layout(stride=model.config.window // 2)
    size = positions(model.config)
    tags_at: PrefixAt = "story_start" if takes_tags(model) else "nowhere"
    return Layout(size, max(1, size // 2), tags_at, prompts=takes_prompts(model))


def positions(config: PreTrainedConfig, otherwise: int = UNBOUNDED) -> int:
    """How many tokens a model reads at once; `otherwise` where its configuration names no bound."""
    named = (getattr(config.get_text_config(), name, None) for name in POSITIONS)
    return int(next(filter(None, named), otherwise))


def end_of(config: PreTrainedConfig, tokenizer: PreTrainedTokenizerFast) -> int | None:
    """The token that ends a text, as the tokenizer says or else the model; `None`: neither does."""
    named = tokenizer.eos_token_id
    if named is None:
        named = config.get_text_config().eos_token_id
    first = named[0] if isinstance(named, list) else named
    return first if first is not None and 0 <= first < len(tokenizer) else None


def cache_argument(model: PreTrainedModel) -> str:
    """By which name a model takes what it keeps of a text; `ModelError` where it keeps nothing."""
    if isinstance(model, TagModel):
        return ""  # has caches of its own
    takes = inspect.signature(model.forward).parameters
    for name in ("past_key_values", "cache_params"):
        if name in takes and "attention_mask" in takes:
            return name
    raise ModelError(
        f"a {type(model).__name__} keeps no keys and values of what it has read, so it cannot "
        "write stories here; choose another model: GPT-2, Llama, Mamba and the like all do"
    )


def takes_tags(model: PreTrainedModel) -> bool:
    """Whether a model was trained on stories after their tags."""
    return isinstance(model, TagModel) or "tags" in _condition(model.config)


def takes_prompts(model: PreTrainedModel) -> bool:
    """Whether a model was trained on stories after what they were written for."""
    return "prompt" in _condition(model.config)


def _condition(config: PreTrainedConfig) -> str:
    """`gpt2.condition` as the model was trained with it; of foreign models nothing."""
    return str(getattr(config, "condition", "nothing"))


def new_tokens_that_fit(model: PreTrainedModel, prompt: int, wanted: int) -> int:
    """How many of the `wanted` new tokens fit after a prompt of so many tokens; at least one.

    The tag model's window slides, so it never fills up.
    """
    if isinstance(model, TagModel):
        return wanted
    size = positions(model.config)
    room = size - prompt
    if room < 1:
        raise ModelError(
            f"a prompt of {prompt} tokens fills the model's context of {size}; shorten it"
        )
    return min(wanted, room)


def trained_folders() -> dict[str, Path]:
    """The model folders that the pipeline has made, by the name of their row in every table."""
    tagmodels = filter(Path.is_dir, sorted(TAGMODELS.glob("*")))
    return {
        "gpt2-base": GPT2_BASE,
        "gpt2": GPT2,
        **{f"tagmodel-{folder.name}": folder for folder in tagmodels},
    }


def tagged_folders() -> dict[str, Path]:
    """Those of them whose models were trained on stories after their tags."""
    folders = trained_folders()
    del folders["gpt2-base"]
    if "tags" not in _condition(AutoConfig.from_pretrained(folders["gpt2"])):
        del folders["gpt2"]
    return folders


def weights_file(folder: Path) -> Path:
    """The file that holds what a model folder has learned: an adapter, or all weights."""
    names = (adapters.ADAPTER_WEIGHTS, *WEIGHTS)
    return next((folder / name for name in names if (folder / name).is_file()), folder / WEIGHTS[0])


def save(model: PreTrainedModel, tokenizer: PreTrainedTokenizerFast, folder: Path) -> None:
    """Write weights, configuration and tokenizer into `folder`, in place of an earlier model."""
    with files.replacing(folder) as temporary:
        model.save_pretrained(temporary)
        tokenizer.save_pretrained(temporary)


def load(folder: Path) -> tuple[PreTrainedModel, PreTrainedTokenizerFast]:
    """A model on its device and in evaluation mode, with its tokenizer; `ModelError` where the
    folder is not whole."""
    if adapters.is_adapter(folder):
        return _load_adapter(folder)
    has_weights = any((folder / name).is_file() for name in WEIGHTS)
    whole = {"config.json": (folder / "config.json").is_file(), WEIGHTS[0]: has_weights}
    if missing := [name for name, there in whole.items() if not there]:
        made = folder.parts[:1] == GPT2.parts[:1]
        hint = "; `make repro` makes the models of this project" if made else ""
        raise ModelError(f"{folder} is not a model folder: it lacks {' and '.join(missing)}{hint}")
    try:
        model = read_weights(str(folder))
        own = (folder / "tokenizer.json").is_file()
        tokenizer = tokenization.load(folder) if own else tokenization.foreign(str(folder))
    except (OSError, ValueError) as error:
        raise ModelError(f"{folder} holds no causal model that can be read: {error}") from error
    return _ready(model), _with_an_end(model, tokenizer, str(folder))


def _load_adapter(folder: Path) -> tuple[PreTrainedModel, PreTrainedTokenizerFast]:
    """An adapter added to its base, as one model; with the tokenizer of either."""
    base = adapters.base_of(folder)
    adapters.require_same_base(folder)
    try:
        model = read_weights(base)
        own = (folder / "tokenizer.json").is_file()
        tokenizer = tokenization.load(folder) if own else tokenization.foreign(base)
    except (OSError, ValueError) as error:
        raise ModelError(
            f"{folder} is an adapter, and its base {base!r} cannot be read: put it there, or name "
            f"where it is in {adapters.PEFT_CONFIG}. The loader said: {error}"
        ) from error
    return _ready(adapters.merged(model, folder)), _with_an_end(model, tokenizer, str(folder))


def load_foreign(name: str) -> tuple[PreTrainedModel, PreTrainedTokenizerFast]:
    """A causal model that somebody else has trained, by its name on the Hugging Face Hub.

    `ModelError` where there is none of this name, or no network.
    """
    try:
        tokenizer = tokenization.foreign(name)
        model = read_weights(name)
    except (OSError, ValueError) as error:
        known = ", ".join(["tagmodel", *trained_folders()])
        raise ModelError(
            f"{name!r} is no model: name one of this project ({known}), a folder, or one of the "
            f"Hugging Face Hub (which needs a network). The loader said: {error}"
        ) from error
    return _ready(model), _with_an_end(model, tokenizer, name)


def read_weights(name: str, **options: Any) -> PreTrainedModel:
    """A causal model in fp32, by a folder or a hub name, with further options of `from_pretrained`.

    `ModelError` where it lacks weights; `OSError` or `ValueError` where it cannot be read.
    """
    try:
        with no_init_weights():  # to draw random ones first takes longer than to read these
            model, found = AutoModelForCausalLM.from_pretrained(
                name, dtype=torch.float32, output_loading_info=True, **options
            )
    except (SafetensorError, UnpicklingError, EOFError, RuntimeError) as error:
        raise ValueError(f"its weights cannot be read: {error}") from error
    if found["missing_keys"]:
        file = next((file for file in WEIGHTS if (Path(name) / file).is_file()), WEIGHTS[0])
        raise ModelError(
            f"{name} is not a whole model: {file} lacks "
            f"{', '.join(sorted(found['missing_keys']))}; copy or train it anew"
        )
    return model


def _ready(model: PreTrainedModel) -> PreTrainedModel:
    """On its device, to be read and not trained."""
    return model.to(devices.device()).eval()


def _with_an_end(
    model: PreTrainedModel, tokenizer: PreTrainedTokenizerFast, name: str
) -> PreTrainedTokenizerFast:
    """The tokenizer, which is told what ends a text where only the model's configuration knows."""
    end = end_of(model.config, tokenizer)
    if end is None:
        raise ModelError(
            f"neither the tokenizer nor the configuration of {name} names a token that ends a text "
            "(eos_token), so its stories would have no end; name one there, or fine-tune it: set "
            "tokenizer.name and gpt2.init to it"
        )
    tokenizer.eos_token = tokenizer.convert_ids_to_tokens(end)
    return tokenizer
