"""A studio of tiny models, for several test modules."""

import json
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient
from tiny import new_gpt2, new_tagmodel, tokenizer

from fabula import models
from fabula.studio.app import Options, studio
from fabula.studio.limits import Limits

ADDRESS = "http://127.0.0.1:8150"


def shelve(project: Path) -> None:
    """`gpt2`, which takes tags and reads 64 tokens, and a tag model."""
    models.save(new_gpt2(context=64, condition="tags"), tokenizer(), project / "models/gpt2")
    models.save(new_tagmodel(), tokenizer(), project / "models/tagmodel/every_window")


def client(limits: Limits | None = None, **options: Any) -> TestClient:
    """A client of a studio in the current folder."""
    app = studio(Options(limits=limits or Limits(), **options))
    return TestClient(app, base_url=ADDRESS)


def events(text: str) -> list[tuple[str, dict[str, Any]]]:
    """Server-sent events as names and data."""
    blocks = [block.split("\n") for block in text.strip().split("\n\n")]
    return [(name.removeprefix("event: "), json.loads(data[6:])) for name, data in blocks]
