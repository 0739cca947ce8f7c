"""What a writer chooses from in a real browser: other models, other words, tags, a polish."""

import json
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from browsing import (
    NEEDS_CHROMIUM,
    ROOT,
    SCRIPT,
    SECONDS,
    Server,
    opened,
    text,
    until,
    write_short,
    written,
)
from playwright.sync_api import Browser, Page, Request, Route, expect
from studio import ENDLESS, shelve
from tiny import new_gpt2, tokenizer

from fabula import models

pytestmark = [pytest.mark.slow, NEEDS_CHROMIUM]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("choices")
    shutil.copy(ROOT / "params.yaml", folder)
    shelve(folder, context=512)
    models.save(new_gpt2(context=64, condition="prompt"), tokenizer(), folder / "told")
    found = Server(folder, "--models", "told")
    yield found
    found.end()


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1200, "height": 800})
    context.set_default_timeout(SECONDS * 1000)
    yield opened(context, server)
    context.close()


def asked_of(page: Page, path: str) -> list[dict[str, Any]]:
    """What is asked for at a path, as it comes."""
    found = list[dict[str, Any]]()

    def note(request: Request) -> None:
        if request.url.endswith(path):
            found.append(request.post_data_json)

    page.on("request", note)
    return found


def answers(page: Page, written: str) -> None:
    """Let the model write a given text."""
    events = f"event: piece\ndata: {json.dumps({'text': written})}\n\n"
    events += f"event: done\ndata: {json.dumps({'text': written, 'ended': 'eos'})}\n\n"
    page.route(
        "**/api/generate", lambda r: r.fulfill(content_type="text/event-stream", body=events)
    )


def set_up(page: Page, *, strategy: str = "", model: str = "", template: str = "") -> None:
    page.click("#settings-open")
    page.check("[name=length][value='80']")
    for name, value in (("strategy", strategy), ("model", model), ("template", template)):
        if value:
            page.select_option(f"#{name}", value)
    page.keyboard.press("Escape")


def test_alternatives_by_another_model_and_another_strategy(page: Page) -> None:
    set_up(page)
    page.fill("#text", "Two cats wanted one box.")
    asked = asked_of(page, "/api/generate")
    page.click("#compare-open")
    cards = page.locator("#columns .card")
    until(lambda: page.locator("#columns .main:enabled").count() == 3)
    cards.nth(0).get_by_label("Model").select_option(ENDLESS)
    until(lambda: asked[-1]["model"] == ENDLESS)
    cards.nth(1).get_by_label("Strategy").select_option("greedy")
    until(lambda: asked[-1]["strategy"] == "greedy")
    assert len({each["seed"] for each in asked}) == 3
    until(lambda: page.locator("#columns .main:enabled").count() == 3)
    shown = cards.locator("p").all_inner_texts()
    assert len(set(shown)) == 3
    cards.nth(1).locator(".main").click()
    until(lambda: len(text(page)) > len("Two cats wanted one box."))
    page.click("#more-open")
    with page.expect_download() as download:
        page.click("#export-jsonl")
    record = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert (record["writings"][-1]["strategy"], record["writings"][-1]["model"]) == (
        "greedy",
        "gpt2",
    )


def test_likelier_words_come_on_hover_stay_for_the_mouse_and_are_taken_by_a_click(
    page: Page,
) -> None:
    write_short(page, "A fox found a red ball.")
    page.click("#unsure")
    unsure = page.locator(".unsure-3").nth(2)
    unsure.wait_for(state="attached")
    before, words = text(page), page.locator("#words")
    box = unsure.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(words).to_be_visible()
    others = words.locator("button")
    assert others.count() == 5
    assert all("%" in each for each in others.all_inner_texts())
    target = others.nth(1).bounding_box()
    assert target is not None
    page.mouse.move(target["x"] + 5, target["y"] + 5, steps=30)  # over what lies between
    page.wait_for_timeout(500)
    expect(words).to_be_visible()
    others.nth(1).click()
    expect(words).to_be_hidden()
    until(lambda: text(page) != before)
    after = written(page)
    assert after.startswith("A fox")
    page.click("#undo")
    until(lambda: text(page) == before)


def test_likelier_words_go_when_the_mouse_leaves_or_a_key_is_pressed(page: Page) -> None:
    write_short(page, "A fox found a red ball.")
    page.click("#unsure")
    unsure, words = page.locator(".unsure-3").nth(2), page.locator("#words")
    unsure.wait_for(state="attached")
    for leave in (lambda: page.mouse.move(5, 400), lambda: page.keyboard.press("Escape")):
        box = unsure.bounding_box()
        assert box is not None
        page.locator("#text").focus()
        page.mouse.move(box["x"] + 2, box["y"] + box["height"] / 2)
        page.mouse.move(box["x"] + 3, box["y"] + box["height"] / 2)
        expect(words).to_be_visible()
        leave()
        expect(words).to_be_hidden()


def test_a_template_chooses_tags_which_are_asked_for(page: Page) -> None:
    set_up(page, model="gpt2", template="A surprise")
    pressed = page.locator("#tags [aria-pressed=true]")
    assert pressed.all_inner_texts() == ["Foreshadowing", "Twist"]
    asked = asked_of(page, "/api/generate")
    write_short(page, "A fox")
    assert asked[-1]["tags"] == ["Foreshadowing", "Twist"]
    pressed.first.click()
    expect(pressed).to_have_count(1)


def test_tags_that_the_judge_finds_stand_beside_those_asked_for(page: Page) -> None:
    def judge(route: Route) -> None:
        known = {"tags": ["Dialogue", "MoralValue"], "copies": [], "tokens": []}
        route.fulfill(json=known | {"judged": ["Dialogue", "MoralValue", "Twist"]})

    page.route("**/api/read", judge)
    for tag in ("Dialogue", "Twist", "BadEnding"):  # the judge cannot tell the last one
        page.click(f"#tags [data-tag={tag}]")
    page.fill("#text", "“A fox!” said the hen.")
    found = page.locator("#found")
    expect(found).to_have_text("found: Dialogue ✓, Moral · not found: Twist")


def test_a_premise_is_asked_for_where_the_model_takes_one(page: Page) -> None:
    expect(page.locator("#premise-row")).to_be_hidden()
    set_up(page, model="told")
    expect(page.locator("#tags button")).to_have_count(0)
    page.get_by_label("What shall it be about?").fill("A hen and her egg")
    asked = asked_of(page, "/api/generate")
    write_short(page, "A")
    assert asked[-1]["premise"] == "A hen and her egg"


def test_what_the_polish_changed_is_shown(page: Page) -> None:
    answers(page, " said a owl .  The end.")
    page.click("#settings-open")
    page.check("#polish")
    page.keyboard.press("Escape")
    page.fill("#text", "“Who is there?”")
    page.click("#write")
    expect(page.locator("#notice-text")).to_contain_text("Polished: ")
    polished = text(page)
    page.click("#notice-do")
    expect(page.locator("#details-title")).to_have_text("What was polished")
    assert "an" in page.locator("#details ins").all_inner_texts()
    page.keyboard.press("Escape")
    page.click("#undo")
    until(lambda: text(page) == "“Who is there?” said a owl .  The end.")
    assert polished != text(page)


def test_with_nothing_asked_for_the_model_begins(page: Page) -> None:
    page.click("#settings-open")
    page.fill("#seed", "")
    page.keyboard.press("Escape")
    asked = asked_of(page, "/api/generate")
    page.click("#write")
    until(lambda: text(page))
    written(page)
    assert (asked[-1]["prompt"], asked[-1]["seed"]) == ("", 1)


def test_no_script_of_a_model_or_its_name_runs(page: Page) -> None:
    def models_named(route: Route) -> None:
        offer = route.fetch().json()
        offer["models"][0]["name"] = SCRIPT
        route.fulfill(json=offer | {"left_out": [SCRIPT], "tags": [*offer["tags"][:5], SCRIPT]})

    def judge(route: Route) -> None:
        copy = {"start": 0, "end": 4, "words": 8, "story": 1, "others": 0}
        copy |= {"before": SCRIPT, "passage": SCRIPT, "after": SCRIPT}
        token = {"start": 4, "end": 8, "logprob": -9, "others": [{"text": SCRIPT, "logprob": -1}]}
        known = {"tags": [SCRIPT], "judged": [SCRIPT], "copies": [copy], "tokens": [token]}
        route.fulfill(json=known)

    page.route("**/api/models", models_named)
    page.route("**/api/read", judge)
    answers(page, SCRIPT)
    page.reload()
    expect(page.locator("#notice-text")).to_contain_text(SCRIPT)
    expect(page.locator("#tags button").last).to_have_text(SCRIPT)
    page.fill("#text", "A fox")
    page.click("#write")
    until(lambda: SCRIPT in text(page))
    expect(page.locator("#found")).to_contain_text(SCRIPT)
    page.click("#copies")
    expect(page.locator("#details mark")).to_have_text(SCRIPT)
    page.keyboard.press("Escape")
    page.click("#compare-open")
    expect(page.locator("#columns p").first).to_have_text(SCRIPT)
    expect(page.locator("#columns select").first).to_contain_text(SCRIPT)
    page.keyboard.press("Escape")
    assert page.title() == "Fabula studio"
    assert page.locator("img").count() == 0
