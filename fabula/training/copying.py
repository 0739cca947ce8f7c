"""The copying score: whether a model takes a hero's name from what it has just read.

A reader sees at once that a story calls its hero by another name; the loss hardly does, for names
are few among all tokens. A model that has not learned to copy draws a new name at each mention, and
its stories are none, however low its loss. So a few openings are read that introduce somebody and
stop where the name comes back: how much likelier is that name there than other names?
"""

from collections.abc import Sequence
from itertools import product

import numpy as np
import torch
from numpy.typing import NDArray
from transformers import PreTrainedModel, PreTrainedTokenizerFast

from fabula.models import layout_of
from fabula.tokens.tokenization import encode
from fabula.tokens.windows import IGNORED, Row, collate
from fabula.world.held import HELD
from fabula.world.names import GIRLS

OPENINGS = (
    "There was once a girl named {name}. She had a red kite. One windy morning,",
    "Near a wide river lived {name}, a curious girl, with her father and a cat. One day,",
    "This is the story of a little girl called {name}. Every evening she fed the ducks. Then",
    'A baker had a daughter. "Come here, {name}," said the baker. The girl came, and',
    "Long ago, in a small town, lived {name}, a clever girl with a green hat. One night,",
    "That morning {name} and her brother played in the garden. They found a box. It was shut, so",
    "Do you know {name}? She is a girl who likes to climb trees. Last summer,",
    '"I am not afraid," said {name}. She took a lamp and went down the stairs. At the bottom',
)
"""The name is given once, and may come back where they end."""
KNOWN = tuple(name for name in GIRLS if name not in HELD["girls"])[:4]
HELD_BACK = HELD["girls"][:4]
"""Names that the embedded training stories have, the likeliest first, and names that they lack."""
ROWS = 32
"""Openings that are read at a time."""
COPYING = ("copying", "copying_new")
"""The names of the two scores in a curve."""
TAKES_NAMES = 2.0
"""Nats from which on a story mostly keeps its hero's name: e^2 is 7 times as likely as another."""


def copying_scores(
    model: PreTrainedModel, tokenizer: PreTrainedTokenizerFast, bos: int
) -> dict[str, float]:
    """The copying score over known and over held-back names, in nats: `copying` and `copying_new`.

    It is the mean of ln p(the name that was given) minus that of the other names, where a name may
    come next: 0 where a model does not care who was introduced, and 4 to 7 where it tells real
    stories well. There is none of a model that does not predict after every token.
    """
    if not predicts_everywhere(model):
        return {}
    was_training = model.training
    model.eval()
    found = [_score(model, tokenizer, bos, names) for names in (KNOWN, HELD_BACK)]
    model.train(was_training)
    return dict(zip(COPYING, found, strict=True))


def predicts_everywhere(model: PreTrainedModel) -> bool:
    """Whether a model predicts after every token; the original tag model reads windows for one."""
    return getattr(model.config, "attention", "causal") == "causal"


@torch.no_grad()  # in inference mode autocast would cast every weight anew
def _score(
    model: PreTrainedModel, tokenizer: PreTrainedTokenizerFast, bos: int, names: Sequence[str]
) -> float:
    asked = list(product(OPENINGS, names, names))
    size = layout_of(model).size
    openings = [opening.format(name=given) for opening, given, _ in asked]
    named = [f"{opening} {name}" for opening, (_, _, name) in zip(openings, asked, strict=True)]
    rows = [
        _row([bos, *whole], 1 + len(opening), size)
        for opening, whole in zip(
            encode(tokenizer, openings), encode(tokenizer, named), strict=True
        )
    ]
    likelihoods = _likelihoods(model, rows)
    same = np.array([given == name for _, given, name in asked])
    return float(likelihoods[same].mean() - likelihoods[~same].mean())


def _likelihoods(model: PreTrainedModel, rows: Sequence[Row]) -> NDArray[np.float64]:
    """ln p of the labels of each row; rows that differ in their labels alone, such as several names
    of one token after an opening, are read as one."""
    alike: dict[bytes, list[int]] = {}
    for number, row in enumerate(rows):
        alike.setdefault(row["input_ids"].tobytes(), []).append(number)
    groups, found = list(alike.values()), np.zeros(len(rows))
    for start in range(0, len(groups), ROWS):
        some = groups[start : start + ROWS]
        ids = collate([rows[numbers[0]] for numbers in some])["input_ids"]
        every = model(input_ids=ids.to(model.device)).logits
        for logits, numbers in zip(every, some, strict=True):
            for number in numbers:
                labels = torch.from_numpy(rows[number]["labels"]).to(model.device)
                counted = labels != IGNORED
                scores = logits[: len(labels)][counted].float().log_softmax(dim=-1)
                found[number] = float(scores.gather(1, labels[counted][:, None]).sum())
    return found


def _row(tokens: list[int], known: int, size: int) -> Row:
    """The last `size` tokens, of which those after the first `known` ones, a name, are labels."""
    ids = np.array(tokens, dtype=np.int64)
    labels = ids[1:].copy()
    labels[: known - 1] = IGNORED
    return {"input_ids": ids[:-1][-size:], "labels": labels[-size:]}
