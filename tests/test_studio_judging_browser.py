"""The page to judge on in a real browser: by the keyboard alone, and with a studio that dies."""

import shutil
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import NEEDS_CHROMIUM, ROOT, SECONDS, Server, chromium, until
from playwright.sync_api import Page, expect

from fabula.judging import paths, rounds
from fabula.judging.store import Store
from fabula.world import tell

pytestmark = [pytest.mark.slow, NEEDS_CHROMIUM]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("judging")
    shutil.copy(ROOT / "params.yaml", folder)
    stories = {
        writer: {f"prompt {n}": f"🦊 {story.text}" for n, story in enumerate(tell(seed, "test", 9))}
        for seed, writer in enumerate(("one", "two"))
    }
    real = [story.text for story in tell(9, "test", 3)]
    tags = dict.fromkeys([*stories["one"], *real], ("BadEnding", "Twist"))
    rounds.save(rounds.plan(stories, real, 1, tags=tags), folder / paths.ROUND)
    found = Server(folder)
    yield found
    found.end()


@pytest.fixture
def page(server: Server) -> Iterator[Page]:
    with chromium() as browser:
        found = browser.new_page()
        found.set_default_timeout(SECONDS * 1000)
        found.goto(f"{server.address}judge")
        yield found


def begin(page: Page, rater: str) -> None:
    page.get_by_label("A name that is not yours").fill(rater)
    page.keyboard.press("Enter")
    expect(page.locator("#state")).to_contain_text("0 of 12 judged")


def kept(server: Server, rater: str) -> list[str]:
    store = Store(server.folder / paths.STORE)
    return [each.choice for each in store.judgements() if each.rater == rater]


def test_by_the_keyboard_alone(page: Page, server: Server) -> None:
    begin(page, "owl")
    first = page.get_by_label("The left story").input_value()
    page.keyboard.press("Control+a")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # marks it
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator("#left small").first).to_have_text("cannot be read")
    page.keyboard.press("Alt+Digit2")
    expect(page.locator("#state")).to_contain_text("1 of 12 judged")
    page.keyboard.press("Alt+Digit3")
    expect(page.locator("#state")).to_contain_text("2 of 12 judged")
    found = [
        each for each in Store(server.folder / paths.STORE).judgements() if each.rater == "owl"
    ]
    assert sorted(each.choice for each in found) == ["right", "tie"]
    (marked,) = (each for each in found if each.contradictions["left"])
    assert marked.contradictions == {"left": [[0, len(first)]], "right": []}
    assert marked.ratings["left"] == {"grammar": 1}
    page.keyboard.press("Alt+Digit6")
    expect(page.locator("#state")).to_contain_text("1 of 12 judged")
    assert kept(server, "owl") == ["right"]
    shown = page.get_by_label("The left story").input_value()
    page.keyboard.press("Alt+Digit5")
    until(lambda: page.get_by_label("The left story").input_value() != shown)


def test_what_a_dead_studio_does_not_take_is_sent_when_it_is_back(
    page: Page, server: Server
) -> None:
    begin(page, "hen")
    server.end()
    page.keyboard.press("Alt+Digit1")
    expect(page.locator("#problem")).to_contain_text("Your judgement is kept here")
    server.start()
    page.get_by_role("button", name="Begin").click()
    expect(page.locator("#state")).to_contain_text("1 of 12 judged")
    assert kept(server, "hen") == ["left"]


def test_what_never_arrived_is_taken_back_too(page: Page, server: Server) -> None:
    begin(page, "elk")
    page.keyboard.press("Alt+Digit1")
    expect(page.locator("#state")).to_contain_text("1 of 12 judged")
    page.route("**/api/judge", lambda route: route.abort())
    page.keyboard.press("Alt+Digit2")
    expect(page.locator("#problem")).to_contain_text("Your judgement is kept here")
    page.unroute("**/api/judge")
    page.keyboard.press("Alt+Digit6")
    expect(page.locator("#problem")).to_be_empty()
    expect(page.locator("#state")).to_contain_text("1 of 12 judged")
    assert kept(server, "elk") == ["left"]


def test_a_rater_sees_what_was_asked_for_and_what_numbers_mean(page: Page) -> None:
    begin(page, "emu")
    expect(page.locator("#tags-row")).to_have_text("Both were to have: Bad ending, Twist")
    meaning = page.get_by_text("each sentence follows from those before")
    expect(meaning).to_be_hidden()
    page.get_by_text("What the numbers mean").click()
    expect(meaning).to_be_visible()
    expect(page.get_by_role("button", name="Both bad")).to_be_in_viewport()


def test_everybody_can_use_it(page: Page) -> None:
    begin(page, "fox")
    page.get_by_text("What the numbers mean").click()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_a_story_begins_at_its_beginning_and_fits_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    begin(page, "cat")
    left = page.get_by_label("The left story")
    expect(left).to_be_focused()
    assert left.evaluate("area => [area.selectionStart, area.scrollTop]") == [0, 0]
    assert page.evaluate("document.documentElement.scrollWidth") == 360
