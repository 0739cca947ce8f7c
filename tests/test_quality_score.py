"""The quality score: it falls as stories get worse, and what it is made of can be seen."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from fabula.cli.main import command
from fabula.errors import DataError
from fabula.evaluation import alone
from fabula.evaluation.given import Given
from fabula.evaluation.metrics.registry import JUDGED
from fabula.evaluation.metrics.validity import SET_CORRUPTIONS, told_apart
from fabula.evaluation.quality.joint_pass import learn, with_limits
from fabula.evaluation.quality_score import fitting, graded, making, scoring
from fabula.evaluation.quality_score.graded import REAL, Graded
from fabula.evaluation.quality_score.scoring import QualityScore, quality_score
from fabula.evaluation.quality_score.signals import REFEREED, SIGNALS, scale
from fabula.evaluation.quality_score.talk import addresses_itself
from fabula.evaluation.real_corpus import RealCorpus
from fabula.words import sentences
from fabula.world import tell

TRAINING, LIMITS, MEASURED = (
    [story.text for story in told]
    for told in (tell(5, "train", 150), tell(5, "validation", 60), tell(5, "test", 40))
)
STRANGE = ["", " ", "Hi", "🙂🙂🙂", "?!", "a" * 5000, "No. " * 400, "מעשה שהיה", "\n\n\x00"]


def given(texts: Sequence[str]) -> list[Given]:
    return [graded.opened(text) for text in texts]


@pytest.fixture(scope="module")
def score() -> QualityScore:
    quality = with_limits(learn(TRAINING), LIMITS)
    return quality_score(quality, given(LIMITS), judge=False)


def scores(score: QualityScore, stories: Sequence[Given]) -> Any:
    return score(score.table(stories))


@pytest.mark.parametrize("way", JUDGED["quality_score"].notices)
def test_it_tells_real_stories_from_broken_ones(score: QualityScore, way: str) -> None:
    real = [story.text for story in given(MEASURED)]
    broken = SET_CORRUPTIONS[way](real, TRAINING)
    apart = told_apart(
        scores(score, [Given(text) for text in real]),
        scores(score, [Given(text) for text in broken]),
    )
    assert apart["auc"] > 0.75  # type: ignore[operator]


def test_it_falls_from_grade_to_grade(score: QualityScore) -> None:
    """Real stories, chains of words that remember less and less, and words in no order."""
    openings = [story.opening for story in given(MEASURED)]
    sources = [*graded.real_and_broken(MEASURED), *graded.chained(TRAINING, openings)]
    means = [
        float(scores(score, [each.story for each in sources if each.source == source]).mean())
        for source in (REAL, "chain of three words", "word_salad")
    ]
    assert means == sorted(means, reverse=True)
    assert means[0] > means[1] + 0.2


def test_real_stories_are_as_good_as_other_real_ones(score: QualityScore) -> None:
    found = scores(score, given(MEASURED)).mean() - scores(score, given(LIMITS)).mean()
    assert abs(found) < 0.1


def test_any_text_has_a_score_and_one_that_is_no_story_a_low_one(score: QualityScore) -> None:
    found = scores(score, [Given(text) for text in STRANGE])
    assert ((found >= 0) & (found <= 1)).all()
    assert found.max() < scores(score, given(MEASURED)).mean()
    assert found[0] < 0.1


def test_a_score_depends_on_its_story_alone(score: QualityScore) -> None:
    together = scores(score, given(MEASURED))
    apart = np.concatenate([scores(score, [story]) for story in given(MEASURED)])
    assert together.tolist() == pytest.approx(apart.tolist())


@pytest.mark.parametrize("judge", [False, True])
def test_what_is_shipped_can_be_read_and_no_error_is_good(judge: bool) -> None:
    weights = scoring.load(scoring.SHIPPED, judge=judge)
    assert set(weights.of) == set(SIGNALS) - (set() if judge else set(REFEREED))
    assert all(weight >= 0 for weight in weights.of.values())
    held_out = json.loads(scoring.SHIPPED.read_text())[
        scoring.WITH_JUDGE if judge else scoring.WITHOUT
    ]["held_out"]
    assert held_out["spearman"] > 0.4
    grades = [fifth["grade"] for fifth in held_out["calibration"]]
    assert grades == sorted(grades)


def test_other_files_of_weights_are_told_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "weights.json"
    path.write_text("{}")
    with pytest.raises(DataError, match="fabula quality"):
        scoring.load(path, judge=False)
    path.write_text('{"without_judge": {"bias": 0, "weights": {"beauty": 1}}}')
    with pytest.raises(DataError, match="no signals: beauty"):
        scoring.load(path, judge=False)


def test_weights_learned_without_the_extra_say_so(tmp_path: Path) -> None:
    path = tmp_path / "weights.json"
    path.write_text('{"without_judge": {"bias": 0, "weights": {"coherence": 1}}}')
    assert scoring.load(path, judge=False).of == {"coherence": 1}
    with pytest.raises(DataError, match="--no-judge"):
        scoring.load(path, judge=True)


def test_the_end_ends_a_story_with_and_without_a_stop(score: QualityScore) -> None:
    texts = ["A hen sat.", "A hen sat.\nThe End", '"Sit." the end', "A hen came to the end", "Hen"]
    assert score.table([Given(text) for text in texts])["ended"].tolist() == [1, 1, 1, 0, 0]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ('Tom said, "Thank you, Tom!" Mia smiled and said, "Yes, Tom."', 1),
        ('"Look, Mia," said Mia. “Come, Ben!” Ben asked.', 2),
        ('Tom said, "I am Tom." The owl said, "My name is Tom." He said, "He is here."', 0),
        ('Tom ran. "Thank you, Tom!" said Mia.', 0),
        ('Mom said, "Good night." "Where is Mom?" Tim asked.', 0),
        ("", 0),
    ],
)
def test_who_speaks_to_somebody_by_the_own_name_is_found(text: str, count: int) -> None:
    assert addresses_itself(text) == count


def test_a_story_is_the_worse_the_more_it_repeats_itself(score: QualityScore) -> None:
    parts = sentences(MEASURED[0])
    again = [" ".join([*parts[: len(parts) - n], *parts[2 : 2 + n]]) for n in (0, 3, 6)]
    harping = MEASURED[0].replace(". ", ". Kite, kite, kite. ")
    found = scores(score, [Given(text) for text in again]).tolist()
    assert found == sorted(found, reverse=True)
    assert found[0] > found[2] + 0.05
    assert scores(score, [Given(harping)])[0] < found[0] - 0.05


def test_no_story_is_the_better_for_odd_words_or_for_more_of_them_than_real_ones(
    score: QualityScore,
) -> None:
    table = score.table(given(MEASURED))
    for name, much in (("odd words", 0.0), ("odd words", 99.0), ("different words", 99.0)):
        other = table | {name: np.full(len(MEASURED), score.real.centre[name])}
        extreme = table | {name: np.full(len(MEASURED), much)}
        assert (score(extreme) <= score(other) + 1e-9).all()


def stories() -> list[Graded]:
    openings = [story.opening for story in given(MEASURED)]
    return [*graded.real_and_broken(MEASURED), *graded.chained(TRAINING, openings[:10])]


def test_what_is_learned_is_the_same_each_time_and_calibrated(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(scoring, "judge_is_here", lambda: False)
    corpus = RealCorpus("real", TRAINING, [Given(text) for text in LIMITS], [])
    found = making.learned(stories(), corpus)
    assert found == making.learned(stories(), corpus)
    part = found[scoring.WITHOUT]
    assert min(part["weights"].values()) >= 0
    assert part["held_out"]["spearman"] > 0.5
    assert part["held_out"]["by_source"]["word_salad"]["auc"] > 0.9
    for fifth in part["held_out"]["calibration"]:
        assert abs(fifth["score"] - fifth["grade"]) < 0.25
    assert "coherence" in making.told(part)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("opening", ["", "Once upon a time"])
def test_graded_stories_of_one_opening_or_none_are_learned_from_by_halves(
    opening: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The weights that score what is held out were learned from as many others."""
    monkeypatch.setattr(scoring, "judge_is_here", lambda: False)
    learned_from: list[int] = []
    fit = fitting.fit

    def counting(table: Any, real: Any, grades: Any, sources: Any) -> scoring.Weights:
        learned_from.append(len(grades))
        return fit(table, real, grades, sources)

    monkeypatch.setattr(fitting, "fit", counting)
    good = [Graded(Given(text, opening), "given", 0.9) for text in MEASURED[:10]]
    bad = [Graded(Given(text[::-1], opening), "given", 0.1) for text in MEASURED[:10]]
    corpus = RealCorpus("real", TRAINING, [Given(text) for text in LIMITS], [])
    part = making.learned([*good, *bad], corpus)[scoring.WITHOUT]
    assert learned_from == [10, 10, 20]
    assert part["held_out"]["spearman"] > 0.5


def test_a_signal_that_tells_grades_weighs_more() -> None:
    chance = np.random.default_rng(1)
    grades = chance.random(200)
    table = {"coherence": 2 * grades - 1, "context": chance.normal(size=200)}
    real = scale({name: chance.normal(size=50) for name in table})
    weights = fitting.fit(table, real, grades, ["written"] * 200).of
    assert weights["coherence"] > 2 * weights["context"]


def test_graded_stories_come_and_go_as_a_file(tmp_path: Path) -> None:
    path = tmp_path / "graded.jsonl"
    making.write(stories(), path)
    assert making.read(path) == [
        Graded(Given(e.story.text, e.story.opening, e.story.opening), e.source, e.grade)
        for e in stories()
    ]
    path.write_text('{"text": "One.", "grade": 1}\n{"text": "Two.", "grade": 7}\n')
    with pytest.raises(DataError, match=r"graded\.jsonl:2: no graded story"):
        making.read(path)
    path.write_bytes(b'{"text": "One.", "grade": 1}\n{"text": "\xff", "grade": 0}\n')
    with pytest.raises(DataError, match=r"graded\.jsonl:2: no graded story"):
        making.read(path)
    path.write_text(
        '{"text": "One\u2028.", "grade": 1}\n{"text": "Two\x85.", "grade": 0}\n', "utf-8"
    )
    assert [each.story.text for each in making.read(path)] == ["One\u2028.", "Two\x85."]
    path.write_text('{"text": "One.", "grade": 1}\n')
    with pytest.raises(DataError, match="two grades"):
        making.read(path)


def test_a_model_writes_worse_with_noise_and_the_same_each_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from fabula import models

    monkeypatch.setattr(graded, "LONGEST", 6)
    model, tokenizer = models.load(Path("pretrained/base"))
    openings = ["One day, a girl", "The old fox had a small red"]
    found = list(graded.written(model, tokenizer, openings))
    assert found == list(graded.written(model, tokenizer, openings))
    assert len(found) == len(openings) * len(graded.WRITTEN)
    assert len({each.story.text for each in found}) > len(openings)


def test_the_command_writes_a_line_a_story(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alone, "validity", lambda *_: {"validated": {}})
    real, mine = project / "real.jsonl", project / "mine.jsonl"
    marked = f"{MEASURED[0]}<|endoftext|>"
    for path, texts in ((real, TRAINING), (mine, [*MEASURED[:2], marked, "", 7, MEASURED[1]])):
        path.write_text("".join(f"{json.dumps({'text': text})}\n" for text in texts))
    out = project / "scores.jsonl"
    words = ["evaluate", str(mine), "--real", str(real), "--no-judge", "--scores", str(out)]
    with pytest.raises(DataError, match="7"):
        command(words)()
    command([*words, "--skip-bad"])()
    shown = capsys.readouterr().out
    assert "quality score ↑" in shown
    assert "make judge" in shown
    lines = [json.loads(line) for line in out.read_text().splitlines()]
    assert [line["story"] for line in lines] == [1, 2, 3, 4, 5]
    assert [line["line"] for line in lines] == [1, 2, 3, 4, 6]
    found = [line["quality_score"] for line in lines]
    assert found[0] == found[2] > found[3]
    assert found[1] == found[4]
    assert "1 texts end with a mark" in shown
    assert set(lines[0]) == {"file", "story", "line", "quality_score"} | set(SIGNALS) - set(
        REFEREED
    )


def test_nothing_that_is_read_is_written_over(project: Path) -> None:
    real, mine, out = (project / f"{name}.jsonl" for name in ("real", "mine", "out"))
    for path in (real, mine):
        path.write_text('{"text": "A hen sat."}\n')
    for words in (
        ["evaluate", mine, "--real", real, "--scores", real],
        ["evaluate", mine, "--real", real, "--scores", out, "--json", out],
        ["quality", "grade", real, "--real", real],
        ["quality", "fit", mine, "--real", real, "--weights", mine],
    ):
        with pytest.raises(DataError, match="name another one"):
            command(list(map(str, words)))()
    assert not out.exists()
    assert real.read_text() == mine.read_text() == '{"text": "A hen sat."}\n'


def test_the_extra_is_asked_for_where_it_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alone, "judge_is_here", lambda: False)
    with pytest.raises(DataError, match="make judge"):
        alone.evaluate(MEASURED, real=TRAINING, judge=True)
