import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from fabula.command import INTERRUPTED, run
from fabula.errors import DataError, FabulaError, ModelError, ParamsError

ROOT = Path(__file__).parent.parent


def raising(error: BaseException) -> Callable[[], None]:
    def main() -> None:
        raise error

    return main


@pytest.mark.parametrize("kind", [FabulaError, ParamsError, DataError, ModelError])
def test_a_users_mistake_is_its_message_alone(kind: type[FabulaError]) -> None:
    with pytest.raises(SystemExit) as caught:
        run(raising(kind("story 3: no text")))
    assert caught.value.code == "error: story 3: no text"


def test_ctrl_c_has_the_status_that_shells_expect(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        run(raising(KeyboardInterrupt()))
    assert caught.value.code == INTERRUPTED == 130
    assert "interrupted" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("filename", "where"), [(None, "the disk is full;"), ("a.arrow", "while writing a.arrow;")]
)
def test_a_full_disk_is_no_traceback(filename: str | None, where: str) -> None:
    with pytest.raises(SystemExit) as caught:
        run(raising(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), filename)))
    assert where in str(caught.value.code)


@pytest.mark.parametrize("error", [AssertionError("ours"), FileNotFoundError("x"), KeyError("x")])
def test_our_own_mistakes_keep_their_traceback(error: Exception) -> None:
    with pytest.raises(type(error)):
        run(raising(error))


def test_a_stage_ends_with_the_message_and_status_1(tmp_path: Path) -> None:
    (tmp_path / "params.yaml").write_text("threads: 0\n")
    done = subprocess.run(
        [sys.executable, "-m", "stages.check_params"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("error: params.yaml: 11 problems\n  threads: ")
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "data").exists()
