"""What the models of a recipe of `benchmarks.systems` predict and write, where its stages ran.

python -m benchmarks.system_figures ROW=FOLDER ...    one JSON object: row -> metric -> figure
"""

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import torch

from fabula import models
from fabula.command import run
from fabula.config.params import Params
from fabula.corpus.paths import stories_file
from fabula.corpus.store import random_stories, read_stories
from fabula.evaluation import tag_control, text_sets
from fabula.evaluation.corpus_stories import all_training_texts
from fabula.evaluation.held_out_likelihood import held_out_likelihood
from fabula.evaluation.measuring import corpus_standard
from fabula.evaluation.metrics.memorisation import remembered
from fabula.evaluation.metrics.registry import LIKELIHOOD, TEXT, TextInput, figures, measure
from fabula.evaluation.paths import QUALITY
from fabula.evaluation.quality import learned
from fabula.generation.from_tags import STRATEGY
from fabula.generation.polishing import polish
from fabula.generation.writing import Prompt, choose_prompts, write
from fabula.models.precision import inference
from fabula.tokens.paths import TOKENS
from fabula.tokens.shards import TokenStore

NOT_OURS = ("reference_lm_nats", "detectability", "self_bleu_of_prompts")
"""Metrics that need another model, more real stories or more samples than there are."""


def samples(
    row: str, model: Any, tokenizer: Any, prompts: list[Prompt], p: Params
) -> Iterable[dict[str, Any]]:
    """What a model writes after each prompt, as `data/samples.jsonl` has it."""
    asked = [replace(prompt, id=f"{prompt.id}/1") for prompt in prompts]
    stories = write(model, tokenizer, asked, STRATEGY, p.generate)
    for prompt, story in zip(prompts, stories, strict=True):
        shown = polish(story.text, ended=story.ended == "eos", opening=prompt.text)
        yield {
            "model": row,
            "strategy": STRATEGY,
            "prompt_id": prompt.id,
            "prompt": prompt.text,
            "premise": prompt.premise,
            "reference": prompt.reference,
            "polished": shown.text,
            **asdict(story),
        }


def of_tags(name: str, model: Any, tokenizer: Any, p: Params) -> dict[str, Any]:
    """What tags are worth to a model in nats, and how far what it writes shows them."""
    asked = random_stories(stories_file("test"), p.control.stories)
    requests = [Prompt(story.id, "", story.tags, "") for story in asked]
    texts = [each.text for each in write(model, tokenizer, requests, STRATEGY, p.generate)]
    judge = learned.load(QUALITY).judge
    store = TokenStore(TOKENS, "validation")
    size = min(p.control.validation_stories, len(store)), p.evaluate.batch_size
    gained = tag_control.gains(model, tokenizer, store, *size, name)
    found = tag_control.adherences(judge, texts, [story.tags for story in asked])
    return {"worth_of_tags": gained["over_shuffled"], "adherence": found["adherence"]}


def of_rows(p: Params, folders: dict[str, Path]) -> dict[str, Any]:
    """Row -> metric -> figure with its interval; `real` are held-out stories of other prompts."""
    test = list(read_stories(stories_file("test")))
    prompts = choose_prompts(test, p.generate.prompts, p.generate.prompt_words)
    store, written, found = TokenStore(TOKENS, "test"), list[Any](), dict[str, Any]()
    for row, folder in folders.items():
        model, tokenizer = models.load(folder)
        size = p.evaluate.likelihood_stories, p.evaluate.batch_size
        read = held_out_likelihood(model, tokenizer, store, *size, row).per_story
        found[row] = figures(measure(LIKELIHOOD, read))
        written += samples(row, model, tokenizer, prompts, p)
        if "tagmodel" in str(folder):
            found[row] |= of_tags(row, model, tokenizer, p)
        del model
    standard = corpus_standard(written, learned.load(QUALITY).measures, p.evaluate.stories)
    metrics = {name: metric for name, metric in TEXT.items() if name not in NOT_OURS}
    sets = {"real": text_sets.baselines(text_sets.prompts(written))[text_sets.REAL]}
    sets |= {
        row: text_sets.generated(each)
        for (row, _), each in text_sets.by_model_and_strategy(written).items()
    }
    for row, texts in sets.items():
        memory = remembered(texts.texts, all_training_texts())
        nothing = torch.full((len(texts.texts), 2), torch.nan).numpy()
        measured = measure(metrics, TextInput(texts, standard, nothing, memory))
        found[row] = found.get(row, {}) | figures(measured)
    return found


def main() -> None:
    """Print the figures of some rows."""
    p = Params.load()
    torch.set_num_threads(p.threads)
    pairs = (each.partition("=") for each in sys.argv[1:])
    folders = {row: Path(folder) for row, _, folder in pairs}
    with inference(p.evaluate.precision):
        print(json.dumps(of_rows(p, folders)))


if __name__ == "__main__":
    run(main)
