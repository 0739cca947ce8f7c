"""What is written, in which order, and that nothing is written twice."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tiny import STORIES, generate_config, new_gpt2, new_tagmodel, tokenizer

from fabula import files, models
from fabula.config.generate import Generate
from fabula.generation import from_tags, samples
from fabula.generation.samples import Batch, batches, write_samples
from fabula.generation.writing import choose_prompts
from fabula.models.paths import GPT2, GPT2_BASE, TAGMODELS

CONFIG = generate_config(max_new_tokens=10, samples=2, strategies=["greedy", "top_p"])
KEPT = Path("kept/samples.jsonl")
TAGMODEL = "tagmodel-every_window"


@pytest.fixture
def work(project: Path) -> list[Batch]:
    models.save(new_gpt2(), tokenizer(), GPT2_BASE)
    models.save(new_gpt2(seed=3), tokenizer(), GPT2)
    models.save(new_tagmodel(), tokenizer(), TAGMODELS / "every_window")
    samples.loaded.cache_clear()
    return list(batches(choose_prompts(STORIES, 3, 4), CONFIG))


def test_every_model_strategy_sample_and_prompt_has_one_line(work: list[Batch]) -> None:
    write_samples(work, CONFIG, KEPT)
    lines = files.read_jsonl(KEPT)
    assert len({line["id"] for line in lines}) == len(lines) == 3 * (1 + 2) * 3
    assert {line["strategy"]: line["settings"] for line in lines} == {
        "greedy": {},
        "top_p": {"top_p": 0.9, "temperature": 0.85},
    }
    drawn = [line for line in lines if line["strategy"] == "top_p" and line["model"] == "gpt2"]
    first, second = ([line["text"] for line in drawn if line["sample"] == n] for n in (1, 2))
    assert first != second
    weights = {line["model"]: line["model_hash"] for line in lines}
    assert len(set(weights.values())) == 3
    assert weights["gpt2"] == files.sha256(GPT2 / "model.safetensors")[:16]


@pytest.mark.parametrize("torn", ["", '{"id": "half a li'])
def test_an_interrupted_run_goes_on_with_the_same_result(
    work: list[Batch], monkeypatch: pytest.MonkeyPatch, torn: str
) -> None:
    write_samples(work, CONFIG, KEPT)
    whole = KEPT.read_text()
    KEPT.unlink()
    done: list[Batch] = []
    real = samples.records

    def records(batch: Batch, config: Generate) -> Iterator[dict[str, Any]]:
        if batch is stop:
            raise RuntimeError
        done.append(batch)
        return real(batch, config)

    monkeypatch.setattr(samples, "records", records)
    stop: Batch | None = work[7]
    with pytest.raises(RuntimeError):
        write_samples(work, CONFIG, KEPT)
    assert done == work[:7]
    stop = None
    done.clear()
    KEPT.write_text(KEPT.read_text() + torn)
    write_samples(work, CONFIG, KEPT)
    assert KEPT.read_text() == whole
    assert done == work[7:], "what was there was not written again"


def test_a_story_from_tags_says_how_it_was_written_as_others_do(work: list[Batch]) -> None:
    """So that both are shown and kept alike."""
    lines = list(from_tags.written(STORIES[:2], CONFIG, [1.0, 2.0]))
    write_samples(work, CONFIG, KEPT)
    assert [line["guidance"] for line in lines if line["model"] == TAGMODEL] == [1.0, 1.0, 2.0, 2.0]
    shown = ("model", "strategy", "seed", "prompt", "tags", "text", "ended")
    sample = files.read_jsonl(KEPT)[0]
    assert all(name in each for name in shown for each in (sample, *lines))
    assert {(line["prompt"], line["strategy"], line["seed"]) for line in lines} == {
        ("", "top_p", CONFIG.seed)
    }
