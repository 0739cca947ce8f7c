"""The base in the repository: small, whole, and able to tell a story at once."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from tiny import new_gpt2, tokenizer

from fabula import generate_text, load_model, models
from fabula.models.likelihood import story_likelihoods
from fabula.models.paths import BASE, BASE_TAGMODEL, GPT2
from fabula.stories import TAGS, Story
from fabula.tokens.shards import TokenStore, write_shards
from fabula.tokens.windows import StoryWindows
from fabula.training.copying import copying_scores

ROOT = Path(__file__).parent.parent


@pytest.fixture
def here(project: Path) -> Path:
    """A project that has the base, and no model of a run."""
    (project / BASE).parent.mkdir()
    (project / BASE).symlink_to(ROOT / BASE)
    return project


def test_it_is_small_and_its_card_names_what_it_has_seen(here: Path) -> None:
    assert (BASE / "model.safetensors").stat().st_size < 40_000_000
    card = (BASE / "README.md").read_text(encoding="utf-8")
    for word in ("SmolLM2", "TinyStories", "CDLA-Sharing-1.0", "Apache-2.0", "not for"):
        assert word in card


def test_without_any_run_it_writes(here: Path) -> None:
    teller = load_model()
    story = generate_text(teller, prompt="Once upon a time", seed=1, max_new_tokens=60)
    assert story.startswith("Once upon a time") and len(story.split()) > 30
    assert story == generate_text(load_model("base"), prompt="Once upon a time", max_new_tokens=60)
    tagged = generate_text(teller, tags=["Twist", "Dialogue"], max_new_tokens=30)
    assert tagged != generate_text(teller, max_new_tokens=30)


def test_the_model_of_a_run_comes_first(here: Path) -> None:
    models.save(new_gpt2(), tokenizer(), GPT2)
    assert load_model().model.num_parameters() < load_model("base").model.num_parameters()


def test_it_takes_names_from_what_it_has_read(here: Path) -> None:
    teller = load_model("base")
    scores = copying_scores(teller.model, teller.tokenizer, teller.tokenizer.bos_token_id)
    assert min(scores.values()) > 1.5


SPOKEN = (
    'Tom saw a frog. "Hello, frog!" said Tom. "Hello, Tom," said the frog. They sat by the pond.'
)
TOLD = "Tom saw a frog. He greeted the frog, and the frog greeted him. They sat there."


def test_the_tag_model_expects_speech_where_it_is_told_of_dialogue(tmp_path: Path) -> None:
    """Of two stories of the same, the spoken one gains by the tag, and the other one loses."""
    teller = load_model(ROOT / BASE_TAGMODEL)
    stories = [Story(SPOKEN), Story(TOLD)]
    write_shards(stories, tmp_path, "train", teller.tokenizer, 10)
    tokens = TokenStore(tmp_path, "train")
    special, layout = models.special_ids(teller.tokenizer), models.layout_of(teller.model)

    def nats(bits: int) -> npt.NDArray[np.float64]:
        told = np.full(len(stories), bits, np.uint8)
        windows = StoryWindows(
            tokens, layout, special, once=True, tag_bits=told, room_for=told | 63
        )
        return story_likelihoods(teller.model, windows, 2).nll

    spoken, silent = nats(0) - nats(1 << TAGS.index("Dialogue"))
    assert spoken > 0.5 > -0.5 > silent
