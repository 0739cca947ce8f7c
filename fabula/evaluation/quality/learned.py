"""All that is learned from training stories, in one folder that other stages read.

weights.safetensors  `order`, `idf`, and `judge.<tag>`: float64, every bit of it
words.json           the words that they belong to, biases, counts, and the judge's skills
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from safetensors.numpy import load_file, save_file

from fabula import files
from fabula.errors import ModelError
from fabula.evaluation.quality.coherence import SentenceModel
from fabula.evaluation.quality.context import Vocabulary
from fabula.evaluation.quality.joint_pass import Learned, learn
from fabula.evaluation.quality.judge import Judge, Skill, fit_judge
from fabula.stories import Story

WEIGHTS, WORDS = "weights.safetensors", "words.json"


@dataclass(frozen=True)
class Fitted:
    """What `models/quality` holds."""

    measures: Learned
    judge: Judge


def fit(training: Sequence[Story], held_out: Sequence[Story]) -> Fitted:
    """Learn from training stories; held-out ones say how well the judge does.

    `DataError` where no training story is long enough.
    """
    return Fitted(learn([story.text for story in training]), fit_judge(training, held_out))


def save(fitted: Fitted, folder: Path) -> None:
    """Write the folder; the same stories give the same bytes."""
    order, vocabulary, judge = fitted.measures.order, fitted.measures.vocabulary, fitted.judge
    weights = {"order": order.weights, "idf": judge.idf}
    weights |= {f"judge.{tag}": of_tag for tag, of_tag in judge.weights.items()}
    words = {
        "order": {"bias": order.bias},
        "vocabulary": {
            "stories": vocabulary.stories,
            "uses": dict(sorted(vocabulary.uses.items())),
        },
        "judge": {
            "terms": judge.terms,
            "biases": judge.biases,
            "skills": {tag: asdict(skill) for tag, skill in judge.skills.items()},
        },
    }
    with files.replacing(folder) as temporary:
        temporary.mkdir()
        save_file(weights, temporary / WEIGHTS)
        files.write_json(temporary / WORDS, words)


def load(folder: Path) -> Fitted:
    """Read the folder; `ModelError` where it is not whole."""
    missing = [name for name in (WEIGHTS, WORDS) if not (folder / name).is_file()]
    if missing:
        raise ModelError(f"{folder} lacks {' and '.join(missing)}; run `dvc repro fit_quality`")
    weights, words = load_file(folder / WEIGHTS), files.read_json(folder / WORDS)
    vocabulary, judge = words["vocabulary"], words["judge"]
    return Fitted(
        Learned(
            SentenceModel(weights["order"], words["order"]["bias"]),
            Vocabulary(vocabulary["stories"], Counter(vocabulary["uses"])),
        ),
        Judge(
            judge["terms"],
            weights["idf"],
            {tag: weights[f"judge.{tag}"] for tag in judge["biases"]},
            judge["biases"],
            {tag: Skill(**skill) for tag, skill in judge["skills"].items()},
        ),
    )
