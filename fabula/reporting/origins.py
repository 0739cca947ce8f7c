"""What a run was made from, in sentences: its stories, and the model that it calls GPT-2."""

from pathlib import Path

from fabula import files, markdown, paths
from fabula.config.yaml12 import read_yaml
from fabula.corpus.paths import DATA_METRICS

SOURCES = {
    "embedded": "**embedded stories**, which a program tells (`fabula/world`), the real ones too",
    "files": "**stories from the files in {folder}**",
    "hub": "**stories of the dataset {dataset}** on the Hugging Face Hub",
}
SCRATCH = "scratch"
BASES = {
    "pretrained/base": "a small Llama that has read 16,260 stories of TinyStories and 15,000 other "
    "ones of `fabula/world`",
}
"""What a model that comes with this repository is, after its card."""


def seen(run: Path) -> str:
    """A sentence on the stories that a run (`Path()`: the current one) has seen."""
    manifest = files.read_json(run / DATA_METRICS)
    folder = read_yaml(run / paths.PARAMS)["data"]["files"]["folder"]
    source = SOURCES[manifest["source"]].format(
        folder=markdown.code(Path(folder).name),
        dataset=markdown.code(manifest.get("dataset", "")),
    )
    counts = {split: f"{about['stories']:,}" for split, about in manifest["splits"].items()}
    return (
        f"All figures are of {source} (licence: {markdown.literal(manifest['licence'])}): "
        f"{counts['train']} to train on, {counts['validation']} to validate with, "
        f"{counts['test']} to test with."
    )


def gpt2(run: Path) -> str:
    """A sentence on the model that a run calls GPT-2, whatever it is."""
    section = read_yaml(run / paths.PARAMS)["gpt2"]
    if section["init"] == SCRATCH:
        made = f"trained from random weights, of the architecture `{section['architecture']}`"
    else:
        known = BASES.get(section["init"])
        made = f"{markdown.code(section['init'])}, {f'{known}, ' if known else ''}trained further"
    return f"*GPT-2* is what the model of section `gpt2` in `params.yaml` is called: here {made}."
