from collections.abc import Iterator
from pathlib import Path
from random import Random

import numpy as np
import pytest
from breaking import broken
from rouge_score.rouge_scorer import RougeScorer

from fabula import world
from fabula.evaluation.metrics import memorisation
from fabula.evaluation.metrics.corruptions import CORRUPTIONS
from fabula.evaluation.metrics.memorisation import LENGTH, remembered
from fabula.words import words

REAL = Path(__file__).parents[2] / "shared/data/tinystories"
ROUGE_2 = RougeScorer(["rouge2"])
TOLD = [story.text for story in world.tell(3, "train", 60)]
NEW = [story.text for story in world.tell(3, "test", 20)]


def spaced(text: str) -> str:
    """With spaces around its words, so that a run of words is a part of the string."""
    return f" {' '.join(words(text))} "


def longest(text: str, training: list[str]) -> int:
    said, stories = words(text), [spaced(story) for story in training]
    return max(
        (
            end - begin
            for begin in range(len(said))
            for end in range(begin + 1, len(said) + 1)
            if any(spaced(" ".join(said[begin:end])) in story for story in stories)
        ),
        default=0,
    )


def copied_fraction(text: str, training: list[str]) -> float:
    said = words(text)
    runs = [" ".join(said[begin : begin + LENGTH]) for begin in range(len(said) - LENGTH + 1)]
    return float(np.mean([any(spaced(run) in spaced(story) for story in training) for run in runs]))


def rouge_2(text: str, story: str) -> float:
    return float(ROUGE_2.score(story, text)["rouge2"].fmeasure)


@pytest.mark.parametrize("batch", [1, 40, 10_000])
@pytest.mark.parametrize("alphabet", ["a", "ab", "abcde", "abcdefghijklmnopqrst"])
def test_it_is_what_looking_everywhere_finds(
    batch: int, alphabet: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memorisation, "BATCH", batch)
    chance = Random(7)
    training = [" ".join(chance.choices(alphabet, k=chance.randint(0, 30))) for _ in range(20)]
    texts = [" ".join(chance.choices(alphabet + "?", k=chance.randint(8, 30))) for _ in range(20)]
    texts = [text for text in texts if len(words(text)) >= LENGTH]
    found = remembered(texts, iter(training))
    assert found.longest.tolist() == [longest(text, training) for text in texts]
    assert found.copied_fraction == pytest.approx(
        [copied_fraction(text, training) for text in texts]
    )
    scores = np.array([[rouge_2(text, story) for story in training] for text in texts])
    assert found.closest == pytest.approx(scores.max(axis=1))


def test_a_copied_story_is_remembered_word_for_word() -> None:
    found = remembered(TOLD[10:20], TOLD)
    assert found.longest.tolist() == [len(words(text)) for text in TOLD[10:20]]
    assert (found.copied_fraction == 1).all()
    assert (found.closest == 1).all()


def test_a_new_story_shares_little_and_a_salad_of_words_nothing() -> None:
    salad = broken(CORRUPTIONS["word_salad"], NEW)
    found = remembered([*NEW, *salad], TOLD)
    new, mixed = slice(0, len(NEW)), slice(len(NEW), None)
    assert 0 < found.copied_fraction[new].mean() < 0.2
    assert (found.copied_fraction[mixed] == 0).all()
    assert found.longest[mixed].max() < LENGTH
    for figure in (found.longest, found.copied_fraction, found.closest):
        assert figure[mixed].mean() < figure[new].mean()


def test_half_a_copy_is_half_remembered() -> None:
    copied, own = " ".join(words(TOLD[5])), " ".join(f"new{n}" for n in range(len(words(TOLD[5]))))
    length = len(words(copied))
    found = remembered([f"{copied} {own}"], TOLD)
    assert found.longest == [length]
    assert found.copied_fraction == pytest.approx([(length - 7) / (2 * length - 7)])
    assert found.closest == pytest.approx([2 * (length - 1) / (2 * length - 1 + length - 1)])


def test_a_copy_may_be_written_otherwise() -> None:
    text = "İpek laughed: “Don’t let THE fox,\nthe hen or the egg fall!” Then Ömer left."
    training = ["The hen slept.", "don't let the fox the hen or the egg go"]
    found = remembered([text], training)
    assert found.longest == [9], "Don't let the fox the hen or the egg"


def test_no_run_goes_over_the_end_of_a_story_or_of_a_text() -> None:
    one, other = "a b c d e f g h", "i j k l m n o p"
    found = remembered([f"{one} {other}", one, other], [f"x {one}", f"{other} x"])
    assert found.longest.tolist() == [8, 8, 8]
    assert found.copied_fraction[0] == pytest.approx(2 / 9)


def test_a_pair_that_is_said_again_and_again_counts_as_often_as_in_the_story() -> None:
    text, story = "ha " * 21, "ha " * 6  # 20 pairs and 5
    assert remembered([text], [story]).closest == pytest.approx([2 * 5 / 25])


def test_a_text_of_fewer_than_eight_words_has_no_figure() -> None:
    short = ["", "Fox!", "Only seven words: one, two, three, four"]
    found = remembered([*short, NEW[0]], [*TOLD, *short])
    for figure in (found.longest, found.copied_fraction, found.closest):
        assert np.isnan(figure).tolist() == [True, True, True, False]


@pytest.mark.parametrize("training", [[], ["", "?!"], ["Zyx wvu tsr."]])
def test_nothing_is_remembered_of_stories_that_say_nothing_alike(training: list[str]) -> None:
    found = remembered(NEW[:3], training)
    for figure in (found.longest, found.copied_fraction, found.closest):
        assert figure.tolist() == [0, 0, 0]


def test_no_texts_have_no_figures() -> None:
    found = remembered([], TOLD)
    assert found.longest.shape == found.copied_fraction.shape == found.closest.shape == (0,)


def real(name: str) -> Iterator[str]:
    if not REAL.is_dir():
        pytest.skip("the real TinyStories are not beside this checkout")
    text = (REAL / f"{name}.txt").read_text(encoding="utf-8")
    return (story.strip() for story in text.split("<|endoftext|>") if story.strip())


def test_new_real_stories_share_their_phrases_with_others_and_no_more() -> None:
    training = list(real("train"))[:3000]
    new = list(real("validation"))[:100]
    found = remembered([*new, *training[:50]], training)
    own, copied = slice(0, 100), slice(100, None)
    assert 7 < np.median(found.longest[own]) < 15
    assert 0.01 < found.copied_fraction[own].mean() < 0.1
    assert 0.1 < found.closest[own].mean() < 0.3
    assert (found.copied_fraction[copied] == 1).all()
    assert (found.closest[copied] == 1).all()
