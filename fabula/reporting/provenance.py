"""What a run was made by: the revision of the code, and what its parameters change.

Git is asked when the report is written. DVC does not write it again for another commit alone, so
the revision is that of the code that made the report.
"""

import json
import subprocess
from collections.abc import Mapping
from typing import Any

from fabula import files, markdown, paths
from fabula.config.presets import leaves
from fabula.config.yaml12 import read_yaml
from fabula.corpus.paths import DATA_METRICS
from fabula.reporting.paths import DEFAULT_RUN

CODE = ("fabula", "stages", "params.yaml", "dvc.yaml", "pyproject.toml")
"""Where a change is one of the code: a run itself changes tracked figures and pictures."""


def made_by() -> str:
    """The revision, the stories' hashes, and the parameters beside those of `results/default`.

    That is the default run as it was kept before: of a new default run, the one before it.
    """
    splits = files.read_json(DATA_METRICS)["splits"]
    hashes = ", ".join(
        f"{markdown.literal(name)} {markdown.code(about['sha256'][:12])}"
        for name, about in splits.items()
    )
    default = paths.RESULTS / DEFAULT_RUN / paths.PARAMS
    changed = (
        changed_params(read_yaml(paths.PARAMS), read_yaml(default))
        if default.exists()
        else "There is no kept default run to compare the parameters with.\n"
    )
    return (
        f"The code that wrote this report is {revision()}. "
        f"The stories have these SHA-256: {hashes}.\n\n{changed}"
    )


def revision() -> str:
    """The last commit that changed the code, and whether it has changes beyond; where Git knows.

    A commit of figures alone is none: a report of the same run is the same bytes after it.
    """
    commit = _git("log", "-1", "--format=%h", "--", *CODE)
    if not commit:
        return "an unknown revision (no Git here)"
    changed = _git("status", "--porcelain", "--", *CODE)
    return f"revision `{commit}`{' and uncommitted changes' if changed else ''}"


def _git(*command: str) -> str:
    """What Git answers; nothing where there is no Git or no repository."""
    try:
        answer = subprocess.run(
            ["git", "--no-optional-locks", *command],  # DVC may be at work in the same repository
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        return ""
    return answer.stdout.strip()


def changed_params(values: Mapping[str, Any], defaults: Mapping[str, Any]) -> str:
    """The parameters that differ from the default, as a Markdown table; a sentence where none."""
    ours, theirs = dict(leaves(values)), dict(leaves(defaults))
    names = [name for name in ours | theirs if ours.get(name) != theirs.get(name)]
    if not names:
        return "Every parameter is that of the default run that was kept before.\n"
    lines = [["parameter", "this run", "default run, as kept before"]]
    lines += [
        [markdown.code(name), *(_value(name, each) for each in (ours, theirs))] for name in names
    ]
    return markdown.table(lines, "l")


def _value(name: str, values: Mapping[str, Any]) -> str:
    """A value as Markdown shows it; a dash where there is no such parameter."""
    if name not in values:
        return "–"
    return markdown.code(json.dumps(values[name], ensure_ascii=False))
