"""`params.yaml` as frozen, typed sections; every problem is reported at once, before any work.

Each knob stands once, in `params.yaml`: there are no defaults here. A new knob is one field here
and one line there.
"""

import difflib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from fabula import paths
from fabula.errors import ParamsError
from fabula.stories import TAGS

Share = Annotated[float, Field(ge=0, lt=1)]
Count = Annotated[int, Field(ge=0)]
Positive = Annotated[int, Field(gt=0)]
Seed = Annotated[int, Field(ge=0, lt=2**32)]
Precision = Literal["auto", "fp32", "bf16"]
"""`auto` times both once at the start and takes the faster; the choice is logged."""
TagsAt = Literal["story_start", "every_window"]
Strategy = Literal[
    "greedy",
    "temperature",
    "top_k",
    "top_p",
    "top_k_top_p",
    "min_p",
    "typical",
    "beam",
    "diverse_beam",
    "contrastive",
]


REFUSED = {
    "max_minutes": "a run that ends by the clock cannot be repeated; `python -m stages.pace` turns "
    "minutes into steps of this machine, for max_steps",
}
"""What to do instead of a key that people look for."""


class Section(BaseModel):
    """A frozen part of `params.yaml`: no unknown keys, no conversions, no infinities."""

    model_config = ConfigDict(
        frozen=True,
        strict=True,
        extra="forbid",
        allow_inf_nan=False,
        use_attribute_docstrings=True,
    )


class Embedded(Section):
    """The stories that this repository tells by itself: how many for each split."""

    train: Positive
    validation: Positive
    test: Positive


class Files(Section):
    """A user's own stories."""

    folder: str
    """The folder that holds them. DVC watches its content: a changed story is noticed."""
    train: str
    """File name or glob inside the folder."""
    validation: str
    """The same; empty: cut from `train` by `data.validation_share`."""
    test: str
    """The same; empty: cut from `train` by `data.test_share`."""
    separator: str
    """In text files, the line between two stories; empty: one story a line."""
    licence: str
    """Named in the manifest."""


class Columns(Section):
    """Which column of a dataset holds what; empty: none does."""

    story: str
    """Empty: all as known for this dataset."""
    prompt: str
    tags: str
    summary: str
    characters: str


class Hub(Section):
    """A dataset of the Hugging Face Hub: its parquet, JSON, CSV, text or Arrow files."""

    name: Annotated[str, Field(min_length=1)]
    revision: Annotated[str, Field(min_length=1)]
    """A commit; or a tag or branch, which the manifest names the commit of."""
    train: str
    """Glob of files inside the dataset; of a story in several formats parquet is read."""
    validation: str
    """The same; empty: cut from `train` by `data.validation_share`."""
    test: str
    """The same; empty: cut from `train` by `data.test_share`."""
    columns: Columns


class Cleaning(Section):
    """What `fabula/corpus/cleaning.py` does to every story: one knob a rule."""

    mojibake: bool
    markup: bool
    markers: bool
    boilerplate: bool
    control_characters: bool
    unicode: bool
    white_space: bool
    min_words: Positive
    """A shorter story is dropped and counted."""
    latin_share: Annotated[float, Field(ge=0, le=1)]
    """Of its letters; a story with fewer Latin ones is dropped and counted; 0: any script."""


class Data(Section):
    """Where the stories come from."""

    source: Literal["embedded", "files", "hub"]
    seed: Seed
    """Of the embedded stories, of the split by hash and of a random sample."""
    limit: Count
    """At most so many training stories; 0: all."""
    sample: Literal["first", "random"]
    """Which ones, where there is a limit: `random` reads them all and chooses by hash."""
    max_words: Positive
    """A longer story is a broken record: usually a missing separator."""
    on_bad_record: Literal["fail", "skip"]
    """What a broken record does: stop the run, or be left out and listed in the manifest."""
    validation_share: Share
    test_share: Share
    tagger: Literal["dataset", "rules", "none"]
    """`dataset`: as the source says; `rules`: found in the text by our own simple rules."""
    duplicate_similarity: Annotated[float, Field(ge=0, le=1)]
    """A story that shares this much of its word triples with another is a copy; 0: exact only."""
    embedded: Embedded
    files: Files
    hub: Hub
    cleaning: Cleaning

    @field_validator("test_share")
    @classmethod
    def _leaves_training_stories(cls, value: float, info: ValidationInfo) -> float:
        if value + info.data.get("validation_share", 0) >= 1:
            raise ValueError("validation_share and test_share leave no training stories")
        return value


class Tokenizer(Section):
    """How text becomes tokens, for both models."""

    name: Annotated[str, Field(min_length=1)]
    """`bpe`: a byte-level BPE trained on the training split; else a hub name or a folder."""
    vocab_size: Annotated[int, Field(ge=300)]
    """Of our own BPE, special tokens included; a pretrained tokenizer brings its own."""
    shard_stories: Positive
    """Stories in one Arrow shard."""
    workers: Positive
    """Processes; any number writes the same bytes."""
    referee_one_in: Annotated[int, Field(ge=2)]
    """Of so many training stories one is kept for the referee, and no other model sees it."""


class Training(Section):
    """What the one training harness needs, for either model."""

    epochs: Annotated[float, Field(ge=0)]
    """Passes over the training stories; of the three budgets the smallest ends the run."""
    max_steps: Count
    """Optimizer steps; 0: no such limit, as for the other two."""
    max_tokens: Count
    """Tokens predicted, about."""
    batch_size: Positive
    """Rows in one forward pass, of all processes together."""
    accumulation_steps: Positive
    """Forward passes in one optimizer step."""
    optimizer: Literal["muon", "adamw"]
    """`muon`: Muon for the matrices of the blocks, AdamW for the rest; for pretrained `adamw`."""
    learning_rate: Annotated[float, Field(gt=0, lt=1)]
    """Peak, reached after the warm-up; then a straight line to 0."""
    warmup_share: Share
    """Of all steps."""
    weight_decay: Annotated[float, Field(ge=0)]
    input_noise: Share
    """Of the input tokens, replaced by random ones while training; against learning by heart."""
    max_grad_norm: Annotated[float, Field(gt=0)]
    precision: Precision
    compile: bool
    """`torch.compile`: half a minute, then faster steps; without a compiler it says so."""
    evaluations: Positive
    """How often in a run the validation loss is measured (and a checkpoint kept)."""
    validation_stories: Positive
    """The first so many validation stories are used for the curve."""
    patience: Count
    """Evaluations without a better loss after which the run ends; 0: it never ends early."""
    min_delta: Annotated[float, Field(ge=0)]
    """Nats per token by which a better loss must be lower than every loss before it."""
    tags_dropped: Share
    """Of the training stories, shown without their tags; what guidance away from no tags needs."""
    seed: Seed

    @field_validator("max_tokens")
    @classmethod
    def _has_a_budget(cls, value: int, info: ValidationInfo) -> int:
        if not (value or info.data.get("epochs", 1) or info.data.get("max_steps", 1)):
            raise ValueError("no budget: set one of epochs, max_steps and max_tokens above 0")
        return value


def _divides_width(heads: int, info: ValidationInfo) -> int:
    width = info.data.get("width", heads)
    if width % heads:
        raise ValueError(f"width {width} is not divisible by {heads} heads")
    return heads


Heads = Annotated[int, Field(gt=0), AfterValidator(_divides_width)]
"""Attention heads; declared after `width`, which they divide."""


class Gpt2(Training):
    """GPT-2, or any causal model: fine-tuned, or trained from scratch."""

    init: Annotated[str, Field(min_length=1)]
    """`scratch`: the small configuration below; else a hub name or a folder of weights."""
    architecture: Literal["gpt2", "nanochat"]
    """Of a model from scratch; see `fabula.models.gpt2.ARCHITECTURES`."""
    layers: Positive
    width: Positive
    heads: Heads
    context: Annotated[int, Field(ge=8)]
    """Tokens a packed row holds, and the model's positions when it starts from scratch."""
    dropout: Share
    condition: Literal["nothing", "tags", "prompt", "tags_and_prompt"]
    """What the model is told before a story: its tags, as the tag model is, or what it was written
    for (in WritingPrompts and TinyStories-GPT4), or both."""
    attention: Literal["auto", "eager", "sdpa"]
    """`auto`: the faster one, `eager` on a CPU and `sdpa` on a GPU."""


class TagModel(Training):
    """The transformer that is conditioned on narrative tags (system 001)."""

    tags_at: Annotated[list[TagsAt], Field(min_length=1)]
    """One model is trained for each."""
    attention: Literal["causal", "bidirectional"]
    """`causal`: every position is a target; `bidirectional`: the original, one a window."""
    window: Annotated[int, Field(ge=12)]
    """Tokens the model sees."""
    stride: Positive
    """Tokens between the starts of two training windows (`causal` only)."""
    width: Positive
    heads: Heads
    layers_per_group: Positive
    feedforward: Annotated[list[Positive], Field(min_length=1)]
    """Width of the feed-forward layers, one entry a group."""
    dropout: Share
    """Within layers and after each group."""

    @field_validator("tags_at")
    @classmethod
    def _names_each_once(cls, value: list[TagsAt]) -> list[TagsAt]:
        if len(set(value)) < len(value):
            raise ValueError(f"names an approach twice: {value}")
        return value

    @field_validator("stride")
    @classmethod
    def _skips_no_token(cls, value: int, info: ValidationInfo) -> int:
        room = info.data.get("window", value + len(TAGS)) - len(TAGS)
        if value > room:
            raise ValueError(
                f"{value} is above the {room} tokens that {len(TAGS)} tags leave of the window: "
                "the tokens between two windows would be skipped"
            )
        return value


Heat = Annotated[float, Field(gt=0)]
Above0 = Annotated[float, Field(gt=0, le=1)]
NgramSize = Annotated[int, Field(ge=0)]


class Greedy(Section):
    """It has no knobs."""


class Temperature(Section):
    """Sampling from all tokens."""

    temperature: Heat


class TopK(Temperature):
    """Sampling from the most likely ones."""

    top_k: Positive


class TopP(Temperature):
    """Sampling from the smallest set with this probability."""

    top_p: Above0


class TopKTopP(TopK, TopP):
    """Sampling from both."""


class MinP(Temperature):
    """Sampling from those that are so many times as likely as the likeliest."""

    min_p: Above0


class Typical(Temperature):
    """Sampling from those that are as surprising as is usual."""

    typical_p: Annotated[float, Field(gt=0, lt=1)]


class Beam(Section):
    """Several stories at once, of which the likeliest is taken."""

    num_beams: Positive
    length_penalty: float
    """The score is log-probability / length ** this: more favours longer stories."""
    no_repeat_ngram_size: NgramSize
    """Runs of so many tokens are written once at most; 0: no such rule."""


class DiverseBeam(Beam):
    """Beams in groups that avoid what earlier groups choose."""

    num_beam_groups: Positive
    diversity_penalty: Annotated[float, Field(ge=0)]

    @field_validator("num_beam_groups")
    @classmethod
    def _divides_the_beams(cls, value: int, info: ValidationInfo) -> int:
        if info.data.get("num_beams", value) % value:
            raise ValueError(f"{info.data['num_beams']} beams are not divisible by {value} groups")
        return value


class Contrastive(Section):
    """Likely tokens that are unlike those before them."""

    penalty_alpha: Annotated[float, Field(ge=0, le=1)]
    top_k: Positive


class Decoding(Section):
    """The knobs of each strategy: those that do something for it, and no others."""

    greedy: Greedy
    temperature: Temperature
    top_k: TopK
    top_p: TopP
    top_k_top_p: TopKTopP
    min_p: MinP
    typical: Typical
    beam: Beam
    diverse_beam: DiverseBeam
    contrastive: Contrastive


class EosBias(Section):
    """logit[EOS] += min(cap, slope * (n - start)) from n > start generated tokens on."""

    start: Count
    slope: Annotated[float, Field(ge=0)]
    cap: Annotated[float, Field(ge=0)]


class Generate(Section):
    """What the models are asked to write."""

    prompts: Positive
    """Held-out stories whose openings are continued: the same ones for all models."""
    prompt_words: Positive
    """Words of the opening."""
    max_new_tokens: Positive
    samples: Positive
    """Stories for each prompt, where chance decides; else one."""
    batch_size: Positive
    precision: Precision
    strategies: Annotated[list[Strategy], Field(min_length=1)]
    """Each continues every prompt."""
    decoding: Decoding
    repetition_penalty: Annotated[float, Field(ge=1)]
    """Logits of tokens that stand in the text are divided by this (multiplied below 0); 1: off."""
    guidance: Annotated[float, Field(ge=1)]
    """How much more a story follows its tags than the model alone would: 1: no more."""
    eos_bias: EosBias
    seed: Seed


class Evaluate(Section):
    """How the models are measured."""

    stories: Positive
    """The first so many validation stories are scored."""
    batch_size: Positive


class Control(Section):
    """How it is measured whether tags steer the models."""

    stories: Positive
    """Stories that each model writes, with the tags of as many held-out ones and nothing else."""
    guidance: Annotated[list[Annotated[float, Field(ge=1)]], Field(min_length=1)]
    """The scales of guidance that are tried; 1: the model alone."""
    scored: Positive
    """The first so many validation stories are scored with their own tags, and with others."""


class Sweep(Section):
    """Which ways of choosing the next token are tried, on GPT-2."""

    prompts: Positive
    """The first so many of the prompts are continued in every way."""
    temperatures: Annotated[list[Heat], Field(min_length=1)]
    """Each with every strategy that has one."""


class EarlyStopping(Section):
    """A run that learns few stories by heart, to see what stopping it early is worth.

    A knob that `gpt2` has too takes the place of it there; all others are as there.
    """

    stories: Positive
    """The first so many training stories are trained on, and as many validation stories scored."""
    max_steps: Positive
    """Optimizer steps of the whole run."""
    evaluations: Positive
    layers: Positive
    width: Positive
    heads: Heads
    context: Annotated[int, Field(ge=8)]
    patiences: Annotated[list[Positive], Field(min_length=1)]
    """Tried on the curve of the whole run, with each of `min_deltas`; the last pair is also run."""
    min_deltas: Annotated[list[Annotated[float, Field(ge=0)]], Field(min_length=1)]


class Params(Section):
    """The whole of `params.yaml`."""

    threads: Positive
    """CPU threads of torch; weights differ between 1 and 2 threads, so it is a parameter."""
    launch: Annotated[str, Field(pattern="^(python|torchrun|accelerate)( .*)?$")]
    """What starts the two training stages: `python`, or for more processes `torchrun ...`."""
    data: Data
    tokenizer: Tokenizer
    gpt2: Gpt2
    tagmodel: TagModel
    generate: Generate
    evaluate: Evaluate
    control: Control
    sweep: Sweep
    early_stopping: EarlyStopping


def read_yaml(path: Path) -> dict[str, Any]:
    """Read a YAML 1.2 mapping, as DVC does: `3e-05`, which `dvc exp run -S` writes, is a number.

    Raises `ParamsError` where the file is missing, is not YAML, or is not a mapping.
    """
    try:
        values = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ParamsError(f"{path}: there is no such file") from None
    except YAMLError as error:
        raise ParamsError(f"{path} is not YAML: {error}") from None
    if not isinstance(values, dict):
        raise ParamsError(f"{path}: expected sections such as `data:`, got {values!r}")
    return values


def load(path: Path = paths.PARAMS) -> Params:
    """Read and check the parameters; `ParamsError` lists every problem."""
    return check(read_yaml(path), str(path))


def check(values: Mapping[str, Any], name: str) -> Params:
    """The typed parameters of a mapping; `name` says in the `ParamsError` where it came from."""
    try:
        return Params.model_validate(values)
    except ValidationError as error:
        problems = [_explain(problem) for problem in error.errors()]
    count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
    raise ParamsError(f"{name}: {count}\n" + "\n".join(f"  {problem}" for problem in problems))


def _explain(problem: ErrorDetails) -> str:
    """One line: the full path of the key, what is wrong, the value received, what is known."""
    path = ".".join(map(str, problem["loc"]))
    if problem["type"] == "missing":
        return f"{path}: missing"
    if problem["type"] == "extra_forbidden":
        *parents, key = problem["loc"]
        known = list(_section(parents).model_fields)
        near = difflib.get_close_matches(str(key), known, n=1)
        hint = f"did you mean {near[0]}?" if near else f"known: {', '.join(known)}"
        return f"{path}: unknown; {REFUSED.get(str(key), hint)}"
    if problem["type"] == "value_error":
        return f"{path}: {problem['ctx']['error']}"
    reason = problem["msg"][0].lower() + problem["msg"][1:]
    return f"{path}: {reason}, got {problem['input']!r}"


def _section(keys: list[int | str]) -> type[Section]:
    section: type[Section] = Params
    for key in keys:
        annotation = section.model_fields[str(key)].annotation
        assert isinstance(annotation, type)
        assert issubclass(annotation, Section)
        section = annotation
    return section
