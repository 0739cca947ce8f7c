"""What a studio knows of a text without a model: the tags it shows, what is copied."""

import threading
from dataclasses import dataclass

from fabula.corpus.paths import stories_file
from fabula.errors import FabulaError
from fabula.evaluation.corpus_stories import all_training_texts
from fabula.evaluation.paths import QUALITY
from fabula.evaluation.quality import learned
from fabula.evaluation.quality.judge import Judge
from fabula.stories import TAGS
from fabula.studio.copied import Copy, Index


@dataclass(frozen=True)
class Known:
    """What is said of one text."""

    tags: list[str] | None
    """Those that the judge finds; none where no run has made a judge."""
    judged: list[str]
    """Those that it tells well enough to be asked."""
    copies: list[Copy] | None
    """None where no training stories are here."""


class Reader:
    """The judge and the training stories of the last run, read when they are first wanted."""

    def __init__(self) -> None:
        """Nothing is read yet."""
        self._lock = threading.Lock()
        self._ready = False
        self._judge: Judge | None = None
        self._index: Index | None = None

    def known(self, text: str) -> Known:
        """All of it."""
        with self._lock:
            self._prepare()
        said, judged = None, list[str]()
        if self._judge is not None and text.strip():
            judged = [tag for tag in TAGS if tag in self._judge.trusted]
            flags = self._judge.says([text])[0]
            said = [tag for tag, flag in zip(TAGS, flags, strict=True) if flag and tag in judged]
        copies = self._index.copies(text) if self._index is not None else None
        return Known(said, judged, copies)

    def _prepare(self) -> None:
        if self._ready:
            return
        self._ready = True
        try:
            self._judge = learned.load(QUALITY).judge
        except (FabulaError, OSError):
            self._judge = None  # no run has made one
        if stories_file("train").is_file():
            self._index = Index(all_training_texts())
