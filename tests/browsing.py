"""A real browser for several test modules; without Chromium they are skipped."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

ROOT = Path(__file__).parent.parent

CHROMIUM = shutil.which("chromium") or ""
NEEDS_CHROMIUM = pytest.mark.skipif(
    not CHROMIUM, reason="there is no chromium: apt-get install chromium"
)
SECONDS = 90.0
SCRIPT = "<img src=x onerror=document.title='broken'><script>document.title='broken'</script>"
"""What must be shown as it is written, wherever it stands."""


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


def until(condition: Callable[[], object]) -> None:
    """The page's own policy forbids Playwright to poll within it."""
    end = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


class Server:
    """A studio as a process of its own, which can be killed."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.folder, self._arguments = folder, arguments
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}/"
        self.start()

    def start(self) -> None:
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-m", "fabula.cli.main", "studio", "--port", str(self.port)),
                *self._arguments,
            ],
            cwd=self.folder,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        assert self.address in self._process.stdout.readline()

    def end(self, how: int = signal.SIGKILL) -> int:
        self._process.send_signal(how)
        status = self._process.wait(SECONDS)
        assert self._process.stdout is not None
        self._process.stdout.close()
        return status


def opened(context: BrowserContext, server: Server) -> Page:
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto(server.address)
    expect(page.locator("#tags button")).to_have_count(6, timeout=SECONDS * 1000)
    return page


def text(page: Page) -> str:
    return page.input_value("#text")


def written(page: Page) -> str:
    """The story, once the model has ended."""
    page.locator("#write").wait_for(state="visible")
    until(lambda: page.text_content("#kept") == "Kept")
    return text(page)


def write_short(page: Page, opening: str) -> str:
    page.click("#settings-open")
    page.check("[name=length][value='80']")
    page.keyboard.press("Escape")
    page.fill("#text", opening)
    page.click("#write")
    until(lambda: len(text(page)) > len(opening))
    return written(page)
