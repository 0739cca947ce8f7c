"""Mistakes that would show only after training, found before it: all of them in one list.

A value that is wrong by itself is refused where its section says what is allowed. Here is what
takes several parameters (`check_params` asks it), or the stories as well (`check_stories`, as soon
as they are tokens). A check gives a line for whoever has to change something, or an empty one.

Where less will do, it is a note, and the run goes on: a small corpus has fewer openings than the
defaults ask for, and nobody should have to know.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from fabula.config.params import Params

PROCESSES = re.compile(r"--(?:nproc[-_]per[-_]node|num[-_]processes)[= ]+(\S+)")
"""How many processes torchrun or accelerate is told to start."""
OF_THE_MACHINE = ("auto", "cpu", "gpu", "xpu")
"""As many as the machine has devices."""
LEAST_OPENINGS = 2
"""Figures compare stories with each other."""


@dataclass(frozen=True)
class Material:
    """What is known of the stories once they are tokens."""

    vocabulary: int
    """Entries of the tokenizer."""
    test_stories: int
    openings: int
    """Test stories of more than `generate.prompt_words` words, `generate.prompts` at most."""
    new_world_openings: int
    """The same of the stories of a new world, of which not all data has any."""
    longest_opening: int
    """Tokens of the longest of these openings, and of all that stands before it."""
    positions: int
    """Tokens that the model of `gpt2` reads at once."""


def words_for_the_context(params: Params) -> str:
    """A word is one token at least."""
    words, context = params.generate.prompt_words, params.gpt2.context
    if params.gpt2.init != "scratch" or words < context:
        return ""
    return f"generate.prompt_words: {words} words fill gpt2.context, {context} tokens; lower it"


def words_of_an_allowed_story(params: Params) -> str:
    """A story that is longer than `data.max_words` is none."""
    words, most = params.generate.prompt_words, params.data.max_words
    if words < most:
        return ""
    return (
        f"generate.prompt_words: no story has more than {words} words, for data.max_words is "
        f"{most}; lower the one or raise the other"
    )


def lengths_of_an_allowed_story(params: Params) -> str:
    """A shorter and a longer story are both left out."""
    least, most = params.data.cleaning.min_words, params.data.max_words
    if least <= most:
        return ""
    return (
        f"data.cleaning.min_words: {least} is above data.max_words, {most}, so no story is left; "
        "lower the one or raise the other"
    )


def processes_that_share_a_model(params: Params) -> str:
    """One process has nobody to share with."""
    if not params.gpt2.fsdp or params.launch.split()[0] != "python":
        return ""
    return (
        "gpt2.fsdp: true divides a model among processes, and launch starts one; set launch to "
        "torchrun --nproc-per-node 2 or more, or gpt2.fsdp to false"
    )


def processes_that_can_be_started(params: Params) -> str:
    """Of a launcher's own options the one that is counted with here; the others are its affair."""
    asked = PROCESSES.search(params.launch)
    if not asked or asked[1] in OF_THE_MACHINE or (asked[1].isdecimal() and int(asked[1]) > 0):
        return ""
    return f"launch: {asked[0]!r} starts no process; give a number, 1 or more"


def batches_that_processes_share(params: Params) -> str:
    """Where the launcher is told how many processes it starts; else training says it."""
    asked = PROCESSES.search(params.launch)
    if not asked or not asked[1].isdecimal() or not (processes := int(asked[1])):
        return ""
    sizes = {"gpt2": params.gpt2.batch_size, "tagmodel": params.tagmodel.batch_size}
    uneven = [f"{name}.batch_size ({size})" for name, size in sizes.items() if size % processes]
    if not uneven:
        return ""
    return (
        f"launch: {processes} processes cannot share {' nor '.join(uneven)}; set each to a "
        "multiple of them, or start others"
    )


def candidates_of_our_vocabulary(params: Params) -> str:
    """Of a tokenizer that is trained, the vocabulary is a parameter."""
    if params.tokenizer.name != "bpe":
        return ""
    return _candidates(params, params.tokenizer.vocab_size)


def candidates_of_the_vocabulary(params: Params, material: Material) -> str:
    """Of a pretrained one, or of few stories, it is what it turns out to be."""
    return _candidates(params, material.vocabulary)


def _candidates(params: Params, vocabulary: int) -> str:
    asked = params.generate.decoding.contrastive.top_k
    used = {*params.generate.strategies, *params.sweep.strategies}
    if "contrastive" not in used or asked <= vocabulary:
        return ""
    return (
        f"generate.decoding.contrastive.top_k: {asked} is above the vocabulary of {vocabulary} "
        "tokens; a handful is usual"
    )


def enough_openings(params: Params, material: Material) -> str:
    """Two openings at least, that leave something to tell."""
    if material.openings >= LEAST_OPENINGS:
        return ""
    return (
        f"generate.prompt_words: {material.openings} of {material.test_stories} test stories have "
        f"more than {params.generate.prompt_words} words, and {LEAST_OPENINGS} are the least to "
        "continue; lower it, give more stories, or raise data.test_fraction"
    )


def enough_openings_of_a_new_world(params: Params, material: Material) -> str:
    """As many, or none at all."""
    openings = material.new_world_openings
    if not openings or openings >= LEAST_OPENINGS:
        return ""
    return (
        f"generate.new_world_prompts: only {openings} story of a new world is to be continued "
        f"({params.generate.new_world_prompts} were asked for), and it has no other beside it; set "
        f"it to 0, or give more stories (data.embedded.new_world)"
    )


def openings_for_the_context(params: Params, material: Material) -> str:
    """An opening, with its prefix, leaves room for one token at least."""
    if material.longest_opening < material.positions:
        return ""
    return (
        f"generate.prompt_words: {params.generate.prompt_words} words are up to "
        f"{material.longest_opening} tokens, with all that stands before them, and fill the "
        f"{material.positions} that the model reads at once (gpt2.context of a new one); lower the "
        "one or raise the other"
    )


OF_PARAMS: tuple[Callable[[Params], str], ...] = (
    words_for_the_context,
    words_of_an_allowed_story,
    lengths_of_an_allowed_story,
    processes_that_share_a_model,
    processes_that_can_be_started,
    batches_that_processes_share,
    candidates_of_our_vocabulary,
)
OF_STORIES: tuple[Callable[[Params, Material], str], ...] = (
    candidates_of_the_vocabulary,
    enough_openings,
    enough_openings_of_a_new_world,
    openings_for_the_context,
)


def of_params(params: Params) -> list[str]:
    """What is wrong by the parameters alone."""
    return [problem for check in OF_PARAMS if (problem := check(params))]


def of_stories(params: Params, material: Material) -> list[str]:
    """What is wrong with these stories."""
    return [problem for check in OF_STORIES if (problem := check(params, material))]


def notes(params: Params, material: Material) -> list[str]:
    """What is done with less than was asked for."""
    if material.openings >= params.generate.prompts:
        return []
    return [
        f"generate.prompts: {params.generate.prompts} were asked for, and the "
        f"{material.openings} test stories of more than {params.generate.prompt_words} words are "
        "all continued"
    ]
