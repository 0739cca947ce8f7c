import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest
from dvc.utils.cli_parse import to_path_overrides
from dvc.utils.hydra import apply_overrides

from fabula.cli.main import command
from fabula.config import presets
from fabula.config.params import Params
from fabula.config.yaml12 import read_yaml
from fabula.errors import ParamsError

ROOT = Path(__file__).parent.parent
AWKWARD: dict[str, Any] = {
    "data": {
        "files": {
            "train": "*.jsonl",
            "validation": "",
            "test": "it's-[not]-{a}=list,(1):\\",
            "separator": "<|endoftext|>",
            "licence": "null",
            "folder": "/some-folder/été/#1",
        },
    },
    "threads": 3,
    "gpt2": {"learning_rate": 3e-05, "init": "1e-3", "width": 128},
    "tokenizer": {"name": "true"},
    "tagmodel": {"tags_at": ["every_window"], "feedforward": [8]},
}


def merged(changes: dict[str, Any]) -> dict[str, Any]:
    values = read_yaml(Path("params.yaml"))
    presets.merge(values, changes)
    return values


def words(options: str) -> list[str]:
    """What a shell makes of `$(...)`: split at white space, quotes left as they are."""
    command = f"printf '%s\\n' $(printf %s {shlex.quote(options)})"
    return subprocess.check_output(["bash", "-c", command], text=True).splitlines()


@pytest.mark.parametrize("name", ["", *presets.names()])
def test_options_survive_the_shell_and_dvc(name: str, project: Path) -> None:
    changes = presets.read(name) if name else AWKWARD
    expected = merged(changes)
    flags, overrides = words(presets.options(changes))[::2], words(presets.options(changes))[1::2]
    assert set(flags) == {"-S"}
    apply_overrides("params.yaml", to_path_overrides(overrides)["params.yaml"])
    assert read_yaml(Path("params.yaml")) == expected


def test_the_readme_quotes_an_odd_value_as_the_shell_and_dvc_read_it(project: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (option,) = re.findall(r"`-S (\"data\.files\.separator=.*?)`", readme)
    (word,) = shlex.split(option)
    apply_overrides("params.yaml", to_path_overrides([word])["params.yaml"])
    assert read_yaml(Path("params.yaml"))["data"]["files"]["separator"] == "* * *"


def test_a_value_that_no_option_can_carry_is_refused() -> None:
    with pytest.raises(ParamsError, match=r"data\.files\.licence: 'two words' .* --write"):
        presets.options({"data": {"files": {"licence": "two words"}}})
    with pytest.raises(ParamsError, match="--write"):
        presets.options({"tokenizer": {"name": "${threads}"}})


@pytest.mark.parametrize("changes", [AWKWARD, {"data": {"files": {"licence": "two words"}}}])
def test_written_presets_keep_the_comments(changes: dict[str, Any], project: Path) -> None:
    expected = merged(changes)
    before = Path("params.yaml").read_text()
    presets.write(changes)
    after = Path("params.yaml").read_text()
    assert read_yaml(Path("params.yaml")) == expected
    assert before.count(" # ") == after.count(" # ")
    assert "learning_rate: 0.0005" in after, "the tag model's stays"


def test_writing_what_stands_there_changes_no_byte(project: Path) -> None:
    before = Path("params.yaml").read_bytes()
    presets.write(read_yaml(Path("params.yaml")))
    assert Path("params.yaml").read_bytes() == before


@pytest.mark.parametrize("name", ["", *presets.names()])
def test_an_experiment_changes_one_line(name: str, project: Path) -> None:
    """Whether or not a preset was written before: presets and `-S` write YAML in one way."""
    presets.write(presets.read(name) if name else {})
    before = Path("params.yaml").read_text()
    apply_overrides("params.yaml", ["gpt2.learning_rate=3e-5"])
    after = Path("params.yaml").read_text()
    lines = zip(before.splitlines(), after.splitlines(), strict=True)
    (change,) = [pair for pair in lines if pair[0] != pair[1]]
    assert change[1].startswith("  learning_rate: 3e-05")


def test_an_unknown_preset_is_answered_with_the_nearest_name(project: Path) -> None:
    with pytest.raises(ParamsError, match=r"there is no preset 'smok'; did you mean smoke\?"):
        presets.read("smok")
    with pytest.raises(ParamsError, match=r"'\.\./params'; known: base, base-more, "):
        presets.read("../params")


def test_a_presets_mistakes_are_reported_like_those_of_params(project: Path) -> None:
    Path("presets/mine.yaml").write_text("gpt2:\n  layer: 3\n  heads: 3\nevaluatr: {}\n")
    with pytest.raises(ParamsError) as caught:
        presets.read("mine")
    assert str(caught.value).splitlines() == [
        "params.yaml with presets/mine.yaml: 3 problems",
        "  gpt2.heads: width 256 is not divisible by 3 heads",
        "  gpt2.layer: unknown; did you mean layers?",
        "  evaluatr: unknown; did you mean evaluate?",
    ]


def test_a_preset_holds_only_what_differs(project: Path) -> None:
    values = dict(presets.leaves(read_yaml(Path("params.yaml"))))
    for name in presets.names():
        same = [key for key, value in presets.leaves(presets.read(name)) if values[key] == value]
        assert not same, f"presets/{name}.yaml repeats params.yaml: {same}"


def test_the_command_lists_prints_and_writes(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def call(*arguments: str) -> str:
        command(["preset", *arguments])()
        return capsys.readouterr().out

    listed = call().splitlines()
    assert [line.split()[0] for line in listed] == presets.names()
    assert all(len(line.split()) > 3 for line in listed), "each begins with what it is for"
    assert call("smoke").startswith("-S ")
    assert call("smoke", "--write") == ""
    assert Params.load().tokenizer.vocab_size == 512
