"""Check the stories against `params.yaml`, before any model is trained on them.

The stages that train depend on `data/stories.checked`, which is always the same: they wait for this
check but do not run again because of it, nor because of a new parameter.
"""

import logging

from transformers import AutoConfig, PreTrainedTokenizerFast

from fabula import files, models
from fabula.command import run
from fabula.config import early_checks
from fabula.config.early_checks import Material
from fabula.config.params import Params
from fabula.config.section import refusal
from fabula.corpus.paths import stories_file
from fabula.corpus.store import read_stories
from fabula.generation.writing import choose_prompts
from fabula.paths import PARAMS, STORIES_CHECKED
from fabula.tokens import tokenization
from fabula.tokens.paths import TOKENIZER

log = logging.getLogger(__name__)


def main() -> None:
    """Report what of `params.yaml` does not go with these stories; say what is done with less."""
    params = Params.load()
    material = known(params, tokenization.load(TOKENIZER))
    if problems := early_checks.of_stories(params, material):
        raise refusal(f"{PARAMS} and these stories", problems)
    for note in early_checks.notes(params, material):
        log.info("%s", note)
    files.write_text(STORIES_CHECKED, "sound\n")


def known(params: Params, tokenizer: PreTrainedTokenizerFast) -> Material:
    """What the checks ask of the test stories and of the model that will be trained."""
    stories, asked = list(read_stories(stories_file("test"))), params.generate
    prompts = choose_prompts(stories, asked.prompts, asked.prompt_words)
    new_world = read_stories(stories_file("new_world"))
    strange = choose_prompts(new_world, asked.new_world_prompts, asked.prompt_words)
    takes_tags, takes_prompts = (word in params.gpt2.condition for word in ("tags", "prompt"))
    both = [*prompts, *strange]
    texts = tokenization.encode(tokenizer, [prompt.text for prompt in both])
    premises = tokenization.encode(tokenizer, [prompt.premise for prompt in both])
    lengths = [
        1 + len(text) + takes_tags * len(prompt.tags) + takes_prompts * len(premise)
        for prompt, text, premise in zip(both, texts, premises, strict=True)
    ]
    return Material(
        vocabulary=len(tokenizer),
        test_stories=len(stories),
        openings=len(prompts),
        new_world_openings=len(strange),
        longest_opening=max(lengths, default=0),
        positions=positions(params),
    )


def positions(params: Params) -> int:
    """How many tokens GPT-2 will read at once; a model that cannot be loaded is train_gpt2's."""
    if params.gpt2.init == "scratch":
        return params.gpt2.context
    try:
        config = AutoConfig.from_pretrained(params.gpt2.init)
    except (OSError, ValueError):
        return params.gpt2.context
    return models.positions(config, otherwise=params.gpt2.context)


if __name__ == "__main__":
    run(main)
