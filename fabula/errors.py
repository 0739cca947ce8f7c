"""The mistakes a user can make, as one tree of exceptions.

FabulaError            every message says what, where, the value received, and what to do next
├── ParamsError        params.yaml: all problems at once
├── DataError          a source, a file, a record
├── ModelError         a model folder, a tokenizer, a checkpoint
└── TrainingError      a run that cannot go on: no memory, no disk, no finite loss

Our own mistakes are assertions, never one of these. What the system refuses (a full disk, a file
that may not be written) is an `OSError` of Python's, for which `of_the_system` has the words.
"""

import errno
import os
import re


class FabulaError(Exception):
    """Something the user can mend; shown as its message alone, without a traceback."""


class ParamsError(FabulaError):
    """`params.yaml` (or a preset) holds something it must not, or lacks something it must."""


class DataError(FabulaError):
    """A story source cannot be read as it stands."""


class ModelError(FabulaError):
    """A model or tokenizer cannot be loaded or used as asked."""


class TrainingError(FabulaError):
    """A training run cannot go on; the last good checkpoint is kept."""


HELD = "another program holds it; close that, or wait until it is done"
NO_FILE = "a folder stands where a file is needed; move it away"
NO_FOLDER = "a file stands where a folder is needed; move it away"
FILES = "too many files are open; close other programs, or allow more (`ulimit -n 4096`)"
DEVICE = "a disk or drive fails or is gone; check it, and the connection to it"
NETWORK_DISK = "a network disk does not answer; check the connection, or mount it again"
RIGHTS = (
    "the system does not allow it; see who owns it and may write there (`ls -ld`), and mend that"
)
MEMORY = "memory ran out; close other programs, or ask for less at once (a smaller batch_size)"
TO_MEND = {
    "ENOSPC": "the disk is full; free some space",
    "EDQUOT": "your share of the disk is used up; free some space, or have your quota raised",
    "EFBIG": "the file would be larger than is allowed here; see `ulimit -f` and the file system",
    "EROFS": "this file system can only be read; work in one that can be written",
    "EACCES": RIGHTS,
    "EPERM": RIGHTS,
    "EMFILE": FILES,
    "ENFILE": FILES,
    "EIO": DEVICE,
    "ENXIO": DEVICE,
    "ENODEV": DEVICE,
    "ESTALE": NETWORK_DISK,
    "ETIMEDOUT": NETWORK_DISK,
    "EHOSTDOWN": NETWORK_DISK,
    "ENOTCONN": NETWORK_DISK,
    "EREMOTEIO": DEVICE,
    "ENOLCK": NETWORK_DISK,
    "ENAMETOOLONG": "the name is too long; choose a shorter one",
    "EISDIR": NO_FILE,
    "ENOTDIR": NO_FOLDER,
    "EEXIST": NO_FOLDER,
    "ENOTEMPTY": HELD,
    "ELOOP": "symbolic links lead in a circle; remove one of them",
    "EMLINK": "too many links; remove some",
    "EBUSY": HELD,
    "ETXTBSY": HELD,
    "EAGAIN": "the system has no room for another process; close other programs (`ulimit -u`)",
    "ENOMEM": MEMORY,
}
"""What a user can do about the errors of a system, by their names in `errno`. The others (a file
that is not there, a number that means no open file) are our own mistakes."""
IN_WORDS = re.compile(r"\bos error (\d+)|\bcode: (\d+), kind: ")
"""The number of a system's error in the messages of libraries that are written in Rust."""
NO_MEMORY = re.compile(r"allocate memory|out of memory")
"""What PyTorch says."""


def of_the_system(error: BaseException) -> str | None:
    """Where a system refused, and what the user can do; `None`: it is none of `TO_MEND`."""
    number = getattr(error, "errno", None)
    if number is None and (found := IN_WORDS.search(str(error))):
        number = int(found[1] or found[2])
    advice = TO_MEND.get(errno.errorcode.get(number or 0, ""))
    if isinstance(error, MemoryError) or (
        isinstance(error, RuntimeError) and NO_MEMORY.search(str(error))
    ):
        advice = MEMORY
    if advice is None:
        return None
    places = [getattr(error, name, None) for name in ("filename", "filename2")]
    where = " -> ".join(str(place) for place in places if place is not None)
    said = getattr(error, "strerror", None)
    if not where and said and said != os.strerror(number or 0):
        where = said  # a library's own sentence, with the place in it
    return f"{where}: {advice}" if where else advice
