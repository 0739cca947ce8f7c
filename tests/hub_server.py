"""A small Hugging Face Hub on this machine: one repository, served as the real one serves it.

It takes uploads too, by Git LFS and not by Xet: clients that shall push need HF_HUB_DISABLE_XET=1.
"""

import base64
import hashlib
import json
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal

NAME = "somebody/tales"
COMMIT = "0123456789abcdef" * 2 + "01234567"

Kind = Literal["datasets", "models"]


class Hub(ThreadingHTTPServer):
    """Serves `files` of `NAME`, a dataset or a model, at `COMMIT`, which is also `main`.

    `faults` go wrong first.
    """

    daemon_threads = True

    def __init__(self, files: Mapping[str, bytes], kind: Kind = "datasets") -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.files = dict(files)
        self.kind = kind
        self.licence = "cc0-1.0"
        self.small = set[str]()
        """Files that are in git itself and not in LFS."""
        self.faults: dict[str, list[Callable[[Handler], None]]] = defaultdict(list)
        """What to do instead of answering, in turn, by `info`, `HEAD` and `GET`."""
        self.always: dict[str, Callable[[Handler], None]] = {}
        """The same, every time."""
        self.requests: list[tuple[str, str, str]] = []
        """Method, path and range of each request."""
        self.token = "hf_tales"
        """Who gives it may write."""
        self.created: dict[str, Any] = {}
        """What the last request for a repository asked for."""
        self.commits: list[str] = []
        """The message of each commit."""
        self.large: dict[str, bytes] = {}
        """What came by LFS and is in no commit yet, by its SHA-256."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    protocol_version = "HTTP/1.1"
    server: Hub

    def do_HEAD(self) -> None:
        self._answer("HEAD")

    def do_GET(self) -> None:
        self._answer("info" if self.path.startswith("/api/") else "GET")

    def _answer(self, kind: str) -> None:
        hub = self.server
        hub.requests.append((kind, self.path, self.headers.get("Range", "")))
        if hub.faults[kind]:
            hub.faults[kind].pop(0)(self)
        elif kind in hub.always:
            hub.always[kind](self)
        elif kind == "info":
            self.info()
        else:
            self.file()

    def info(self) -> None:
        """What the repository is and which files it has."""
        path = self.path.partition("?")[0]
        name, _, revision = path.removeprefix(f"/api/{self.server.kind}/").partition("/revision/")
        if name.startswith(f"{NAME}/tree/"):
            return self.fail(404, "EntryNotFound")  # there are no folders to list
        if name != NAME:
            return self.fail(404, "RepoNotFound")
        if revision not in (COMMIT, "main", ""):
            return self.fail(404, "RevisionNotFound")
        siblings: list[dict[str, Any]] = [{"rfilename": "README.md"}]
        for path, content in self.server.files.items():
            sibling = {"rfilename": path, "size": len(content), "blobId": git_blob(content)}
            lfs = {"size": len(content), "sha256": sha256(content), "pointerSize": 130}
            siblings.append(sibling if path in self.server.small else sibling | {"lfs": lfs})
        card = {"license": self.server.licence}
        body = {"id": NAME, "sha": COMMIT, "siblings": siblings, "cardData": card}
        self.send(200, json.dumps(body).encode())

    def file(self, upto: int | None = None, content: bytes | None = None) -> None:
        """A file or a range of it; the connection breaks after `upto` bytes."""
        folder = NAME if self.server.kind == "models" else f"{self.server.kind}/{NAME}"
        path = self.path.removeprefix(f"/{folder}/resolve/{COMMIT}/")
        if path not in self.server.files:
            return self.fail(404, "EntryNotFound")
        true = self.server.files[path]
        body = true if content is None else content
        start = int(self.headers.get("Range", "bytes=0-").removeprefix("bytes=").rstrip("-"))
        headers = {
            "X-Repo-Commit": COMMIT,
            "ETag": f'"{git_blob(true) if path in self.server.small else sha256(true)}"',
            "Accept-Ranges": "bytes",
        }
        if start:
            headers["Content-Range"] = f"bytes {start}-{len(body) - 1}/{len(body)}"
        self.send(206 if start else 200, body[start:], headers, upto)

    def do_PUT(self) -> None:
        """The content of a large file."""
        content = self._body()
        self.server.large[sha256(content)] = content
        self.send(200, b"")

    def do_POST(self) -> None:
        """What a client asks on its way to a commit."""
        hub, path, body = self.server, self.path, self._body()
        hub.requests.append(("POST", path, ""))
        if hub.faults["POST"]:
            return hub.faults["POST"].pop(0)(self)
        if self.headers.get("Authorization") != f"Bearer {hub.token}":
            return self.fail(401)
        if path.endswith("/commit/main"):
            return self.commit([json.loads(line) for line in body.splitlines()])
        asked = json.loads(body)
        if path == "/api/repos/create":
            hub.created = asked
            answer: Any = {"url": f"{hub.url}/{asked['organization']}/{asked['name']}"}
        elif path == "/api/validate-yaml":
            answer = {"errors": [], "warnings": []}
        elif path == f"/api/models/{NAME}/preupload/main":
            large = (".safetensors", ".bin")
            answer = {"files": [self._mode(each["path"], large) for each in asked["files"]]}
        elif path == f"/{NAME}.git/info/lfs/objects/batch":
            upload = {"upload": {"href": f"{hub.url}/lfs"}}
            answer = {"objects": [each | {"actions": upload} for each in asked["objects"]]}
        else:
            return self.fail(404, "RepoNotFound")
        self.send(200, json.dumps(answer).encode())

    def _mode(self, path: str, large: tuple[str, ...]) -> dict[str, Any]:
        mode = "lfs" if path.endswith(large) else "regular"
        return {"path": path, "uploadMode": mode, "shouldIgnore": False}

    def commit(self, lines: list[dict[str, Any]]) -> None:
        """All files of a commit at once."""
        hub = self.server
        for line in lines:
            value = line["value"]
            if line["key"] == "header":
                hub.commits.append(value["summary"])
            elif line["key"] == "file":
                hub.files[value["path"]] = base64.b64decode(value["content"])
                hub.small.add(value["path"])
            elif line["key"] == "lfsFile":
                hub.files[value["path"]] = hub.large.pop(value["oid"])
        address = f"{hub.url}/{NAME}/commit/{COMMIT}"
        self.send(200, json.dumps({"commitOid": COMMIT, "commitUrl": address}).encode())

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding") != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length", "0")))
        content = b""
        while size := int(self.rfile.readline(), 16):
            content += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return content

    def fail(self, status: int, code: str = "", **headers: str) -> None:
        """An error as the hub gives it."""
        body = b"{}" if self.command == "POST" else b""
        self.send(status, body, {"X-Error-Code": code} | headers if code else headers)

    def send(
        self,
        status: int,
        body: bytes,
        headers: Mapping[str, str] | None = None,
        upto: int | None = None,
    ) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body[:upto])
        self.close_connection = upto is not None

    def log_message(self, format: str, *args: Any) -> None:
        """Silent."""


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def git_blob(content: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()


@contextmanager
def serving(files: Mapping[str, bytes], kind: Kind = "datasets") -> Iterator[Hub]:
    """A hub that answers until the block ends."""
    with Hub(files, kind) as hub:
        thread = threading.Thread(target=hub.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield hub
        finally:
            hub.shutdown()
            thread.join()
