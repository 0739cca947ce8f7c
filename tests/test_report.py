"""Tables, curves, the results block, and keeping and summing up a run."""

import contextlib
import json
import re
import shutil
import subprocess
import sys
from argparse import Namespace
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from test_early_stopping import LOSSES, asked, outcome

from fabula import files, markdown, paths
from fabula.alignment.paths import ALIGN_METRICS
from fabula.cli import keep, summary
from fabula.cli.main import command
from fabula.config.yaml12 import read_yaml
from fabula.corpus.card import without_examples
from fabula.corpus.paths import CARD, DATA_METRICS, STORIES
from fabula.errors import FabulaError
from fabula.evaluation.metrics.registry import LIKELIHOOD, TEXT
from fabula.evaluation.paths import (
    CONTROL_METRICS,
    DECODING_SWEEP,
    DIFFERENCES_METRICS,
    EVALUATE_METRICS,
    NEW_WORLD_METRICS,
    POSITIONS,
    VALIDITY_METRICS,
)
from fabula.generation.paths import CONTROL_SAMPLES, SAMPLES
from fabula.judging.paths import JUDGEMENTS_METRICS
from fabula.reporting import control_tables, opening, origins, pictures, readme, tables
from fabula.reporting.paths import (
    KEPT_FIGURES,
    KEPT_HASHES,
    KEPT_SAMPLES,
    KEPT_STORY,
    REPORT_MARKDOWN,
    SAMPLES_MARKDOWN,
)
from fabula.reporting.shown_story import shown_story
from fabula.stories import TAGS
from fabula.tokens.paths import TOKENS_METRICS
from fabula.training import early_stopping_replay
from fabula.training.paths import (
    EARLY_STOPPING_CURVE,
    EARLY_STOPPING_METRICS,
    GPT2_CURVES,
    GPT2_METRICS,
    REFERENCE_LM_METRICS,
    TAGMODEL_CURVES,
    TAGMODEL_METRICS,
)

ROOT = Path(__file__).parent.parent
MODELS = ("gpt2-base", "gpt2", "tagmodel-story_start", "tagmodel-every_window")
STRATEGIES = ("greedy", "top_p")


def evaluation() -> dict[str, Any]:
    """One figure for each metric, none like another."""
    text = {name: 1 + number / 100 for number, name in enumerate(TEXT)}
    likelihood = {name: 2 + number / 100 for number, name in enumerate(LIKELIHOOD)}

    def figures(values: dict[str, float], shift: float) -> dict[str, Any]:
        return {name: estimate(value + shift) for name, value in values.items()}

    rows = {
        model: {
            "language_model": {**figures(likelihood, shift), "context": 512, "stride": 256},
            "greedy": figures(text, shift + 0.5),
            "top_p": figures(text, shift),
        }
        for shift, model in enumerate(MODELS)
    }
    return {"real": {"stories": figures(text, 0)}, **rows}


def estimate(value: float | None) -> dict[str, float | None]:
    if value is None:
        return {"value": None, "low": None, "high": None, "n": 0}
    return {"value": value, "low": value - 0.25, "high": value + 0.5, "n": 20}


def validity() -> dict[str, Any]:
    """Every metric tells stubs, and all but one are validated."""
    auc = {name: {"value": 1.0, "auc": 0.75} for name in TEXT}
    validated = {name: {"value": float(name != "joint_pass")} for name in TEXT}
    return {"real": auc, "stub": auc, "validated": validated}


def differences() -> dict[str, Any]:
    """GPT-2 over its base: a little lower in everything."""
    part = {name: {"value": -2.0, "low": -3.0, "high": -1.0, "n": 20} for name in TEXT}
    part["rouge_l"] = {"value": -2.0, "low": -3.0, "high": 1.0, "n": 20}
    return {"gpt2 over gpt2-base": {"top_p": part}}


def controlled() -> dict[str, Any]:
    """The shape of metrics/control.json, a figure for each place."""
    figures = {name: estimate(1 + number) for number, name in enumerate(control_tables.STORIES)}
    gains = {name: estimate(300 + number) for number, name in enumerate(control_tables.LIKELIHOODS)}
    gains |= {f"over_{tag}": estimate(number) for number, tag in enumerate(TAGS)}
    gains["over_Twist"] = estimate(None)
    skill = {"auc": 0.91, "f1": 0.82, "sensitivity": 0.8, "specificity": 0.9}
    models = ("gpt2", "tagmodel-every_window")
    return {
        "judge": {"Dialogue": skill},
        "stories": {
            "real": {"own": figures, "shuffled": figures},
            **{name: {"1": figures, "2": figures} for name in models},
        },
        "gains": dict.fromkeys(models, gains),
    }


def sample(number: int, model: str, strategy: str, ended: bool) -> dict[str, Any]:
    return {
        "id": f"{model}-{strategy}-{number}",
        "model": model,
        "strategy": strategy,
        "seed": 1,
        "prompt_id": f"prompt-{number}",
        "prompt": "Once there was a *star*",
        "tags": ["Dialogue", "Twist"] if model != "gpt2-base" else [],
        "text": f" that shone.\nStory_{number} of {model}.",
        "reference": " that fell.",
        "tokens": 9,
        "ended": "eos" if ended else "length",
    }


def samples() -> list[dict[str, Any]]:
    """Twenty prompts; of each model and strategy only the odd ones ended by themselves."""
    return [
        sample(number, model, strategy, ended=number % 2 == 1)
        for model in MODELS
        for strategy in STRATEGIES
        for number in range(20)
    ]


def from_tags() -> list[dict[str, Any]]:
    """As `samples`, of the models that take tags, with nothing given but these."""
    given = {"prompt": "", "strategy": "top_p"}
    return [
        {key: value for key, value in (each | given).items() if key != "reference"}
        | {"guidance": guidance, "text": f"A star at {guidance}.", "id": f"{each['id']}/{guidance}"}
        for guidance in (1.0, 2.0)
        for each in samples()
        if each["strategy"] == "top_p" and each["model"] != "gpt2-base"
    ]


SWEEP = [
    {
        "strategy": strategy,
        "temperature": heat,
        "joint_pass": joint,
        "joint_score": score,
        "joint_score_low": score - 10,
        "joint_score_high": score + 10,
        "distinct_2": variety,
    }
    for strategy, heat, joint, score, variety in (
        ("real", 0.0, 80.0, 70.0, 0.6),
        ("greedy", 0.0, 75.0, 10.0, 0.2),
        ("top_p", 0.5, 90.0, 45.0, 0.3),
        ("top_p", 1.0, 60.0, 50.0, 0.5),
    )
]


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small files of a finished run, its pictures drawn."""
    folder = tmp_path_factory.mktemp("left")
    with contextlib.chdir(folder):
        leave()
    return folder


@pytest.fixture
def finished(left: Path, project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A finished run, which DVC takes for finished."""
    shutil.copytree(left, project, dirs_exist_ok=True)
    monkeypatch.setattr(keep, "unfinished_stages", list)
    return project


def leave() -> None:
    """What a run leaves, in the current folder."""
    shutil.copy(ROOT / paths.PARAMS, ".")
    split = {"stories": 1200, "words": 9, "bytes": 50, "mean_words": 9.0, "sha256": "ab"}
    split["tags"] = dict.fromkeys(TAGS, 300)
    splits = {"train": split, "validation": split, "test": split}
    manifest = {"source": "embedded", "splits": splits, "licence": "MIT"}
    manifest["lengths"] = {"step": 5} | {key: [0, 1200] for key in splits}
    files.write_json(DATA_METRICS, manifest)
    files.write_text(STORIES / "README.md", "# The stories of this run\n")
    shards = {"stories": 1200, "tokens": 200_000, "bytes": 50, "shards": {}}
    tokens = {"vocab_size": 4096, "splits": dict.fromkeys(splits, shards)}
    files.write_json(TOKENS_METRICS, tokens)
    model = {
        "parameters": 4_213_760,
        "steps": 1500,
        "tokens": 6_144_000,
        "train_loss": 1.2,
        "validation_loss": 1.3,
    }
    files.write_json(GPT2_METRICS, model)
    tag_models = {"story_start": model, "every_window": {**model, "steps": 2400}}
    files.write_json(TAGMODEL_METRICS, tag_models)
    files.write_json(EVALUATE_METRICS, evaluation())
    files.write_json(NEW_WORLD_METRICS, {})
    files.write_json(REFERENCE_LM_METRICS, model)
    files.write_json(DIFFERENCES_METRICS, differences())
    files.write_json(VALIDITY_METRICS, validity())
    by_position = [{"position": 25 * n, "loss": 3.0 - n / 2, "tokens": 500} for n in range(3)]
    for name in MODELS:
        files.write_csv(POSITIONS / f"{name}.csv", by_position)
    files.write_json(CONTROL_METRICS, controlled())
    files.write_json(JUDGEMENTS_METRICS, {"ratings": "no ratings yet"})
    files.write_json(ALIGN_METRICS, {"status": "off: 0 pairs"})
    points = [
        {"step": n, "tokens": 10 * n, "loss": 8.0 / n, "learning_rate": 0.1, "gradient_norm": 1.0}
        for n in (1, 2)
    ]
    for name in ("train", "validation"):
        files.write_csv(GPT2_CURVES / f"{name}.csv", points)
        for tags_at in ("story_start", "every_window"):
            files.write_csv(TAGMODEL_CURVES / f"{tags_at}_{name}.csv", points)
    files.write_jsonl(SAMPLES, samples())
    files.write_jsonl(CONTROL_SAMPLES, from_tags())
    files.write_text(SAMPLES_MARKDOWN, "# Stories side by side\n")
    files.write_text(REPORT_MARKDOWN, "# Report of the run\n")
    files.write_csv(DECODING_SWEEP, SWEEP)
    overfitted = outcome(LOSSES)
    stops = early_stopping_replay.analysis(overfitted, overfitted, asked([1], [0.0]))
    rows = early_stopping_replay.curve(overfitted)
    files.write_json(EARLY_STOPPING_METRICS, stops)
    files.write_csv(EARLY_STOPPING_CURVE, rows)
    pictures.draw_all()
    out = {"path": "data/stories", "hash": "md5", "md5": "0f.dir"}
    files.write_json(paths.LOCK, {"stages": {"download": {"outs": [out]}, "check": {}}})
    places = "".join(f"<!-- {x}:start -->\nyesterday\n<!-- {x}:end -->\n" for x in readme.PLACES)
    files.write_text(paths.README, f"# Title\n{places}More.\n")


def run_keep(name: str) -> None:
    command(["keep", name])()


def cells(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]


def test_no_word_of_others_is_kept(finished: Path) -> None:
    """Neither real stories nor their openings: what is kept was written from tags alone."""
    for source, theirs in (("embedded", False), ("files", True)):
        manifest = files.read_json(DATA_METRICS) | {"source": source}
        files.write_json(DATA_METRICS, manifest)
        keep.keep(Path(source))
        for page in (SAMPLES_MARKDOWN, REPORT_MARKDOWN):
            assert (Path(source) / page).exists() is not theirs
        kept = files.read_jsonl(Path(source) / KEPT_SAMPLES)
        kept.append(files.read_json(Path(source) / KEPT_STORY))
        assert len(kept) == 10 + 1
        assert all(("reference" in sample) is not theirs for sample in kept)
        assert all(bool(sample["prompt"]) is not theirs for sample in kept)
        assert not theirs or {sample["text"] for sample in kept} == {"A star at 1.0."}


HEADS = [
    "### How well each model predicts real stories",
    "### Stories written with greedy",
    "### Stories written with top-p",
]


class TestTable:
    def test_a_table_for_each_strategy_and_a_line_for_each_metric(self) -> None:
        page = tables.results_table(evaluation(), validity())
        heads = [line for line in page.splitlines() if line.startswith("### ")]
        assert heads == HEADS
        head, _, *lines = cells(page.split(heads[2])[1].strip())
        assert head == ["", *map(tables.row_label, evaluation())]
        assert [line[0] for line in lines] == [tables.head(name, validity()) for name in TEXT]
        bleu = next(line for line in lines if line[0] == "BLEU, of 100 ↑")
        shown = [parts.get("top_p", parts.get("stories")) for parts in evaluation().values()]
        assert bleu[1:] == [tables.cell(part["bleu"]) for part in shown]
        assert len(set(bleu)) == len(bleu) - 1  # real and base share a value

    def test_a_new_world_has_tables_of_its_own(self) -> None:
        known, both = (tables.every_table(evaluation(), x, validity()) for x in ({}, evaluation()))
        added = [line for line in both.splitlines() if line.startswith("### ")][3:]
        assert added == [f"{head}, in a new world" for head in HEADS]
        assert "new world" not in known
        assert "for the measure of coherence has learned from stories of the training" in both

    def test_likelihood_is_that_of_models_alone(self) -> None:
        first = tables.results_table(evaluation(), validity()).split("### ")[1]
        head, _, *lines = cells(first.split("\n", 1)[1].strip())
        assert head == ["", *map(tables.row_label, MODELS)]
        assert [line[0] for line in lines] == [tables.head(name) for name in LIKELIHOOD]

    def test_a_cell_has_an_interval_where_there_is_one(self) -> None:
        assert tables.cell(estimate(1.5)) == "1.5 (1.25 to 2)"
        assert tables.cell({"value": 1.5, "low": None, "high": None, "n": None}) == "1.5"
        assert tables.cell(estimate(None)) == "–"

    @pytest.mark.parametrize(
        ("figures", "shown"),
        [
            ((8.5, 4.988, 12.0), "8.5 (5 to 12)"),
            ((0.4202, 0.405, 0.4363), "0.42 (0.405 to 0.436)"),
            ((892.5, 869.1, 914.8), "892 (869 to 915)"),
            ((4288.0, 4282.0, 4294.0), "4288 (4282 to 4294)"),
            ((-0.0002703, -0.004823, 0.00445), "-0.00027 (-0.00482 to 0.00445)"),
            ((0.0, 0.0, 0.0), "0 (0 to 0)"),
            ((-0.0001, -1.0, 1.0), "0 (-1 to 1)"),
        ],
    )
    def test_a_figure_has_as_many_digits_as_a_reader_needs(
        self, figures: tuple[float, float, float], shown: str
    ) -> None:
        assert tables.cell(dict(zip(("value", "low", "high"), figures, strict=True))) == shown

    def test_a_metric_that_is_not_validated_is_marked_in_every_table(self) -> None:
        page = tables.results_table(evaluation(), validity())
        assert page.count("†") == len(STRATEGIES)
        doubted = validity() | {"validated": {name: {"value": 0.0} for name in TEXT}}
        assert "joint score, % ↑ †" in opening.table(opened(validity=doubted))
        assert "†" in tables.LEGEND

    @pytest.mark.parametrize(
        ("name", "low", "high", "words"),
        [
            ("joint_pass", 1, 2, "better"),
            ("joint_pass", -2, -1, "worse"),
            ("perplexity", -2, -1, "better"),
            ("perplexity", 1, 2, "worse"),
            ("perplexity", -1, 2, "no difference seen"),
            ("perplexity", None, None, "no difference seen"),
            ("reference_lm_nats", -2, -1, "nearer to real stories"),
            ("reference_lm_nats", 1, 2, "farther from real stories"),
        ],
    )
    def test_a_difference_in_words(
        self, name: str, low: float | None, high: float | None, words: str
    ) -> None:
        assert tables.verdict(name, {"value": 1.0, "low": low, "high": high, "n": 9}) == words

    def test_differences_are_told_in_words(self) -> None:
        head, _, *lines = cells(tables.differences_tables(differences(), "gpt2 over gpt2-base"))
        assert head == ["Stories written with top-p", "difference", ""]
        figures = {line[0]: line[1:] for line in lines}
        assert figures["joint pass, % ↑"] == ["-2 (-3 to -1)", "worse"]
        assert figures["ROUGE-L ↑"] == ["-2 (-3 to 1)", "no difference seen"]

    def test_validity_shows_each_way_of_breaking_and_the_verdict(self) -> None:
        head, _, *lines = cells(tables.validity_table(validity()))
        assert head == ["", "stub", "trusted"]
        figures = {line[0]: line[1:] for line in lines}
        assert figures["failures, % ↓"] == ["**0.750**", "yes"]
        assert figures["joint pass, % ↑"] == ["0.750", "no"]

    def test_a_cell_may_hold_what_stands_between_cells(self) -> None:
        table = markdown.table([["separator"], ["<|endoftext|>"]], "l")
        assert table.endswith("| <\\|endoftext\\|> |\n")

    def test_arrows_say_which_way_is_better(self) -> None:
        assert tables.head("repetition_rate") == "repetition rate, % ↓"
        assert tables.head("distinct_2") == "distinct 2 ≈"


def opened(**changed: Any) -> opening.Run:
    """A run whose new world is as its known one, but for GPT-2's joint score."""
    strange = evaluation()
    strange["gpt2"]["top_p"]["joint_score"] = estimate(12.5)
    return replace(opening.Run(evaluation(), strange, controlled(), validity()), **changed)


class TestOpening:
    def test_a_line_for_real_stories_and_each_model_and_few_columns(self) -> None:
        shuffled = {"shuffled": evaluation()["real"]}
        head, _, *lines = cells(opening.table(opened(evaluate=evaluation() | shuffled)))
        assert [line[0] for line in lines] == list(map(tables.row_label, evaluation()))
        assert len(head) - 1 == 6

    def test_each_column_shows_its_figure(self) -> None:
        head, _, *lines = cells(opening.table(opened()))
        gpt2 = dict(zip(head, next(line for line in lines if line[0] == "GPT-2"), strict=True))
        known, steered = evaluation()["gpt2"], controlled()
        for title, figure in (
            ("joint score, % ↑", known["top_p"]["joint_score"]),
            ("in a new world, % ↑", estimate(12.5)),
            ("context kept, % ↑", known["top_p"]["context_maintenance"]),
            ("bits per byte ↓", known["language_model"]["bits_per_byte"]),
            ("worth of tags, nats ↑", steered["gains"]["gpt2"]["over_shuffled"]),
            ("tags followed ↑", steered["stories"]["gpt2"]["2"]["adherence"]),
        ):
            assert gpt2[title] == tables.cell(figure)

    def test_a_column_without_figures_is_left_out(self) -> None:
        head, *_ = cells(opening.table(opened(new_world={})))
        assert len(head) - 1 == 5
        assert not any("new world" in title for title in head)

    def test_another_strategy_stands_in_where_there_is_no_top_p(self) -> None:
        alone = {
            row: {k: v for k, v in parts.items() if k != "top_p"}
            for row, parts in evaluation().items()
        }
        head, _, _, base, *_ = cells(opening.table(opened(evaluate=alone)))
        written = tables.cell(alone["gpt2-base"]["greedy"]["joint_score"])
        assert base[head.index("joint score, % ↑")] == written

    def test_the_short_form_has_the_rows_that_are_asked_for(self) -> None:
        head, _, *lines = cells(opening.table(opened(), ["gpt2", "real"], opening.SHORT))
        assert [line[0] for line in lines] == ["GPT-2", "Real stories"]
        assert len(head) - 1 == opening.SHORT

    def test_the_picture_shows_both_worlds(self, tmp_path: Path) -> None:
        opening.draw(opened(), tmp_path / "a.png")
        opening.draw(opened(), tmp_path / "b.png")
        opening.draw(opened(new_world={}), tmp_path / "c.png")
        a, b, c = ((tmp_path / f"{name}.png").read_bytes() for name in "abc")
        assert a == b != c
        assert a.startswith(b"\x89PNG")


class TestControlTables:
    def test_each_model_and_guidance_has_a_line_with_intervals(self) -> None:
        head, _, *lines = cells(control_tables.stories_table(controlled()))
        assert [line[:2] for line in lines[1:4]] == [
            ["Real stories", "another's tags"],
            ["GPT-2", "guidance 1"],
            ["GPT-2", "guidance 2"],
        ]
        assert lines[2][head.index("joint pass, % ↑")] == "2 (1.75 to 2.5)"

    def test_nats_with_own_and_other_tags(self) -> None:
        head, _, gpt2, _ = cells(control_tables.likelihood_table(controlled()))
        assert gpt2[head.index("with another's")] == "301 (301 to 302)"

    def test_each_tag_has_its_worth_and_what_its_judge_is_worth(self) -> None:
        _, _, *lines = cells(control_tables.tags_table(controlled()))
        assert [line[0] for line in lines] == list(TAGS)
        dialogue = next(line for line in lines if line[0] == "Dialogue")
        assert dialogue[1] == "2 (1.75 to 2.5)"
        assert dialogue[3:] == ["0.82", "0.91"]
        assert lines[-1][1:] == ["–"] * 4


def predicted(best: str) -> Any:
    """An evaluation in which one model predicts held-out stories best."""
    return {
        model: {"language_model": {"bits_per_byte": {"value": 1.0 if model == best else 2.0}}}
        for model in MODELS
    }


NO_NAMES = (
    *("../away", "A b", "", ".hidden", "a" * 61, "a" * 300, "a/b", "a\\b", ".", "..", "é", "a:b"),
    *(" ", " a", "a ", "a\n", "a.", "a-", "a\tb", "a*", "-a", "<b>", "\udcff", "a\0"),
)


class TestKeep:
    def test_copies_what_the_run_found(self, finished: Path) -> None:
        run_keep("default")
        kept = finished / "results/default"
        for path in keep.KEPT:
            assert (kept / path).exists()
        for name in ("metrics/evaluate.json", "plots/gpt2/train.csv", "params.yaml"):
            assert (kept / name).read_bytes() == (finished / name).read_bytes()
        assert files.read_json(kept / "hashes.json") == {"data/stories": "0f.dir"}
        assert "greedy" in (kept / "results.md").read_text(encoding="utf-8")

    def test_ten_samples_over_models_strategies_and_prompts(self) -> None:
        chosen = keep.spread(samples(), 10)
        assert len(chosen) == 10
        assert {(each["model"], each["strategy"]) for each in chosen} == {
            (model, strategy) for model in MODELS for strategy in STRATEGIES
        }
        assert [each["prompt_id"] for each in chosen] == [f"prompt-{n}" for n in range(0, 20, 2)]

    def test_fewer_samples_than_ten_are_all_kept_once(self) -> None:
        assert keep.spread(samples()[:3], 10) == samples()[:3]

    def test_the_story_is_the_first_of_the_best_model_that_ended_by_itself(self) -> None:
        assert shown_story(samples(), predicted("gpt2"))["id"] == "gpt2-top_p-1"
        best = predicted("tagmodel-every_window")
        assert shown_story(samples(), best)["id"] == "tagmodel-every_window-top_p-1"

    def test_without_such_a_story_the_nearest_one(self) -> None:
        greedy = [sample(0, "gpt2", "greedy", False), sample(1, "gpt2", "greedy", True)]
        best = predicted("tagmodel-every_window")
        assert shown_story(greedy, best)["id"] == "gpt2-greedy-1"
        cut = [*greedy, sample(2, "tagmodel-every_window", "top_p", False)]
        assert shown_story(cut, best)["id"] == "tagmodel-every_window-top_p-2"

    def test_the_readme_keeps_all_but_the_block(self, finished: Path) -> None:
        run_keep("default")
        page = paths.README.read_text(encoding="utf-8")
        assert page.startswith("# Title\n<!-- story:start -->\n![")
        assert page.endswith(f"<!-- {readme.PLACES[-1]}:end -->\nMore.\n")
        assert "yesterday" not in page
        run_keep("default")
        assert paths.README.read_text(encoding="utf-8") == page

    @pytest.mark.parametrize("name", NO_NAMES)
    def test_refuses_what_is_no_name(self, project: Path, name: str) -> None:
        with pytest.raises(FabulaError, match="no name") as caught:
            keep.main(Namespace(name=name))
        assert len(str(caught.value)) < 250
        assert not paths.RESULTS.exists()

    @pytest.mark.parametrize("name", ["a", "0", "a" * 60, "a-b_c.d"])
    def test_takes_what_is_a_name(self, name: str) -> None:
        assert keep.NAME.fullmatch(name)

    def test_refuses_a_run_without_its_files(self, finished: Path) -> None:
        EVALUATE_METRICS.unlink()
        with pytest.raises(FabulaError, match=r"metrics/evaluate\.json missing: run `dvc repro`"):
            run_keep("default")

    def test_refuses_a_run_that_something_changed_since(
        self, finished: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(keep, "unfinished_stages", lambda: ["train_gpt2"])
        with pytest.raises(FabulaError, match="train_gpt2 changed since: run `dvc repro`"):
            run_keep("default")
        assert not paths.RESULTS.exists()

    def test_refuses_a_readme_without_a_place_for_it_before_keeping_anything(
        self, finished: Path
    ) -> None:
        page = paths.README.read_text(encoding="utf-8")
        files.write_text(paths.README, page.replace("<!-- figures:end -->", ""))
        with pytest.raises(FabulaError, match="figures:start --> and <!-- figures:end"):
            run_keep("default")
        assert not paths.RESULTS.exists()

    def test_dvc_says_which_stages_are_unfinished(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        with pytest.raises(FabulaError, match="`dvc status` failed"):
            keep.unfinished_stages()
        dvc = [sys.executable, "-m", "dvc"]
        subprocess.run([*dvc, "init", "--no-scm", "--quiet"], check=True)
        graph = {"stages": {"write": {"cmd": "echo 1 > one", "outs": ["one"]}}}
        files.write_text(Path("dvc.yaml"), json.dumps(graph))
        assert keep.unfinished_stages() == ["write"]
        subprocess.run([*dvc, "repro", "--quiet"], check=True)
        assert keep.unfinished_stages() == []


class TestOrigins:
    def test_the_model_called_gpt2_is_what_the_parameters_made(self, project: Path) -> None:
        values = read_yaml(paths.PARAMS)
        for init, made in (
            (
                "pretrained/base",
                "here `pretrained/base`, a small Llama that has read 16,260 stories",
            ),
            ("gpt2", "here `gpt2`, trained further."),
            ("scratch", "here trained from random weights, of the architecture `gpt2`."),
        ):
            values["gpt2"]["init"] = init
            files.write_json(paths.PARAMS, values)
            assert made in origins.gpt2(Path())

    @pytest.mark.parametrize("folder", origins.BASES)
    def test_a_base_is_what_its_card_and_its_weights_say(self, folder: str) -> None:
        said, card = origins.BASES[folder], (ROOT / folder / "README.md").read_text("utf-8")
        assert files.read_json(ROOT / folder / "config.json")["model_type"] in said.lower()
        for number in re.findall(r"\d+,\d+", said):
            assert number in card

    def test_real_stories_of_the_embedded_world_are_told_by_a_program(self, finished: Path) -> None:
        assert "which a program tells (`fabula/world`), the real ones too" in origins.seen(finished)


BEST = "gpt2"
"""The model that predicts best in `evaluation`."""


class TestReadme:
    def test_opens_with_a_picture_and_a_story(self, finished: Path) -> None:
        run_keep("default")
        first, quote, author = readme.blocks(paths.RESULTS)["story"].strip().split("\n\n")
        assert first.endswith("](results/default/plots/overview.png)")
        assert quote.splitlines() == [
            "<blockquote>",
            "<p><i>Once there was a *star*</i> that shone.</p>",
            f"<p>Story_1 of {BEST}.</p>",
            "</blockquote>",
        ]
        assert "from the tags Dialogue, Twist and the opening in italics (top-p, seed 1)" in author

    def test_the_story_is_of_the_run_that_tells_most_sound_ones(self, finished: Path) -> None:
        run_keep("default")
        better = evaluation()
        better[BEST]["top_p"]["joint_score"] = estimate(61.0)
        files.write_json(EVALUATE_METRICS, better)
        run_keep("another")
        author = readme.blocks(paths.RESULTS)["story"]
        passed = better[BEST]["top_p"]["joint_pass"]["value"]
        assert f"in run `another`, {passed:.3g} hold together (of 100 real ones, 1.01)" in author
        assert "and 61 are unlike the others too (1)." in author
        followed = files.read_json(CONTROL_METRICS)["stories"][BEST]
        adherence = tables.cell([*followed.values()][-1]["adherence"])
        assert f"its stories follow them to {adherence} of 1" in author
        assert author.strip().endswith(origins.gpt2(Path("results/another")))
        assert "](results/default/plots/overview.png)" in author

    def test_three_rows_of_figures_with_intervals(self, finished: Path) -> None:
        run_keep("default")
        table, seen, *folded = readme.blocks(paths.RESULTS)["figures"].strip().split("\n\n")
        _, _, *lines = cells(table)
        labels = [tables.row_label(row) for row in ("real", BEST, "gpt2-base")]
        assert [line[0] for line in lines] == labels
        assert all(re.fullmatch(r"-?\S+ \(\S+ to \S+\)", line[1]) for line in lines)
        assert seen == origins.seen(finished)
        assert folded[1:] == [opening.LEGEND, "</details>"]

    def test_what_gpt2_began_as_stands_beside_it_alone(self, finished: Path) -> None:
        better = evaluation()
        better["tagmodel-every_window"]["language_model"]["bits_per_byte"] = estimate(0.1)
        files.write_json(EVALUATE_METRICS, better)
        run_keep("default")
        _, _, *lines = cells(readme.blocks(paths.RESULTS)["figures"].split("\n\n")[0])
        assert [line[0] for line in lines] == ["Real stories", "Tag model, every window"]

    def test_the_strategies_are_told_of_as_they_are(self, finished: Path) -> None:
        run_keep("default")
        picture, found = readme.blocks(paths.RESULTS)["decoding"].strip().split("\n\n")
        assert picture.endswith("](results/default/plots/decoding.png)")
        assert found == (
            "Each strategy continued the first 20 openings. Of 100 real stories 80 hold together "
            "(joint pass), and 70 (60 to 80) are unlike the others too (joint score). Of the "
            "strategies, top-p at temperature 1 has the highest joint score, 50 (40 to 60). Their "
            "intervals overlap with its own: top-p at temperature 0.5. Most is told alike by "
            "greedy: 75 hold together, and 10 (0 to 20) count."
        )
        assert found in (finished / "results/default/results.md").read_text(encoding="utf-8")

    def test_a_table_for_each_run_the_default_first(self, finished: Path) -> None:
        run_keep("another")
        run_keep("default")
        block = readme.blocks(paths.RESULTS)["runs"]
        assert block.index("### Run `default`") < block.index("### Run `another`")
        assert block.count(opening.table(opening.read(finished))) == 2
        assert all((finished / link).exists() for link in re.findall(r"\]\(([^)]+)\)", block))

    def test_says_which_data_the_rows_saw(self, finished: Path) -> None:
        run_keep("default")
        manifest = files.read_json(DATA_METRICS)
        files.write_json(DATA_METRICS, {**manifest, "source": "files", "licence": "CC0"})
        run_keep("mine")
        default, mine = readme.blocks(paths.RESULTS)["runs"].split("### Run `mine`")
        assert "embedded stories" in default
        assert "(licence: MIT): 1,200 to train on" in default
        assert "embedded" not in mine
        assert "files in `examples`** (licence: CC0)" in mine
        hub = {**manifest, "source": "hub", "dataset": "owner/name"}
        files.write_json(Path("results/mine") / DATA_METRICS, hub)
        assert "the dataset `owner/name`" in readme.blocks(paths.RESULTS)["runs"]

    def test_before_any_run_is_kept_it_says_how_to_keep_one(self, tmp_path: Path) -> None:
        blocks = readme.blocks(tmp_path)
        assert set(blocks) == set(readme.PLACES)
        assert all("fabula keep default" in block for block in blocks.values())


class TestKeptRuns:
    """The README and `results/` of this repository."""

    def test_the_readme_is_what_the_kept_runs_say(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(ROOT)
        page = paths.README.read_text(encoding="utf-8")
        blocks = readme.blocks(paths.RESULTS)
        assert page == readme.with_blocks(page, blocks), "run `fabula keep NAME` again"

    def test_the_first_screen_is_a_sentence_a_picture_a_story_two_commands_three_rows(self) -> None:
        page = (ROOT / paths.README).read_text(encoding="utf-8")
        first, _, below = page.partition("\n## ")
        marks = ("![", "<blockquote>", "make repro", "make test", "\n| Real stories |")
        places = [first.index(mark) for mark in marks]
        assert places == sorted(places)
        sentence = first[: places[0]].split("\n\n")[1]
        assert sentence.count(".") == 1
        assert sum(line.startswith("| ") for line in first.splitlines()) == 2 + 3
        assert first.count("![") == 1
        assert "![" in below

    def test_every_picture_and_link_of_the_readme_is_there(self) -> None:
        page = (ROOT / paths.README).read_text(encoding="utf-8")
        links = [link for link in re.findall(r"\]\(([^)#]+)\)", page) if "://" not in link]
        assert len(links) > 5
        assert not [link for link in links if not (ROOT / link).exists()]

    @pytest.mark.parametrize(
        "run", sorted(path.parent.name for path in (ROOT / "results").glob(f"*/{paths.PARAMS}"))
    )
    def test_a_run_has_ten_samples_its_figures_and_hashes_and_no_word_of_others(
        self, run: str
    ) -> None:
        folder = ROOT / "results" / run
        for path in (*keep.KEPT, KEPT_STORY, KEPT_SAMPLES, KEPT_FIGURES):
            assert (folder / path).exists(), "run `fabula keep NAME` again"
        assert all(files.read_json(folder / KEPT_HASHES).values())
        kept = files.read_jsonl(folder / KEPT_SAMPLES)
        assert len(kept) == keep.SPREAD
        if files.read_json(folder / DATA_METRICS)["source"] != "embedded":
            kept.append(files.read_json(folder / KEPT_STORY))
            assert not any(each["prompt"] or "reference" in each for each in kept)
            card = (folder / CARD).read_text(encoding="utf-8")
            assert without_examples(card) == card


class TestSummary:
    def test_says_what_was_made_how_good_it_is_and_what_to_do(
        self, finished: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        command(["summary"])()
        shown = capsys.readouterr().out
        assert "embedded stories" in shown
        assert "600,000 tokens" in shown
        base, trained = (
            next(line.split() for line in shown.splitlines() if line.strip().startswith(name))
            for name in ("GPT-2 before", "GPT-2  ")
        )
        assert base[-5:] == ["–", "–", "–", "2", "2.02"]
        assert trained[-5:] == ["4,213,760", "1,500", "1.3", "3", "3.02"]
        for proposed in summary.TRY:
            assert proposed in shown
        assert "\x1b" not in shown, "colours only on a terminal"

    def test_ends_with_a_story_its_tags_its_joint_score_and_where_to_look(
        self, finished: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        files.write_text(paths.SECONDS, "download,3.2\nreport,9.0\nreport,4.1\n")
        command(["summary"])()
        shown = " ".join(capsys.readouterr().out.split())
        mine, real = (
            tables.cell(figures["joint_score"])
            for figures in (evaluation()[BEST]["top_p"], evaluation()["real"]["stories"])
        )
        parts = (
            "Seconds of each stage download 3, report 4; together 7",
            "By GPT-2, asked for Dialogue, Twist: Once there was a *star* that shone.",
            f"Joint score: of 100 stories by GPT-2, {mine} are coherent",
            f"of 100 real ones, {real}.",
            "plots/report.html",
        )
        places = [shown.index(part) for part in parts]
        assert places == sorted(places)

    def test_refuses_to_sum_up_what_is_not_there(self, project: Path) -> None:
        with pytest.raises(FabulaError, match=r"metrics/data\.json, .* missing: run `dvc repro`"):
            command(["summary"])()
