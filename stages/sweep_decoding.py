"""Measure how good, and how varied, stories get in every decoding strategy."""

from fabula import files
from fabula.command import run
from fabula.config.evaluate import Evaluate
from fabula.evaluation.corpus_stories import held_out_texts
from fabula.evaluation.paths import DECODING_SWEEP, QUALITY
from fabula.evaluation.quality import learned
from fabula.evaluation.sweep import REAL, by_grid_point, figures
from fabula.generation.paths import PROMPTS, SWEEP_SAMPLES


def main() -> None:
    """`data/sweep.jsonl` and held-out stories -> `plots/decoding.csv`."""
    stories = Evaluate.load().stories
    written = by_grid_point(files.read_jsonl(SWEEP_SAMPLES))
    prompts = files.read_jsonl(PROMPTS)[: len(next(iter(written.values())))]
    texts = {REAL: [prompt["reference"] for prompt in prompts], **written}
    held_out = held_out_texts(len(prompts[0]["text"].split()), stories)
    files.write_csv(DECODING_SWEEP, figures(texts, learned.load(QUALITY).measures, held_out))


if __name__ == "__main__":
    run(main)
