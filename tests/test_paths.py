"""Where commands run: in the project's folder, and elsewhere they say which one that is."""

import shlex
import shutil
from pathlib import Path

import pytest

from fabula.cli.main import COMMANDS, command
from fabula.config.data import Data
from fabula.errors import ParamsError
from fabula.generation.storyteller import chosen

ROOT = Path(__file__).parent.parent
WORDS = {
    "pace": ["gpt2", "1"],
    "keep": ["mine"],
    "reproduced": ["HEAD"],
    "smollm2": ["models/smollm2"],
    "evaluate": ["mine.jsonl"],
    "judgements": ["measure"],
    "quality": ["fit", "graded.jsonl"],
    "feedback": ["show"],
    "card": ["models/gpt2"],
    "export": ["folder", "models/gpt2", "exported"],
    "publish": ["somebody/stories"],
}


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a space in its name, which is no project."""
    folder = tmp_path / "my stories"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_names_the_projects_folder(name: str, elsewhere: Path) -> None:
    with pytest.raises(ParamsError) as caught:
        command([name, *WORDS.get(name, [])])()
    said = str(caught.value)
    assert said.startswith(f"params.yaml: there is none in {elsewhere}, ")
    assert said.endswith(f"cd {shlex.quote(str(ROOT))}")


def test_so_do_stages_and_the_library(elsewhere: Path) -> None:
    for read in (Data.load, lambda: chosen("top_p", {})):
        with pytest.raises(ParamsError, match=r"params\.yaml: there is none in "):
            read()


def test_a_folder_within_a_project_is_told_of_that_project(elsewhere: Path) -> None:
    (elsewhere / "dvc.yaml").write_text("stages: {}\n")
    (elsewhere / "data/stories").mkdir(parents=True)
    with pytest.MonkeyPatch.context() as within:
        within.chdir(elsewhere / "data/stories")
        with pytest.raises(ParamsError, match=rf"cd '{elsewhere}'$"):
            command(["summary"])()


def test_a_project_that_lost_its_parameters(elsewhere: Path) -> None:
    (elsewhere / "dvc.yaml").write_text("stages: {}\n")
    with pytest.raises(ParamsError, match=r"`git checkout params\.yaml` brings it back"):
        command(["summary"])()


def test_a_folder_that_was_removed(elsewhere: Path) -> None:
    shutil.rmtree(elsewhere)
    with pytest.raises(ParamsError, match="the current folder was removed"):
        command(["summary"])()
