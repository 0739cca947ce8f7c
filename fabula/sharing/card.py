"""The model card of a model folder: what it is, what it has read, how good it is, how to use it.

Of a model that the last run made, every fact is read from what the run left: parameters, metrics,
data card, samples. A folder that has a README.md of its own, as those of `pretrained/` have, has
its card already. Nothing is written into a folder: DVC keeps those of a run as they are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import transformers
from huggingface_hub import EvalResult, ModelCardData
from transformers import PreTrainedConfig

from fabula import files, markdown, models, paths
from fabula.config.presets import leaves
from fabula.config.yaml12 import read_yaml
from fabula.corpus.card import without_examples
from fabula.corpus.paths import CARD as DATA_CARD
from fabula.corpus.paths import DATA_METRICS
from fabula.errors import ModelError
from fabula.evaluation.intervals import Estimate
from fabula.evaluation.paths import EVALUATE_METRICS
from fabula.evaluation.text_sets import LANGUAGE_MODEL
from fabula.generation.paths import CONTROL_SAMPLES, SAMPLES, Sample
from fabula.models.paths import GPT2_BASE, REFERENCE_LM, TAGMODELS
from fabula.models.tagmodel import TagModelConfig
from fabula.reporting import opening, origins, tables
from fabula.reporting.worst_stories import quotation
from fabula.sharing.folders import CARD
from fabula.stories import TAG_TOKENS, TAGS
from fabula.training.paths import GPT2_METRICS, REFERENCE_LM_METRICS, TAGMODEL_METRICS
from fabula.training.reference_lm import RECIPE

STORIES = 3
INDEXED = ("bits_per_byte", "joint_score", "context_maintenance")
"""Figures that the hub shows by themselves."""
REFERENCE_PART = (
    " Of the training stories it has read only those that no other model of the run has."
)
LIMITS = (
    "It tells short stories with slips: names and things change, plots lose their thread. It knows "
    "no facts. It has not been checked for content that does not suit children, so nothing it "
    "writes should reach one unread."
)


@dataclass(frozen=True)
class Made:
    """A model that a run made: the row of its figures, how it was trained, and what came of it."""

    row: str
    recipe: Mapping[str, Any]
    metrics: Mapping[str, Any]

    @property
    def is_reference(self) -> bool:
        """Whether it only reads what the others write, and has no figures of its own."""
        return self.row == REFERENCE_LM.name


def card(folder: Path, name: str) -> str:
    """The card of a model folder under the name that others will load it by.

    `ModelError` where the folder is none of the last run and has no README.md.
    """
    own = folder / CARD
    if own.is_file():
        return own.read_text(encoding="utf-8")
    made = _made(folder)
    config = transformers.AutoConfig.from_pretrained(folder)
    sections = {
        "What it is": _what(made, config),
        "How to use it": _use(config, name),
        "What it has read": _read(made),
        "How it was trained": _trained(made),
        "How good it is": _figures(made),
        "What it writes": _stories(folder, made),
        "What it is not for": LIMITS,
        "Licence": _licence(made),
    }
    body = "\n\n".join(f"## {title}\n\n{text.strip()}" for title, text in sections.items() if text)
    return f"---\n{_metadata(made, name)}\n---\n\n# {markdown.literal(name)}\n\n{body}\n"


def _made(folder: Path) -> Made:
    """What the last run says of the model in `folder`."""
    params = read_yaml(paths.PARAMS)
    recipes: dict[str, tuple[Mapping[str, Any], Any]] = {}
    folders = {**models.trained_folders(), REFERENCE_LM.name: REFERENCE_LM}
    row = next((row for row, path in folders.items() if path.resolve() == folder.resolve()), None)
    if row is None or not folder.is_dir():
        known = ", ".join(str(path) for path in folders.values() if path.is_dir()) or "none yet"
        raise ModelError(
            f"{folder} has no {CARD}, and is no model of the last run ({known}): name one of "
            f"those, or write {CARD} in the folder"
        )
    if row == REFERENCE_LM.name:
        recipes[row] = RECIPE.model_dump(), files.read_json(REFERENCE_LM_METRICS)
    elif row == GPT2_BASE.name:
        recipes[row] = {"init": params["gpt2"]["init"]}, {}
    elif TAGMODELS in folder.parents:
        place = folder.name
        found = files.read_json(TAGMODEL_METRICS)[place]
        recipes[row] = {**params["tagmodel"], "tags_at": place}, found
    else:
        recipes[row] = params["gpt2"], files.read_json(GPT2_METRICS)
    return Made(row, *recipes[row])


def _metadata(made: Made, name: str) -> str:
    """What a hub reads: YAML as `huggingface_hub` writes it."""
    stories = files.read_json(DATA_METRICS)
    figures = {} if made.is_reference else _figures_of(made.row)
    results = [
        EvalResult(
            task_type="text-generation",
            dataset_type=stories["source"],
            dataset_name=f"held-out stories ({stories.get('dataset', stories['source'])})",
            metric_type=metric,
            metric_value=figures[metric]["value"],
        )
        for metric in INDEXED
        if metric in figures
    ]
    data = ModelCardData(
        language="en",
        license="other",
        license_name="see-licence",
        license_link=f"{CARD}#licence",
        library_name="transformers",
        pipeline_tag="text-generation",
        tags=["fabula", "story-generation"],
        model_name=name if results else None,
        eval_results=results or None,
    )
    text: str = data.to_yaml()
    return text


def _figures_of(row: str) -> dict[str, Estimate]:
    by_strategy = files.read_json(EVALUATE_METRICS)[row]
    told = by_strategy[tables.short_strategy(by_strategy)]
    return {**by_strategy.get(LANGUAGE_MODEL, {}), **told}


def _what(made: Made, config: PreTrainedConfig) -> str:
    kind = markdown.literal(type(config).__name__.removesuffix("Config"))
    size = made.metrics.get("parameters")
    parameters = f" of {size:,} parameters" if size else ""
    known = "the reference LM" if made.is_reference else tables.row_label(made.row)
    return (
        f"A {kind}{parameters} that writes short English stories, with a vocabulary of "
        f"{config.vocab_size:,} tokens and a context of "
        f"{models.positions(config, _window(config))}. "
        f"The pipeline that made it calls it *{known}*."
    )


def _window(config: PreTrainedConfig) -> int:
    return int(getattr(config, "window", models.UNBOUNDED))


def _use(config: PreTrainedConfig, name: str) -> str:
    """Code that runs as it stands; a test runs it."""
    own = config.model_type == TagModelConfig.model_type
    takes = "tags" in str(getattr(config, "condition", "")) or own
    start = f"{TAG_TOKENS[-1]}[BOS]" if takes else "[BOS]"
    trust = ", trust_remote_code=True" if own else ""
    write = (
        f"ids = prompt.input_ids\n"
        f"for _ in range(100):  # the likeliest token, a hundred times\n"
        f"    logits = model(ids[:, -{_window(config)}:]).logits[0, -1]\n"
        f"    ids = torch.cat([ids, logits.argmax().view(1, 1)], dim=1)\n"
        f"print(tokenizer.decode(ids[0]))"
        if own
        else "story = model.generate(**prompt, do_sample=True, top_p=0.9, max_new_tokens=200)\n"
        "print(tokenizer.decode(story[0]))"
    )
    tags = ", ".join(f"`{token}` {tag}" for token, tag in zip(TAG_TOKENS, TAGS, strict=True))
    about_tags = (
        f"\n\nA story begins with `[BOS]`, and its tags stand before that: {tags}."
        if takes
        else "\n\nA story begins with `[BOS]`."
    )
    return (
        f"```python\n{'import torch' + chr(10) if own else ''}"
        f"from transformers import AutoModelForCausalLM, AutoTokenizer\n\n"
        f'model = AutoModelForCausalLM.from_pretrained("{name}"{trust})\n'
        f'tokenizer = AutoTokenizer.from_pretrained("{name}"{trust})\n'
        f'prompt = tokenizer("{start}Once upon a time", return_tensors="pt")\n'
        f"{write}\n```{about_tags}"
    )


def _read(made: Made) -> str:
    """The sentence on the stories, what the model began with, and the data card without stories."""
    init = made.recipe["init"]
    begun = (
        "It began with random weights."
        if init == origins.SCRATCH
        else f"It began as {markdown.code(init)}, which has a card of its own."
    )
    part = REFERENCE_PART if made.is_reference else ""
    data_card = without_examples(DATA_CARD.read_text(encoding="utf-8"))
    lower = [f"##{line}" if line.startswith("#") else line for line in data_card.splitlines()]
    return f"{begun} {origins.seen(Path())}{part}\n\n" + "\n".join(lower)


def _trained(made: Made) -> str:
    if not made.metrics:
        return "It was not: these are the weights that training begins with."
    came = [
        ["what came of it", ""],
        *([name, f"{value:,}"] for name, value in made.metrics.items()),
    ]
    lines = [["parameter", "value"]]
    lines += [
        [markdown.code(name), markdown.code(str(value))] for name, value in leaves(made.recipe)
    ]
    return f"{markdown.table(came, 'lr')}\n{markdown.table(lines, 'l')}"


def _figures(made: Made) -> str:
    if made.is_reference:
        return ""
    return f"{opening.table(opening.read(Path()), ['real', made.row])}\n{opening.LEGEND}"


def _stories(folder: Path, made: Made) -> str:
    """The first stories of the model, in the order of the prompts; nobody picks them.

    Of other people's stories those alone that begin with no word of theirs.
    """
    ours = files.read_json(DATA_METRICS)["source"] == "embedded"
    samples: list[Sample] = [
        sample
        for sample in files.read_jsonl(SAMPLES if ours else CONTROL_SAMPLES)
        if sample["model"] == made.row
    ]
    weights = files.sha256(models.weights_file(folder))
    if any(not weights.startswith(sample.get("model_hash", "")) for sample in samples):
        raise ModelError(
            f"the last run's stories and figures are not of the weights in {folder}: run "
            "`dvc repro`"
        )
    shown = [quotation(sample["prompt"], sample["text"], ()) for sample in samples[:STORIES]]
    if not shown:
        return ""
    what = "The first stories of the run, as written; the opening in italics was given."
    return "\n\n".join([what, *shown])


def _licence(made: Made) -> str:
    """That of the stories; and of what the model began with, as its own card says it."""
    stories = markdown.literal(files.read_json(DATA_METRICS)["licence"])
    init = made.recipe["init"]
    text = f"The stories that this run trained on: {stories}."
    if init == origins.SCRATCH:
        return text
    begun = Path(init) / CARD
    page = begun.read_text(encoding="utf-8") if begun.is_file() else ""
    _, _, said = page.partition("\n## Licence\n")
    told = said.partition("\n## ")[0].strip() or "see there."
    return f"{text}\n\nIt began as {markdown.code(init)}, whose licence holds for it too: {told}"
