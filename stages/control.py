"""Measure how far tags steer each model that takes them."""

from collections.abc import Iterator
from dataclasses import asdict
from itertools import islice
from typing import Any

import numpy as np
import torch
from tqdm import tqdm

from fabula import files, models
from fabula.command import run
from fabula.config import params
from fabula.corpus.paths import stories_file
from fabula.corpus.store import read_stories
from fabula.evaluation import control
from fabula.evaluation.corpus_reference import all_training_texts
from fabula.evaluation.metrics.memorisation import remembered
from fabula.evaluation.metrics.novelty import creativity, training_words
from fabula.evaluation.paths import CONTROL_METRICS
from fabula.evaluation.quality.joint_pass import fit_quality
from fabula.evaluation.quality.judge import STORIES, fit_judge
from fabula.generation.paths import CONTROL_SAMPLES
from fabula.generation.writing import Prompt, write
from fabula.reporting import pictures
from fabula.reporting.paths import CONTROL_PICTURE
from fabula.stories import Story
from fabula.tokens.paths import TOKENS
from fabula.tokens.shards import TokenStore

STRATEGY: params.Strategy = "top_p"

Sample = dict[str, Any]


def main() -> None:
    """Models and stories -> `data/control.jsonl`, `metrics/control.json`, `plots/control.png`."""
    p = params.load()
    torch.set_num_threads(p.threads)
    test = sorted(read_stories(stories_file("test")), key=lambda story: story.id)
    asked = test[: p.control.stories]
    samples = list(written(asked, p.generate, p.control.guidance))
    files.write_jsonl(CONTROL_SAMPLES, samples)
    results = {
        **judged(asked, samples),
        "gains": {
            name: gains(name, p.control.scored, p.evaluate.batch_size)
            for name in models.tagged_folders()
        },
    }
    files.write_json(CONTROL_METRICS, results)
    pictures.control_picture(results, CONTROL_PICTURE)


def written(asked: list[Story], knobs: params.Generate, scales: list[float]) -> Iterator[Sample]:
    """A story for each model, scale of guidance and set of tags; nothing but the tags is given."""
    requests = [Prompt(story.id, "", story.tags, "") for story in asked]
    folders = models.tagged_folders()
    total = len(folders) * len(scales) * len(requests)
    with tqdm(total=total, unit=" stories", disable=None) as progress:
        for name, folder in folders.items():
            model, tokenizer = models.load(folder)
            for scale in scales:
                guided = knobs.model_copy(update={"guidance": scale})
                stories = write(model, tokenizer, requests, STRATEGY, guided)
                for request, story in zip(requests, stories, strict=True):
                    progress.update()
                    yield {
                        "id": f"{name}/{scale:g}/{request.id}",
                        "model": name,
                        "guidance": scale,
                        "tags": request.tags,
                        **asdict(story),
                    }


def judged(asked: list[Story], samples: list[Sample]) -> dict[str, Any]:
    """The judge's skill, and what it and the measures of quality say of each set of texts.

    Real stories stand first, with their own tags and with shuffled ones: about 1 and about 0.
    """
    training = list(islice(read_stories(stories_file("train")), STORIES))
    held_out = list(read_stories(stories_file("validation")))
    judge = fit_judge(training, held_out)
    quality = fit_quality([story.text for story in training], [story.text for story in held_out])
    real, tags = [story.text for story in asked], [story.tags for story in asked]
    turned = [tags[number] for number in control.others(len(tags))]
    sets = {("real", "own"): (real, tags), ("real", "shuffled"): (real, turned)}
    for name in dict.fromkeys(sample["model"] for sample in samples):
        for scale in dict.fromkeys(sample["guidance"] for sample in samples):
            mine = [s for s in samples if (s["model"], s["guidance"]) == (name, scale)]
            sets[name, f"{scale:g}"] = [s["text"] for s in mine], [s["tags"] for s in mine]
    every = [text for texts, _ in sets.values() for text in texts]
    creative = dict(zip(every, creativity(remembered(every, all_training_texts())), strict=True))
    vocabulary = training_words(all_training_texts())
    rows: dict[str, dict[str, Any]] = {}
    for (name, condition), (texts, wanted) in sets.items():
        new = np.array([creative[text] for text in texts])
        rows.setdefault(name, {})[condition] = {
            **control.adherences(judge, texts, wanted),
            **control.qualities(quality, texts, new, vocabulary),
        }
    skills = {tag: asdict(skill) for tag, skill in judge.skills.items()}
    return {"judge": skills, "stories": rows}


def gains(name: str, stories: int, batch_size: int) -> dict[str, Any]:
    """What its tags are worth to one model, over validation stories."""
    model, tokenizer = models.load(models.tagged_folders()[name])
    store = TokenStore(TOKENS, "validation")
    special = models.special_ids(tokenizer)
    return control.gains(model, store, special, min(stories, len(store)), batch_size, name)


if __name__ == "__main__":
    run(main)
