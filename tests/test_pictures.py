from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fabula import files, paths
from fabula.reporting import pictures
from fabula.reporting.curves import Curves, Points, read_curves, read_logs
from fabula.stories import SPLITS, TAGS
from fabula.training.paths import GPT2_CURVES, TAGMODEL_CURVES


def rows(*losses: float, rate: float = 0.1) -> Points:
    return [
        {
            "step": step,
            "tokens": 10.0 * step,
            "loss": loss,
            "learning_rate": rate / step,
            "gradient_norm": 1.0,
            "seconds": 2.0 * step,
            "tokens_per_second": 5.0,
        }
        for step, loss in enumerate(losses, start=1)
    ]


CURVES = {
    "GPT-2": Curves(rows(8.0, 4.0), rows(4.5)),
    "Tag model, every window": Curves(rows(8.1, 3.0), rows(7.0, 3.5)),
}
WORSE = {**CURVES, "GPT-2": Curves(rows(8.0, 5.0), rows(5.5))}
DRAW: list[Callable[[dict[str, Curves], Path], None]] = [
    pictures.loss_picture,
    pictures.training_picture,
    lambda curves, path: pictures.speed_picture({k: v.train for k, v in curves.items()}, path),
]


@pytest.mark.parametrize("draw", DRAW)
def test_same_curves_same_bytes_whatever_the_users_settings(
    tmp_path: Path, draw: Callable[[dict[str, Curves], Path], None]
) -> None:
    import matplotlib

    draw(CURVES, tmp_path / "a.png")
    with matplotlib.rc_context({"font.size": 30, "axes.facecolor": "black"}):
        draw(CURVES, tmp_path / "b.png")
        assert matplotlib.rcParams["font.size"] == 30
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("draw", DRAW)
def test_other_losses_give_another_picture(
    tmp_path: Path, draw: Callable[[dict[str, Curves], Path], None]
) -> None:
    draw(CURVES, tmp_path / "a.png")
    draw(WORSE, tmp_path / "b.png")
    assert (tmp_path / "a.png").read_bytes() != (tmp_path / "b.png").read_bytes()


def test_another_learning_rate_gives_another_picture(tmp_path: Path) -> None:
    pictures.training_picture(CURVES, tmp_path / "a.png")
    faster = {**CURVES, "GPT-2": Curves(rows(8.0, 4.0, rate=0.2), rows(4.5))}
    pictures.training_picture(faster, tmp_path / "b.png")
    assert (tmp_path / "a.png").read_bytes() != (tmp_path / "b.png").read_bytes()


def test_curves_and_logs_are_read_by_the_labels_of_the_tables(project: Path) -> None:
    for name in ("train", "validation"):
        files.write_csv(GPT2_CURVES / f"{name}.csv", rows(8.0, 4.0))
        for tags_at in ("every_window", "story_start"):
            files.write_csv(TAGMODEL_CURVES / f"{tags_at}_{name}.csv", rows(7.0, 3.0))
    curves = read_curves()
    assert list(curves) == ["GPT-2", "Tag model, story start", "Tag model, every window"]
    assert curves["GPT-2"].train == rows(8.0, 4.0)
    assert read_logs() == {}, "another machine has none"
    files.write_csv(paths.LOGS / "tagmodel-every_window.csv", rows(2.0))
    assert read_logs() == {"Tag model, every window": rows(2.0)}


def manifest(longest: int = 12, tagged: int = 30) -> dict[str, Any]:
    about = {"stories": 40, "tags": dict.fromkeys(TAGS, tagged)}
    lengths = {split: [3, 20, longest] for split in SPLITS}
    return {"lengths": {"step": 10} | lengths, "splits": dict.fromkeys(SPLITS, about)}


def test_the_same_manifest_gives_the_same_picture(tmp_path: Path) -> None:
    drawn = []
    for number, shown in enumerate([manifest(), manifest(), manifest(longest=13)]):
        pictures.data_picture(shown, tmp_path / f"{number}.png")
        drawn.append((tmp_path / f"{number}.png").read_bytes())
    assert drawn[0].startswith(b"\x89PNG")
    assert drawn[0] == drawn[1] != drawn[2]


def test_a_run_without_tags_has_a_picture(tmp_path: Path) -> None:
    pictures.data_picture(manifest(tagged=0), tmp_path / "none.png")
    assert (tmp_path / "none.png").stat().st_size > 10_000
