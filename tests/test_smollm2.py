"""SmolLM2 from its package: found without being imported, and a message where it is missing."""

from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from fabula.cli.main import command
from fabula.errors import DataError, ModelError
from fabula.models import smollm2


def test_without_the_package_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smollm2, "find_spec", lambda name: None)
    with pytest.raises(ModelError, match="make smollm2"):
        smollm2.find()


def test_the_weights_lie_beside_the_package(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "SmolLM2.gguf").touch()
    found = ModuleSpec(smollm2.PACKAGE, None, origin=str(tmp_path / "__init__.py"))
    monkeypatch.setattr(smollm2, "find_spec", lambda name: found)
    assert smollm2.find() == tmp_path / "SmolLM2.gguf"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--layers", "first"], "'first' is no list of layer numbers"),
        (["--layers", "0,1"], "--stories: name the text files"),
        (["--layers", "0,1", "--stories", "missing.txt"], "missing.txt cannot be read"),
    ],
)
def test_what_cannot_be_pruned_is_said_before_anything_is_converted(
    project: Path, arguments: list[str], words: str
) -> None:
    with pytest.raises(DataError, match=words):
        command(["smollm2", "seed", *arguments])()
