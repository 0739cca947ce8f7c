"""Anybody's stories, measured alone: `fabula.evaluate`."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

import fabula
from fabula.errors import DataError
from fabula.evaluation import alone, given
from fabula.evaluation.alone import REAL, Evaluation
from fabula.evaluation.given import Given
from fabula.evaluation.metrics.corruptions import repeated_tail, sentence_shuffle
from fabula.evaluation.metrics.registry import JUDGED, TEXT
from fabula.evaluation.metrics.validity import SET_CORRUPTIONS
from fabula.evaluation.quality.joint_pass import learn as learn_quality
from fabula.reporting import alone_page
from fabula.stories import Story, opening
from fabula.world import tell

COUNT = 30
REAL_STORIES, WHOLE, OTHERS = (
    [story.text for story in tell(seed, "train", count)]
    for seed, count in ((5, 120), (6, COUNT), (7, COUNT))
)

Broken = Callable[[Sequence[str]], list[str]]


def shuffled(texts: Sequence[str]) -> list[str]:
    return [sentence_shuffle(text, "", Random(n)) for n, text in enumerate(texts)]


def looped(texts: Sequence[str]) -> list[str]:
    return [repeated_tail(text, "", Random(n)) for n, text in enumerate(texts)]


def one_story(texts: Sequence[str]) -> list[str]:
    return [texts[0]] * len(texts)


def by(name: str) -> Broken:
    return lambda texts: SET_CORRUPTIONS[name](texts, REAL_STORIES)


def opened(texts: Sequence[str], openings: Sequence[str] = WHOLE) -> list[Story]:
    """Texts after the openings of stories."""
    firsts = [opening(text, 12) for text in openings]
    return [Story(f"{first} {text}", first) for first, text in zip(firsts, texts, strict=True)]


def rest(texts: Sequence[str]) -> list[str]:
    return [text[len(opening(text, 12)) :].strip() for text in texts]


@pytest.fixture(scope="module")
def quick() -> Any:
    """The figures alone: what the metrics notice, `whole` has."""
    learn = remembering(learn_quality)

    def found(*sources: Any, **more: Any) -> Evaluation:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(alone, "_broken", lambda *_: {})
            patch.setattr(alone, "validity", lambda *_: {"validated": {}})
            patch.setattr(alone, "learn", learn)
            return alone.evaluate(*sources, real=REAL_STORIES, judge=False, **more)

    return found


def remembering(learn: Any) -> Any:
    """The same stories are learned from again and again."""
    known: dict[Any, Any] = {}

    def once(texts: Sequence[str]) -> Any:
        if tuple(texts) not in known:
            known[tuple(texts)] = learn(texts)
        return known[tuple(texts)]

    return once


@pytest.fixture(scope="module")
def whole() -> Evaluation:
    """All of it, of stories in premises."""
    stories = [Story(text, f"A story of number {n}") for n, text in enumerate(WHOLE)]
    found: Evaluation = fabula.evaluate(stories, real=REAL_STORIES, judge=False)
    return found


WAYS: dict[str, tuple[Broken, tuple[str, ...]]] = {
    "shuffled": (shuffled, ("joint_pass", "coherence_issues", "polished_joint_pass")),
    "spliced": (by("splice"), ("context_maintenance", "hallucinations")),
    "looped": (looped, ("repetition_rate",)),
    "contradicting": (by("contradict"), ("contradictions",)),
    "cut short": (by("stub"), ("failures",)),
    "salad": (by("word_salad"), ("detectability",)),
    "other stories": (by("other_story"), ("relevance", "taken_up")),
    "one story": (one_story, ("joint_score", "distinct_1", "distinct_2", "distinct_4")),
    "copied": (
        lambda _: rest(REAL_STORIES[:COUNT]),
        ("creativity", "longest_copy", "closest_story"),
    ),
    "run on": (by("run_on"), ("readability",)),
    "sloppy": (by("sloppy"), ("edits",)),
}
"""What is done to stories, and the metrics that must find them worse."""
TRIED = {name for _, names in WAYS.values() for name in names}


@pytest.mark.parametrize("way", WAYS)
def test_each_metric_finds_broken_stories_worse(
    quick: Any, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, names = WAYS[way]
    monkeypatch.setattr(alone, "TEXT", {name: TEXT[name] for name in names})
    monkeypatch.setattr(alone, "JUDGED", {})
    stories = rest(WHOLE)
    found = quick(opened(stories), opened(broken(stories)), training=REAL_STORIES)
    assert found.paired_prompts == COUNT
    assert set(found.figures["stories"]) == set(names)
    for name in names:
        good, bad, real = (found.figures[row][name]["value"] for row in found.figures)
        if TEXT[name].better == "neither":
            assert abs(bad - real) > abs(good - real), name
        else:
            assert good != bad, name
            assert (good > bad) == (TEXT[name].better == "higher"), name
            if name != "contradictions":  # a lower bound: few are seen
                assert found.difference[name]["low"] * found.difference[name]["high"] > 0, name


def test_prompts_that_are_no_openings_are_what_stories_were_written_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(alone, "_broken", lambda *_: {})
    monkeypatch.setattr(alone, "validity", lambda *_: {"validated": {}})
    monkeypatch.setattr(alone, "TEXT", {"prompt_relevance": TEXT["prompt_relevance"]})
    told, real = list(tell(6, "train", COUNT)), list(tell(5, "train", 120))
    swapped = [
        replace(one, prompt=other.prompt)
        for one, other in zip(told, [*told[1:], told[0]], strict=True)
    ]
    found = alone.evaluate(told, swapped, real=real, prompts="premise")
    own, other = (found.figures[row]["prompt_relevance"] for row in list(found.figures)[:2])
    assert own["low"] > other["high"]
    assert abs(other["value"]) < own["value"] / 5, "a swapped prompt is not answered"


def test_every_metric_that_is_shown_is_tried(quick: Any) -> None:
    found = quick(opened(rest(WHOLE)), training=REAL_STORIES)
    assert set(found.figures["stories"]) == TRIED | {"quality_score"}
    assert set(found.figures["stories"]) | set(found.left_out) == {*TEXT, *JUDGED}


def test_real_stories_are_found_as_good_as_others(quick: Any) -> None:
    found = quick(WHOLE)
    mine, real = (found.figures[row]["joint_pass"] for row in ("stories", REAL))
    assert mine["low"] <= real["high"]
    assert real["low"] <= mine["high"]


def test_validity_stands_beside_the_figures(whole: Evaluation) -> None:
    assert whole.validity["sentence_shuffle"]["coherence_issues"]["auc"] > 0.9  # type: ignore[operator]
    assert whole.validity["validated"]["repetition_rate"]["value"] == 1
    head, *table = alone_page.lines(whole)
    assert head == ["", "stories", REAL, "notices"]
    assert {line[0].removesuffix(" †") for line in table} >= {"coherence issues, % ↓"}
    assert all(len(line) == 4 for line in table)


def test_what_needs_more_is_left_out_with_a_line(whole: Evaluation) -> None:
    said = " ".join(alone_page.left_out(whole))
    for name in ("surprise to the reference LM", "BLEU", "creativity", "relevance"):
        assert name in said
    assert "creativity" not in whole.figures["stories"]


def test_the_same_stories_twice_differ_by_nothing(quick: Any) -> None:
    for one, other in ((WHOLE, WHOLE), (opened(rest(WHOLE)), opened(rest(WHOLE)))):
        found = quick(one, other)
        assert found.difference["joint_score"]["value"] == 0
        assert {alone_page.lines(found)[n][4] for n in (1, 2, 3)} == {"no difference seen"}


def test_sharing_prompts_makes_differences_surer(quick: Any) -> None:
    """Of two rows alike but for one story in eight."""
    stories = rest(WHOLE)
    worse = [*looped(stories[:5]), *stories[5:]]
    paired = quick(opened(stories), opened(worse))
    apart = quick(opened(stories), opened(worse, OTHERS))
    assert (paired.paired_prompts, apart.paired_prompts) == (COUNT, 0)
    widths = [
        found.difference["repetition_rate"]["high"] - found.difference["repetition_rate"]["low"]
        for found in (paired, apart)
    ]
    assert widths[0] <= widths[1]
    one = [found.difference["context_maintenance"] for found in (paired, apart)]
    assert one[0]["high"] - one[0]["low"] < one[1]["high"] - one[1]["low"]


def test_paired_in_whatever_order(quick: Any) -> None:
    stories = opened(rest(WHOLE))
    found = quick(stories, stories[::-1])
    assert found.difference["coherence_issues"] == {"value": 0, "low": 0, "high": 0, "n": COUNT}


def test_several_stories_of_one_prompt_are_drawn_together(quick: Any) -> None:
    found = quick(opened(rest(WHOLE)) + opened(rest(OTHERS)))
    assert found.stories["stories"] == 2 * COUNT
    assert found.figures["stories"]["joint_pass"]["n"] == COUNT
    assert "self_bleu_of_prompts" in found.figures["stories"]


def test_a_single_prompt_is_said_and_stories_count_one_by_one(quick: Any) -> None:
    found = quick([Story(text, "Tell a story") for text in WHOLE])
    assert found.figures["stories"]["joint_pass"]["n"] == COUNT
    assert any("different prompts: only 1" in note for note in found.notes)


@pytest.mark.parametrize(
    ("stories", "note"),
    [
        (WHOLE[:1], "1 of 30 stories that it takes"),
        ([*WHOLE, "", "The end."], "2 of 32 stories are empty or end within 30 words"),
        ([*WHOLE, WHOLE[0]], "1 of 31 stories stand there a second time"),
        ([*WHOLE, REAL_STORIES[3]], "1 of 31 stories are among the real ones"),
        (["从前有一只小狐狸，它找到了一个红色的球。" * 9] * 4, "tell of something else"),
        (["Es war einmal ein alter Müller, der hatte drei Söhne. " * 9] * 4, "tell of something"),
    ],
)
def test_odd_stories_have_a_table_and_a_note(quick: Any, stories: list[str], note: str) -> None:
    found = quick(stories)
    assert len(alone_page.lines(found)) > 10
    assert any(note in each for each in found.notes), found.notes


def test_ones_own_stories_are_no_strangers(quick: Any) -> None:
    assert not [note for note in quick(WHOLE).notes if "something else" in note]


def test_empty_stories_are_failures_and_never_left_out(quick: Any) -> None:
    found = quick([""] * COUNT)
    assert found.figures["stories"]["failures"]["value"] == 100
    assert found.figures["stories"]["joint_score"]["value"] == 0


def test_few_real_stories_are_refused(quick: Any) -> None:
    with pytest.raises(DataError, match="3 different real stories are too few"):
        alone.evaluate(WHOLE, real=REAL_STORIES[:3])
    with pytest.raises(DataError, match="no story"):
        quick([])


def test_as_json_and_as_a_page(whole: Evaluation) -> None:
    table = json.loads(json.dumps(asdict(whole), allow_nan=False))
    assert table["figures"]["stories"]["joint_score"]["n"] == COUNT
    page = alone_page.html(replace(whole, notes=["<script>alert(1)</script>"]))
    assert "<script>" not in page
    assert "coherence issues" in page


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def records(*each: Any) -> str:
    return "".join(json.dumps(one) + "\n" for one in each)


def test_files_of_all_kinds(project: Path) -> None:
    expected = [Given("A fox ran."), Given("A hen sat.")]
    for name, text in {
        "a.txt": "A fox ran.\nA hen sat.\n",
        "b.txt": "A fox ran.\n<|endoftext|>\nA hen sat.\n<|endoftext|>\n",
        "c.jsonl": records({"text": "A fox ran."}, {"story": "A hen sat.", "tags": ["odd"]}),
        "d.json": json.dumps([{"text": "A fox ran."}, {"Text": "A hen sat."}]),
        "e.csv": "story,by\nA fox ran.,me\nA hen sat.,you\n",
    }.items():
        found = given.read_stories(write(project, name, text))
        assert found.stories == expected, name


def test_an_opening_is_cut_off_and_a_premise_is_not(project: Path) -> None:
    repeated = records(*[{"prompt": "A fox", "text": "A fox ran."}] * 2)
    followed = records(*[{"prompt": "A fox", "text": " ran."}] * 2, {"prompt": "A", "text": ""})
    premises = records(*[{"prompt": "a lost ball", "text": "A fox ran."}] * 2)
    openings = [given.read_stories(write(project, "a.jsonl", t)) for t in (repeated, followed)]
    for found in openings:
        assert found.stories[0] == Given(" ran.", "A fox", "A fox")
        assert "openings" in found.notes[0]
    assert openings[1].stories[2] == Given("", "A", "A")
    found = given.read_stories(write(project, "a.jsonl", premises))
    assert found.stories[0] == Given("A fox ran.", "", "a lost ball")
    assert "premises" in found.notes[0]
    forced = given.read_stories(project / "a.jsonl", "opening")
    assert forced.stories[0] == Given(" A fox ran.", "a lost ball", "a lost ball")


def test_records_that_are_no_story_are_all_named_or_left_out_aloud(project: Path) -> None:
    text = records({"text": "A fox ran."}, {"title": "x"}, {"text": 3}, {"text": "word " * 3000})
    path = write(project, "a.jsonl", text + "{broken\n")
    with pytest.raises(DataError) as caught:
        given.read_stories(path)
    for line in (2, 3, 4, 5):
        assert f"a.jsonl:{line}: " in str(caught.value)
    assert "no field 'story' or 'text'; its fields: 'title'" in str(caught.value)
    found = given.read_stories(path, skip_bad=True)
    assert len(found.stories) == 1
    assert found.notes[0] == "4 records are no story and left out:"
    assert len(found.notes) == 5


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", b"%PDF", "no known format; known: .txt"),
        ("a.jsonl", b"\x89PNG\r\n\x1a\n\x00\xff\xfe", "a.jsonl:1: "),
        ("a.jsonl", b"", "there is no story in it"),
        ("a.parquet", b"PAR1 and no more", "a.parquet"),
        ("a.json.gz", b"no gzip", "a.json.gz"),
        ("a.txt", b"\xff\xfeA\x00", "not UTF-8"),
    ],
)
def test_a_file_of_another_kind_is_one_message(
    project: Path, name: str, content: bytes, said: str
) -> None:
    (project / name).write_bytes(content)
    with pytest.raises(DataError) as caught:
        given.read_stories(project / name)
    assert said in str(caught.value)


def test_a_file_that_is_not_there_and_a_folder(project: Path) -> None:
    with pytest.raises(DataError, match="no such file"):
        given.read_stories(project / "a.jsonl")
    with pytest.raises(DataError, match="is a folder"):
        given.read_stories(project)


def test_the_command_writes_what_it_prints(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from fabula.cli.main import command

    monkeypatch.setattr(alone, "validity", lambda *_: {"validated": {}})
    real = write(project, "real.jsonl", records(*({"story": text} for text in REAL_STORIES)))
    mine = write(project, "mine.jsonl", records(*({"text": text} for text in WHOLE)))
    words = ["evaluate", str(mine), "--real", str(real), "--json", str(project / "out/found.json")]
    words.append("--no-judge")
    command(words)()
    shown = capsys.readouterr().out
    assert f"mine.jsonl ({COUNT} stories), held against" in shown
    assert "joint score, %" in shown
    found = json.loads((project / "out/found.json").read_text())
    assert found["stories"] == {"mine.jsonl": COUNT, REAL: 30}
    for wrong in ([*words[:2], "--json", str(mine)], [*words[:2], "--html", str(project)]):
        with pytest.raises(DataError):
            command(wrong)()
    with pytest.raises(DataError, match="3 files"):
        command(["evaluate", "a", "b", "c"])()
