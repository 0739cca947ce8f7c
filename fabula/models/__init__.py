"""The two models, and one way to save and load either.

A model folder is whole by itself: weights, configuration and tokenizer.

In come folders; out come models, and how likely they find given stories. It may import the top of
`fabula`, `corpus` and `tokens`; `fabula.training` makes new models.
"""

from pathlib import Path
from typing import get_args

import torch
import transformers
from safetensors import SafetensorError
from transformers import (
    AutoConfig,
    AutoModelForCausalLM,
    AutoTokenizer,
    PreTrainedConfig,
    PreTrainedModel,
    PreTrainedTokenizerFast,
)
from transformers.initialization import no_init_weights

from fabula import files
from fabula.errors import ModelError
from fabula.models import devices
from fabula.models.paths import GPT2, GPT2_BASE, TAGMODELS
from fabula.models.tagmodel import TagModel, TagModelConfig
from fabula.stories import PAD, SPECIAL_TOKENS
from fabula.tokens import tokenization
from fabula.tokens.windows import Layout, SpecialIds, TagsAt

transformers.utils.logging.disable_progress_bar()  # a bar for every file is noise here
AutoConfig.register(TagModelConfig.model_type, TagModelConfig)
AutoModelForCausalLM.register(TagModelConfig, TagModel)


def special_ids(tokenizer: PreTrainedTokenizerFast) -> SpecialIds:
    """The ids of our special tokens in a tokenizer; a foreign one has an end, and no tags."""
    if PAD not in tokenizer.get_vocab():
        eos = tokenizer.eos_token_id
        bos = eos if tokenizer.bos_token_id is None else tokenizer.bos_token_id
        return SpecialIds(bos, bos, eos, ())
    pad, bos, eos, *tags = tokenizer.convert_tokens_to_ids(list(SPECIAL_TOKENS))
    return SpecialIds(pad, bos, eos, tuple(tags))


def layout_of(model: PreTrainedModel) -> Layout:
    """How a model reads a story: in windows of its own size, half overlapping."""
    if isinstance(model, TagModel):
        return model.layout(stride=model.config.window // 2)
    size = model.config.max_position_embeddings
    tags_at: TagsAt = "story_start" if takes_tags(model) else "nowhere"
    return Layout(size, max(1, size // 2), tags_at, prompts=takes_prompts(model))


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
    room = int(model.config.max_position_embeddings) - prompt
    if room < 1:
        raise ModelError(
            f"a prompt of {prompt} tokens fills the model's context of "
            f"{model.config.max_position_embeddings}; shorten it"
        )
    return min(wanted, room)


def trained_folders() -> dict[str, Path]:
    """The model folders that the pipeline has made, by the name of their row in every table."""
    tagmodels = [TAGMODELS / name for name in get_args(TagsAt)]
    return {
        "gpt2-base": GPT2_BASE,
        "gpt2": GPT2,
        **{f"tagmodel-{folder.name}": folder for folder in tagmodels if folder.is_dir()},
    }


def tagged_folders() -> dict[str, Path]:
    """Those of them whose models were trained on stories after their tags."""
    folders = trained_folders()
    del folders["gpt2-base"]
    if "tags" not in _condition(AutoConfig.from_pretrained(folders["gpt2"])):
        del folders["gpt2"]
    return folders


def save(model: PreTrainedModel, tokenizer: PreTrainedTokenizerFast, folder: Path) -> None:
    """Write weights, configuration and tokenizer into `folder`, in place of an earlier model."""
    with files.replacing(folder) as temporary:
        model.save_pretrained(temporary)
        tokenizer.save_pretrained(temporary)


def load(folder: Path) -> tuple[PreTrainedModel, PreTrainedTokenizerFast]:
    """A model on its device and in evaluation mode, with its tokenizer; `ModelError` where the
    folder is not whole."""
    missing = [
        name for name in ("config.json", "model.safetensors") if not (folder / name).is_file()
    ]
    if missing:
        raise ModelError(f"{folder} is not a model folder: it lacks {' and '.join(missing)}")
    try:
        with no_init_weights():  # to draw random ones first takes longer than to read these
            model, found = AutoModelForCausalLM.from_pretrained(
                folder, dtype=torch.float32, output_loading_info=True
            )
    except (OSError, ValueError, SafetensorError) as error:
        raise ModelError(f"{folder} holds no causal model that can be read: {error}") from error
    if found["missing_keys"]:
        raise ModelError(
            f"{folder} is not a whole model: model.safetensors lacks "
            f"{', '.join(sorted(found['missing_keys']))}; copy or train it anew"
        )
    return model.to(devices.device()).eval(), tokenization.load(folder)


def load_foreign(name: str) -> tuple[PreTrainedModel, PreTrainedTokenizerFast]:
    """A causal model that somebody else has trained, by its name on the Hugging Face Hub.

    `ModelError` where there is none of this name, or no network.
    """
    try:
        tokenizer = AutoTokenizer.from_pretrained(name)
        model = AutoModelForCausalLM.from_pretrained(name, dtype=torch.float32)
    except (OSError, ValueError) as error:
        known = ", ".join(["tagmodel", *trained_folders()])
        raise ModelError(
            f"{name!r} is no model: name one of this project ({known}), a folder, or one of the "
            f"Hugging Face Hub (which needs a network). The loader said: {error}"
        ) from error
    return model.to(devices.device()).eval(), tokenizer
