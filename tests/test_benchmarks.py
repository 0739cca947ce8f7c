"""What the benchmarks mean; how fast anything is stands in their results, and in no test."""

import math
from argparse import Namespace
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import torch
from tiny import STORIES, new_gpt2, new_tagmodel, tokenizer
from transformers import DataCollatorForLanguageModeling

from benchmarks import generation, losses, moonshot, peers, recipes, results, tagmodel
from benchmarks.__main__ import command
from benchmarks.machine import flags, processor
from benchmarks.material import KEPT_ENTRIES, Vocabulary, prepare, read, texts, write
from benchmarks.recipes import RECIPES, Recipe
from benchmarks.training import Pace
from fabula import files
from fabula.config.decoding import Strategy
from fabula.errors import DataError
from fabula.stories import BOS, EOS, PAD

SHORT = STORIES[0].text
LONG = " ".join(story.text for story in STORIES * 4)


@pytest.fixture
def work(project: Path) -> Path:
    """A working folder of the tiny corpus."""
    for split in ("train", "validation"):
        write(project / "tiny" / f"{split}.txt", (story.text for story in STORIES * 4))
    prepare(project / "tiny", None, project / "work")
    return project / "work"


@pytest.fixture(autouse=True)
def _not_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("fabula.training.trainer", "benchmarks.recipes"):
        monkeypatch.setattr(f"{module}.compiles", lambda: False)


def test_the_peers_rows_are_the_stories_padded_and_cut() -> None:
    tok = tokenizer()
    short, long = peers.rows([SHORT, LONG], tok)
    assert len(short["input_ids"]) == len(long["input_ids"]) == 128
    assert tok.decode(short["input_ids"]).replace(PAD, "") == f"{BOS}{SHORT}{EOS}"
    cut = tok.decode(long["input_ids"])
    assert f"{BOS}{LONG}".startswith(cut)
    assert len(cut) < len(LONG)


def test_useful_tokens_are_those_that_reach_the_peers_loss() -> None:
    tok = tokenizer()
    collate = DataCollatorForLanguageModeling(tok, mlm=False)
    for text, expected in ((SHORT, len(tok(SHORT)["input_ids"]) + 1), (LONG, 127)):
        (row,) = peers.rows([text], tok)
        labels = collate([row])["labels"]
        assert peers.useful_tokens(row) == (labels[:, 1:] != -100).sum() == expected


def test_the_original_tag_model_predicts_from_its_last_token() -> None:
    model = peers.OriginalTagModel(entries=100).eval()
    windows = torch.arange(50).repeat(2, 1)
    found = model(windows, torch.tensor([[3], [7]]))
    assert found["logits"].shape == (2, 100)
    expected = -found["logits"].log_softmax(dim=1)[[0, 1], [3, 7]].mean()
    torch.testing.assert_close(found["loss"], expected)


SIZES = {
    # blocks: 12 d² + 13 d a layer; 2 d for the last norm; d for each entry and each position
    "peers-small": 6 * (12 * 384**2 + 13 * 384) + 384 * (2 + KEPT_ENTRIES + 1024),
    "small-kept": 6 * (12 * 384**2 + 13 * 384) + 384 * (2 + KEPT_ENTRIES + 256),
    "peers-124m": 12 * (12 * 768**2 + 13 * 768) + 768 * (2 + KEPT_ENTRIES + 1024),
    "124m": 12 * (12 * 768**2 + 13 * 768) + 768 * (2 + KEPT_ENTRIES + 256),
    "peers-tagmodel": 34_488_410,
    "tagmodel": 34_488_410,
    "tagmodel-original": 34_488_410,
    "tagmodel-same-tokens": 34_488_410,
    "tagmodel-muon": 34_488_410,
}


@pytest.mark.parametrize("name", RECIPES)
def test_a_recipe_has_the_size_that_it_states(name: str, work: Path) -> None:
    recipe = RECIPES[name]
    vocabulary = Vocabulary(work, recipe.vocabulary)
    job = recipe.make(vocabulary, 10, work)
    model = job.trainer.model
    parameters = sum(weight.numel() for weight in model.parameters())
    assert recipe.vocabulary == ("own" if name not in SIZES else "kept")
    if name in SIZES:
        assert parameters == SIZES[name]
    else:
        assert model.config.vocab_size == len(vocabulary.tokenizer)
    assert job.useful > 0
    assert not recipe.against or recipe.against in RECIPES


def test_ours_has_the_peers_blocks(work: Path) -> None:
    """Those of 124m are made by the same lines, and as large (above)."""
    for name in ("small-kept", "small-own", "small-own-muon"):
        shapes = []
        for each in (name, RECIPES[name].against):
            vocabulary = Vocabulary(work, RECIPES[each].vocabulary)
            model = RECIPES[each].make(vocabulary, 10, work).trainer.model
            blocks = model.transformer.h.state_dict()
            shapes.append({key: weight.shape for key, weight in blocks.items()})
        assert shapes[0] == shapes[1]


def test_a_packed_row_is_useful_but_for_the_beginnings_of_stories(work: Path) -> None:
    """One step sees all rows here: each token but `[BOS]` is a label, over some equal rows."""
    vocabulary = Vocabulary(work, "own")
    tokens = vocabulary.store("train")
    job = RECIPES["small-own"].make(vocabulary, 10, work)
    rows = -(-(tokens.tokens - 1) // job.length)
    assert job.useful == pytest.approx(16 * (tokens.tokens - len(tokens)) / rows)


def test_pace_leaves_out_the_steps_that_warm_up() -> None:
    pace = Pace()
    pace.ends = [20.0, 21.0, 22.0, 23.0, 24.0, 30.0, 31.0]
    assert pace.seconds_a_step == 1
    assert pace.head_start == 19
    assert losses.steps_in(1, seconds_a_step=1, head_start=19) == 41
    assert losses.steps_in(0.1, seconds_a_step=1, head_start=19) == 1


def curve(*points: tuple[float, float]) -> list[dict[str, float]]:
    return [{"minutes": minutes, "bits_per_byte": loss} for minutes, loss in points]


def test_the_time_to_a_loss_lies_between_two_points() -> None:
    falling = curve((1, 3.0), (2, 2.0), (4, 1.0))
    assert losses.minutes_to(falling, 1.5) == 3
    assert losses.minutes_to(falling, 2.0) == 2
    assert losses.minutes_to(falling, 3.5) == 1  # the first thing known of it
    assert losses.minutes_to(falling, 0.5) is None


def test_the_quickest_of_our_runs_counts() -> None:
    runs = {losses.PEERS: {"curve": curve((5, 3.0), (10, 2.0))}}
    slow, quick = {"curve": curve((1, 2.5), (2, 1.5))}, {"curve": curve((0.5, 2.0))}
    assert losses.times_shorter(runs | {"scratch": slow}) == 10 / 1.5
    assert losses.times_shorter(runs | {"scratch": slow, "scratch-short": quick}) == 20
    assert losses.times_shorter(runs | {"scratch": {"curve": curve((10, 2.1))}}) is None


def test_a_run_measures_its_loss_on_the_way(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tiny = {"layers": 1, "width": 32, "heads": 2, "context": 32, "precision": "fp32"}
    make = partial(recipes._gpt2, tiny | {"init": "scratch", "learning_rate": 0.01})
    monkeypatch.setitem(RECIPES, "tiny", Recipe("tiny", "own", make))
    run = losses.learn("tiny", work, 20)
    assert [point["step"] for point in run["curve"]] == [1, 2, 4, 8, 12, 16, 20]
    minutes = [point["minutes"] for point in run["curve"]]
    assert minutes == sorted(minutes)
    assert run["curve"][-1]["bits_per_byte"] < run["curve"][0]["bits_per_byte"]
    assert run["bits_per_byte"] == pytest.approx(run["curve"][-1]["bits_per_byte"])
    nats, tokens = run["nats_per_token"], Vocabulary(work, "own").store("validation")
    labels = tokens.tokens - len(tokens)
    expected = nats * labels / math.log(2) / tokens.bytes.sum()
    assert run["bits_per_byte"] == pytest.approx(expected)
    few = losses.learn("tiny", work, 20, 2, 2)
    assert few["bits_per_byte"] == few["curve"][-1]["bits_per_byte"] != run["bits_per_byte"]


VARIANTS = (tagmodel.ORIGINAL, tagmodel.SAME_MINUTES, tagmodel.MUON, tagmodel.SAME_TOKENS)


@pytest.fixture
def _tiny_tag_models(monkeypatch: pytest.MonkeyPatch) -> None:
    """The variants with tiny layers and a small vocabulary, and otherwise as they are."""
    tiny = {"layers_per_group": 1, "feedforward": [48], "width": 32, "heads": 2}
    for name in VARIANTS:
        (changes,) = RECIPES[name].make.args
        make = partial(recipes._tagmodel, changes | tiny | {"precision": "fp32"})
        monkeypatch.setitem(RECIPES, name, replace(RECIPES[name], vocabulary="own", make=make))


@pytest.mark.usefixtures("_tiny_tag_models")
def test_both_tag_models_begin_alike_and_differ_in_attention_and_targets(work: Path) -> None:
    vocabulary = Vocabulary(work, "own")
    jobs = [RECIPES[name].make(vocabulary, 10, work) for name in VARIANTS]
    models = [job.trainer.model for job in jobs]
    first = models[0].state_dict()
    for model in models[1:]:
        assert all(torch.equal(first[key], weight) for key, weight in model.state_dict().items())
    attentions = [model.config.attention for model in models]
    assert attentions == ["bidirectional", "causal", "causal", "causal"]
    assert jobs[0].useful == 64  # one prediction a window
    arguments = [job.trainer.args for job in jobs if job is not jobs[2]]  # Muon has its own
    for parameter in ("learning_rate", "weight_decay", "warmup_steps", "bf16", "max_grad_norm"):
        assert len({getattr(each, parameter) for each in arguments}) == 1


@pytest.mark.usefixtures("_tiny_tag_models")
def test_tag_models_are_compared_after_the_same_minutes_and_the_same_predictions(
    work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten steps of the original are 640 predictions: as many as ours makes, to half a step."""
    pace = {"seconds_a_step": 6.0, "head_start": 0.0}
    stages: dict[str, Callable[..., Any]] = {
        "training": lambda work, name: pace,
        "losses": lambda work, name, *given: losses.learn(name, work, *given),
    }
    for module in (losses, tagmodel):
        monkeypatch.setattr(module, "measured", lambda what, *given: stages[what](*given))
    for count in ("STORIES", "CURVE_STORIES"):
        monkeypatch.setattr(tagmodel, count, 2)
    runs = tagmodel.compare(work, 1)
    assert tuple(runs) == VARIANTS
    assert [runs[name]["steps"] for name in VARIANTS[:3]] == [10, 10, 10]
    assert runs[tagmodel.ORIGINAL]["tokens"] == 640
    a_step = runs[tagmodel.SAME_TOKENS]["tokens"] / runs[tagmodel.SAME_TOKENS]["steps"]
    assert abs(runs[tagmodel.SAME_TOKENS]["tokens"] - 640) <= a_step / 2
    for run in runs.values():
        assert run["bits_per_byte"] < run["curve"][0]["bits_per_byte"]
    page = results.render({"tagmodel": section(runs)})
    assert all(f"| {RECIPES[name].label} | " in page for name in VARIANTS)


def test_the_tag_models_page_shows_what_was_learned_and_how_fast() -> None:
    """Made up: the same minutes are better by 0.5, as many predictions worse by 0.25."""
    losses_at_the_end = (3.0, 2.5, 2.0, 3.25)
    runs = {
        name: {
            "minutes": 5.0,
            "tokens": 60_000,
            "nats_per_token": 2 * loss,
            "bits_per_byte": loss,
            "compiled": name == tagmodel.SAME_MINUTES,
            "curve": curve((1, 4.0), (5, loss)),
        }
        for name, loss in zip(VARIANTS, losses_at_the_end, strict=True)
    }
    page = results.render({"tagmodel": section(runs)}).splitlines()
    seen, minutes, predictions = (line for line in page if line.startswith("| tag model"))
    assert seen.split(" | ")[1:4] == ["-1.000", "≤ 0.000", "yes"]
    assert minutes.split(" | ")[1:4] == ["-0.500", "≤ 0.000", "yes"]
    assert predictions.split(" | ")[1:4] == ["0.250", "≤ 0.000", "**no**"]
    shown = {line.split(" | ")[0]: line.split(" | ")[1:] for line in page}
    fast = shown[f"| {RECIPES[tagmodel.SAME_MINUTES].label}, compiled"]
    assert fast == ["5.00", "60,000", "60,000", "200", "5.000", "2.500", "3.67 |"]
    assert shown[f"| {RECIPES[tagmodel.ORIGINAL].label}"][1] == "3,000,000"
    runs[tagmodel.MUON]["tokens"] *= 51
    assert tagmodel.excess_of_seen(runs) is None, "it has seen more"
    assert shown[f"| {RECIPES[tagmodel.SAME_TOKENS].label}"][-1] == "never |"


def test_stories_are_read_as_they_were_written(tmp_path: Path) -> None:
    write(tmp_path / "train.txt", iter(["One.\n\nTwo.", "Three."]))
    assert list(read(tmp_path / "train.txt")) == ["One.\n\nTwo.", "Three."]
    with pytest.raises(DataError, match="--stories"):
        read(tmp_path / "validation.txt")


def test_both_vocabularies_hold_the_same_stories(work: Path) -> None:
    for name, entries in (("own", None), ("kept", KEPT_ENTRIES)):
        vocabulary = Vocabulary(work, name)
        first = vocabulary.store("train").story(0)
        assert vocabulary.tokenizer.decode(first) == f"{BOS}{texts(work, 'train')[0]}{EOS}"
        filled = vocabulary.tokenizer_of_all_entries()
        assert len(filled) == vocabulary.entries == (entries or len(vocabulary.tokenizer))


FAST: dict[str, Any] = {"parameters": 2e6, "bytes_per_second": 4e3, "bf16": True, "compiled": True}


def speed(**tokens_per_second: list[float]) -> dict[str, list[dict[str, Any]]]:
    every = {name: [1.0, 1.0, 1.0] for name in recipes.SPEED} | {
        name.replace("_", "-"): values for name, values in tokens_per_second.items()
    }
    return {
        name: [
            FAST | {"tokens_per_second": value, "share_of_peak": 0.7, "bf16_peak": 9e11}
            for value in values
        ]
        for name, values in every.items()
    }


def test_ratios_are_medians_of_ratios_within_a_round() -> None:
    """A machine that slows down for a round slows both down."""
    found = speed(peers_small=[100, 10, 200], small_own=[800, 90, 2000])
    assert results.ratio("small-own")(found) == 9
    assert results.median("small-own", "tokens_per_second")(found) == 800


CORPUS = {
    "stories": "embedded",
    "tokenizer": "",
    "train": 6000,
    "validation": 500,
    "own_entries": 4096,
    "kept_entries": 7791,
}


def section(figures: Any, name: str = "python -m benchmarks") -> dict[str, Any]:
    return {"command": name, "machine": "2 cores", "corpus": CORPUS, "figures": figures}


def test_the_page_says_what_holds_back_only_what_falls_short() -> None:
    found = speed(peers_small=[1, 1, 1], small_own=[9, 9, 9], small_kept=[3, 3, 3])
    page = results.render({"speed": section(found)}).splitlines()
    (good,) = [line for line in page if line.startswith("| small GPT-2, own vocabulary")]
    (bad,) = [line for line in page if line.startswith("| small GPT-2, vocabulary kept")]
    assert good.split(" | ")[1:] == ["9.0×", "≥ 8.0×", "yes", " |"]
    assert bad.split(" | ")[1:4] == ["3.0×", "≥ 4.0×", "**no**"]
    assert results.TARGETS[1].holds_back in bad
    assert "Loss" not in "".join(page)


def test_a_section_measured_again_leaves_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, file in (("RAW", "results.json"), ("RESULTS", "RESULTS.md")):
        monkeypatch.setattr(results, name, tmp_path / file)
    run = {"minutes": 10.0, "tokens": 5, "bits_per_byte": 1.0, "compiled": False}
    names = (losses.PEERS, "scratch", "scratch-short")
    runs = {name: run | {"curve": curve((5, 2.0), (10, 1.0))} for name in names}
    row = {"contender": "ours", "mb_per_s": 5.0, "ratio": 1.0, "peak_mb": 400}
    arrow = {"rows": [row | {"megabytes": 9.9}, row | {"megabytes": 200.0, "ratio": 44.0}]}
    results.keep("speed", section(speed(), "bench 1"))
    results.keep("loss", section(runs, "bench 2"))
    results.keep("tokenizing", section(arrow, "bench 3"))
    results.keep("speed", section(speed(small_own=[9, 9, 9]), "bench 4"))
    page = results.RESULTS.read_text(encoding="utf-8")
    assert "`bench 1`" not in page
    assert "| 44× | ≥ 40× | yes |" in page
    assert all(f"`bench {number}`" in page for number in (2, 3, 4))
    assert list(files.read_json(results.RAW)) == ["speed", "loss", "tokenizing"]


def test_the_curves_are_drawn(tmp_path: Path) -> None:
    names = (losses.PEERS, "scratch", "scratch-short")
    runs = {name: {"curve": curve((5, 2.0), (10, 1.0))} for name in names}
    losses.draw(runs, tmp_path / "loss.png")
    moonshot.draw(curve((5, 1.0), (10, 0.7)), tmp_path / "moonshot.png")
    for name in ("loss.png", "moonshot.png"):
        assert (tmp_path / name).stat().st_size > 10_000


@pytest.mark.parametrize("first", [4, 1000])
def test_a_model_that_knows_nothing_is_as_perplexed_as_its_vocabulary_is_large(
    first: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of whole stories and of their first tokens, where our tokens are those of GPT-2."""
    monkeypatch.setattr(moonshot, "FIRST", first)
    texts, tok, model = [story.text for story in STORIES], tokenizer(), new_gpt2()
    for weight in model.parameters():
        torch.nn.init.zeros_(weight)
    found = moonshot.figures(texts, model.eval(), tok, tok)
    for name in ("whole", "first"):
        assert found[name]["perplexity"] == pytest.approx(len(tok))
    counts = [min(first, len(tok(text)["input_ids"])) for text in texts]
    size = sum(len(text.encode()) for text, _ in moonshot.beginnings(texts, tok))
    expected = sum(counts) * math.log2(len(tok)) / size
    assert found["first"]["bits_per_byte"] == pytest.approx(expected)


def test_a_beginning_is_the_text_of_the_first_tokens() -> None:
    tok = tokenizer()
    (short, length), (long, most) = moonshot.beginnings([SHORT, LONG], tok)
    assert (short, length) == (SHORT, len(tok(SHORT)["input_ids"]))
    assert most == moonshot.FIRST < len(tok(LONG)["input_ids"])
    assert tok(long)["input_ids"] == tok(LONG)["input_ids"][:most]


def test_the_command_that_is_shown_names_no_folder_of_the_machine(tmp_path: Path) -> None:
    options = Namespace(
        stories=tmp_path / "stories", tokenizer=str(tmp_path / "gpt2"), only=["speed"]
    )
    options.minutes, options.rounds = 10.0, 3
    assert command(options) == (
        "python -m benchmarks --stories stories --tokenizer gpt2 --only speed --minutes=10 "
        "--rounds=3"
    )


def test_the_machine_is_told_by_its_processor() -> None:
    text = (
        "processor\t: 0\ncpu family\t: 26\nmodel\t\t: 2\nmodel name\t: AMD EPYC\n"
        "flags\t\t: fpu avx2 avx512f avx512_bf16\n"
    )
    assert processor(text) == "AMD EPYC (family 26, model 2)"
    assert flags(text) == ["avx2", "avx512f", "avx512_bf16"]
    assert processor("") == ""
    assert flags("") == []


def test_the_committed_page_is_that_of_the_committed_figures() -> None:
    page = results.RESULTS.read_text(encoding="utf-8")
    assert results.render(files.read_json(results.RAW)) == page


@pytest.mark.parametrize("contender", generation.CONTENDERS)
@pytest.mark.parametrize("strategy", generation.STRATEGIES)
def test_every_contender_writes_as_many_tokens(
    contender: str, strategy: Strategy, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generation, "TOKENS", 6)
    _, _, continues = generation.CONTENDERS[contender]
    for model in (new_gpt2(), new_tagmodel()):
        texts = [SHORT[:9], SHORT[:20]]
        assert continues(model, tokenizer(), texts, strategy) == 2 * 6
