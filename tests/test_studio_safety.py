"""Who may use a studio, and what it refuses."""

import argparse
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from studio import ADDRESS, client, shelve

from fabula.cli import studio as cli
from fabula.errors import FabulaError
from fabula.studio import server
from fabula.studio.app import PAGE, Options
from fabula.studio.limits import Limits
from fabula.studio.server import is_loopback, listen

JSON = {"content-type": "application/json"}


@pytest.fixture
def asks(project: Path) -> Iterator[TestClient]:
    shelve(project)
    with client(Limits(body=100_000)) as found:
        yield found


def test_a_name_that_was_made_to_point_here_is_refused(asks: TestClient) -> None:
    for host in ("evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8150", ""):
        assert asks.get("/api/models", headers={"host": host}).status_code == 421
        assert asks.get("/", headers={"host": host}).status_code == 421
    for host in ("localhost:8150", "127.0.0.1", "[::1]:8150", "LOCALHOST"):
        assert asks.get("/healthz", headers={"host": host}).status_code == 200


def test_a_name_that_was_told_is_known(project: Path) -> None:
    with client(hosts=frozenset({"story.example"})) as asks:
        assert asks.get("/healthz", headers={"host": "story.example:80"}).status_code == 200
        assert asks.get("/healthz", headers={"host": "other.example"}).status_code == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "http://localhost:8150"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_pages_of_other_sites_may_not_use_it(asks: TestClient, headers: dict[str, str]) -> None:
    assert asks.get("/api/models", headers=headers).status_code == 403
    assert asks.post("/api/generate", json={}, headers=headers).status_code == 403
    link = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    assert asks.get("/", headers=link).status_code == 200
    assert asks.post("/api/polish", json={"text": ""}, headers={"origin": ADDRESS}).is_success


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_a_form_of_another_site_is_refused(asks: TestClient, kind: str) -> None:
    answer = asks.post("/api/generate", content="{}", headers={"content-type": kind})
    assert answer.status_code == 415


def test_with_a_token_nothing_but_the_page_is_open(project: Path) -> None:
    shelve(project)
    with client(token="secret") as asks:
        assert asks.get("/").status_code == 200
        assert asks.get("/healthz").status_code == 200
        for path in ("/api/models", "/api/stories", "/v1/models", "/metrics", "/openapi.json"):
            assert asks.get(path).status_code == 401
            for wrong in ("Bearer other", "secret2", "Bearer", "Bearer \xfc".encode("latin-1")):
                assert asks.get(path, headers={"authorization": wrong}).status_code == 401
            right = asks.get(path, headers={"authorization": "Bearer secret"})
            assert right.status_code == 200, path


def test_every_answer_has_strict_headers(asks: TestClient) -> None:
    answers = [asks.get(path) for path in ("/", "/api/models", "/nothing", "/app.js")]
    answers += [asks.post("/api/generate", json={"x": 1}), asks.get("/", headers={"host": "x"})]
    for answer in answers:
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"
        assert "server" not in answer.headers


NAMES = [
    "../../params.yaml", "/etc/passwd", "..\\..\\params.yaml", "models/gpt2", "file:///etc/passwd",
    "gpt2/../gpt2", "%2e%2e/params.yaml", "roneneldan/TinyStories-1M", "gpt2\u0000", ".", "~",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_no_name_of_a_request_reaches_the_file_system(asks: TestClient, name: str) -> None:
    assert asks.post("/api/generate", json={"model": name}).status_code in (404, 422)
    assert asks.post("/api/read", json={"model": name, "text": "", "unsure": True}).status_code in (
        404,
        422,
    )
    assert asks.post("/v1/completions", json={"model": name}).status_code in (404, 422)


@pytest.mark.parametrize(
    "path",
    ["/../app.py", "/%2e%2e/app.py", "/..%2fapp.py", "//etc/passwd", "/%2e%2e%2f%2e%2e%2fapp.py"],
)
def test_the_page_is_all_that_is_served(asks: TestClient, path: str) -> None:
    assert (PAGE.parent / "app.py").is_file()
    answer = asks.get(path)
    assert answer.status_code == 404
    assert "Guard" not in answer.text


@pytest.mark.parametrize(
    "id_", ["..", "x", "%2e%2e%2f", "0" * 31, "0" * 33, "G" * 32, "0" * 31 + "%0a", "' OR 1=1 --"]
)
def test_an_id_is_32_digits(asks: TestClient, id_: str) -> None:
    assert asks.get(f"/api/stories/{id_}").status_code in (404, 422)
    assert asks.put(f"/api/stories/{id_}", json={}).status_code in (404, 405, 422)


BODIES: list[Any] = [
    b"", b"{", b"[]", b"null", b"1", b'"x"', b"\xff\xfe", b"[" * 50_000,
    b'{"prompt": ' + b"9" * 5000 + b"}",
    b'{"prompt": "\\ud800"}', b'{"\\ud800": 1}', b'{"seed": NaN}',
    b'{"seed": 1e400}', b'{"seed": -1}', b'{"seed": 1.5}', b'{"tags": ["Twist", "Romance"]}',
    b'{"tags": "Twist"}', b'{"stop": [""]}', b'{"max_new_tokens": 0}', b'{"max_new_tokens": 1e9}',
    b'{"strategy": "__class__"}', b'{"settings": {"top_k": true}}', b'{"prompt": {"a": 1}}',
]  # fmt: skip


@pytest.mark.parametrize("body", BODIES, ids=lambda body: repr(body[:30]))
def test_a_malformed_body_is_the_senders_mistake(asks: TestClient, body: bytes) -> None:
    for path in ("/api/generate", "/api/read", "/api/polish", "/v1/completions"):
        answer = asks.post(path, content=body, headers=JSON)
        if path == "/api/generate" or answer.status_code != 200:
            assert answer.status_code in (400, 422), answer.text
            assert answer.json()["error"]["message"]


def test_a_body_too_large_is_refused_before_it_is_read(asks: TestClient) -> None:
    text = "x" * 100_000
    assert asks.post("/api/read", json={"text": text}).status_code == 413
    parts = (b" " * 1000 for _ in range(1000))
    assert asks.post("/api/read", content=parts, headers=JSON).status_code == 413


SCRIPT = "<img src=x onerror=alert(1)>\"'</script><script>alert(1)</script>"


def test_text_comes_back_as_text_and_never_as_a_page(asks: TestClient) -> None:
    id_ = "a" * 32
    kept = {"name": SCRIPT, "text": SCRIPT, "body": {"settings": {"model": SCRIPT}}}
    asks.put(f"/api/stories/{id_}", json=kept)
    for answer in (
        asks.get(f"/api/stories/{id_}"),
        asks.get("/api/stories", params={"search": SCRIPT}),
        asks.post("/api/generate", json={"model": SCRIPT}),
        asks.post("/api/generate", json={"tags": [SCRIPT], SCRIPT: 1}),
        asks.post("/api/polish", json={"text": SCRIPT}),
        asks.get(f"/{SCRIPT}"),
    ):
        assert answer.headers["content-type"] == "application/json"


def test_no_module_of_the_page_writes_html() -> None:
    modules = sorted(PAGE.glob("*.js"))
    assert modules
    for module in modules:
        source = module.read_text(encoding="utf-8")
        for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
            assert word not in source, module.name
    for page in PAGE.glob("*.html"):
        source = page.read_text(encoding="utf-8")
        assert "style=" not in source
        assert not re.search(r"\son[a-z]+=", source)
        assert "http" not in source


def test_only_loopback_needs_no_token() -> None:
    assert is_loopback("127.0.0.1")
    assert is_loopback("::1")
    assert is_loopback("localhost")
    assert not is_loopback("0.0.0.0")
    assert not is_loopback("192.168.1.2")
    assert not is_loopback("story.example")


@pytest.mark.parametrize("port", [-1, 65_536, 70_000])
def test_a_port_that_there_is_not_is_refused(port: int) -> None:
    with pytest.raises(FabulaError, match=f"--port: from 0 to 65535, got {port}"):
        listen("127.0.0.1", port)


def test_a_token_is_quoted_in_the_link(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def serve(host: str, port: int, options: Options, started: Callable[[str], None]) -> None:
        assert options.token == "a+b&c#d"
        started("http://127.0.0.1:8150/")

    monkeypatch.setenv(cli.TOKEN, "a+b&c#d")
    monkeypatch.setattr(server, "serve", serve)
    parser = argparse.ArgumentParser()
    cli.add_arguments(parser)
    cli.main(parser.parse_args([]))
    assert "http://127.0.0.1:8150/#token=a%2Bb%26c%23d\n" in capsys.readouterr().out


def test_a_port_in_use_is_named_with_the_next_one() -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(FabulaError, match=rf"port {port} is in use.*--port \d+"):
            listen("127.0.0.1", port)
