"""The models of a studio: a list that the server makes, and requests choose from by name."""

import logging
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from transformers import PreTrainedTokenizerFast

from fabula import files, models
from fabula.errors import ModelError
from fabula.generation.storyteller import Storyteller, short_names
from fabula.models.tagmodel import TagModel

log = logging.getLogger(__name__)
NO_MODEL = "there is no model here; `make repro` trains one, or name a model folder after --models"


@dataclass(frozen=True)
class Shelved:
    """A model that can write now."""

    name: str
    teller: Storyteller
    weights: str
    """The first 16 digits of the SHA-256 of its weights."""
    context: int
    """Tokens that it reads at once."""

    @property
    def takes_tags(self) -> bool:
        """Whether tags mean something to it."""
        return models.takes_tags(self.teller.model)

    @property
    def takes_premise(self) -> bool:
        """Whether it was trained on stories after what they shall be about."""
        return models.takes_prompts(self.teller.model)

    @property
    def slides(self) -> bool:
        """Whether its window slides, so that no prompt is too long."""
        return isinstance(self.teller.model, TagModel)


class Shelf:
    """Model folders by name; each is read when it is first asked for, and stays."""

    def __init__(self, folders: Sequence[Path] = ()) -> None:
        """Those of the last run and of the repository, and these."""
        self._folders = short_names()
        for folder in folders:
            name = folder.name or str(folder)
            while name in self._folders:
                name += "'"
            self._folders[name] = folder
        self._loaded: dict[str, Shelved] = {}
        self._lock = threading.Lock()

    def names(self) -> list[str]:
        """The models that are there: the one that is taken without a name comes first."""
        there = [
            name
            for name, folder in self._folders.items()
            if name in self._loaded or models.weights_file(folder).is_file()
        ]
        return sorted(there, key=lambda name: name != "gpt2")

    def get(self, name: str = "") -> Shelved:
        """A model by its name, or the first one that can be read; `ModelError` where it is not
        there (any more), or cannot be read."""
        there = self.names()
        if not there:
            raise ModelError(NO_MODEL)
        if not name:
            return self._first(there)
        if name not in self._folders:
            raise ModelError(f"no model is called {name!r}; there are {', '.join(there)}")
        with self._lock:
            if name not in self._loaded:
                self._loaded[name] = self._read(name)
            return self._loaded[name]

    def readable(self) -> tuple[list[Shelved], list[str]]:
        """All models that can be read, and a line about each that cannot."""
        found, broken = list[Shelved](), list[str]()
        for name in self.names():
            try:
                found.append(self.get(name))
            except ModelError as error:
                broken.append(str(error))
        return found, broken

    def _first(self, names: Sequence[str]) -> Shelved:
        *others, last = names
        for name in others:
            with suppress(ModelError):
                return self.get(name)
        return self.get(last)

    def _read(self, name: str) -> Shelved:
        folder = self._folders[name]
        if not models.weights_file(folder).is_file():
            raise ModelError(
                f"the folder of the model {name!r} is gone; choose another one: "
                f"{', '.join(self.names())}"
            )
        try:
            teller = Storyteller(*models.load(folder))
            _remember_vocabulary(teller.tokenizer)
            context = models.layout_of(teller.model).size
            return Shelved(name, teller, files.sha256(models.weights_file(folder))[:16], context)
        except Exception as error:  # whatever may stand in a folder, the other models write on
            log.warning("the model %r is left out: %s", name, error)
            raise ModelError(
                f"the model {name!r} is left out, as it cannot be read; the server's log says why"
            ) from error


def _remember_vocabulary(tokenizer: PreTrainedTokenizerFast) -> None:
    """Let a tokenizer build its vocabulary once: every story asks for it, and it takes as long as a
    token of the story."""
    vocabulary = tokenizer.get_vocab()
    tokenizer.get_vocab = lambda: vocabulary
