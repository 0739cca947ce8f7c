"""The section `gpt2`."""

from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator

from fabula.config.section import Fraction, Name, Width
from fabula.config.training import Heads, Lora, Training


class Gpt2(Training):
    """GPT-2, or any causal model: fine-tuned, or trained from scratch."""

    KEY = "gpt2"

    init: Name
    """`scratch`: the small configuration below; else a hub name or a folder of weights."""
    architecture: Literal["gpt2", "nanochat"]
    """Of a model from scratch; see `fabula.training.gpt2.ARCHITECTURES`."""
    layers: Width
    width: Width
    heads: Heads
    context: Annotated[int, Field(ge=8, le=2**20)]
    """Tokens a packed row holds, and the model's positions when it starts from scratch."""
    dropout: Fraction
    condition: Literal["nothing", "tags", "prompt", "tags_and_prompt"]
    """The prefix that stands before a story: its tags, as in the tag model, or what it was written
    for (in WritingPrompts and TinyStories-GPT4), or both."""
    attention: Literal["auto", "eager", "sdpa"]
    """`auto`: the faster one, `eager` on a CPU and `sdpa` on a GPU."""
    gradient_checkpointing: bool
    """Keep the input of each layer alone, and work the rest out again: slower, in less memory."""
    lora: Lora
    fsdp: bool
    """Each process that `launch` starts holds a part of the weights, of their gradients and of the
    optimizer's state, and fetches the rest as it needs it."""

    @field_validator("lora")
    @classmethod
    def _adapts_what_is_there(cls, value: Lora, info: ValidationInfo) -> Lora:
        if value.rank and info.data.get("init") == "scratch":
            raise ValueError(
                f"rank {value.rank} adapts pretrained weights, and init is scratch; set rank to 0, "
                "or init to a model"
            )
        return value

    @field_validator("fsdp")
    @classmethod
    def _divides_what_can_be_divided(cls, value: bool, info: ValidationInfo) -> bool:
        """Muon makes a matrix orthogonal, which its parts alone cannot be made."""
        given = info.data
        needs = {
            "optimizer: adamw": given.get("optimizer", "adamw") == "adamw",
            "precision: auto, fp32 or bf16": given.get("precision") != "fp16",
            "compile: false": not given.get("compile"),
            "lora.rank: 0": "lora" not in given or not given["lora"].rank,
        }
        lacking = [name for name, there in needs.items() if not there]
        if value and lacking:
            raise ValueError(f"true needs {'; '.join(lacking)}")
        return value
