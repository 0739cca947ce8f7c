"""The five earlier systems as presets: their numbers, and each end to end on a few stories."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import torch
from forks import Run, forking
from published import bytes_tokenizer
from repository import ROOT, working_tree
from ruamel.yaml import YAML
from transformers import GPT2Config, GPT2LMHeadModel

from fabula import files, paths
from fabula.config import early_checks, presets
from fabula.config.params import Params
from fabula.config.yaml12 import read_yaml
from fabula.corpus.paths import DATA_METRICS
from fabula.errors import DataError
from fabula.evaluation.paths import DECODING_SWEEP, EVALUATE_METRICS
from fabula.generation.paths import SAMPLES
from fabula.models.paths import GPT2, GPT2_BASE, TAGMODELS
from fabula.training.paths import EARLY_STOPPING_METRICS, GPT2_CURVES, GPT2_METRICS
from fabula.world import tell
from stages import check_params

SYSTEMS = (
    "tinystories-gpt2",
    "tagmodel-original",
    "short-stories",
    "base-vs-finetuned",
    "writing-prompts",
)
TWINS = tuple(f"{name}-best" for name in SYSTEMS)
LAYERS = ("width", "heads", "layers_per_group", "feedforward")


def of(name: str) -> Params:
    return presets.with_changes(presets.read(name), name)


def test_gpt2_on_tinystories_has_its_numbers(project: Path) -> None:
    p, model = of("tinystories-gpt2"), of("tinystories-gpt2").gpt2
    assert (p.data.source, p.data.hub.name) == ("hub", "roneneldan/TinyStories")
    assert (p.tokenizer.name, model.init, model.context) == ("gpt2", "gpt2", 128)
    assert (model.epochs, model.max_steps, model.max_tokens) == (1, 0, 0)
    assert (model.batch_size, model.accumulation_steps, model.patience) == (8, 1, 0)
    assert (model.optimizer, model.learning_rate, model.weight_decay) == ("adamw", 5e-5, 0.01)
    assert {"beam", "contrastive"} <= set(p.generate.strategies)
    assert p.generate.decoding.beam.num_beams == 3
    assert p.generate.decoding.beam.length_penalty != 0
    assert p.generate.max_new_tokens == 100


def test_the_tag_model_is_as_it_was_described(project: Path) -> None:
    p, model = of("tagmodel-original"), of("tagmodel-original").tagmodel
    assert (p.data.hub.name, p.data.limit) == ("skeskinen/TinyStories-GPT4", 90_000)
    rest = 1 - p.data.validation_fraction - p.data.test_fraction
    assert p.data.validation_fraction / rest * p.data.limit == pytest.approx(10_000, rel=0.01)
    assert (p.tokenizer.name, model.attention, model.window) == ("gpt2", "bidirectional", 50)
    assert (model.width, model.heads, model.layers_per_group) == (256, 8, 3)
    assert model.feedforward == [768, 1024, 1024, 768]
    assert (model.dropout, model.epochs, model.batch_size) == (0.1, 10, 1)
    assert (model.optimizer, model.weight_decay) == ("adamw", 0), "which is Adam"
    assert (model.learning_rate, model.accumulation_steps) == (1e-4, 1)
    assert set(model.tags_at) == {"story_start", "every_window"}
    top_p, bias = p.generate.decoding.top_p, p.generate.eos_bias
    assert (top_p.top_p, top_p.temperature, p.generate.max_new_tokens) == (0.9, 1.0, 350)
    assert (bias.start, bias.slope, bias.cap) == (200, 0.1, 5.0)


def test_gpt2_for_short_stories_has_its_numbers(project: Path) -> None:
    p, model = of("short-stories"), of("short-stories").gpt2
    assert (p.data.source, p.data.files.separator) == ("files", "<|endoftext|>")
    assert (model.init, model.epochs, model.batch_size, model.context) == ("gpt2", 3, 2, 1024)
    assert (model.learning_rate, model.precision) == (5e-5, "bf16")
    assert set(p.generate.strategies) == {"top_k", "top_p", "top_k_top_p"}


def test_base_against_fine_tuned_can_see_what_stopping_early_is_worth(project: Path) -> None:
    p, model = of("base-vs-finetuned"), of("base-vs-finetuned").gpt2
    assert (p.data.source, model.init, model.condition) == ("files", "gpt2", "nothing")
    assert 0 < model.patience < model.evaluations / 4
    analysed = p.early_stopping
    assert analysed.init == "gpt2"
    assert analysed.max_steps * model.batch_size > 20 * analysed.stories, "many passes"
    assert analysed.evaluations > 4 * max(analysed.patiences)


def test_writing_prompts_puts_the_prompt_before_its_story(project: Path) -> None:
    p, model = of("writing-prompts"), of("writing-prompts").gpt2
    assert (p.data.source, p.data.hub.name) == ("hub", "euclaise/writingprompts")
    assert (model.init, model.condition) == ("gpt2", "prompt")
    assert p.data.cleaning.markers, "<newline> and [ WP ] are no words"


@pytest.mark.parametrize("name", SYSTEMS)
def test_a_twin_tells_of_the_same_stories_by_the_same_models(name: str, project: Path) -> None:
    theirs, ours = of(name), of(f"{name}-best")
    same = ("source", "hub", "files", "limit", "validation_fraction", "max_words")
    assert [getattr(theirs.data, key) for key in same] == [getattr(ours.data, key) for key in same]
    assert (theirs.tokenizer, theirs.gpt2.init) == (ours.tokenizer, ours.gpt2.init)
    if name == "tagmodel-original":
        shapes = [[getattr(p.tagmodel, key) for key in LAYERS] for p in (theirs, ours)]
        assert shapes[0] == shapes[1]
    else:
        assert theirs.gpt2.epochs == ours.gpt2.epochs
        assert ours.gpt2.learning_rate > theirs.gpt2.learning_rate


@pytest.mark.parametrize("name", [*SYSTEMS, *TWINS])
def test_a_preset_passes_the_checks_or_says_where_its_files_go(name: str, project: Path) -> None:
    params = of(name)
    assert not early_checks.of_params(params)
    presets.write(presets.read(name))
    if params.data.source == "files":
        with pytest.raises(DataError, match="no folder 'data/short-stories'; make it and put file"):
            check_params.main()
        Path("data/short-stories").mkdir(parents=True)
    check_params.main()
    assert presets.headline(name).startswith(f"System {1 + (SYSTEMS + TWINS).index(name) % 5}")


TRAINING = (
    "check_params",
    "download",
    "tokenize_stories",
    "check_stories",
    "train_gpt2",
    "train_tagmodel",
    "train_reference_lm",
    "fit_quality",
    "generate_samples",
    "evaluate",
)
TINY: dict[str, Any] = {
    "threads": 1,
    "data": {
        "limit": 40,
        "validation_fraction": 0.15,
        "test_fraction": 0.15,
        "cleaning": {"min_words": 1},
        "duplicate_similarity": 0.0,
        "files": {"folder": "data/short-stories", "train": "*.txt"},
    },
    "tokenizer": {"reference_lm_one_in": 10, "name": "pretrained/tiny"},
    "gpt2": {"max_steps": 4, "evaluations": 2, "validation_stories": 8, "precision": "fp32"},
    "tagmodel": {
        "max_steps": 2,
        "evaluations": 1,
        "validation_stories": 2,
        "width": 32,
        "heads": 2,
        "layers_per_group": 1,
        "feedforward": [32, 32],
        "precision": "fp32",
    },
    "generate": {"prompts": 4, "max_new_tokens": 12, "prompt_words": 6, "precision": "fp32"},
    "evaluate": {"stories": 8, "likelihood_stories": 2, "precision": "fp32"},
    "early_stopping": {"stories": 4, "max_steps": 12, "evaluations": 12, "patiences": [1, 2]},
    "sweep": {"prompts": 2, "temperatures": [1.0]},
}
"""What is reduced: stories, steps and sizes; what a system is about stays as its preset says."""
NEW: dict[str, Any] = {"layers": 1, "width": 32, "heads": 2, "context": 64}
"""Where GPT-2 begins from scratch."""
FURTHER = {
    "tinystories-gpt2": ("generate_sweep", "sweep_decoding"),
    "base-vs-finetuned": ("early_stopping",),
}
"""Stages beyond `TRAINING` that a system is about."""


@dataclass(frozen=True)
class Finished:
    """What a system left."""

    project: Path
    params: Params

    def figures(self) -> dict[str, Any]:
        return dict(files.read_json(self.project / EVALUATE_METRICS))

    def samples(self, model: str = "gpt2") -> list[dict[str, Any]]:
        return [each for each in files.read_jsonl(self.project / SAMPLES) if each["model"] == model]


def tiny_gpt2(folder: Path) -> None:
    """What stands in for GPT-2's published weights: one layer, random, and a tokenizer like its."""
    torch.manual_seed(1)
    tokenizer = bytes_tokenizer()
    shape = {"n_embd": 32, "n_layer": 1, "n_head": 2, "n_positions": 1024}
    ends = {"bos_token_id": 0, "eos_token_id": 0}
    config = GPT2Config(**shape, vocab_size=len(tokenizer), **ends)
    GPT2LMHeadModel(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)


def finished(name: str, folder: Path, run: Run) -> Finished:
    """A system's preset on a few dozen stories, in a copy of this checkout; no network."""
    working_tree(folder)
    tiny_gpt2(folder / "pretrained/tiny")
    values = read_yaml(ROOT / paths.PARAMS)
    presets.merge(values, read_yaml(ROOT / paths.PRESETS / f"{name}.yaml"))
    from_scratch = values["gpt2"]["init"] == "scratch"
    presets.merge(values, TINY)
    presets.merge(values, {"gpt2": NEW if from_scratch else {"init": "pretrained/tiny"}})
    if values["early_stopping"]["init"] == "gpt2":
        values["early_stopping"]["init"] = "pretrained/tiny"
    stories = list(tell(1, "train", 60))
    own = folder / "data/short-stories"
    if values["data"]["source"] == "hub":  # its files, as they would be after their download
        records = [
            {"story": f"{story.text} <newline>", "prompt": f"[ WP ] {story.prompt}"}
            | {"tags": story.tags}
            for story in stories
        ]
        values["data"] |= {"source": "files"}
        values["data"]["files"]["train"] = "*.jsonl"
        files.write_jsonl(own / "stories.jsonl", records)
    else:
        text = "\n<|endoftext|>\n".join(story.text for story in stories)
        files.write_text(own / "stories.txt", text)
    with (folder / paths.PARAMS).open("w") as file:
        YAML().dump(values, file)
    stages = (*TRAINING, *FURTHER.get(name, ()))
    ended = run(folder, *([f"stages.{stage}"] for stage in stages))
    assert ended.status == 0, ended.said
    return Finished(folder, Params.check(values, name))


def gpt2_on_tinystories(found: Finished) -> None:
    beam = next(each for each in found.samples() if each["strategy"] == "beam")
    assert beam["settings"]["num_beams"] == 3
    assert beam["settings"]["length_penalty"] == 1.2
    row = found.figures()["gpt2"]
    assert {"beam", "contrastive", "top_p"} <= row.keys()
    wished = {"rouge_l", "nltk_bleu", "coherence_issues", "repetition_rate", "context_maintenance"}
    assert wished <= row["beam"].keys()
    assert row["language_model"]["perplexity"]["value"] > 1
    for curve in ("train", "validation"):
        assert len(files.read_csv(found.project / GPT2_CURVES / f"{curve}.csv")) > 1
    tried = {row["strategy"] for row in files.read_csv(found.project / DECODING_SWEEP)}
    assert {"beam", "diverse_beam", "contrastive"} <= tried


def tag_model(found: Finished) -> None:
    for approach in ("story_start", "every_window"):
        shape = files.read_json(found.project / TAGMODELS / approach / "config.json")
        assert (shape["tags_at"], shape["attention"]) == (approach, "bidirectional")
        assert shape["window"] == 50
        row = found.figures()[f"tagmodel-{approach}"]
        assert row["language_model"]["nats_per_story"]["value"] > 0
        assert {"creativity", "hallucinations"} <= row["top_p"].keys()
        assert all(each["tags"] is not None for each in found.samples(f"tagmodel-{approach}"))
    shown = [each["text"] for each in found.samples("tagmodel-every_window")]
    assert not any("[TAG_" in text or "[PAD]" in text for text in shown)


def short_stories(found: Finished) -> None:
    manifest = files.read_json(found.project / DATA_METRICS)
    assert manifest["source"] == "files"
    assert {each["strategy"] for each in found.samples()} == {"top_k", "top_p", "top_k_top_p"}
    assert {each["ended"] for each in found.samples()} <= {"eos", "length"}
    assert files.read_json(found.project / GPT2_METRICS)["steps"] == 4


def base_against_fine_tuned(found: Finished) -> None:
    figures = found.figures()
    for strategy in found.params.generate.strategies:
        base, tuned = figures["gpt2-base"][strategy], figures["gpt2"][strategy]
        assert {"distinct_2", "reference_lm_nats", "coherence_issues"} <= base.keys() & tuned.keys()
    analysis = files.read_json(found.project / EARLY_STOPPING_METRICS)
    assert set(analysis["replay"]) == {"patience_1", "patience_2"}
    assert analysis["real_run"]["stop_step_off"] == 0
    base = files.read_json(found.project / GPT2_BASE / "config.json")
    assert base["n_embd"] == 32, "it began with what stands for the published weights"


def writing_prompts(found: Finished) -> None:
    config = files.read_json(found.project / GPT2 / "config.json")
    assert config["condition"] == "prompt"
    row = found.figures()["gpt2"]["top_p"]
    assert row["prompt_relevance"]["n"] == found.params.generate.prompts, "each has its prompt"
    assert {"relevance", "taken_up", "bleu", "joint_pass", "polished_joint_pass"} <= row.keys()
    assert {"edits", "readability"} <= row.keys(), "what post-processing did"
    assert all(each["polished"] is not None for each in found.samples())
    prompts = files.read_jsonl(found.project / "data/prompts.jsonl")
    assert all(prompt["premise"] and "[ WP ]" not in prompt["premise"] for prompt in prompts)
    assert not any("<newline>" in prompt["reference"] for prompt in prompts)


ABOUT = {
    "tinystories-gpt2": gpt2_on_tinystories,
    "tagmodel-original": tag_model,
    "short-stories": short_stories,
    "base-vs-finetuned": base_against_fine_tuned,
    "writing-prompts": writing_prompts,
}
"""What each system is about, to be seen in what its run leaves."""


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    with forking(*(f"stages.{stage}" for stage in TRAINING)) as run:
        yield run


@pytest.mark.slow
@pytest.mark.parametrize("name", SYSTEMS)
def test_a_system_runs_end_to_end(name: str, tmp_path: Path, run: Run) -> None:
    ABOUT[name](finished(name, tmp_path / "fabula", run))
