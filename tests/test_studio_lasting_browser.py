"""What lasts in a real browser: many undos in a row, a studio that dies midway, a judge's tags."""

import shutil
import signal
from collections.abc import Iterator

import pytest
from browsing import (
    NEEDS_CHROMIUM,
    ROOT,
    Server,
    opened,
    text,
    until,
    write_short,
    written,
)
from playwright.sync_api import BrowserContext, Page, Route, expect
from studio import ENDLESS, shelve

from fabula.evaluation.paths import QUALITY
from fabula.evaluation.quality import learned
from fabula.world import tell

pytestmark = [pytest.mark.slow, NEEDS_CHROMIUM]
LONG = 2000
"""Tokens, so that a tiny model still writes when the studio dies."""
TAPS = 30
"""Far more than there are changes."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("lasting")
    shutil.copy(ROOT / "params.yaml", folder)
    shelve(folder, context=512)
    told = list(tell(1, "train", 300)), list(tell(1, "validation", 100))
    learned.save(learned.fit(*told), folder / QUALITY)
    found = Server(folder)
    yield found
    found.end()


def endless(page: Page) -> None:
    """Let the model that never ends a story write very long ones."""

    def longer(route: Route) -> None:
        asked = dict(route.request.post_data_json or {})
        route.continue_(post_data=asked | {"model": ENDLESS, "max_new_tokens": LONG})

    page.route("**/api/generate", longer)


def writing(context: BrowserContext, server: Server, beginning: str, name: str = "") -> Page:
    """A page where the model that never ends goes on from a beginning, and has begun to."""
    page = opened(context, server)
    page.click("#new")
    if name:
        page.fill("#name", name)
    page.fill("#text", beginning)
    endless(page)
    page.click("#write")
    until(lambda: len(text(page)) > len(beginning) + 10)
    return page


def tap(page: Page, button: str, times: int) -> None:
    """Click so often at once, as nobody can: the page has had no time to answer the first."""
    page.locator(f"#{button}").evaluate(
        "(button, times) => { for (let n = 0; n < times; n += 1) button.click() }", times
    )


def test_undo_and_redo_pressed_many_times_at_once_lose_nothing(
    context: BrowserContext, server: Server
) -> None:
    page = opened(context, server)
    page.click("#new")
    write_short(page, "A fox found a red ball.")
    page.locator("#text").evaluate("area => area.setSelectionRange(5, 5)")
    page.locator("#text").focus()
    page.keyboard.insert_text(" clever")
    edited = text(page)
    page.click("#write")
    until(lambda: text(page) != edited)
    last = written(page)
    for _ in range(TAPS):
        page.keyboard.press("Control+z")
    until(lambda: text(page) == "")
    for _ in range(TAPS):
        page.keyboard.press("Control+y")
    until(lambda: text(page) == last)
    for times in (1, 2, 3):
        tap(page, "undo", times)
        tap(page, "redo", times)
        until(lambda: text(page) == last)
    tap(page, "undo", TAPS)
    until(lambda: text(page) == "")
    expect(page.locator("#undo")).to_be_disabled()
    tap(page, "redo", TAPS)
    until(lambda: text(page) == last)
    expect(page.locator("#redo")).to_be_disabled()


def test_undo_pressed_many_times_while_a_model_writes_stops_it(
    context: BrowserContext, server: Server
) -> None:
    page = writing(context, server, "A hen sat.")
    tap(page, "undo", TAPS)
    until(lambda: text(page) == "")
    page.locator("#write").wait_for(state="visible")
    page.wait_for_timeout(1000)
    assert text(page) == "", "nothing is written any more"
    tap(page, "redo", TAPS)
    until(lambda: len(text(page)) > 10)
    assert text(page).startswith("A hen sat.")


def test_a_server_killed_while_a_model_writes_loses_no_word(
    context: BrowserContext, server: Server
) -> None:
    page = writing(context, server, "An owl flew.", "The owl")
    server.end(signal.SIGKILL)
    expect(page.locator("#notice-text")).not_to_be_empty()
    page.locator("#write").wait_for(state="visible")
    half = text(page)
    assert half.startswith("An owl flew.")
    assert len(half) > 20
    until(lambda: page.text_content("#kept") == "Kept in this browser")
    server.start()
    until(lambda: page.text_content("#kept") == "Kept")
    page.reload()
    until(lambda: text(page) == half)
    page.click("#undo")
    until(lambda: text(page) == "An owl flew.")
    page.click("#redo")
    until(lambda: page.text_content("#kept") == "Kept")
    page.evaluate("localStorage.clear()")  # another browser
    page.reload()
    page.click("#library-open")
    page.fill("#search", "The owl")
    page.locator("#stories .open", has_text="The owl").first.click()
    until(lambda: text(page) == half)


def test_tags_that_a_fitted_judge_finds_stand_beside_those_asked_for(
    context: BrowserContext, server: Server
) -> None:
    assert "Dialogue" in learned.load(server.folder / QUALITY).judge.trusted
    page = opened(context, server)
    page.click("#new")
    page.click("#tags [data-tag=Dialogue]")
    found = page.locator("#found")
    talk, silence = (
        next(story.text for story in tell(2, "test", 100) if ("Dialogue" in story.tags) is speaks)
        for speaks in (True, False)
    )
    page.fill("#text", talk)
    expect(found).to_contain_text("Dialogue ✓")
    page.fill("#text", silence)
    expect(found).to_contain_text("not found: Dialogue")
