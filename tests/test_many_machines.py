"""The arithmetic of docs/many-machines.md, from the figures that it begins with."""

import re
from math import comb

import pytest
from tiny import ROOT

from fabula import files
from fabula.corpus.duplicates import BANDS, PERMUTATIONS

STORIES = 200e6
PAGE = (ROOT / "docs/many-machines.md").read_text(encoding="utf-8")
RESULTS = files.read_json(ROOT / "benchmarks/results.json")


def figures() -> dict[str, str]:
    """What the page says, computed again."""
    corpus = RESULTS["tokenizing"]["corpus"]
    rows = {
        (row["contender"], row["megabytes"]): row["mb_per_s"] * 1e6
        for row in RESULTS["tokenizing"]["figures"]["rows"]
    }
    story = corpus["train_bytes"] / corpus["train"]
    text = STORIES * story
    token, token_of_gpt2 = 23.61e3 / 5944.8, 9.02e3 / 2217.1
    tokens = text / token
    packed = (tokens + STORIES) / 511
    shard_row = 2 * (story / token + 1) + 33
    pairs = comb(corpus["train"], 2)
    return {
        "text": f"{story:.1f} | {text / 1e9:.0f} GB",
        "tokens": f"165e9 / {token:.2f} | {tokens / 1e9:.1f} billion",
        "GPT-2": f"165e9 / {token_of_gpt2:.2f} | {text / token_of_gpt2 / 1e9:.1f} billion",
        "row": f"+ 33 | {shard_row:.0f} bytes",
        "shards": f"{shard_row:.0f} | {STORIES * shard_row / 1e9:.0f} GB",
        "files": f"{STORIES / 1e5:,.0f} files of {1e5 * shard_row / 1e6:.0f} MB",
        "both": f"2 × 165e9 | {2 * text / 1e9:.0f} GB",
        "parquet": f"126.5e6 | {text / rows['ours_from_parquet', 200.0] / 60:.0f} minutes",
        "text file": f"85.8e6 | {text / rows['ours', 200.0] / 60:.0f} minutes",
        "tokenizers": f"7.27e6 | {text / rows['tokenizers_fast', 10.0] / 3600:.1f} hours",
        "slow": f"{STORIES / 1000 / 3600:.1f} hours at *r* = 1,000",
        "training": f"5,944.8 | {tokens / 5944.8 / 86400:.0f} days",
        "machines": f"**{tokens / 5944.8 / 86400:.0f} machines**",
        "a day": f"**{STORIES / 86400:,.0f} stories a second**",
        "collision": f"**{STORIES**2 / 2 / 2**64:.1%}**",
        "exact": f"125 | {STORIES * 125 / 1e9:.0f} GB",
        "index": f"{STORIES * 2000 / 1e9:.0f} to {STORIES * 2500 / 1e9:.0f} GB",
        "signatures": f"{PERMUTATIONS} × 4 | {STORIES * PERMUTATIONS * 4 / 1e9:.0f} GB",
        "band": f"200e6 × 16 | {STORIES * 16 / 1e9:.1f} GB",
        "bands": f"{BANDS} × 3.2e9 | {STORIES * 16 * BANDS / 1e9:.0f} GB",
        "pairs": f"{pairs:,} pairs",
        "candidates": f"compared: {39 / pairs * 1e7:.1f}e-7 of all",
        "each": f"**{39 / pairs * STORIES / 2:.0f} others**",
        "all": f"**{39 / pairs * STORIES**2 / 2 / 1e9:.0f} billion**",
        "at 2 million": f"it was {39 / pairs * 2e6 / 2:.1f} for each",
        "stories in memory": f"200e6 × 38 | {STORIES * 38 / 1e9:.0f} GB",
        "rows in memory": f"(40 bytes) | 41.7e9 / 511 × 40 | {packed * 40 / 1e9:.1f} GB",
        "order in memory": f"such list | 41.7e9 / 511 × 40 | {packed * 40 / 1e9:.1f} GB",
        "for a moment": f"200e6 × 40 | {STORIES * 40 / 1e9:.0f} GB",
        "a story in memory": f"209 / 511 = **{38 + 2 * 40 * 209 / 511:.0f} bytes**",
        "measured in memory": f"**{(108.5 - 32.7) * 1e6 / (961_538 - 96_153):.0f} bytes** a story",
        "in 2 GB": f"= **{2e9 / 88 / 1e6:.0f} million stories**",
        "all in memory": f"200e6 × 88 = **{STORIES * 88 / 1e9:.1f} GB**",
        "traffic": f"**{4 * text / 1e9:.0f} GB** of disk traffic",
        "shuffle": f"**{4 * text / 500e6 / 60:.0f} minutes** at 500 MB/s",
    }


@pytest.mark.parametrize("name", figures())
def test_a_figure_is_what_its_formula_gives(name: str) -> None:
    assert figures()[name] in PAGE


def test_the_rates_are_those_of_the_benchmarks() -> None:
    page = (ROOT / "benchmarks/RESULTS.md").read_text(encoding="utf-8")
    for rate in ("5,944.8 | 12.9× | 23.61", "2,217.1 | 4.7× | 9.02", "| 126.5 |", "| 85.8 |"):
        assert rate in page


def test_every_test_that_the_page_names_is_there() -> None:
    named = re.findall(r"`(test_\w+)\.(test_\w+)`", PAGE)
    assert len(named) > 6
    for module, name in named:
        assert f"def {name}(" in (ROOT / f"tests/{module}.py").read_text(encoding="utf-8")


def test_every_command_is_tested_or_said_not_to_have_been_run() -> None:
    """Those of the clusters by `test_cluster` and `test_scale_slurm`, the engine for data by
    `test_scale` and `test_scale_tokens`, the benchmark by `test_benchmarks_corpus`."""
    blocks = re.findall(r"^```sh\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert "".join(blocks).splitlines() == [
        "sbatch cluster/slurm.sbatch train_gpt2",
        "kubectl apply -f cluster/kubernetes.yaml",
        "dvc exp run $(fabula preset tinystories-files) -S data.engine=datatrove tokenize",
        "SBATCH_PARTITION=cpu SBATCH_TIMELIMIT=60 dvc exp run $(fabula preset tinystories-files) "
        "-S data.engine=slurm tokenize",
        "python -m benchmarks.corpus --stories data/tinystories/train.txt",
    ]
    assert "Neither of these two commands has been run on a cluster." in PAGE
    assert "This command has not been run on a cluster." in PAGE
