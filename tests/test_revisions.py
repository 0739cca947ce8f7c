from pathlib import Path

import pytest
from history import commit_all, experiment, git

from fabula import files, paths
from fabula.errors import FabulaError
from fabula.reporting import revisions
from fabula.training.paths import GPT2_CURVES, GPT2_METRICS


def write(figure: int) -> None:
    files.write_text(paths.LOCK, "stages: {}\n")
    files.write_json(GPT2_METRICS, {"figure": figure})
    files.write_text(GPT2_CURVES / "train.csv", "step\n")


def figure(name: str) -> int:
    with revisions.opened(name) as folder:
        found: int = files.read_json(folder / GPT2_METRICS)["figure"]
        assert (folder / GPT2_CURVES / "train.csv").exists()
    return found


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two commits with an experiment each, and one name that both have."""
    monkeypatch.chdir(tmp_path)
    git("init", "--quiet", "--initial-branch", "main")
    for number, name in enumerate(("old", "new"), start=1):
        write(number)
        commit_all(name)
        for offset, called in ((10, name), (20, "same")):
            write(number + offset)
            experiment(called)
    return tmp_path


def test_files_of_commits_experiments_and_the_workspace(repository: Path) -> None:
    write(99)
    names = ("main", "HEAD", "HEAD~1", "old", "new", revisions.WORKSPACE)
    assert [figure(name) for name in names] == [2, 2, 1, 11, 12, 99]
    assert git("status", "--porcelain") == "M metrics/gpt2.json", "nothing was checked out"


def test_what_is_known_are_the_experiments_of_head(repository: Path) -> None:
    assert revisions.known() == ["HEAD", "new", "same", "workspace"]
    assert set(revisions.experiments()) == {"old", "new", "same"}


def test_of_two_experiments_of_one_name_that_of_head_is_meant(repository: Path) -> None:
    assert figure("same") == 22
    git("checkout", "--quiet", "HEAD~1")
    assert figure("same") == 21


def test_refs_of_dvc_that_are_no_experiments_are_left_aside(repository: Path) -> None:
    """What DVC keeps while it runs one, and its queue."""
    for name in ("exec/EXEC_HEAD", "celery/stash", "stash"):
        git("update-ref", f"refs/exps/{name}", "HEAD")
    assert set(revisions.experiments()) == {"old", "new", "same"}


def test_an_unknown_name_is_answered_with_the_known_ones(repository: Path) -> None:
    with pytest.raises(FabulaError, match="'newer' is no experiment") as caught:
        revisions.commit("newer")
    assert set(str(caught.value).split(": ")[1].split(", ")) == {"old", "new", "same"}


def test_before_any_experiment_it_says_how_to_make_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    git("init", "--quiet")
    write(1)
    commit_all("first")
    with pytest.raises(FabulaError, match="none yet, `dvc exp run -n NAME"):
        revisions.commit("new")


def test_a_commit_without_results_gives_an_empty_folder(repository: Path) -> None:
    git("rm", "-r", "--quiet", "metrics")
    commit_all("none")
    with revisions.opened("HEAD") as folder:
        assert list(folder.iterdir()) == []


def test_without_commits_the_workspace_is_all_there_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    for _ in range(2):
        with pytest.raises(FabulaError, match=r"no commits here .* clone the project with Git"):
            revisions.known()
        write(1)
        assert figure("workspace") == 1
        git("init", "--quiet")


def test_a_repository_of_another_user_is_told_how_to_trust_it(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    asked = (
        revisions.known,
        revisions.experiments,
        lambda: revisions.commit("HEAD"),
        lambda: figure("HEAD"),
    )
    for ask in asked:
        with pytest.raises(
            FabulaError, match=r"belongs to another user, .* --add safe\.directory /"
        ):
            ask()


def test_without_git_too(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FabulaError, match="no commits here"):
        revisions.known()
