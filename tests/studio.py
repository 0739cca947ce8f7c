"""A studio of tiny models, for several test modules."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
import uvicorn
from fastapi.testclient import TestClient
from tiny import new_gpt2, new_tagmodel, tokenizer

from fabula import models
from fabula.studio.app import Options, studio
from fabula.studio.limits import Limits
from fabula.studio.server import configured, listen

ADDRESS = "http://127.0.0.1:8150"


ENDLESS = "tagmodel-every_window"
"""A model of `shelve` that never ends a story."""


def shelve(project: Path, context: int = 64) -> None:
    """`gpt2`, which takes tags and reads `context` tokens, and the tag model `ENDLESS`."""
    endless = new_tagmodel()
    with torch.no_grad():
        endless.head.bias[tokenizer().eos_token_id] = -100.0
    models.save(new_gpt2(context=context, condition="tags"), tokenizer(), project / "models/gpt2")
    models.save(endless, tokenizer(), project / "models/tagmodel/every_window")


def client(limits: Limits | None = None, **options: Any) -> TestClient:
    """A client of a studio in the current folder."""
    app = studio(Options(limits=limits or Limits(), **options))
    return TestClient(app, base_url=ADDRESS)


def events(text: str) -> list[tuple[str, dict[str, Any]]]:
    """Server-sent events as names and data."""
    blocks = [block.split("\n") for block in text.strip().split("\n\n")]
    return [(name.removeprefix("event: "), json.loads(data[6:])) for name, data in blocks]


@contextmanager
def serving(**options: Any) -> Iterator[str]:
    """The address of a studio in the current folder that serves from a thread."""
    listening = listen("127.0.0.1", 0)
    server = uvicorn.Server(configured(studio(Options(**options))))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield "http://{}:{}".format(*listening.getsockname())
    finally:
        server.should_exit = True
        thread.join()
