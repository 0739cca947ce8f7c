"""How every entry point ends."""

import errno
import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from fabula.command import INTERRUPTED, NOT_READ, run
from fabula.errors import TO_MEND, DataError, FabulaError, ModelError, ParamsError

ROOT = Path(__file__).parent.parent


def raising(error: BaseException) -> Callable[[], None]:
    def main() -> None:
        raise error

    return main


def in_a_shell(line: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A line of Bash, in which `fabula` is the command and `run CODE` runs Python code as one."""
    python = shlex.quote(sys.executable)
    code = "import sys; from fabula.command import run; run(lambda: exec(sys.argv[1]))"
    words = f'fabula() {{ {python} -m fabula.cli.main "$@"; }}; '
    words += f'run() {{ {python} -c {shlex.quote(code)} "$@"; }}'
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {words}; {line}"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


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
    ("filename", "where"), [(None, "the disk is full;"), ("a.arrow", "a.arrow: the disk is full;")]
)
def test_a_full_disk_is_no_traceback(filename: str | None, where: str) -> None:
    with pytest.raises(SystemExit) as caught:
        run(raising(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), filename)))
    assert where in str(caught.value.code)


@pytest.mark.parametrize("name", TO_MEND)
def test_what_the_system_refuses_is_one_message_with_what_to_do(name: str) -> None:
    number = getattr(errno, name)
    with pytest.raises(SystemExit) as caught:
        run(raising(OSError(number, os.strerror(number), "data/a.parquet")))
    said = str(caught.value.code)
    assert said.startswith("error: data/a.parquet: ")
    assert said.endswith(f"{TO_MEND[name]}, and run the same command again")
    assert "\n" not in said


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.EACCES, "denied", "a", None, "b"), "error: a -> b: the system does not"),
        (
            FileNotFoundError(errno.ENOENT, "no", "data/samples.jsonl"),
            "error: data/samples.jsonl: there is no such file yet; make it by `make repro`",
        ),
        (OSError(errno.EIO, "Cannot read 'a'"), "error: Cannot read 'a': a disk or drive fails"),
        (ValueError("IoError(Os { code: 28, kind: StorageFull })"), "error: the disk is full;"),
        (Exception("No space left on device (os error 28)"), "error: the disk is full;"),
        (MemoryError("Unable to allocate 3.64 TiB"), "error: memory ran out;"),
        (RuntimeError("DefaultCPUAllocator: can't allocate memory"), "error: memory ran out;"),
        (RuntimeError("CUDA out of memory. Tried"), "error: memory ran out;"),
    ],
)
def test_so_is_what_libraries_say_in_their_own_words(error: Exception, said: str) -> None:
    with pytest.raises(SystemExit) as caught:
        run(raising(error))
    assert str(caught.value.code).startswith(said)


OURS = [
    AssertionError("ours"),
    FileNotFoundError("x"),
    FileNotFoundError(errno.ENOENT, "no such file", "x"),
    OSError(errno.EBADF, "bad file descriptor"),
    OSError("a message alone"),
    KeyError("out of memory"),
    RuntimeError("code: 28"),
]


@pytest.mark.parametrize("error", OURS)
def test_our_own_mistakes_keep_their_traceback(error: Exception) -> None:
    with pytest.raises(type(error)):
        run(raising(error))


@pytest.mark.parametrize(
    "line",
    [
        "fabula preset | true",
        "fabula preset | head -n 1",
        "fabula --help | true",
        "fabula generate --help | true",
        "run 'for n in range(100000): print(n)' | head -n 1",
        "run 'for n in range(100000): print(n, flush=True)' | head -n 1",
        "run 'for n in range(100000): print(n, file=sys.stderr)' 2>&1 | head -n 1",
    ],
)
def test_a_reader_that_leaves_is_no_error(line: str) -> None:
    done = in_a_shell(line)
    assert done.stderr == ""
    assert done.returncode in (0, NOT_READ)  # 0 where all was written before


def test_the_status_says_that_nobody_read_on() -> None:
    assert in_a_shell("run 'print(\"a\" * 10**6)' | true").returncode == NOT_READ == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("line", ["fabula preset", "run 'print(\"a\" * 10**6)'"])
def test_output_that_finds_no_room_is_said(line: str) -> None:
    done = in_a_shell(f"{line} > /dev/full")
    assert done.stderr == f"error: {TO_MEND['ENOSPC']}, and run the same command again\n"
    assert done.returncode == 1


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8", "shift_jis"])
def test_output_in_any_encoding(encoding: str) -> None:
    """What it lacks is written by its number."""
    text = "œuf 🥚 日本の"
    done = in_a_shell(f"run 'print(\"{text}\")' | od -An -v -tx1", PYTHONIOENCODING=encoding)
    assert done.stderr == ""
    written = bytes.fromhex("".join(done.stdout.split()))
    assert written == text.encode(encoding, errors="backslashreplace") + b"\n"


@pytest.mark.parametrize("closed", [">&-", "<&-", "<&- >&-", "<&- >&- 2>&-"])
def test_closed_streams_are_no_error(closed: str) -> None:
    done = in_a_shell(f"run 'print(sys.stdin.read()); sys.stdout.isatty()' {closed}")
    assert (done.returncode, done.stderr) == (0, "")


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
    assert done.stderr.startswith("error: params.yaml: 12 problems\n  threads: ")
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(("name", "says"), [("-m", "False True"), ("a script", "True True")])
def test_a_stage_looks_for_no_garbage_while_it_imports(name: str, says: str) -> None:
    code = f"""
import gc, sys
sys.argv[0] = {name!r}
import stages
before = gc.isenabled()
from fabula.command import run
run(lambda: print(before, gc.isenabled()))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == says
