"""The stage that measures what people said."""

from pathlib import Path

from fabula import files, world
from fabula.corpus.paths import stories_file
from fabula.corpus.store import write_stories
from fabula.judging import rounds
from fabula.judging.judgements import Judgement, as_json
from fabula.judging.paths import EXPORTED, EXPORTED_ROUNDS, JUDGEMENTS_METRICS
from fabula.words import words
from stages import measure_judgements


def test_without_ratings_it_says_so(project: Path) -> None:
    measure_judgements.main()
    assert files.read_json(JUDGEMENTS_METRICS) == {"ratings": "no ratings yet"}


def test_with_ratings_each_metric_is_held_against_them(project: Path) -> None:
    for split, count in (("train", 60), ("validation", 44), ("test", 44)):
        write_stories(stories_file(split), world.tell(3, split, count))  # type: ignore[arg-type]
    stories = {
        name: {f"prompt {n}": story.text for n, story in enumerate(world.tell(seed, "test", 12))}
        for name, seed in (("one", 1), ("two", 2))
    }
    real = [story.text for story in world.tell(4, "test", 20)]
    tasks = rounds.plan(stories, real, seed=1)
    longer = [
        Judgement(
            task.id,
            task.id,
            "owl",
            9.0,
            "left" if len(words(task.left)) > len(words(task.right)) else "right",
        )
        for task in tasks
        if task.kind == "pair"
    ]
    rounds.save(tasks, EXPORTED_ROUNDS)
    files.write_jsonl(EXPORTED, map(as_json, longer))
    measure_judgements.main()
    found = files.read_json(JUDGEMENTS_METRICS)
    assert found["judgements"] == 12
    assert {"joint_pass", "coherence_issues", "repetition_rate"} <= set(found["metrics"])
    assert all(set(each) == {"value", "low", "high", "n"} for each in found["metrics"].values())
    assert any(each["n"] == 12 and each["value"] is not None for each in found["metrics"].values())
