import json
from pathlib import Path
from typing import Any

import pytest
from dvc.utils.serialize import loads_yaml
from pydantic import ValidationError

from fabula.config import presets
from fabula.config.evaluate import Evaluate
from fabula.config.gpt2 import Gpt2
from fabula.config.params import Params
from fabula.config.section import Section
from fabula.config.threads import Threads
from fabula.config.yaml12 import read_yaml
from fabula.errors import ParamsError

ROOT = Path(__file__).parent.parent


@pytest.fixture
def values() -> dict[str, Any]:
    """The committed params.yaml, to be spoilt."""
    return read_yaml(ROOT / "params.yaml")


def problems(values: dict[str, Any]) -> list[str]:
    """The lines that a user sees, the first one left out."""
    with pytest.raises(ParamsError) as caught:
        Params.check(values, "params.yaml")
    return [line.strip() for line in str(caught.value).splitlines()[1:]]


def test_the_committed_file_is_sound() -> None:
    assert Params.load(ROOT / "params.yaml").tagmodel.feedforward == [576, 768, 768, 576]


def test_sections_are_frozen() -> None:
    loaded = Params.load(ROOT / "params.yaml")
    with pytest.raises(ValidationError, match="frozen"):
        loaded.gpt2.layers = 5


def test_a_section_is_read_by_itself(values: dict[str, Any], tmp_path: Path) -> None:
    """What is wrong elsewhere is the matter of others, `check_params` first."""
    path = tmp_path / "params.yaml"
    values["generate"] = {"zzz": 1}
    del values["evaluate"]
    path.write_text(json.dumps(values))
    assert Gpt2.load(path).model_dump() == values["gpt2"]
    assert Threads.load(path).threads == values["threads"]
    values["gpt2"]["learning_rat"] = 0.1
    values["gpt2"]["layers"] = 0
    path.write_text(json.dumps(values))
    with pytest.raises(ParamsError) as caught:
        Gpt2.load(path)
    assert str(caught.value).splitlines()[1:] == [
        "  gpt2.layers: input should be greater than 0, got 0",
        "  gpt2.learning_rat: unknown; did you mean learning_rate?",
    ]
    with pytest.raises(ParamsError, match=r"evaluate: .*got None"):
        Evaluate.load(path)


def test_a_section_stands_under_its_key() -> None:
    sections = {name: field.annotation for name, field in Params.model_fields.items()}
    del sections["threads"], sections["launch"]
    for name, section in sections.items():
        assert isinstance(section, type)
        assert issubclass(section, Section)
        assert name == section.KEY


def test_every_problem_is_reported_at_once(values: dict[str, Any]) -> None:
    del values["gpt2"]["layers"]
    values["gpt2"]["learning_rat"] = 0.1
    values["generate"]["decoding"]["top_p"]["top_p"] = 1.5
    values["tokenizer"]["workers"] = "2"
    with pytest.raises(ParamsError) as caught:
        Params.check(values, "params.yaml")
    assert str(caught.value).splitlines() == [
        "params.yaml: 4 problems",
        "  tokenizer.workers: input should be a valid integer, got '2'",
        "  gpt2.layers: missing",
        "  gpt2.learning_rat: unknown; did you mean learning_rate?",
        "  generate.decoding.top_p.top_p: input should be less than or equal to 1, got 1.5",
    ]


@pytest.mark.parametrize(
    ("section", "key", "value", "problem"),
    [
        ("gpt2", "learning_rate", "3e-5", "input should be a valid number, got '3e-5'"),
        ("gpt2", "learning_rate", float("inf"), "input should be a finite number, got inf"),
        ("gpt2", "epochs", -1, "input should be greater than or equal to 0, got -1"),
        ("gpt2", "max_minutes", 10, "unknown; a run that ends by the clock cannot be repeated"),
        ("gpt2", "layers", 2.5, "input should be a valid integer, got 2.5"),
        ("gpt2", "layers", True, "input should be a valid integer, got True"),
        ("gpt2", "seed", -1, "input should be greater than or equal to 0, got -1"),
        ("gpt2", "heads", 5, "width 256 is not divisible by 5 heads"),
        ("gpt2", "fsdp", True, "true needs optimizer: adamw"),
        ("gpt2", "precision", "fp8", "input should be 'auto', 'fp32', 'bf16' or 'fp16', got 'fp8'"),
        (
            "data",
            "test_fraction",
            0.95,
            "validation_fraction and test_fraction leave no training stories",
        ),
        ("data", "source", None, "input should be 'embedded', 'files' or 'hub', got None"),
        ("tokenizer", "vocab_size", 256, "input should be greater than or equal to 300, got 256"),
        ("tagmodel", "stride", 251, "251 is above the 250 tokens that 6 tags leave of the window"),
        ("tagmodel", "tags_at", ["story_start"] * 2, "names an approach twice: "),
    ],
)
def test_a_value_out_of_place_is_named_with_its_path(
    values: dict[str, Any], section: str, key: str, value: Any, problem: str
) -> None:
    values[section][key] = value
    (line,) = problems(values)
    assert line.startswith(f"{section}.{key}: {problem}")


def test_the_place_in_a_list_is_named(values: dict[str, Any]) -> None:
    values["tagmodel"]["feedforward"][2] = 0
    assert problems(values) == ["tagmodel.feedforward.2: input should be greater than 0, got 0"]


def test_an_unknown_key_unlike_any_other_lists_those_known(values: dict[str, Any]) -> None:
    values["generate"]["eos_bias"]["zzz"] = 1
    assert problems(values) == ["generate.eos_bias.zzz: unknown; known: start, slope, cap"]


def test_a_section_that_is_no_mapping(values: dict[str, Any]) -> None:
    values["evaluate"] = 7
    (line,) = problems(values)
    assert line.startswith("evaluate: ")
    assert line.endswith("got 7")


@pytest.mark.parametrize(
    ("spelling", "value"),
    [
        ("3e-05", 3e-5),
        ("3e-5", 3e-5),
        ("1E3", 1000.0),
        ("1e3", 1000.0),
        ("0.00003", 3e-5),
        (".5", 0.5),
        ("1.", 1.0),
        ("+.inf", float("inf")),
        ("-7", -7),
        ("012", 12),
        ("0o10", 8),
        ("0x1F", 31),
    ],
)
def test_a_number_is_a_number_however_it_is_spelt(
    tmp_path: Path, spelling: str, value: float
) -> None:
    """`dvc exp run -S gpt2.learning_rate=3e-5` writes 3e-05: text to a YAML 1.1 reader."""
    path = tmp_path / "params.yaml"
    path.write_text(f"rate: {spelling}\n")
    read = read_yaml(path)
    assert read == {"rate": value}
    assert type(read["rate"]) is type(value)
    assert loads_yaml(path.read_text()) == read, "DVC reads the same"


@pytest.mark.parametrize("word", ["no", "yes", "on", "Off", "y", "1:30", "3e", "e3"])
def test_yes_is_a_word(tmp_path: Path, word: str) -> None:
    path = tmp_path / "params.yaml"
    path.write_text(f"answer: {word}\n")
    assert read_yaml(path) == {"answer": word}
    assert loads_yaml(path.read_text()) == {"answer": word}, "DVC reads the same"


@pytest.mark.parametrize("text", ["1_000", "0b1", "2024-01-01"])
def test_what_is_a_number_or_date_in_yaml_1_1_alone_is_text(tmp_path: Path, text: str) -> None:
    """So it is refused where a number is due, and not read as another one."""
    path = tmp_path / "params.yaml"
    path.write_text(f"answer: {text}\n")
    assert read_yaml(path) == {"answer": text}


@pytest.mark.parametrize(
    ("spelling", "value"),
    [("true", True), ("False", False), ("null", None), ("~", None), ("", None), ("'no'", "no")],
)
def test_other_values(tmp_path: Path, spelling: str, value: Any) -> None:
    path = tmp_path / "params.yaml"
    path.write_text(f"answer: {spelling}\n")
    assert read_yaml(path) == loads_yaml(path.read_text()) == {"answer": value}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "expected sections such as `data:`, got None"),
        ("- 1\n", r"expected sections such as `data:`, got \[1\]"),
        ("a: [1\n", r"is not YAML: line 2: expected ',' or '\]'.* that begins in line 1"),
        ("a: 1\na: 2\n", "is not YAML: line 2: duplicate key 'a'"),
        ("b:\n  a: 1\n  c: 0\n  a: 1\n", "is not YAML: line 4: duplicate key 'a'"),
        ("a: \a\n", "is not YAML: .*special characters are not allowed"),
        ("? [1]\n: 2\n", "is not YAML: line 1: found unhashable key"),
    ],
)
def test_a_file_that_is_no_mapping_is_the_users_mistake(
    tmp_path: Path, text: str, problem: str
) -> None:
    path = tmp_path / "params.yaml"
    path.write_text(text)
    with pytest.raises(ParamsError, match=rf"(?s)params\.yaml:? {problem}"):
        read_yaml(path)


def test_another_encoding_is_the_users_mistake(tmp_path: Path) -> None:
    path = tmp_path / "params.yaml"
    path.write_bytes("a: 1\nlicence: libert\u00e9\n".encode("latin-1"))
    message = r"params\.yaml is not UTF-8: byte 0xe9 in line 2; save it as UTF-8"
    for read in (read_yaml, Params.load, Gpt2.load):
        with pytest.raises(ParamsError, match=message):
            read(path)


def test_a_missing_file_is_the_users_mistake(tmp_path: Path) -> None:
    with pytest.raises(ParamsError, match="there is no such file"):
        Params.load(tmp_path / "params.yaml")


def test_every_parameter_is_explained_in_the_schema_or_the_file() -> None:
    """A field's docstring lands in the schema that check_params writes."""
    schema = Params.model_json_schema()
    assert schema["$defs"]["Files"]["properties"]["folder"]["description"].startswith("The folder")


@pytest.mark.parametrize("name", [path.stem for path in (ROOT / "presets").glob("*.yaml")])
def test_every_preset_is_sound(name: str, project: Path) -> None:
    assert presets.read(name)
