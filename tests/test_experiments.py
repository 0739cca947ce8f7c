"""The tour of experiments, as docs/experiments.md tells it: its commands, one after the other.

They run in a copy of the project below smoke scale, whose pipeline leads to the first model and no
further: what a command does is the same for one that goes on. Two addresses are folders here.
"""

import re
import shutil
import time
from pathlib import Path

import pytest
import yaml
from repository import MINUTES, ROOT, Repository, environment, working_tree

from fabula import files, paths
from fabula.config.params import Params
from fabula.config.yaml12 import read_yaml
from fabula.corpus.paths import STORIES
from fabula.models.paths import GPT2
from fabula.tokens.paths import TOKENS
from fabula.training.paths import GPT2_METRICS

pytestmark = pytest.mark.slow

PAGE = (ROOT / "docs/experiments.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
STAGES = ("check_params", "download", "tokenize", "train_gpt2")
TINY = {"  epochs: 0.5": "  epochs: 0.1", "  evaluations: 2": "  evaluations: 1"}
WORKFLOW = ROOT / ".github/workflows/pull-request.yml"
RATES = {f"rate-{n}": rate for n, rate in enumerate((0.0003, 0.001, 0.003, 0.01, 0.03), start=1)}


def small_project(folder: Path) -> Repository:
    """A repository at smoke scale with the stages up to GPT-2, and `origin`, an empty one."""
    origin = Repository(folder / "fabula.git", environment(folder / "home"))
    origin.folder.mkdir()
    origin.run("git", "init", "--quiet", "--bare", "--initial-branch", "main")
    project = Repository(folder / "fabula", origin.environment)
    working_tree(project.folder)
    (project.folder / paths.LOCK).unlink(missing_ok=True)
    graph = read_yaml(project.folder / paths.PIPELINE)
    graph["stages"] = {name: graph["stages"][name] for name in STAGES}
    deps = graph["stages"]["train_gpt2"]["deps"]
    deps[deps.index(str(paths.STORIES_CHECKED))] = str(paths.PARAMS_CHECKED)
    files.write_text(project.folder / paths.PIPELINE, yaml.safe_dump(graph, sort_keys=False))
    for name in ("results", "benchmarks"):
        shutil.rmtree(project.folder / name)
    project.run("git", "init", "--quiet", "--initial-branch", "main")
    project.run("git", "remote", "add", "origin", str(origin.folder))
    project.run("fabula", "preset", "smoke", "--write")
    for old, new in TINY.items():
        project.set(old, new)
    project.commit("A small project")
    project.run("git", "push", "--quiet", "origin", "main")
    return project


class Tour:
    """The page's sections, whose commands run where the reader stands."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.project = small_project(folder)
        self.addresses = {
            "s3://my-bucket/fabula": str(folder / "bucket"),
            "https://example.org/fabula.git": str(folder / "fabula.git"),
        }
        self.taken = 0

    def next(self, place: Repository, text: str) -> str:
        """Run the next block of the page, which `text` is a part of; what it says."""
        block = BLOCK.findall(PAGE)[self.taken]
        assert text in block, f"block {self.taken + 1} of the page"
        self.taken += 1
        for address, here in self.addresses.items():
            block = block.replace(address, here)
        return place.run("bash", "-ec", block, minutes=15)

    def clone(self, name: str) -> Repository:
        """Where somebody else stands, with an empty cache."""
        (self.folder / name).mkdir()
        return Repository(self.folder / name, environment(self.folder / f"home of {name}"))


def figures(place: Repository, revision: str) -> dict[str, float]:
    found = place.run("git", "show", f"{revision}:{GPT2_METRICS}")
    return yaml.safe_load(found)


def ran(output: str) -> set[str]:
    return set(re.findall(r"Running stage '(\w+)'", output))


def wait_for_the_queue(project: Repository) -> str:
    deadline = time.monotonic() + 30 * MINUTES
    while True:
        status = project.dvc("queue", "status")
        if "Queued" not in status and "Running" not in status:
            return status
        assert time.monotonic() < deadline, status
        time.sleep(1)


def test_the_tour(tmp_path: Path) -> None:
    tour = Tour(tmp_path)
    change_and_queue(tour)
    kept = compare_and_keep(tour)
    have_it_elsewhere(tour, kept)
    assert tour.taken == len(BLOCK.findall(PAGE))


def change_and_queue(tour: Tour) -> None:
    project = tour.project
    tour.next(project, "dvc remote add")
    assert ran(tour.next(project, "dvc repro train_gpt2")) == set(STAGES)
    project.run("git", "push", "--quiet", "origin", "main")

    said = tour.next(project, "dvc exp run --name gentle")
    assert ran(said) == {"check_params", "train_gpt2"}
    assert "validation_loss" in said
    tour.next(project, "dvc checkout")
    assert not project.changed()

    before = project.outputs()
    tour.next(project, "dvc queue start --jobs 2")
    wait_for_the_queue(project)
    status = tour.next(project, "dvc queue status")
    assert status.count("Success") == len(RATES), project.dvc("queue", "logs", "rate-1")
    assert project.outputs() == before, "the folder stays as it is"
    assert not project.changed()


def compare_and_keep(tour: Tour) -> dict[str, bytes]:
    """What the branch holds."""
    project = tour.project
    compared = tour.next(project, "dvc plots diff HEAD rate-1 rate-5")
    assert set(RATES) <= set(re.findall(r"rate-\d", compared))
    assert "gpt2.learning_rate" in compared
    page = (project.folder / "plots-diff/index.html").read_text(encoding="utf-8")
    assert "rate-1" in page
    assert "rate-5" in page
    shutil.rmtree(project.folder / "plots-diff")

    tour.next(project, "dvc exp branch rate-5 kept")
    params = Params.load(project.folder / paths.PARAMS)
    assert params.gpt2.learning_rate == RATES["rate-5"]
    assert figures(project, "kept") != figures(project, "main")
    assert figures(project, "kept") == files.read_json(project.folder / GPT2_METRICS)
    assert not project.changed()
    kept = project.outputs()

    differences = tour.next(project, "dvc params diff main")
    assert "gpt2.learning_rate" in differences
    assert "validation_loss" in differences
    return kept


def have_it_elsewhere(tour: Tour, kept: dict[str, bytes]) -> None:
    colleague = tour.clone("colleague")
    assert "up to date" in tour.next(colleague, "dvc pull")
    clone = Repository(colleague.folder / "fabula", colleague.environment)
    assert clone.outputs() == kept, "every byte"

    another = tour.clone("another")
    another.run(
        "git", "clone", "--quiet", "--branch", "kept", str(tour.folder / "fabula.git"), "fabula"
    )
    lazy = Repository(another.folder / "fabula", another.environment)
    assert not ran(tour.next(lazy, "dvc repro --pull --allow-missing"))
    check_the_workflow(lazy)
    assert not any((lazy.folder / path).exists() for path in (STORIES, TOKENS, GPT2))
    said = tour.next(lazy, "dvc exp run --pull --allow-missing")
    assert ran(said) == {"check_params", "train_gpt2"}
    assert (lazy.folder / TOKENS).exists()
    assert not (lazy.folder / STORIES / "train.parquet").exists()

    said = tour.next(lazy, "fabula reproduced HEAD")
    assert ran(said) == set(STAGES)
    assert "workspace is HEAD" in said
    assert lazy.outputs() == kept
    assert not lazy.changed()


def check_the_workflow(clone: Repository) -> None:
    """What the runner of a pull request would run, but for the installation: in a clone that has
    no data."""
    steps = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]["compare"]["steps"]
    commands = {step["name"]: step["run"] for step in steps if "run" in step}
    summary = clone.folder.parent / "summary.md"
    base = clone.run("git", "rev-parse", "origin/main").strip()
    runner = Repository(
        clone.folder,
        {**clone.environment, "BASE": base, "GITHUB_STEP_SUMMARY": str(summary)},
    )
    for name in ("Parameters and figures", "Curves"):
        runner.run("bash", "-eo", "pipefail", "-c", commands[name])
    text = summary.read_text(encoding="utf-8")
    assert re.search(r"\| params.yaml +\| gpt2.learning_rate", text)
    assert re.search(rf"\| {GPT2_METRICS} +\| validation_loss", text)
    curves = runner.folder / "curves"
    assert "validation" in (curves / "index.html").read_text(encoding="utf-8")
    shutil.rmtree(curves)
