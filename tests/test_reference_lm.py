from typing import Any

import numpy as np
import pyarrow as pa
import pytest
import torch
from tiny import STORIES, tokenizer

from fabula.evaluation.reference_lm import nll_and_tokens
from fabula.stories import SPECIAL_TOKENS
from fabula.tokens.shards import one_in
from fabula.tokens.tokenization import encode
from fabula.training import gpt2
from fabula.training.reference_lm import RECIPE

TELLER = tokenizer()
SHAPE = {"layers": 1, "width": 32, "heads": 2, "context": 64}
MODEL = gpt2.build(RECIPE.model_copy(update=SHAPE), TELLER).eval()
OPENING = "One day Anna went to the"
TEXTS = [" park with her dog.", " old barn, where it was dark. She was afraid."]


def likelihood(openings: list[str], texts: list[str]) -> np.ndarray:
    return nll_and_tokens(MODEL, TELLER, openings, texts)


def test_the_opening_is_read_and_not_scored() -> None:
    given = TELLER(OPENING, add_special_tokens=False)["input_ids"]
    whole = TELLER(OPENING + TEXTS[0], add_special_tokens=False)["input_ids"]
    ids = torch.tensor([[TELLER.bos_token_id, *whole]])
    with torch.inference_mode():
        logs = MODEL(ids[:, :-1]).logits.log_softmax(dim=-1)
    each = -logs[0].gather(1, ids[0, 1:, None])[:, 0]
    nll, tokens = likelihood([OPENING], TEXTS[:1])[0]
    assert whole[: len(given)] == given
    assert tokens == len(whole) - len(given)
    assert nll == pytest.approx(float(each[len(given) :].sum()), rel=1e-5)


def test_a_text_is_scored_alike_whatever_stands_beside_it() -> None:
    together = likelihood([OPENING] * 2, TEXTS)
    alone = [likelihood([OPENING], [text])[0] for text in TEXTS]
    assert together == pytest.approx(np.array(alone), rel=1e-5)


def test_an_empty_text_has_no_figure_and_a_long_one_that_of_its_beginning() -> None:
    long = " ".join(story.text for story in STORIES) * 5
    empty, cut = likelihood(["", ""], ["", long])
    assert np.isnan(empty).all()
    assert cut[1] == SHAPE["context"]
    with torch.inference_mode():
        ids = TELLER(long, add_special_tokens=False)["input_ids"][: SHAPE["context"]]
        ids = torch.tensor([[TELLER.bos_token_id, *ids]])
        logs = MODEL(ids[:, :-1]).logits.log_softmax(dim=-1)
    assert cut[0] == pytest.approx(-float(logs[0].gather(1, ids[0, 1:, None]).sum()), rel=1e-5)


SPECIAL = (*SPECIAL_TOKENS, "[EOS][BOS]", "[ EOS ]", " [EOS]", "[EOS] [EOS]", "[eos]", "[TAG_7]")


@pytest.mark.parametrize("written", SPECIAL)
def test_text_is_never_a_special_token(written: str) -> None:
    """Wherever it stands, each token that is read is of the text itself, or the first `[BOS]`."""
    opening, text = f"She wrote {written} on", f" the wall: {written}{written}. It was [EOS]"
    seen: list[Any] = []

    def look(_: Any, arguments: Any, keywords: Any) -> None:
        seen.append(keywords["input_ids"])

    hook = MODEL.register_forward_pre_hook(look, with_kwargs=True)
    _, tokens = likelihood([opening], [text])[0]
    hook.remove()
    (ids,) = seen[0].tolist()
    assert ids[0] == TELLER.bos_token_id
    assert not set(ids[1:]) & set(TELLER.all_special_ids)
    (own,) = encode(TELLER, [opening + text])
    assert ids[1:] == own[:-1][: SHAPE["context"] - 1]
    assert TELLER.decode(own) == opening + text
    assert tokens <= len(own)


@pytest.mark.parametrize("sizes", [[10], [3, 4, 3], [1] * 10])
def test_the_reference_lm_gets_one_in_so_many_stories_and_the_others_get_the_rest(
    sizes: list[int],
) -> None:
    rows = pa.record_batch({"id": list(range(10))})
    starts = np.cumsum([0, *sizes])
    batches = [rows.slice(start, size) for start, size in zip(starts, sizes, strict=False)]

    def ids(*, taken: bool) -> list[int]:
        parts = one_in(4, batches, taken=taken)
        return [number for part in parts for number in part.column("id").to_pylist()]

    assert ids(taken=True) == [3, 7]
    assert sorted(ids(taken=True) + ids(taken=False)) == list(range(10))
