"""The studio under load: `python -m benchmarks.studio`, into `benchmarks/STUDIO.md`.

So many clients at once write stories of `pretrained/base`, one after the other, each with seeds of
its own, while the server's memory is looked at. Beside the most of them stand readers that never
read and requests that never end, which must hold nobody up. At last more come at once than there is
room for: those that are told to come again do so when they were told.
"""

import argparse
import asyncio
import json
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from math import ceil
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import httpx2
import psutil

from benchmarks.machine import describe
from fabula import files
from fabula.command import run
from fabula.studio.limits import Limits

PAGE = Path("benchmarks/STUDIO.md")
HOST = "127.0.0.1"
MODEL = "base"
TOKENS = 100
FLOOD_TOKENS = 8
SLOW_READERS, HALF_OPEN = 5, 20
LOOKS = 8
"""How often the memory is looked at while clients write."""
FLOOD = Limits().slots + Limits().waiting + 32
"""More clients than are written for and wait together."""
SECONDS = 180.0
"""For a server to start, and to become idle again."""
HEADERS = (
    "clients", "stories a minute", "times one client", "tokens a second", "first word, median, s",
    "first word, 95th percentile, s", "answers by status", "told to come again",
    "memory over time, MB",
)  # fmt: skip


@dataclass
class Seen:
    """What the clients of one measurement saw."""

    statuses: Counter[int] = field(default_factory=Counter)
    came_again: int = 0
    """How often one waited as long as `Retry-After` said."""
    first_words: list[float] = field(default_factory=list)
    """Seconds."""
    stories: int = 0
    tokens: int = 0
    """Of these stories."""
    memory: list[int] = field(default_factory=list)
    """Of the server, in MB, at equal distances from the beginning on, and at the end."""


async def visit(
    address: str, process: psutil.Process, seconds: float, clients: int, tokens: int,
    stories: int | None = None,
) -> Seen:  # fmt: skip
    """What so many clients see until each has its stories, or all go away as the time is over."""
    seen, limits = Seen(), httpx2.Limits(max_connections=None)
    looking = asyncio.create_task(look(process, seconds / LOOKS, seen))
    with suppress(TimeoutError):
        async with (
            asyncio.timeout(seconds),
            httpx2.AsyncClient(base_url=address, timeout=None, limits=limits) as http,
        ):
            await asyncio.gather(
                *(client(http, number, tokens, stories, seen) for number in range(clients))
            )
    looking.cancel()
    seen.memory.append(memory(process))
    return seen


async def look(process: psutil.Process, pause: float, seen: Seen) -> None:
    """Note a process's memory again and again."""
    while True:
        seen.memory.append(memory(process))
        await asyncio.sleep(pause)


def memory(process: psutil.Process) -> int:
    """What a process holds in memory, in MB."""
    return int(process.memory_info().rss >> 20)


async def client(
    http: httpx2.AsyncClient, number: int, tokens: int, stories: int | None, seen: Seen
) -> None:
    """Stories one after the other; whoever is told to come again does."""
    for story in count() if stories is None else range(stories):
        asked = {"prompt": "Once upon a time", "model": MODEL, "seed": number * 10_000 + story}
        while not await told(http, asked | {"max_new_tokens": tokens, "stream": True}, seen):
            seen.came_again += 1


async def told(http: httpx2.AsyncClient, asked: dict[str, object], seen: Seen) -> bool:
    """Whether a story was written; where the queue is full, after waiting as long as it says."""
    begun = time.monotonic()
    async with http.stream("POST", "/api/generate", json=asked) as answer:
        seen.statuses[answer.status_code] += 1
        if answer.status_code == httpx2.codes.TOO_MANY_REQUESTS:
            await asyncio.sleep(float(answer.headers["retry-after"]))
            return False
        first, event = True, ""
        async for line in answer.aiter_lines():
            if line == "event: piece" and first:
                seen.first_words.append(time.monotonic() - begun)
                first = False
            if event == "event: done":
                seen.stories += 1
                seen.tokens += json.loads(line.removeprefix("data: "))["tokens"]
            event = line
    return True


def hold_up(port: int) -> list[socket.socket]:
    """Clients that never read what they have asked for, and such that send half a request."""
    body = b'{"prompt": "Once", "model": "base", "stream": true, "max_new_tokens": 400}'
    head = f"POST /api/generate HTTP/1.1\r\nhost: {HOST}\r\ncontent-type: application/json\r\n"
    whole = f"{head}content-length: {len(body)}\r\n\r\n".encode() + body
    parts = [whole] * SLOW_READERS + [whole[:40], whole[:-10]] * (HALF_OPEN // 2)
    found = []
    for part in parts:
        found.append(socket.create_connection((HOST, port)))
        found[-1].sendall(part)
    return found


@contextmanager
def studio() -> Iterator[tuple[int, int]]:
    """Port and process of a studio on a free port, with a library of its own."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = int(free.getsockname()[1])
    with TemporaryDirectory() as folder:
        store = f"{folder}/stories.sqlite"
        command = [sys.executable, "-m", "fabula.cli.main", "studio", "--port", str(port)]
        server = subprocess.Popen([*command, "--store", store], stdout=subprocess.DEVNULL)
        try:
            until = time.monotonic() + SECONDS
            while True:
                with suppress(httpx2.TransportError):
                    if httpx2.get(f"http://{HOST}:{port}/readyz").is_success:
                        break
                if time.monotonic() > until or server.poll() is not None:
                    raise SystemExit("the studio did not start")
                time.sleep(0.2)
            yield port, server.pid
        finally:
            server.terminate()
            try:
                server.wait(SECONDS)
            except subprocess.TimeoutExpired:
                server.kill()


def wait_until_idle(address: str) -> None:
    """Those who went away have left."""
    until = time.monotonic() + SECONDS
    while "fabula_stories_active 0\n" not in httpx2.get(f"{address}/metrics").text:
        if time.monotonic() > until:
            raise SystemExit("stories that nobody waits for are still written")
        time.sleep(0.2)


def row(name: str, seen: Seen, seconds: float, alone: float) -> list[str]:
    """A line of the table; `alone` is how many stories a minute one client got, 0 if none wrote."""
    stories = seen.stories * 60 / seconds
    waits = sorted(seen.first_words)
    late = waits[ceil(0.95 * len(waits)) - 1] if waits else 0.0
    return [
        name,
        f"{stories:.1f}",
        f"{stories / alone:.1f}" if alone else "–",
        f"{seen.tokens / seconds:.0f}",
        f"{median(waits):.2f}" if waits else "–",
        f"{late:.2f}" if waits else "–",
        ", ".join(f"{status}: {count}" for status, count in sorted(seen.statuses.items())),
        str(seen.came_again),
        " ".join(map(str, seen.memory)),
    ]


def page(rows: Sequence[Sequence[str]], seconds: float, begin: int) -> str:
    """The Markdown page."""
    lines = [HEADERS, [":--"] + ["--:"] * (len(HEADERS) - 1), *rows]
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return f"""# The studio under load

`python -m benchmarks.studio` writes this page. For {seconds:g} seconds each, clients ask for
stories of `pretrained/base` with up to {TOKENS} tokens, one after the other; a story counts, with
its tokens, when it is finished. Beside the most clients stand {SLOW_READERS} readers that never
read and {HALF_OPEN} requests that are never finished. In the last row {FLOOD} clients come at once,
each for one story of {FLOOD_TOKENS} tokens, where {Limits().slots} are written for and
{Limits().waiting} may wait: the others are answered 429, come again after the `Retry-After` that
they were given, and are counted. Memory is the server's, {LOOKS} times from the beginning of a row
on and at its end; it had {begin} MB when the model was read.

{describe()}

{table}
"""


def main() -> None:
    """Measure 1, 8 and 50 clients, then a flood, and write the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.studio", description=__doc__)
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 8, 50])
    parser.add_argument("--seconds", type=float, default=120, help="how long each of them write")
    parser.add_argument("--into", type=Path, default=PAGE, help="the page that is written")
    options = parser.parse_args()
    with studio() as (port, server):
        address = f"http://{HOST}:{port}"
        process = psutil.Process(server)
        asked = {"prompt": "Once", "model": MODEL, "max_new_tokens": 4}
        httpx2.post(f"{address}/api/generate", json=asked, timeout=SECONDS).raise_for_status()
        begin, rows, alone = memory(process), list[list[str]](), 0.0
        for clients in options.clients:
            held = hold_up(port) if clients == max(options.clients) else []
            seen = asyncio.run(visit(address, process, options.seconds, clients, TOKENS))
            if clients == 1:
                alone = seen.stories * 60 / options.seconds
            rows.append(row(str(clients), seen, options.seconds, alone))
            print(rows[-1], flush=True)
            for each in held:
                each.close()
            wait_until_idle(address)
        begun = time.monotonic()
        seen = asyncio.run(visit(address, process, SECONDS, FLOOD, FLOOD_TOKENS, stories=1))
        rows.append(row(f"{FLOOD} at once", seen, time.monotonic() - begun, 0))
        print(rows[-1], flush=True)
    files.write_text(options.into, page(rows, options.seconds, begin))


if __name__ == "__main__":
    run(main)
