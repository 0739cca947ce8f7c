"""Measure every model: how likely it finds real stories, and what its own are like."""

from collections.abc import Iterator, Mapping
from typing import Any

import torch

from fabula import files, models
from fabula.command import run
from fabula.config import params
from fabula.evaluation import error_analysis, reference_lm, rows
from fabula.evaluation.corpus_reference import (
    after_opening,
    all_training_texts,
    corpus_yardstick,
    training_texts,
)
from fabula.evaluation.metrics.likelihood import BEGINNING, Scored
from fabula.evaluation.metrics.memorisation import remembered
from fabula.evaluation.metrics.registry import (
    LIKELIHOOD,
    TEXT,
    Figures,
    Measured,
    Row,
    Told,
    Yardstick,
    differences,
    figures,
    measure,
)
from fabula.evaluation.metrics.validity import validity
from fabula.evaluation.paths import (
    DIFFERENCES_METRICS,
    ERRORS,
    EVALUATE_METRICS,
    POSITIONS,
    VALIDITY_METRICS,
)
from fabula.evaluation.rows import REAL, Part
from fabula.generation.paths import SAMPLES
from fabula.models.paths import REFERENCE_LM
from fabula.models.scoring import score
from fabula.reporting import pictures, tables
from fabula.reporting.paths import LOSS_PICTURE, POSITIONS_PICTURE, TRAINING_PICTURE
from fabula.tokens.paths import TOKENS
from fabula.tokens.shards import TokenStore
from fabula.tokens.tokenization import is_gpt2s
from fabula.tokens.windows import StoryWindows

STRETCH, REACHED_BY = 25, 20
"""Tokens that are taken together where the loss is shown by position, and stories at least."""

TRUE: Part = ("true", "stories")
"""Real stories after their own openings: what broken ones are held against."""

BASE = "gpt2-base"
"""It has not learned yet: all its stories would be the worst."""

Table = dict[str, dict[str, Any]]


def main() -> None:
    """Models, samples and held-out stories -> figures, differences, validity, the loss curves."""
    p = params.load()
    torch.set_num_threads(p.threads)
    samples = files.read_jsonl(SAMPLES)
    asked = rows.prompts(samples)
    words = len(asked[0]["prompt"].split())
    training = [after_opening(text, words) for text in training_texts()]
    broken = rows.broken(asked, training)
    written = rows.parts(samples)
    beside = rows.yardsticks(asked)
    told = {
        **beside,
        **{part: rows.told(some) for part, some in written.items()},
        TRUE: rows.real(asked),
        **{("broken", way): texts for way, (_, texts) in broken.items()},
    }
    ids = {sample["prompt_id"] for sample in asked}
    yardstick = corpus_yardstick(words, p.evaluate.stories, ids)
    row = dict(read_by_all(told, yardstick))
    measured = {part: measure(TEXT, row[part]) for part in beside}
    for part, some in written.items():
        prompts = [sample["prompt_id"] for sample in some]
        measured[part] = rows.by_prompt(measure(TEXT, row[part]), prompts)
    trained = [sample for sample in samples if sample["model"] != BASE]
    files.write_json(ERRORS, error_analysis.worst(trained, yardstick.quality))
    layouts = {}
    for name in models.trained_folders():
        scored, by_position, layouts[name] = likelihood(name, p.evaluate)
        measured[name, tables.LANGUAGE_MODEL] = measure(LIKELIHOOD, scored)
        files.write_csv(POSITIONS / f"{name}.csv", by_position)
    results = {part: figures(found) for part, found in measured.items()}
    files.write_json(EVALUATE_METRICS, nested(results, layouts))
    files.write_json(DIFFERENCES_METRICS, compared(measured, results[REAL]))
    ways = {way: (numbers, row["broken", way]) for way, (numbers, _) in broken.items()}
    files.write_json(VALIDITY_METRICS, validity(row[TRUE], ways))
    draw()


def read_by_all(told: Mapping[Part, Told], yardstick: Yardstick) -> Iterator[tuple[Part, Row]]:
    """All texts with what they are measured by; the training stories are read once for all."""
    every = [text for texts in told.values() for text in texts.texts]
    memory = remembered(every, all_training_texts())
    judge, tokenizer = models.load(REFERENCE_LM)
    start = 0
    for part, texts in told.items():
        mine = memory.part(slice(start, start + len(texts.texts)))
        start += len(texts.texts)
        name = f"the reference LM reads {', '.join(part)}"
        nats = reference_lm.nats_and_tokens(judge, tokenizer, texts.beginnings, texts.texts, name)
        yield part, Row(texts, yardstick, nats, mine)


def likelihood(
    name: str, knobs: params.Evaluate
) -> tuple[Scored, list[dict[str, float]], dict[str, int]]:
    """What a model gave the validation stories; its loss by the position in a story; and the
    windows that it read them in."""
    model, tokenizer = models.load(models.trained_folders()[name])
    layout = models.scoring_layout(model)
    stories = TokenStore(TOKENS, "validation")
    special = models.special_ids(tokenizer)
    windows = StoryWindows(stories, layout, special, once=True, stories=knobs.stories)
    scores = score(model, windows, knobs.batch_size, name)
    first = slice(BEGINNING)
    beginning = (float(scores.nats_at[first].sum()), int(scores.tokens_at[first].sum()))
    scored = Scored(
        scores.nats,
        scores.tokens.astype(float),
        scores.bytes.astype(float),
        beginning if is_gpt2s(tokenizer) else None,
    )
    by_position = scores.by_position(STRETCH, REACHED_BY)
    return scored, by_position, {"context": layout.size, "stride": layout.stride}


def nested(results: Mapping[Part, Figures], layouts: Mapping[str, Any]) -> Table:
    """Row -> strategy -> metric -> figure; beside a model's likelihood, the windows it read."""
    table: Table = {}
    for row, strategy in sorted(results, key=lambda part: list(tables.ROWS).index(part[0])):
        table.setdefault(row, {})[strategy] = results[row, strategy]
    for row, layout in layouts.items():
        table[row] = {tables.LANGUAGE_MODEL: table[row].pop(tables.LANGUAGE_MODEL) | layout} | (
            table[row]
        )
    return table


def compared(measured: Mapping[Part, Measured], real: Figures) -> Table:
    """For each pair of models and each strategy of both: how far the first lies above."""
    names = {row for row, _ in measured}
    table: Table = {}
    for row, other in tables.COMPARED:
        if {row, other} <= names:
            table[f"{row} over {other}"] = {
                strategy: differences(found, measured[other, strategy], real)
                for (name, strategy), found in measured.items()
                if name == row and (other, strategy) in measured
            }
    return table


def draw() -> None:
    """The pictures of how training went."""
    curves = pictures.read_curves()
    pictures.loss_picture(curves, LOSS_PICTURE)
    pictures.training_picture(curves, TRAINING_PICTURE)
    pictures.positions_picture(POSITIONS, POSITIONS_PICTURE)


if __name__ == "__main__":
    run(main)
