"""The loop of feedback: stories, a rater whose taste is known, and a model that learns it."""

import importlib.util
from pathlib import Path

import pytest
from tiny import ROOT, config, generate_config

from benchmarks import loop
from benchmarks.loop import Size
from fabula import files
from fabula.alignment.pairs import Preference
from fabula.config.align import Align
from fabula.generation.storyteller import load_model
from fabula.generation.writing import Continuation, Prompt


def told(prompt: str, *texts: str) -> list[tuple[Prompt, Continuation]]:
    return [(Prompt(prompt, prompt, (), ""), Continuation(text, 9, "eos")) for text in texts]


def test_the_rater_reads_whole_stories_and_each_prompt_in_turn() -> None:
    silent, spoken = " A fox came.", ' "Come," said the fox.'
    pool = [*told("One.", silent, spoken, spoken + silent), *told("Two.", silent, spoken)]
    pool.append((pool[0][0], Continuation(spoken + spoken, 9, "length")))
    found = loop.said_of(pool, Size(noise=0), 1)
    assert [each.prompt for each in found] == ["One.", "Two.", "One."]
    assert found[0] == Preference("One.", spoken, silent, rater="simulated")
    assert loop.said_of(pool, Size(noise=0, most_pairs=2), 1) == found[:2]


def test_the_kept_page_shows_the_kept_figures() -> None:
    kept = ROOT / "results" / "loop"
    page = (kept / "README.md").read_text(encoding="utf-8")
    assert page == loop.page(files.read_json(kept / "metrics.json"))
    assert files.count_lines(kept / "samples.jsonl") == loop.SHOWN


def test_the_kept_loop_did_what_it_is_to_do() -> None:
    """Dialogue rises by 20 points at least, and no fall of the joint score is seen."""
    change = files.read_json(ROOT / "results/loop/metrics.json")["stories"]["difference"]
    assert change["dialogue"]["value"] >= 20
    assert change["dialogue"]["low"] > 0
    assert change["joint_score"]["high"] >= 0


@pytest.mark.slow
@pytest.mark.filterwarnings("default")  # those of libraries
@pytest.mark.skipif(
    importlib.util.find_spec("trl") is None, reason="trl is not installed (extra align)"
)
def test_a_model_learns_what_the_rater_likes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A smaller loop, of short stories: those that rose in the large one rise here too."""
    monkeypatch.chdir(ROOT)
    size = Size(rated_prompts=16, stories=4, most_pairs=48, held_out_prompts=24, noise=0.0)
    early = {"start": 60, "slope": 0.5, "cap": 20.0}
    asked = generate_config("top_p", max_new_tokens=120, batch_size=64, eos_bias=early)
    found, outcome = loop.loop(
        load_model("base"), size, config(Align, epochs=2.0, precision="fp32"), asked, tmp_path
    )
    assert found["stories"]["difference"]["dialogue"]["value"] > 0
    assert found["win_rate"]["value"] > 0.5
    assert found["kl"]["value"] > 0
    loop.report(found, outcome, tmp_path / "to")
    assert files.count_lines(tmp_path / "to/samples.jsonl") == loop.SHOWN
