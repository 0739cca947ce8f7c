"""docs/systems.md against the project: its commands are understood, its tests are there."""

import ast
import json
import re
import shlex
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
import tiny
from tiny import ROOT

from fabula import generate_text, load_model, models
from fabula.cli import main
from fabula.config import presets
from fabula.config.params import Params
from fabula.config.yaml12 import read_yaml
from fabula.models.paths import TAGMODELS

PAGE = (ROOT / "docs" / "systems.md").read_text(encoding="utf-8")
QUOTED = re.compile(r"`([^`]+)`")
TEST = re.compile(r"(test_\w+)\.(test_\w+)")
ROWS = [
    [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
    for line in PAGE.splitlines()
    if line.startswith("| ") and not line.startswith("| | ")
]
HEADS = ("what it has", "theirs")
CLAIMS = [row for row in ROWS if len(row) == 4 and row[0] not in HEADS and not row[0].isdigit()]
COMMANDS = sorted({text for text in QUOTED.findall(PAGE) if text.split()[0] in ("fabula", "dvc")})
OF_DVC = ("repro", "exp run", "plots show")


def test_there_is_a_page_to_check() -> None:
    assert len(CLAIMS) > 70
    assert len(COMMANDS) > 40


@pytest.mark.parametrize("row", CLAIMS, ids=lambda row: row[0][:60])
def test_a_row_names_a_test_or_says_what_is_missing(row: list[str]) -> None:
    named = [TEST.fullmatch(name) for name in QUOTED.findall(row[3])]
    if not named:
        assert row[1].startswith("**Not yet**"), row
    for found in named:
        assert found is not None, row
        module, name = found.groups()
        body = ast.parse((ROOT / "tests" / f"{module}.py").read_text(encoding="utf-8")).body
        assert name in {node.name for node in body if isinstance(node, ast.FunctionDef)}, name


@pytest.mark.parametrize("row", CLAIMS, ids=lambda row: row[0][:60])
def test_a_row_that_is_there_says_how(row: list[str]) -> None:
    assert QUOTED.findall(row[1] + row[2]) or row[1].startswith("**Not yet**"), row


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_is_understood(command: str, project: Path) -> None:
    program, *words = shlex.split(command.replace("$(", "$( ").replace(")", " )"))
    if program == "fabula":
        main.parser(words).parse_args(words)
        named = [words[1]] if words[0] == "preset" and len(words) > 1 else []
        assert set(named) <= set(presets.names())
        return
    assert command.removeprefix("dvc ").startswith(OF_DVC)
    changed_by(words)
    stages = set(read_yaml(ROOT / "dvc.yaml")["stages"])
    assert set(alone(words)) <= stages


def alone(words: list[str]) -> Iterator[str]:
    """The words of `dvc` that are targets: what stands after no option and in no `$( )`."""
    skipped, depth = False, 0
    for word in words:
        depth += (word == "$(") - (word == ")")
        if skipped:
            skipped = False
        elif word == "-S":
            skipped = True
        elif not depth and word not in (")", "repro", "exp", "run", "plots", "show"):
            yield word


def changed_by(words: list[str]) -> Params:
    """What the preset and the `-S` options of a `dvc exp run` make of params.yaml; it passes."""
    values = read_yaml(Path("params.yaml"))
    if "preset" in words:
        presets.merge(values, presets.read(words[words.index("preset") + 1]))
    known = dict(presets.leaves(values))
    for flag, option in pairwise(words):
        if flag == "-S":
            key, _, value = option.partition("=")
            assert key in known, key
            *parents, last = key.split(".")
            section = values
            for parent in parents:
                section = section[parent]
            section[last] = type(known[key])(json.loads(value)) if not named(value) else value
    return Params.check(values, "params.yaml")


def named(value: str) -> bool:
    """Whether the value of an option is text, as YAML reads it."""
    return not re.fullmatch(r"true|false|[-+.\de]+", value)


def test_training_as_they_typed_it_is_understood(project: Path) -> None:
    (command,) = [row[1].strip("`") for row in CLAIMS if row[0].startswith("python train.py")]
    words = shlex.split(command.replace("$(", "$( ").replace(")", " )"))
    made = changed_by(words).gpt2
    assert (made.batch_size, made.learning_rate, made.epochs) == (8, 5e-5, 1)
    assert (made.init, made.max_steps, made.max_tokens) == ("gpt2", 0, 0), "epochs are the budget"


def test_a_story_from_tags_as_they_typed_it(project: Path) -> None:
    """`generate_text(model, tags=[...])` is ours too; the page's own line runs."""
    folder = TAGMODELS / "every_window"
    models.save(tiny.new_tagmodel(), tiny.tokenizer(), folder)
    model = load_model("tagmodel")
    short = {"max_new_tokens": 8}
    assert isinstance(generate_text(model, tags=["MoralValue", "Twist"], **short), str)
    (line,) = [row[1].strip("`") for row in CLAIMS if row[0].startswith("generate_text(")]
    exec(line.replace('"Twist"])', '"Twist"], max_new_tokens=8)'), {})
