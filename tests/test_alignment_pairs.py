"""Preferences: their one form, what is refused of it, and what is kept aside."""

import json
from pathlib import Path
from typing import Any

import pytest

from fabula.alignment import feedback, held_out, pairs
from fabula.alignment.pairs import Preference, decided, preference
from fabula.alignment.paths import IMPORTED, JUDGED
from fabula.cli.main import command
from fabula.errors import DataError
from fabula.generation.writing import Prompt
from fabula.judging import rounds
from fabula.judging.judgements import Judgement
from fabula.judging.paths import EXPORTED, ROUND, STORE
from fabula.judging.rounds import Task
from fabula.judging.store import Store

SAID = {"prompt": "Once a fox", "chosen": " sang.", "rejected": " slept."}


def lines(path: Path, *values: Any) -> Path:
    text = "".join(
        f"{value if isinstance(value, str) else json.dumps(value)}\n" for value in values
    )
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("prompt", "chosen", "kept"),
    [
        ("Once a fox", " sang.", " sang."),
        ("Once a fox", "sang.", " sang."),
        ("Once a fox ", "sang.", " sang."),
        ("Once a fox", ", red as fire, sang.\n", ", red as fire, sang."),
        ("", "  A fox sang.", "A fox sang."),
        (" Once a fox", "sang,\r\nand how.", " sang,\nand how."),
    ],
)
def test_a_story_goes_on_from_its_prompt(prompt: str, chosen: str, kept: str) -> None:
    found = preference({"prompt": prompt, "chosen": chosen, "rejected": " slept."})
    assert (found.prompt, found.chosen) == (prompt.strip(), kept)


def test_stories_that_repeat_their_prompt_are_the_same_as_those_that_go_on_from_it() -> None:
    whole = {name: SAID["prompt"] + SAID[name] for name in ("chosen", "rejected")}
    assert preference(SAID | whole) == preference(SAID)


def test_a_prompt_that_begins_with_white_space_is_not_doubled() -> None:
    turned = {name: f" {SAID['prompt']}{SAID[name]}" for name in ("chosen", "rejected")}
    assert preference({"prompt": f" {SAID['prompt']}"} | turned) == preference(SAID)


@pytest.mark.parametrize(
    ("prompt", "chosen", "rejected"),
    [
        ('He said "', 'Hi."', 'Ho."'),
        ("Once a fox", "glove grew.", "tail grew."),
        ("Once upon", " Once upon Once upon.", " a time."),
        ("Tom", " Tom ran.", " Tom slept."),
        ("", "Once a fox sang.", "Once a fox slept."),
    ],
)
def test_what_is_written_is_read_again_as_it_was(
    project: Path, prompt: str, chosen: str, rejected: str
) -> None:
    whole = {"prompt": prompt, "chosen": prompt + chosen, "rejected": prompt + rejected}
    path = lines(project / "mine.jsonl", whole)
    assert feedback.import_pairs(path).added == 1
    assert feedback.all_preferences() == [Preference(prompt, chosen, rejected)]
    assert feedback.import_pairs(path).duplicates == 1
    assert len(feedback.all_preferences()) == 1


def test_a_line_that_is_nested_too_deep_and_a_file_with_a_mark_are_no_riddle(
    project: Path,
) -> None:
    path = lines(project / "mine.jsonl", f"\ufeff{json.dumps(SAID)}", "[" * 200_000)
    found = pairs.read(path)
    assert found.pairs == [preference(SAID)]
    assert len(found.bad) == 1
    assert found.bad[0].startswith(f"{path}:2: no JSON: ")


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"prompt": None}, "prompt: expected a text, got None"),
        ({"chosen": [{"role": "user", "content": "Hi."}]}, "chosen: expected a text"),
        ({"rejected": " sang."}, "are the same story"),
        ({"rejected": " \n"}, "no word after the prompt"),
        ({"chosen": "Once a fox sang."}, "repeats the prompt and the other does not: ' slept.'"),
        ({"tags": ["Ghost"]}, "unknown tag 'Ghost'"),
        ({"tags": "Twist"}, "tags: expected a list of names, got 'Twist'"),
        ({"rater": 7}, "rater: expected a text, got 7"),
        ({"chosen": " sang\x07."}, "chosen has a control character, U\\+0007"),
        ({"rater": "owl\ud800"}, "rater is not UTF-8"),
        ({"id": "\x1b[31m"}, "id has a control character, U\\+001B"),
    ],
)
def test_what_is_no_preference_says_why(change: dict[str, Any], complaint: str) -> None:
    with pytest.raises(DataError, match=complaint):
        preference(SAID | change)


def test_all_that_is_wrong_with_a_line_is_said_at_once() -> None:
    with pytest.raises(DataError, match=r"prompt: .*chosen: .*rejected: expected a text, got noth"):
        preference({})


def test_every_bad_line_is_named_and_nothing_is_imported(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = lines(project / "mine.jsonl", SAID, "{", "", {"prompt": "A"}, "[1]")
    with pytest.raises(DataError) as error:
        command(["feedback", "import", str(path)])()
    message = str(error.value)
    assert message.startswith("3 lines are no pair")
    assert [f"{path}:{number}:" in message for number in (1, 2, 4, 5)] == [False, True, True, True]
    assert not IMPORTED.exists()
    command(["feedback", "import", str(path), "--skip-bad"])()
    said = capsys.readouterr().out
    assert said.count("left out: ") == 3
    assert "1 pairs added, 0 were there already, 3 lines are no pair" in said
    assert pairs.read(IMPORTED).pairs == [preference(SAID)]


def test_what_is_imported_again_is_counted_and_not_doubled(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = SAID | {"prompt": "Once a hen", "score": 3, "id": "b"}
    first = lines(project / "one.jsonl", SAID | {"id": "a"}, SAID, other)
    command(["feedback", "import", str(first)])()
    said = capsys.readouterr().out
    assert "the field 'score' of 1 lines means nothing here" in said
    assert "2 pairs added, 1 were there already" in said
    before = IMPORTED.read_bytes()
    command(["feedback", "import", str(lines(project / "two.jsonl", other, SAID))])()
    assert "0 pairs added, 2 were there already" in capsys.readouterr().out
    assert IMPORTED.read_bytes() == before
    assert "2 pairs to learn from: too few for align.least_pairs, 100" in said


def test_the_order_of_files_changes_no_byte(project: Path) -> None:
    other = SAID | {"rater": "owl"}
    ways = []
    for name, order in (("one", (SAID, other)), ("two", (other, SAID))):
        for number, value in enumerate(order):
            path = lines(project / f"{name}{number}.jsonl", value)
            feedback.import_pairs(path, project / name)
        ways.append((project / name).read_bytes())
    assert ways[0] == ways[1]
    assert ways[0].count(b"\n") == 2


def test_a_file_of_nothing_is_refused(project: Path) -> None:
    with pytest.raises(DataError, match=r"there is no pair in it\n.*bad\.jsonl:1: no JSON"):
        feedback.import_pairs(lines(project / "bad.jsonl", "{"), skip_bad=True)
    with pytest.raises(DataError, match="there is no pair in it"):
        feedback.import_pairs(lines(project / "none.jsonl"))
    with pytest.raises(DataError, match="cannot be read"):
        feedback.import_pairs(project / "nowhere.jsonl")


def test_of_each_two_stories_the_majority_decides() -> None:
    for_it = [Preference("A fox", " sang.", " slept.", rater=name) for name in ("owl", "hen")]
    against = Preference("A fox", " slept.", " sang.", rater="cat")
    even = [Preference("A hen", " sang.", " slept."), Preference("A hen", " slept.", " sang.")]
    alone = Preference("A cat", " sang.", " slept.", ("Twist",), "cat", "7")
    found = decided([*for_it, against, *even, alone])
    assert found.pairs == [Preference("A fox", " sang.", " slept."), alone]
    assert (found.doubled, found.undecided) == (3, 1)


def test_judged_pairs_take_the_same_form(project: Path) -> None:
    whole = "Once a fox sang.", "Once a fox slept."
    tasks = [
        Task("t1", "pair", "Once a fox", *whole, "one", "two", "t1"),
        Task("t2", "again", "Once a fox", *whole[::-1], "two", "one", "t1"),
        Task("t3", "attention", "Once a fox", *whole, "real", "shuffled", "t3"),
        Task("t4", "pair", "about a hen", *whole, "one", "two", "t4"),
    ]
    rounds.save(tasks, ROUND)
    store = Store(STORE)
    for task, rater, choice in (
        ("t1", "owl", "left"),
        ("t2", "owl", "right"),
        ("t3", "owl", "left"),
        ("t4", "owl", "right"),
        ("t1", "hen", "tie"),
        ("t9", "hen", "left"),
    ):
        store.add(Judgement(f"{task}{rater}", task, rater, 3.0, choice))  # type: ignore[arg-type]
    store.close()
    command(["judgements", "export"])()
    first = JUDGED.read_bytes()
    found = pairs.read(JUDGED).pairs
    opened = Preference("Once a fox", " sang.", " slept.", rater="owl")
    assert [each.said for each in found] == [
        ("", *whole[::-1], "owl"),  # a premise is no part of the story
        opened.said,
        opened.said,
    ]
    assert [len(each) for each in feedback.exported()] == [4, 6]
    judged = feedback.judged(*feedback.exported())
    assert sum(judged.left_out.values()) == 3
    ROUND.unlink()  # the next round's export keeps this one's
    command(["judgements", "export"])()
    assert JUDGED.read_bytes() == first
    assert EXPORTED.exists()
    assert len(feedback.all_preferences()) == 3


def test_an_export_keeps_what_another_store_said_and_drops_what_was_withdrawn(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rounds.save(
        [Task("t1", "pair", "Once a fox", "Once a fox sang.", "Once a fox ran.", "a", "b", "t1")],
        ROUND,
    )
    for name in ("one", "two"):
        store = Store(project / f"{name}.sqlite")
        for number in (1, 2):
            store.add(Judgement(f"{name}{number}", "t1", f"{name}{number}", 3.0, "left"))
        store.close()
        command(["judgements", "export", "--store", str(project / f"{name}.sqlite")])()
    assert f"{EXPORTED}: 4 judgements, 2 of {project / 'two.sqlite'}" in capsys.readouterr().out
    store = Store(project / "one.sqlite")
    store.withdraw("one2")
    store.close()
    command(["judgements", "export", "--store", str(project / "one.sqlite")])()
    assert [each.id for each in feedback.exported()[1]] == ["one1", "two1", "two2"]


def prompt(text: str) -> Prompt:
    return Prompt(text, text, (), "")


def test_nobody_is_evaluated_on_what_was_rated() -> None:
    opening = 'Once a fox said, "Good'
    rated = [
        Preference("Once a fox", ' said: "Good morning."', " slept."),
        Preference("", "Long ago a hen sang on.", "Nobody came."),
    ]
    asked = [prompt(text) for text in (opening, "Long ago a hen sang", "Long ago a cat sang")]
    assert [each.text for each in held_out.not_rated(asked, rated)] == ["Long ago a cat sang"]
    assert held_out.not_rated(asked, []) == asked


def test_pairs_of_a_prompt_stay_together_whatever_comes_later() -> None:
    many = [Preference(f"Fox {n % 200}", f" sang {n}.", " slept.") for n in range(600)]
    learned_from, kept_aside = held_out.split(many, 0.2)
    assert len(learned_from) + len(kept_aside) == 600
    assert 60 < len(kept_aside) < 180
    prompts = [{each.prompt for each in some} for some in (learned_from, kept_aside)]
    assert not prompts[0] & prompts[1]
    assert held_out.split(many[:50], 0.2)[1] == [each for each in kept_aside if each in many[:50]]
