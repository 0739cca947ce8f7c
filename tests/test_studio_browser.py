"""The studio's page in a real browser: what a writer does, by mouse, by keyboard, on a phone."""

import json
import shutil
import signal
from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import (
    NEEDS_CHROMIUM,
    ROOT,
    SCRIPT,
    Server,
    opened,
    text,
    until,
    write_short,
    written,
)
from playwright.sync_api import BrowserContext, Response, expect
from studio import ENDLESS, shelve

from fabula.corpus.paths import stories_file
from fabula.corpus.store import write_stories
from fabula.stories import Story

pytestmark = [pytest.mark.slow, NEEDS_CHROMIUM]
STOPS_AFTER_A_WORD = """length => new Promise(done => {
    const timer = setInterval(() => {
        if (document.getElementById("text").value.length <= length) return;
        clearInterval(timer);
        document.getElementById("stop").click();
        done();
    }, 1);
    document.getElementById("write").click();
})"""
"""In the page itself: a tiny model would have written all of it before a click from outside."""
KNOWN = "Once a small grey mouse ran over the old wooden bridge and laughed."


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("studio")
    shutil.copy(ROOT / "params.yaml", folder)
    shelve(folder, context=512)
    write_stories(folder / stories_file("train"), [Story(KNOWN)])
    found = Server(folder)
    yield found
    found.end()


def test_a_writer_writes_stops_edits_undoes_and_finds_all_again(
    context: BrowserContext, server: Server
) -> None:
    page = opened(context, server)
    first = write_short(page, "A fox found a red ball.")
    page.click("#settings-open")
    page.select_option("#model", ENDLESS)  # the other one may have ended before the click
    page.check("[name=length][value='400']")
    page.keyboard.press("Escape")
    page.evaluate(STOPS_AFTER_A_WORD, len(first))
    second = written(page)
    assert second.startswith(first)

    page.locator("#text").evaluate("area => area.setSelectionRange(5, 5)")
    page.locator("#text").focus()
    page.keyboard.insert_text(" clever")  # in the middle
    edited = text(page)
    assert edited == second[:5] + " clever" + second[5:]
    page.locator("#text").evaluate("area => area.setSelectionRange(12, 12)")
    page.click("#here")
    until(lambda: len(text(page)) > 12)
    gone_on = written(page)
    assert gone_on.startswith("A fox clever")

    for expected in (edited, second, first):
        page.keyboard.press("Control+z")
        until(lambda expected=expected: text(page) == expected)  # type: ignore[misc]
    page.click("#redo")
    until(lambda: text(page) == second)
    page.locator("#text").focus()
    page.keyboard.press("Control+End")
    page.keyboard.type("!")
    until(lambda: page.text_content("#kept") == "Kept")

    page.fill("#name", "The fox")
    until(lambda: page.text_content("#kept") == "Kept")
    page.reload()
    until(lambda: text(page) == second + "!")
    page.click("#compare-open")  # what was undone is set aside
    shown = page.locator("#drafts .card p")
    until(lambda: any("clever" in each for each in shown.all_inner_texts()))
    page.keyboard.press("Escape")
    page.click("#undo")
    until(lambda: text(page) == second)


def test_a_killed_server_loses_nothing(context: BrowserContext, server: Server) -> None:
    page = opened(context, server)
    page.click("#new")
    before = write_short(page, "A hen said, where is my egg?")
    page.fill("#name", "The egg")
    until(lambda: page.text_content("#kept") == "Kept")
    server.end()
    page.locator("#text").focus()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(" Here it is.")
    until(lambda: page.text_content("#kept") == "Kept in this browser")
    server.start()
    until(lambda: page.text_content("#kept") == "Kept")
    page.close()
    page = opened(context, server)
    until(lambda: text(page) == before + " Here it is.")
    page.evaluate("localStorage.clear()")  # another browser
    page.reload()
    page.click("#library-open")
    page.fill("#search", "The egg")
    page.locator("#stories .open", has_text="The egg").first.click()
    until(lambda: text(page) == before + " Here it is.")


def test_alternatives_stand_side_by_side_and_one_is_taken(
    context: BrowserContext, server: Server
) -> None:
    page = opened(context, server)
    page.click("#new")
    before = write_short(page, "Two cats wanted one box.")
    page.click("#retry")
    until(lambda: text(page) != before)
    after = written(page)
    assert after != before
    page.click("#undo")
    until(lambda: text(page) == before)
    page.click("#compare-open")
    until(lambda: page.locator("#columns .main:enabled").count() == 3)
    page.locator("#columns .main").nth(1).click()
    until(lambda: len(text(page)) > len(before))
    assert text(page).startswith(before)


def test_copied_passages_are_marked_and_scripts_are_text(
    context: BrowserContext, server: Server
) -> None:
    page = opened(context, server)
    page.click("#new")
    page.fill("#name", SCRIPT)
    page.fill("#text", f"{SCRIPT} a small grey mouse ran over the old wooden bridge")
    expect(page.locator("#copies")).to_have_text("1 passage stands in a training story")
    expect(page.locator(".copied").first).to_be_attached()
    page.click("#copies")
    expect(page.locator("#details mark")).to_have_text(
        "a small grey mouse ran over the old wooden bridge"
    )
    page.keyboard.press("Escape")
    until(lambda: page.text_content("#kept") == "Kept")
    page.click("#library-open")
    expect(page.locator("#stories b").first).to_have_text(SCRIPT)
    assert page.title() == "Fabula studio"
    assert page.locator("img").count() == 0


def test_exports_hold_the_text_and_its_settings(context: BrowserContext, server: Server) -> None:
    page = opened(context, server)
    page.click("#new")
    story = write_short(page, "Tom saw a dark cloud.")
    page.click("#more-open")
    found = {}
    for kind in ("txt", "md", "jsonl"):
        with page.expect_download() as download:
            page.click(f"#export-{kind}")
        found[kind] = download.value.path().read_text(encoding="utf-8")
        assert download.value.suggested_filename.endswith(f".{kind}")
    assert found["txt"] == story + "\n"
    assert '"model":"gpt2"' in found["jsonl"]
    assert '"seed":1' in found["jsonl"]
    page.click("#link")
    link = page.input_value("#link-text")
    other = context.new_page()
    other.goto(link)
    other.click("#settings-open")
    expect(other.locator("[name=length][value='80']")).to_be_checked()


def test_the_library_duplicates_deletes_even_what_is_written_and_brings_it_back(
    context: BrowserContext, server: Server
) -> None:
    page = opened(context, server)
    page.click("#new")
    page.fill("#name", "The dove")
    story = write_short(page, "A dove sat on a roof.")
    page.click("#library-open")
    page.fill("#search", "The dove")
    expect(page.locator("#stories li")).to_have_count(1)
    page.click("[aria-label='Duplicate The dove']")
    expect(page.locator("#stories li")).to_have_count(2)
    page.keyboard.press("Escape")
    page.click("#settings-open")
    page.select_option("#model", ENDLESS)
    page.check("[name=length][value='400']")
    page.keyboard.press("Escape")
    page.click("#write")
    until(lambda: len(text(page)) > len(story))
    page.click("#library-open")
    page.fill("#search", "The dove")
    page.click("[aria-label='Delete The dove']")
    expect(page.locator("#stories li")).to_have_count(1)
    page.keyboard.press("Escape")
    assert text(page) == ""
    expect(page.locator("#write")).to_be_visible()
    page.wait_for_timeout(1000)
    page.reload()
    until(lambda: page.text_content("#count") == "")
    page.click("#library-open")
    page.fill("#search", "The dove")
    expect(page.locator("#stories li")).to_have_count(1)
    page.click("[aria-label='Delete The dove (copy)']")
    expect(page.locator("#stories li")).to_have_count(0)
    page.keyboard.press("Escape")
    page.click("#notice-do")
    until(lambda: text(page) == story)


def test_ten_openings_become_ten_stories_in_a_file(context: BrowserContext, server: Server) -> None:
    page = opened(context, server)
    page.click("#new")
    page.click("#settings-open")
    page.check("[name=length][value='80']")
    page.keyboard.press("Escape")
    page.click("#more-open")
    openings = [f"Fox number {number}" for number in range(10)]
    page.fill("#openings", "\n".join(openings))
    with page.expect_download() as download:
        page.click("#batch")
    lines = download.value.path().read_text(encoding="utf-8").splitlines()
    stories = [json.loads(line) for line in lines]
    assert [each["prompt"] for each in stories] == openings
    assert all(each["text"].startswith(each["prompt"]) for each in stories)
    assert {(each["model"], each["seed"]) for each in stories} == {("gpt2", 1)}


def test_a_story_too_long_for_the_model_goes_on_from_its_end(
    context: BrowserContext, server: Server
) -> None:
    page = opened(context, server)
    page.click("#new")
    long = "A fox found a red ball. " * 100
    page.fill("#text", long)
    page.click("#write")
    expect(page.locator("#notice-text")).to_contain_text("longer than the model can read")
    assert text(page) == long
    page.click("#notice-do")
    until(lambda: len(text(page)) > len(long))
    assert written(page).startswith(long)


def test_by_keyboard_alone_on_a_phone(context: BrowserContext, server: Server) -> None:
    page = opened(context, server)
    page.set_viewport_size({"width": 360, "height": 720})
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.locator("#text").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("A fox")
    page.keyboard.press("Control+Enter")
    until(lambda: len(text(page)) > 10)
    page.keyboard.press("Escape")
    story = written(page)
    page.locator("#unsure").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[class^=unsure]").first).to_be_attached()
    page.locator("#text").focus()
    page.locator("#text").evaluate("area => area.setSelectionRange(8, 8)")
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("#words button").first).to_be_focused()
    expect(page.locator("#words button").first).to_have_css("outline-style", "solid")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    until(lambda: text(page) != story)
    written(page)
    assert text(page).startswith("A fox")


@pytest.mark.parametrize("look", ["light", "dark"])
def test_axe_finds_nothing_serious(
    context: BrowserContext, server: Server, look: Literal["light", "dark"]
) -> None:
    page = opened(context, server)
    page.emulate_media(color_scheme=look, reduced_motion="reduce")
    page.fill("#text", f"{KNOWN} And then?")
    expect(page.locator("#copies")).to_be_visible()
    for dialog in ("", "#settings", "#library", "#more", "#compare"):
        if dialog:
            page.click(f"{dialog}-open")
            expect(page.locator(dialog)).to_be_visible()
        found = Axe().run(page).response["violations"]
        serious = [each for each in found if each["impact"] in ("serious", "critical")]
        assert not serious, (dialog, [(each["id"], each["nodes"][0]["html"]) for each in serious])
        page.keyboard.press("Escape")


def test_the_first_load_is_small(context: BrowserContext, server: Server) -> None:
    page, sizes = context.new_page(), list[int]()

    def note(answer: Response) -> None:
        sizes.append(len(answer.body()))

    page.on("response", note)
    page.goto(server.address, wait_until="networkidle")
    page.remove_listener("response", note)
    took = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
    print(f"the first load: {sum(sizes):,} bytes, {took:.0f} ms")  # a busy machine takes its time
    assert len(sizes) > 10
    assert sum(sizes) < 200_000


def test_it_stops_with_grace(server: Server) -> None:
    assert server.end(signal.SIGTERM) in (0, -signal.SIGTERM)
    server.start()
