"""`from fabula import load_model, generate_text`, as whoever just wants a story uses them."""

import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest
from tiny import new_gpt2, new_tagmodel, tokenizer

import fabula
from fabula import generate_text, load_model, models
from fabula.config.tagmodel import TagsAt
from fabula.errors import DataError, ModelError, ParamsError
from fabula.generation.storyteller import chosen
from fabula.stories import TAGS


@pytest.fixture
def trained(project: Path) -> Path:
    models.save(new_tagmodel(), tokenizer(), project / "models/tagmodel/every_window")
    models.save(new_gpt2(condition="nothing"), tokenizer(), project / "models/gpt2")
    return project


@pytest.mark.parametrize("tags_at", get_args(TagsAt))
def test_a_run_writes_with_every_tag_model_that_it_trained(project: Path, tags_at: TagsAt) -> None:
    """Whichever way it is told its tags: none may go missing from the samples in silence."""
    models.save(new_gpt2(condition="nothing"), tokenizer(), project / "models/gpt2")
    folder = project / "models/tagmodel" / tags_at
    models.save(new_tagmodel(tags_at), tokenizer(), folder)
    (project / "models/tagmodel/.gitignore").touch()
    found = {name: path.resolve() for name, path in models.tagged_folders().items()}
    assert found == {f"tagmodel-{tags_at}": folder}
    for name in ("tagmodel", f"tagmodel-{tags_at}"):
        assert load_model(name).model.config.tags_at == tags_at


SHORT = {"max_new_tokens": 20, "precision": "fp32"}


def test_a_story_from_tags_and_one_from_a_beginning(trained: Path) -> None:
    model = load_model("tagmodel")
    story = generate_text(model, tags=["MoralValue", "Twist"], seed=3, **SHORT)
    assert story
    assert story == generate_text(model, tags=["Twist", "MoralValue"], seed=3, **SHORT)
    assert story != generate_text(model, tags=["MoralValue"], seed=3, **SHORT)
    assert story != generate_text(model, tags=["MoralValue", "Twist"], seed=4, **SHORT)
    assert generate_text(model, prompt="A fox", **SHORT).startswith("A fox")
    assert generate_text(load_model("models/gpt2"), prompt="A fox", **SHORT).startswith("A fox")


def test_an_unknown_tag_is_answered_with_the_six(trained: Path) -> None:
    with pytest.raises(DataError) as error:
        generate_text(load_model("tagmodel"), tags=["Twist", "Romance"])
    assert "'Romance'" in str(error.value)
    assert all(tag in str(error.value) for tag in TAGS)


def test_tags_for_a_model_that_takes_none_are_refused(trained: Path) -> None:
    with pytest.raises(ModelError, match="takes no tags, and was given Twist"):
        generate_text(load_model("models/gpt2"), tags=["Twist"])


def test_a_premise_is_told_to_a_model_that_was_trained_on_such(trained: Path) -> None:
    models.save(new_gpt2(condition="tags_and_prompt"), tokenizer(), Path("models/prompted"))
    model = load_model("models/prompted")
    first, second = (generate_text(model, premise=what, **SHORT) for what in ("eggs", "balls"))
    assert first != second
    assert "eggs" not in first
    with pytest.raises(ModelError, match="takes no premise, and was given 'eggs'"):
        generate_text(load_model("tagmodel"), premise="eggs")


@pytest.mark.parametrize(
    "name", ["gpt2", "gpt2-base", "tagmodel", "tagmodel-story_start", "models/tagmodel/nowhere"]
)
def test_before_any_run_it_says_how_to_make_models(project: Path, name: str) -> None:
    with pytest.raises(ModelError, match=r"lacks config\.json and .*; `make repro` makes the"):
        load_model(name)


@pytest.mark.parametrize("text", ["\udcff", "A fox\ud83d", "\udfff\ud800", "na\udcefve"])
@pytest.mark.parametrize("place", ["prompt", "premise"])
def test_text_that_is_no_utf8_is_refused(trained: Path, text: str, place: str) -> None:
    with pytest.raises(DataError, match=rf"the {place} is not UTF-8, at character \d"):
        generate_text(load_model("models/gpt2"), **{place: text})


def test_a_wrong_setting_is_refused(trained: Path) -> None:
    with pytest.raises(ParamsError, match=r"generate\.decoding\.top_p\.top_p: .* got 2"):
        generate_text(load_model("tagmodel"), top_p=2.0)
    with pytest.raises(ParamsError, match=r"generate\.sed: unknown; did you mean seed"):
        generate_text(load_model("tagmodel"), sed=2)
    with pytest.raises(ParamsError, match="length_penalty does nothing for the strategy top_p; it"):
        generate_text(load_model("tagmodel"), length_penalty=2.0)
    with pytest.raises(ParamsError, match="strategy: 'top_q' is unknown; known: greedy"):
        generate_text(load_model("tagmodel"), strategy="top_q")  # type: ignore[arg-type]


def test_a_story_is_told_in_fp32_unless_bf16_is_asked_for(trained: Path) -> None:
    assert chosen("top_p", {}).precision == "fp32"
    assert chosen("top_p", {"precision": "bf16"}).precision == "bf16"


def test_a_look_at_the_package_imports_no_torch() -> None:
    code = "import fabula, sys; assert 'torch' not in sys.modules; fabula.load_model"
    subprocess.run([sys.executable, "-c", code], check=True)
    with pytest.raises(AttributeError, match="no attribute 'tell'"):
        _ = fabula.tell
