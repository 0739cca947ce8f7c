"""What would stop a run after its training stops it before."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from fabula import paths
from fabula.config import early_checks, presets
from fabula.config.early_checks import Material
from fabula.config.params import Params
from fabula.config.yaml12 import read_yaml
from fabula.corpus.paths import stories_file
from fabula.corpus.store import write_stories
from fabula.errors import DataError, ParamsError
from fabula.stories import Story
from fabula.tokens.paths import TOKENIZER
from fabula.tokens.tokenization import train_bpe
from stages import check_params, check_stories

VALUES = read_yaml(Path(__file__).parent.parent / paths.PARAMS)
SCRATCH: dict[str, Any] = {"gpt2": {"init": "scratch"}, "tokenizer": {"name": "bpe"}}
ENOUGH = Material(
    vocabulary=4096,
    test_stories=200,
    openings=200,
    new_world_openings=100,
    longest_opening=40,
    positions=512,
)


def changed(*changes: Mapping[str, Any]) -> Params:
    values = deepcopy(VALUES)
    for change in changes:
        presets.merge(values, deepcopy(dict(change)))
    return Params.check(values, "changed")


def contrastive(top_k: int, section: str = "generate") -> dict[str, Any]:
    decoding = {"decoding": {"contrastive": {"top_k": top_k}}}
    return {"generate": decoding} | {
        section: (decoding if section == "generate" else {}) | {"strategies": ["contrastive"]}
    }


def test_what_is_committed_is_sound() -> None:
    assert early_checks.of_params(changed()) == []
    assert early_checks.of_stories(changed(), ENOUGH) == []
    assert early_checks.notes(changed(), ENOUGH) == []


@pytest.mark.parametrize(
    ("launch", "problem"),
    [
        ("torchrun --nproc-per-node 0", "'--nproc-per-node 0' starts no process; give a number, 1"),
        ("torchrun --nproc_per_node=-1", "'--nproc_per_node=-1' starts no process"),
        ("accelerate launch --num_processes two", "'--num_processes two' starts no process"),
        (
            "torchrun --nproc-per-node 3",
            "3 processes cannot share gpt2.batch_size (8) nor ",
        ),
        ("accelerate launch --num-processes=16", "16 processes cannot share gpt2.batch_size (8); "),
    ],
)
def test_processes_that_cannot_work_are_refused_first(launch: str, problem: str) -> None:
    (said,) = early_checks.of_params(changed({"launch": launch}))
    assert said.startswith(f"launch: {problem}")
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize(
    "launch", ["torchrun", "torchrun --nproc-per-node gpu", "accelerate launch --num_processes 4"]
)
def test_processes_that_can_work_are_taken(launch: str) -> None:
    assert early_checks.of_params(changed({"launch": launch})) == []


@pytest.mark.parametrize(
    ("change", "key", "sound"),
    [
        ({"generate": {"prompt_words": 512}}, "generate.prompt_words", {"prompt_words": 511}),
        ({"data": {"max_words": 12}}, "generate.prompt_words", {"prompt_words": 11}),
        ({"data": {"max_words": 20, "cleaning": {"min_words": 21}}}, "data.cleaning.min_words", {}),
        ({"gpt2": {"optimizer": "adamw", "fsdp": True}}, "gpt2.fsdp", {}),
        (contrastive(4097), "generate.decoding.contrastive.top_k", {"strategies": ["greedy"]}),
        (contrastive(4097, "sweep"), "generate.decoding.contrastive.top_k", {}),
    ],
)
def test_what_parameters_say_of_each_other(
    change: dict[str, Any], key: str, sound: dict[str, Any]
) -> None:
    (problem,) = early_checks.of_params(changed(SCRATCH, change))
    assert problem.startswith(f"{key}: ")
    if sound:
        assert not early_checks.of_params(changed(SCRATCH, change, {"generate": sound}))


def test_of_a_pretrained_tokenizer_the_vocabulary_shows_with_the_stories() -> None:
    params = changed(contrastive(5000))
    assert not early_checks.of_params(params)
    (problem,) = early_checks.of_stories(params, ENOUGH)
    assert problem.startswith("generate.decoding.contrastive.top_k: 5000 is above the vocabulary")


@pytest.mark.parametrize(("openings", "sound"), [(0, True), (1, False), (2, True)])
def test_one_story_of_a_new_world_has_no_other_beside_it(openings: int, sound: bool) -> None:
    problems = early_checks.of_stories(changed(), replace(ENOUGH, new_world_openings=openings))
    assert (not problems) is sound
    assert sound or problems[0].startswith("generate.new_world_prompts: only 1 ")


STORIES = [
    Story(" ".join(f"word{n}{k}" for k in range(length)), tags=("Twist",))
    for n, length in enumerate((5, 20, 30))
]


def run_check_stories(change: Mapping[str, Any]) -> None:
    """On three test stories of 5, 20 and 30 words."""
    presets.write(change)
    write_stories(stories_file("test"), STORIES)
    write_stories(stories_file("new_world"), [])
    texts = [story.text for story in STORIES]
    train_bpe(texts, 300).save_pretrained(TOKENIZER)
    check_stories.main()


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"generate": {"prompt_words": 25}}, "generate.prompt_words: 1 of 3 test stories"),
        ({"generate": {"prompt_words": 99}}, "generate.prompt_words: 0 of 3 test stories"),
        ({"gpt2": {"init": "scratch", "context": 16}}, "generate.prompt_words: .* fill the 16 "),
        (
            contrastive(301),
            "generate.decoding.contrastive.top_k: 301 is above the voc",
        ),
    ],
)
def test_stories_that_do_not_go_with_the_parameters(
    change: dict[str, Any], problem: str, project: Path
) -> None:
    said = rf"params.yaml and these stories: 1 problem\n  {problem}"
    with pytest.raises(ParamsError, match=said):
        run_check_stories({"gpt2": {"init": "scratch"}} | change)
    assert not paths.STORIES_CHECKED.exists()


def test_of_a_small_corpus_all_openings_are_taken(
    project: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The default is 200, which nobody has to know."""
    with caplog.at_level("INFO"):
        run_check_stories({"gpt2": {"init": "scratch"}})
    assert "200 were asked for, and the 2 test stories of more than 12 words" in caplog.text
    assert paths.STORIES_CHECKED.is_file()


@pytest.mark.parametrize(
    ("folder", "problem"),
    [
        ("nowhere", "there is no folder 'nowhere'"),
        ("params.yaml", "it is a file"),
        (".", "is where the pipeline itself writes"),
    ],
)
def test_a_folder_that_can_be_none_is_found_before_anything_is_read(
    folder: str, problem: str, project: Path
) -> None:
    presets.write({"data": {"source": "files", "files": {"folder": folder}}})
    with pytest.raises(DataError, match=f"data.files.folder: .*{problem}"):
        check_params.main()
    assert not paths.PARAMS_CHECKED.exists()


def test_the_check_of_parameters_names_all_that_do_not_go_together(project: Path) -> None:
    presets.write(SCRATCH | {"generate": {"prompt_words": 3000}})
    with pytest.raises(ParamsError, match=r"params.yaml: 2 problems\n  generate.prompt_words: "):
        check_params.main()
