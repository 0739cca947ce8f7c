"""What several test modules share."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import SECONDS, chromium
from playwright.sync_api import Browser, BrowserContext

ROOT = Path(__file__).parent.parent

# The models of the tests are tiny: test processes side by side gain more than threads in each.
os.environ.setdefault("OMP_NUM_THREADS", "1")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Modules with slow tests first: where modules run side by side, the quick ones, of which each
    takes seconds, end at the same time then."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project with the committed params.yaml and presets, as the current folder."""
    shutil.copy(ROOT / "params.yaml", tmp_path)
    shutil.copytree(ROOT / "presets", tmp_path / "presets")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that knows nothing yet, as wide as a desk's; a test that waits too long ends."""
    found = browser.new_context(viewport={"width": 1200, "height": 800})
    found.set_default_timeout(SECONDS * 1000)
    yield found
    found.close()
