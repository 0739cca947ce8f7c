"""The grammar checker against a small server that answers as LanguageTool does."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs

import pytest

from fabula.errors import FabulaError
from fabula.generation.grammar import corrected

TEXT = "Once a 🦊 he seen an hen. It were big."


def match(wrong: str, *better: str) -> dict[str, Any]:
    values = [{"value": value} for value in better]
    offset = len(TEXT[: TEXT.index(wrong)].encode("utf-16-le")) // 2
    return {"offset": offset, "length": len(wrong), "replacements": values}


@contextmanager
def tool(answer: Any, status: int = 200) -> Iterator[tuple[str, list[dict[str, list[str]]]]]:
    asked: list[dict[str, list[str]]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            asked.append(parse_qs(self.rfile.read(length).decode()) | {"path": [self.path]})
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps(answer).encode())

        def log_message(self, *_: object) -> None:
            """Silent."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", asked
        finally:
            server.shutdown()
            thread.join()


def test_the_first_suggestion_takes_the_place_of_each_mistake() -> None:
    found = [match("were", "was", "is"), match("an hen", "a hen"), match("big")]
    with tool({"matches": found}) as (url, asked):
        assert corrected(TEXT, url) == "Once a 🦊 he seen a hen. It was big."
    assert asked == [{"text": [TEXT], "language": ["en-US"], "path": ["/v2/check"]}]


def test_suggestions_that_overlap_do_not_tear_the_text() -> None:
    found = [match("seen an", "saw a"), match("an hen", "a hen")]
    with tool({"matches": found}) as (url, _):
        assert corrected(TEXT, url) == "Once a 🦊 he seen a hen. It were big."


def test_the_opening_is_read_and_never_changed() -> None:
    found = [match("seen", "saw"), match("were", "was")]
    with tool({"matches": found}) as (url, asked):
        assert corrected(TEXT[18:], url, opening=TEXT[:18]) == TEXT[18:].replace("were", "was")
    assert asked[0]["text"] == [TEXT]


@pytest.mark.parametrize("answer", [{"error": 1}, "oops", []])
def test_a_server_of_another_kind_is_told_apart(answer: Any) -> None:
    with tool(answer) as (url, _), pytest.raises(FabulaError, match="no LanguageTool answers"):
        corrected(TEXT, url)


def test_without_a_server_it_says_so() -> None:
    for server in ("http://127.0.0.1:9", "nonsense"):
        with pytest.raises(FabulaError, match="start its server, or leave grammar out"):
            corrected(TEXT, server)
    with tool({}, 500) as (url, _), pytest.raises(FabulaError, match="500"):
        corrected(TEXT, url)
