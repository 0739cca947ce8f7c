"""The mistakes a user can make, as one tree of exceptions.

FabulaError            every message says what, where, the value received, and what to do next
├── ParamsError        params.yaml: all problems at once
├── DataError          a source, a file, a record
├── ModelError         a model folder, a tokenizer, a checkpoint
└── TrainingError      a run that cannot go on: no memory, no disk, no finite loss

Our own mistakes are assertions, never one of these.
"""


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
