"""The whole of `params.yaml`: every problem is reported at once, before any work.

A stage loads the sections that it needs, by `Gpt2.load()` and the like, and not the whole. So a new
parameter of one section makes no stage stale that reads others.
"""

from typing import Annotated

from pydantic import Field

from fabula.config.align import Align
from fabula.config.control import Control
from fabula.config.data import Data
from fabula.config.early_stopping import EarlyStopping
from fabula.config.evaluate import Evaluate
from fabula.config.generate import Generate
from fabula.config.gpt2 import Gpt2
from fabula.config.sweep import Sweep
from fabula.config.tagmodel import TagModel
from fabula.config.threads import Threads
from fabula.config.tokenizer import Tokenizer


class Params(Threads, extra="forbid"):
    """The whole of `params.yaml`."""

    launch: Annotated[str, Field(pattern="^(python|torchrun|accelerate)( .*)?$")]
    """What starts the stages in which models train, write or read: `python`, or for more processes
    `torchrun ...`."""
    data: Data
    tokenizer: Tokenizer
    gpt2: Gpt2
    tagmodel: TagModel
    generate: Generate
    evaluate: Evaluate
    control: Control
    sweep: Sweep
    early_stopping: EarlyStopping
    align: Align
