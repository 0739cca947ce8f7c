"""Who may ask: the middleware before everything else.

Loopback needs no token, so a page of another site must not reach it: a name that was made to point
here (DNS rebinding) is refused by its `Host`, a form or script of another site by its `Origin`.
"""

import asyncio
import hmac
import ipaddress
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from fabula.studio.limits import Limits

Scope = dict[str, Any]
Message = dict[str, Any]
App = Callable[..., Any]

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    ]
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
GUARDED = ("/api/", "/v1/", "/metrics", "/openapi.json")
"""What a token is asked for, where there is one; the page itself holds no secrets."""
SAFE = {"GET", "HEAD", "OPTIONS"}


class RefusedError(Exception):
    """A request that goes no further."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message


def answer(code: str, message: str) -> dict[str, Any]:
    """The body of every refusal, in OpenAI's shape."""
    return {"error": {"code": code, "message": message, "type": "invalid_request_error"}}


@dataclass(frozen=True)
class Guard:
    """ASGI middleware: host, origin, token, size, and strict headers on every answer."""

    app: App
    limits: Limits
    hosts: frozenset[str] = frozenset()
    """Names of this machine by which it may be called, beside localhost and addresses."""
    token: str = ""
    """Empty: none is asked for."""
    answered: Callable[[int], None] = lambda status: None

    async def __call__(self, scope: Scope, receive: App, send: App) -> None:
        """Pass on what may pass."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        started = False

        async def guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                self.answered(message["status"])
                message["headers"] = _headers(scope["path"], message.get("headers", []))
            await send(message)

        try:
            self._check(scope)
            body = await self._body(scope, receive)
            await self.app(scope, _replay(body, receive), guarded)
        except RefusedError as refused:
            if not started:
                await _refuse(refused, guarded)

    def _check(self, scope: Scope) -> None:
        headers = {
            name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]
        }
        host = headers.get("host", "")
        if not self._known(host):
            raise RefusedError(
                HTTPStatus.MISDIRECTED_REQUEST,
                "unknown_host",
                f"this studio is not called {_name(host)!r}; start it with --name {_name(host)}",
            )
        self._check_origin(scope["method"], host, headers)
        if self.token and scope["path"].startswith(GUARDED):
            given = headers.get("authorization", "").removeprefix("Bearer ")
            if not hmac.compare_digest(given.encode(), self.token.encode()):
                raise RefusedError(
                    HTTPStatus.UNAUTHORIZED,
                    "token",
                    "a token is needed: open the link that the studio showed when it started",
                )

    def _known(self, host: str) -> bool:
        name = _name(host)
        if name == "localhost" or name in self.hosts:
            return True
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True

    def _check_origin(self, method: str, host: str, headers: dict[str, str]) -> None:
        origin = headers.get("origin")
        foreign = origin is not None and origin not in (f"http://{host}", f"https://{host}")
        site = headers.get("sec-fetch-site", "none")
        navigates = method in SAFE and headers.get("sec-fetch-mode") == "navigate"
        if foreign or (site not in ("same-origin", "none") and not navigates):
            raise RefusedError(
                HTTPStatus.FORBIDDEN, "origin", "pages of other sites may not use this studio"
            )
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        if method in ("POST", "PUT") and kind != "application/json":
            raise RefusedError(
                HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "content_type", "send application/json"
            )

    async def _body(self, scope: Scope, receive: App) -> bytes:
        """The whole body, so that nobody who sends slowly keeps a worker."""
        if scope["method"] in SAFE:
            return b""
        parts, size, until = list[bytes](), 0, time.monotonic() + self.limits.body_seconds
        while True:
            try:
                message = await asyncio.wait_for(receive(), max(0, until - time.monotonic()))
            except TimeoutError:
                raise RefusedError(
                    HTTPStatus.REQUEST_TIMEOUT, "slow", "the request took too long to arrive"
                ) from None
            if message["type"] == "http.disconnect":
                raise RefusedError(HTTPStatus.BAD_REQUEST, "gone", "the client has gone away")
            parts.append(message.get("body", b""))
            size += len(parts[-1])
            if size > self.limits.body:
                raise RefusedError(
                    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
                    "too_large",
                    f"a request has at most {self.limits.body:,} bytes; send less text",
                )
            if not message.get("more_body"):
                return b"".join(parts)


def _name(host: str) -> str:
    """The name of a `Host` header without its port."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].lower()


def _headers(path: str, headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    kept = "no-store" if path.startswith(GUARDED) else "no-cache"
    strict = HEADERS | {"cache-control": kept}
    ours = [(name.encode(), value.encode()) for name, value in strict.items()]
    return [*((name, value) for name, value in headers if name.decode() not in strict), *ours]


def _replay(body: bytes, receive: App) -> App:
    """`receive` that begins with a body that was read already."""
    given = False

    async def replayed() -> Message:
        nonlocal given
        if given:
            message: Message = await receive()
            return message
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replayed


async def _refuse(refused: RefusedError, send: App) -> None:
    body = json.dumps(answer(refused.code, refused.message)).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": int(refused.status), "headers": headers})
    await send({"type": "http.response.body", "body": body})
