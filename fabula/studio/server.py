"""The studio on a port: what it needs to be reached, and how it stops."""

import errno
import ipaddress
import socket
from collections.abc import Callable

import uvicorn

from fabula.errors import FabulaError
from fabula.studio.app import Options, studio
from fabula.studio.guard import Guard

PORTS = 65_535
"""The last one."""
TRIED = 20
"""Ports after the one that is taken, of which the first free one is named."""


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches an address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def serve(host: str, port: int, options: Options, started: Callable[[str], None]) -> None:
    """Serve until SIGINT or SIGTERM, which lets stories that are being written end.

    `started` is told the page's address. `FabulaError` where the port is taken.
    """
    listening = listen(host, port)
    app = studio(options)
    name = f"[{host}]" if ":" in host else host
    started(f"http://{name}:{listening.getsockname()[1]}/")
    uvicorn.Server(configured(app)).run(sockets=[listening])


def configured(app: Guard) -> uvicorn.Config:
    """How it is served."""
    return uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,  # what people write and search for is nobody's business
        server_header=False,
        timeout_graceful_shutdown=app.limits.grace_seconds,
        lifespan="on",
    )


def listen(host: str, port: int) -> socket.socket:
    """A socket on this port; 0: any free one. `FabulaError` where there can be none."""
    if not 0 <= port <= PORTS:
        raise FabulaError(f"--port: from 0 to {PORTS}, got {port}")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    found = socket.socket(family)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((host, port))
        found.listen(256)
    except OSError as error:
        found.close()
        if error.errno != errno.EADDRINUSE:
            raise FabulaError(f"{host}:{port} cannot be served on: {error}") from error
        later = range(port + 1, min(port + TRIED, PORTS) + 1)
        free = next((each for each in later if _is_free(host, each)), 0)
        raise FabulaError(
            f"port {port} is in use, perhaps by another studio; use the next one: --port {free}"
        ) from error
    return found


def _is_free(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as tried:
        try:
            tried.bind((host, port))
        except OSError:
            return False
        return True
