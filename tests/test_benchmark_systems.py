"""The five systems by both recipes: what is the same between them, and what the page says."""

from argparse import Namespace
from pathlib import Path

import pytest
from tiny import ROOT

from benchmarks import systems, systems_page
from benchmarks.systems import SYSTEMS
from fabula import files, paths
from fabula.config.params import Params
from fabula.config.yaml12 import read_yaml

OPTIONS = Namespace(
    budget=2**15, prompts=4, tokens=20, likelihood_stories=4, standin="pretrained/smollm2"
)


def reduced(name: str, recipe: str, folder: Path) -> Params:
    """The parameters that a recipe is measured with; they pass the checks."""
    folder.mkdir(exist_ok=True)
    systems._write_params(name, recipe, folder, OPTIONS)
    return Params.check(read_yaml(folder / paths.PARAMS), recipe)


@pytest.mark.parametrize("name", SYSTEMS)
def test_both_recipes_get_the_same_stories_and_as_many_tokens(name: str, tmp_path: Path) -> None:
    read, data = [], []
    for recipe in (name, f"{name}-best"):
        p = reduced(name, recipe, tmp_path / recipe)
        section = getattr(p, SYSTEMS[name].section)
        row = p.gpt2.context if SYSTEMS[name].section == "gpt2" else p.tagmodel.window
        read.append(section.max_steps * section.batch_size * section.accumulation_steps * row)
        data.append((p.data, p.tokenizer.name))
        assert (section.epochs, section.max_tokens, section.patience) == (0, 0, 0)
    assert data[0] == data[1]
    assert data[0][1] == OPTIONS.standin
    assert read[0] == pytest.approx(read[1], rel=0.15), "to whole steps"
    assert read[0] == pytest.approx(SYSTEMS[name].times * OPTIONS.budget, rel=0.15)


@pytest.mark.parametrize("name", SYSTEMS)
def test_what_stands_in_for_gpt2_is_all_that_is_changed_of_a_recipe(
    name: str, tmp_path: Path
) -> None:
    preset = read_yaml(ROOT / paths.PRESETS / f"{name}.yaml")
    p = reduced(name, name, tmp_path / name).gpt2
    assert p.learning_rate == preset["gpt2"]["learning_rate"]
    stands_in = preset["gpt2"]["init"] == "gpt2"
    assert (p.init == OPTIONS.standin) == stands_in
    if stands_in:
        assert p.dropout == 0


def test_a_recipe_that_is_not_measured_is_named() -> None:
    page = systems_page.page({}, SYSTEMS)
    assert all(f"`{name}`" in page and f"`{name}-best`" in page for name in SYSTEMS)
    assert "Not measured yet" in page


def test_the_committed_page_is_that_of_the_committed_figures() -> None:
    found = files.read_json(systems.RAW)["recipes"]
    assert systems.PAGE.read_text(encoding="utf-8") == systems_page.page(found, SYSTEMS)
    assert set(found) <= {recipe for name in SYSTEMS for recipe in (name, f"{name}-best")}
