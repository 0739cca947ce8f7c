"""Learn from what people prefer: a model by DPO, and a ranker; nothing from few pairs."""

import logging
from dataclasses import asdict

from fabula import files
from fabula.alignment import feedback
from fabula.alignment.pairs import Decided, Preference, decided
from fabula.alignment.paths import ALIGN_METRICS, ALIGNED, RANKER
from fabula.command import run
from fabula.config.align import Align

log = logging.getLogger(__name__)


def main() -> None:
    """`data/feedback` -> `models/aligned`, `models/ranker.json`, `metrics/align.json`."""
    config, preferences = Align.load(), feedback.all_preferences()
    found = decided(preferences)
    if len(found.pairs) < config.least_pairs:
        _leave_alone(len(found.pairs), config.least_pairs)
    else:
        _learn(config, preferences, found)


def _leave_alone(pairs: int, least: int) -> None:
    status = (
        f"off: {pairs} pairs are fewer than align.least_pairs, {least}; `fabula feedback import` "
        "and `fabula judgements export` bring more"
    )
    log.info("align is %s", status)
    with files.replacing(ALIGNED) as folder:
        files.write_text(folder / "README.md", f"There is no model here. Align is {status}.\n")
    files.write_json(RANKER, {"status": status})
    files.write_json(ALIGN_METRICS, {"status": status})


def _learn(config: Align, preferences: list[Preference], found: Decided) -> None:
    import torch  # late: most runs have no pairs

    from fabula import models
    from fabula.alignment import figures, held_out, learning, ranker
    from fabula.config.evaluate import Evaluate
    from fabula.config.generate import Generate
    from fabula.config.threads import Threads
    from fabula.evaluation.corpus_stories import all_training_texts, held_out_texts
    from fabula.evaluation.paths import QUALITY
    from fabula.evaluation.quality import learned
    from fabula.models.paths import GPT2

    torch.set_num_threads(Threads.load().threads)
    asked, measures = Generate.load(), learned.load(QUALITY).measures
    prompts = held_out.held_out_prompts(preferences, config.prompts, asked.prompt_words)
    real = held_out_texts(asked.prompt_words, Evaluate.load().stories)
    against = figures.standard(measures, real, all_training_texts())
    model, tokenizer = models.load(GPT2)
    outcome = learning.learn(model, tokenizer, found.pairs, prompts, against, config, asked)
    fitting, kept_aside = held_out.split(found.pairs, config.held_out)
    fitted = ranker.fit(fitting, measures)
    models.save(outcome.model, tokenizer, ALIGNED)
    files.write_json(RANKER, asdict(fitted))
    counted = {"doubled": found.doubled, "undecided": found.undecided}
    ranked = {"ranker": {"accuracy": ranker.accuracy(fitted, kept_aside, measures)}}
    files.write_json(ALIGN_METRICS, {"status": "on"} | counted | outcome.metrics | ranked)


if __name__ == "__main__":
    run(main)
