"""The studio under load: `python -m benchmarks.studio`, into `benchmarks/studio.json`.

So many clients at once write stories of the small default model, one after the other, each with
seeds of its own. Beside them stand slow readers and half-open connections, which must hold nobody
up.
"""

import argparse
import asyncio
import socket
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import httpx2
import psutil

from benchmarks.machine import describe
from fabula import files
from fabula.command import run

FIGURES = Path("benchmarks/studio.json")
TOKENS = 100
SLOW_READERS, HALF_OPEN = 5, 20
TIMEOUT = 120.0


@dataclass
class Seen:
    """What the clients of one measurement saw."""

    statuses: Counter[int] = field(default_factory=Counter)
    first_words: list[float] = field(default_factory=list)
    """Seconds."""
    stories: int = 0
    tokens: int = 0


async def client(address: str, number: int, until: float, seen: Seen) -> None:
    """Stories one after the other, until the time is over."""
    async with httpx2.AsyncClient(base_url=address, timeout=TIMEOUT) as http:
        seed = number * 10_000
        while time.monotonic() < until:
            seed += 1
            asked = {"prompt": "Once upon a time", "seed": seed, "max_new_tokens": TOKENS}
            begun, first = time.monotonic(), True
            request = http.stream("POST", "/api/generate", json=asked | {"stream": True})
            async with request as answer:
                seen.statuses[answer.status_code] += 1
                if answer.status_code != 200:
                    await asyncio.sleep(float(answer.headers.get("retry-after", 1)))
                    continue
                async for line in answer.aiter_lines():
                    seen.tokens += line == "event: piece"
                    if first and line == "event: piece":
                        seen.first_words.append(time.monotonic() - begun)
                        first = False
                    seen.stories += line == "event: done" and time.monotonic() < until


async def measure(address: str, clients: int, seconds: float, server: int) -> dict[str, Any]:
    """The figures of so many clients at once."""
    seen, begun = Seen(), time.monotonic()
    memory = [psutil.Process(server).memory_info().rss]
    working = asyncio.gather(
        *(client(address, number, begun + seconds, seen) for number in range(clients))
    )
    while not working.done():
        await asyncio.sleep(1)
        memory.append(psutil.Process(server).memory_info().rss)
    await working
    return {
        "clients": clients,
        "seconds": seconds,
        "stories_a_minute": round(seen.stories * 60 / seconds, 1),
        "tokens_a_second": round(seen.tokens / (time.monotonic() - begun), 1),
        "first_word_median_s": round(median(seen.first_words), 3),
        "first_word_worst_s": round(max(seen.first_words), 3),
        "statuses": {str(status): count for status, count in seen.statuses.items()},
        "memory_mb": {"half_way": memory[len(memory) // 2] // 2**20, "end": memory[-1] // 2**20},
    }


def hold_up(host: str, port: int) -> list[socket.socket]:
    """Clients that send half a request, and such that never read what they have asked for."""
    body = b'{"prompt": "Once", "stream": true, "max_new_tokens": 400}'
    head = f"POST /api/generate HTTP/1.1\r\nhost: {host}\r\ncontent-type: application/json\r\n"
    whole = f"{head}content-length: {len(body)}\r\n\r\n".encode() + body
    found = []
    for number in range(SLOW_READERS + HALF_OPEN):
        found.append(socket.create_connection((host, port)))
        found[-1].sendall(whole if number < SLOW_READERS else whole[:40])
    return found


def main() -> None:
    """Measure 1, 8 and 50 clients, and write the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.studio", description=__doc__)
    parser.add_argument("--clients", default="1,8,50")
    parser.add_argument("--seconds", type=float, default=120)
    options = parser.parse_args()
    with socket.socket() as free, TemporaryDirectory() as folder:
        free.bind(("127.0.0.1", 0))
        host, port = free.getsockname()
        free.close()
        server = subprocess.Popen(
            [
                *(sys.executable, "-m", "fabula.cli.main", "studio"),
                *("--port", str(port), "--store", f"{folder}/stories.sqlite"),
            ],
            stdout=subprocess.PIPE,
        )
        try:
            address = f"http://{host}:{port}"
            assert server.stdout is not None
            assert address.encode() in server.stdout.readline()
            warm_up(address)
            rows = []
            for clients in map(int, options.clients.split(",")):
                held = hold_up(host, port) if clients > 1 else []
                rows.append(asyncio.run(measure(address, clients, options.seconds, server.pid)))
                print(rows[-1], flush=True)
                for each in held:
                    each.close()
        finally:
            server.terminate()
            server.wait()
    files.write_json(FIGURES, {"machine": describe(), "tokens_a_story": TOKENS, "rows": rows})


def warm_up(address: str) -> None:
    """The first story reads the model."""
    httpx2.get(f"{address}/readyz").raise_for_status()
    asked = {"prompt": "Once", "max_new_tokens": 4}
    httpx2.post(f"{address}/api/generate", json=asked, timeout=TIMEOUT).raise_for_status()


if __name__ == "__main__":
    run(main)
