"""`fabula generate`, as it is typed."""

import io
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from hub_server import NAME, serving
from tiny import ROOT, new_gpt2, new_tagmodel, tokenizer
from transformers import GPT2Config, GPT2LMHeadModel, PreTrainedTokenizerFast

from fabula import generate_text, load_model, models, paths, world
from fabula.alignment import ranker
from fabula.alignment.paths import RANKER
from fabula.alignment.ranker import Ranker
from fabula.cli import main
from fabula.evaluation.quality import learned
from fabula.evaluation.quality.joint_pass import learn
from fabula.generation.strategies import STRATEGIES
from fabula.models.paths import GPT2, GPT2_BASE, TAGMODELS
from fabula.words import words as words_of

SHORT = ["--max-new-tokens", "20", "--batch-size", "2"]
UNUSED = {"datasets", "matplotlib", "pandas", "sklearn", "transformers.trainer"}
"""What other commands need; to import it would double the time until the first word."""


@pytest.fixture
def trained(project: Path) -> Path:
    """A project whose pipeline has left tiny models."""
    models.save(new_gpt2(), tokenizer(), GPT2_BASE)
    models.save(new_gpt2(seed=3), tokenizer(), GPT2)
    models.save(new_tagmodel(), tokenizer(), TAGMODELS / "every_window")
    text = paths.PARAMS.read_text()
    paths.PARAMS.write_text(text.replace("  precision: auto", "  precision: fp32"))
    return project


def typed(monkeypatch: pytest.MonkeyPatch, *words: str) -> None:
    monkeypatch.setattr(sys, "argv", ["fabula", "generate", *SHORT, *words])
    main.main()


def refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str
) -> str:
    with pytest.raises(SystemExit) as caught:
        typed(monkeypatch, *words)
    return f"{caught.value.code} {capsys.readouterr().err}"


def test_a_story_begins_with_its_prompt(
    trained: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, "--prompt", "Once upon a time", "--strategy", "top_p", "--top-p", "0.9")
    first = capsys.readouterr().out
    assert first.startswith("Once upon a time")
    typed(monkeypatch, "--prompt", "Once upon a time", "--seed", "8")
    assert capsys.readouterr().out != first
    typed(monkeypatch, "--prompt", "Once upon a time", "--model", "gpt2-base", "--raw")
    assert capsys.readouterr().out != first


def test_tags_go_to_the_tag_model(
    trained: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stories = []
    for tags in ("MoralValue,Twist", "Twist, MoralValue", "Conflict"):
        typed(monkeypatch, "--model", "tagmodel", "--tags", tags, "--raw")
        stories.append(capsys.readouterr().out)
    assert stories[0] == stories[1] != stories[2]
    typed(monkeypatch, "--tags", "Conflict", "--raw")
    assert capsys.readouterr().out == stories[2], "without a name it is the model made for tags"


@pytest.mark.parametrize("spelling", ["--length", "--max_length", "--max_new_tokens"])
def test_the_spellings_of_earlier_systems_are_understood(
    trained: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    spelling: str,
) -> None:
    typed(monkeypatch, spelling, "3", "--format", "jsonl", "--strategy", "greedy")
    assert json.loads(capsys.readouterr().out)["tokens"] <= 3


def test_many_prompts_from_a_file_or_standard_input_as_json_lines(
    trained: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "A fox\n\nUn œuf 🥚 dit\n日本の\n"
    Path("openings.txt").write_text(text, encoding="utf-8")
    typed(monkeypatch, "--prompts", "openings.txt", "--format", "jsonl")
    lines = capsys.readouterr().out.splitlines()
    records = [json.loads(line) for line in lines]
    assert [record["prompt"] for record in records] == ["A fox", "Un œuf 🥚 dit", "日本の"]
    assert all({"text", "polished", "tokens", "ended"} <= record.keys() for record in records)
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))
    typed(monkeypatch, "--prompts", "-", "--format", "jsonl")
    assert capsys.readouterr().out.splitlines() == lines


def test_a_prompt_has_its_story_wherever_it_stands_and_another_where_it_stands_again(
    trained: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("openings.txt").write_text("A hen\nA fox\nA hen\n")
    wild = ["--strategy", "temperature", "--seed", "5"]
    typed(monkeypatch, "--prompts", "openings.txt", "--format", "jsonl", *wild)
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    first, other, again = (line["prompt"] + line["text"] for line in lines)
    teller = load_model("gpt2")
    for prompt, story in (("A hen", first), ("A fox", other)):
        assert story == generate_text(
            teller, prompt=prompt, strategy="temperature", seed=5, max_new_tokens=20
        )
    assert again != first


def test_the_first_word_waits_for_nothing_that_no_story_needs(trained: Path) -> None:
    """In a process of its own, as on a terminal; the story is the one that is told with it all."""
    arguments = ["fabula", "generate", *SHORT, "--prompt", "A hen said", "--seed", "5", "--raw"]
    code = (
        "import sys\nfrom fabula.cli import main\n"
        f"sys.argv = {arguments}\nsys.stdout.isatty = lambda: True\nmain.main()\n"
        f"print(sorted({UNUSED} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    story = generate_text(load_model("gpt2"), prompt="A hen said", seed=5, max_new_tokens=20)
    assert done.stdout == f"{story}\n[]\n", done.stderr


def test_on_a_terminal_the_story_comes_as_it_is_written(
    trained: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, "--prompt", "A hen said", "--format", "jsonl", "--strategy", "temperature")
    whole = json.loads(capsys.readouterr().out)
    shown: list[str] = []
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setattr("builtins.print", lambda *words, **_: shown.extend(map(str, words)))
    typed(monkeypatch, "--prompt", "A hen said", "--strategy", "temperature", "--raw")
    assert "".join(shown) == "A hen said" + whole["text"]
    assert len(shown) > 5


def test_raw_means_the_same_in_a_terminal_and_in_a_pipe(
    trained: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["--prompt", "A hen said", "--strategy", "temperature"]
    typed(monkeypatch, *asked, "--format", "jsonl")
    kept = json.loads(capsys.readouterr().out)
    assert kept["polished"] != kept["text"], "or it would show nothing"
    for terminal in (False, True):
        monkeypatch.setattr(sys.stdout, "isatty", lambda terminal=terminal: terminal)
        for words, form in (([], "polished"), (["--raw"], "text")):
            typed(monkeypatch, *asked, *words)
            assert capsys.readouterr().out.strip() == ("A hen said" + kept[form]).strip(), words


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--prompt", " "], "--prompt: the prompt is empty; leave it out to let the model begin"),
        (["--prompt", "a\x00b"], "--prompt: the prompt has a control character, U+0000"),
        (["--prompt", "egg " * 60], "tokens fills the model's context of 32; shorten it"),
        (["--prompt", "na\udcefve"], "--prompt: the prompt is not UTF-8, at character 3; give it"),
        (["--prompt", "A fox", "--premise", "\udcff"], "the premise is not UTF-8, at character 1"),
        (["--tags", "\udcff"], "unknown tag '\\udcff'; known: BadEnding"),
        (["--model", "\udcff"], "'\\udcff' is no model: name one of this project"),
        (["--prompts", "none.txt"], "--prompts: none.txt cannot be read"),
        (["--tags", "Romance"], "unknown tag 'Romance'; known: BadEnding"),
        (["--top-p", "0"], "generate.decoding.top_p.top_p: input should be greater than 0, got 0"),
        (["--length", "-3"], "generate.max_new_tokens: input should be greater than 0, got -3"),
        (["--length-penalty", "2"], "length_penalty does nothing for the strategy top_p"),
        (["--strategy", "best"], "strategy: 'best' is unknown; known: greedy"),
        (["--model", "models/tagmodel/none"], "is not a model folder: it lacks config.json"),
        (["--premise", "eggs"], "this model takes no premise"),
    ],
)
def test_mistakes_are_one_message(
    trained: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    said: str,
) -> None:
    assert said in refused(monkeypatch, capsys, *words)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
def test_json_lines_are_utf8_in_every_terminal(
    trained: Path,
    monkeypatch: pytest.MonkeyPatch,
    encoding: str,
) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding=encoding))
    typed(monkeypatch, "--prompt", "Un œuf 🥚 dit", "--format", "jsonl", "--max-new-tokens", "2")
    assert json.loads(raw.getvalue().decode("utf-8"))["prompt"] == "Un œuf 🥚 dit"


def test_a_half_written_model_and_one_of_another_kind_are_refused(
    trained: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    weights = GPT2 / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:1000])
    assert "holds no causal model that can be read" in refused(monkeypatch, capsys)
    (GPT2 / "config.json").write_text('{"model_type": "vit"}')
    assert "holds no causal model that can be read" in refused(monkeypatch, capsys)


def test_a_foreign_model_tells_stories_from_a_folder_and_from_the_hub(
    trained: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One without our tokens, as the hub has them: its end is the end."""
    words = json.loads(tokenizer().backend_tokenizer.to_str())
    words["added_tokens"] = []
    words["model"]["vocab"] = {
        token: id_ - 9 for token, id_ in words["model"]["vocab"].items() if id_ >= 9
    }
    Path("raw.json").write_text(json.dumps(words))
    plain = PreTrainedTokenizerFast(tokenizer_file="raw.json", eos_token="!")
    plain.save_pretrained("theirs")
    config = GPT2Config(vocab_size=len(plain), n_positions=32, n_embd=32, n_layer=1, n_head=2)
    GPT2LMHeadModel(config).save_pretrained("theirs")
    assert models.special_ids(models.load(Path("theirs"))[1]).eos == plain.eos_token_id
    typed(monkeypatch, "--model", "theirs", "--prompt", "A fox", "--raw")
    said = capsys.readouterr().out
    assert said.startswith("A fox")
    assert "!" not in said

    content = {path.name: path.read_bytes() for path in Path("theirs").iterdir()}
    asked = ["--model", NAME, "--prompt", "A fox", "--raw"]
    with serving(content, "models") as hub:
        done = subprocess.run(
            [sys.executable, "-m", "fabula.cli.main", "generate", *SHORT, *asked],
            env=os.environ
            | {"PYTHONPATH": str(ROOT), "HF_ENDPOINT": hub.url, "HF_HOME": str(trained / "hf")}
            | {"HF_HUB_DISABLE_XET": "1", "NO_PROXY": "127.0.0.1"},
            capture_output=True,
            text=True,
        )
    assert done.stdout == said, done.stderr


def test_the_readme_types_what_is_understood() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    typed = [line for line in readme.splitlines() if line.startswith("fabula generate ")]
    assert len(typed) == 3
    for line in typed:
        words = shlex.split(line.partition(" > ")[0])
        assert main.parser(words[1:]).parse_args(words[1:]).strategy in STRATEGIES


def test_help_needs_no_heavy_library() -> None:
    code = (
        "import sys\nfrom fabula.cli import main\nsys.argv = ['fabula', '--help']\n"
        "try:\n    main.main()\nexcept SystemExit:\n    pass\n"
        "assert not {'torch', 'transformers', 'pydantic', 'numpy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_the_best_of_several_is_the_one_that_people_would_choose(
    trained: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    measures = learn([story.text for story in world.tell(5, "train", 40)])
    monkeypatch.setattr(learned, "load", lambda _: SimpleNamespace(measures=measures))
    asked = ("--prompt", "Once upon a time", "--format", "jsonl")
    said = refused(monkeypatch, capsys, *asked, "--best-of", "3")
    assert "no ranker has been fitted yet" in said
    alike = dict.fromkeys(ranker.signals(["A fox."], measures), 0.0)
    found = {}
    for longest in (1.0, -1.0):
        ranker.save(Ranker(alike | {"words": longest}, 9), RANKER)
        for count in (1, 5):
            typed(monkeypatch, *asked, "--best-of", str(count))
            (line,) = capsys.readouterr().out.splitlines()
            found[longest, count] = len(words_of(json.loads(line)["text"]))
    assert found[-1, 5] <= found[-1, 1] == found[1, 1] <= found[1, 5]
    assert found[-1, 5] < found[1, 5]
    assert "same story every time" in refused(
        monkeypatch, capsys, *asked, "--best-of", "3", "--strategy", "greedy"
    )
    assert "give 1 story or more, got 0" in refused(monkeypatch, capsys, *asked, "--best-of", "0")
