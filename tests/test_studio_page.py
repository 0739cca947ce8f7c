"""The modules of the page, in a real browser, with a studio that the tests play themselves."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import NEEDS_CHROMIUM, until
from playwright.sync_api import Browser, BrowserContext, Page, Route
from studio import serving

ROOT = Path(__file__).parent.parent
pytestmark = NEEDS_CHROMIUM
PLAY = """
window.stories = {};
window.asked = [];
window.answer = null;
const respond = (content, status = 200) => new Response(JSON.stringify(content), { status });
const real = window.fetch;
window.fetch = async (path, { method, body, signal } = {}) => {
    const sent = body ? JSON.parse(body) : null;
    asked.push([method, path, sent]);
    const found = window.answer && await window.answer(method, path, sent, signal);
    if (found) return found;
    const id = path.split("/").at(-1);
    const kept = stories[id];
    if (method === "GET") return kept ? respond({ id, ...kept }) : respond({ error: {} }, 404);
    if (method === "DELETE") { delete stories[id]; return new Response(null, { status: 204 }); }
    if (kept && kept.revision !== sent.revision) {
        return respond({ error: { code: "other_revision" } }, 409);
    }
    stories[id] = { ...sent, revision: sent.revision + 1, changed: 0 };
    return respond({ revision: sent.revision + 1 });
};
window.fetch.real = real;
window.respond = respond;
window.sleep = (ms) => new Promise((done) => { setTimeout(done, ms); });
"""
"""A studio that keeps stories, in the page itself; `answer` may answer in its place."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("page")
    shutil.copy(ROOT / "params.yaml", folder)
    with pytest.MonkeyPatch.context() as here:
        here.chdir(folder)
        with serving() as found:
            yield found


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    found = browser.new_context()
    yield found
    found.close()


@pytest.fixture
def page(context: BrowserContext, address: str) -> Page:
    """A page of the studio on which nothing runs yet but a studio that the test plays."""
    found = context.new_page()
    found.goto(f"{address}/docs.html")
    found.evaluate(f"() => {{ {PLAY} }}")
    return found


def run(page: Page, script: str) -> Any:
    """What a script returns that knows the modules."""
    return page.evaluate(
        """async () => {
            const story = await import("/story.js");
            const { Keeper } = await import("/keep.js");
            const { Writing } = await import("/writing.js");
            const { listenToNotice } = await import("/dom.js");
            const told = [];
            const keeper = new Keeper((how, about) => told.push(`${how} ${about.text}`));
            const made = (text) => Object.assign(story.newStory(), { text });
        """
        + script
        + "}"
    )


def test_no_emoji_is_cut_in_two(page: Page) -> None:
    found = run(
        page,
        """
        const texts = ["a🦊b", "a🦋b", "a🐊b", "a🠊b", "ab", "a🦊🦊b", "🦊", "", "👩‍🚀", "👩‍🚒"];
        const changes = texts.flatMap((one) => texts.map((other) => [one, other]));
        for (const [one, other] of changes) {
            const { at, removed, inserted } = story.difference(one, other);
            if (![removed, inserted].every((part) => part.isWellFormed())) return [one, other];
            if (one.slice(0, at) + inserted + one.slice(at + removed.length) !== other) return [at];
        }
        const long = `a${"🦊".repeat(150)}`;
        const names = [
            story.nameOf({ text: long }), story.nameOf({ name: long, text: "" }),
            story.nameOfCopy({ name: long, text: "" }), story.nameOf({ text: "\\ud83e" }),
        ];
        return names.filter((name) => !name.isWellFormed() || name.length > 200);
        """,
    )
    assert found == []


def test_a_story_that_another_window_changed_goes_on_as_a_copy_and_leaves_nothing_behind(
    page: Page,
) -> None:
    told, here, texts, same = run(
        page,
        """
        const mine = made("mine");
        keeper.changed(mine);
        await keeper.sync();
        const before = mine.id;
        stories[before] = { ...stories[before], text: "theirs", revision: 5 };
        keeper.remember(mine);
        mine.text = "mine again";
        keeper.changed(mine);
        await keeper.sync();
        const here = Object.keys(localStorage).filter((key) => key.startsWith("fabula.story."));
        const texts = Object.values(stories).map((each) => each.text);
        return [told, here.map((key) => key.endsWith(mine.id)), texts, keeper.last() === mine.id];
        """,
    )
    assert told == ["kept mine", "copied mine again", "kept mine again"]
    assert here == [True]
    assert sorted(texts) == ["mine again", "theirs"]
    assert same


def test_all_that_is_not_kept_yet_is_sent_not_only_the_last(page: Page) -> None:
    told, texts = run(
        page,
        """
        const old = { ...made("of another day"), dirty: true, changed: Date.now() - 60000 };
        const tab = { ...made("of another tab"), dirty: true };
        for (const each of [old, tab]) keeper.here(each);
        localStorage.setItem("fabula.story.broken", "{");
        answer = () => Promise.reject(new TypeError("offline"));
        for (const text of ["one", "two"]) keeper.changed(made(text));
        await keeper.sync();
        const offline = told.splice(0);
        answer = null;
        keeper.takeUp();
        await sleep(50);
        await keeper.sync();
        return [[offline, told], Object.values(stories).map((each) => each.text)];
        """,
    )
    assert told == [["here one", "here two"], ["kept one", "kept two", "kept of another day"]]
    assert sorted(texts) == ["of another day", "one", "two"]


def test_a_browser_that_is_full_says_so_and_the_studio_keeps_it_at_once(page: Page) -> None:
    wrote, told, texts = run(
        page,
        """
        const first = keeper.here(made("there is room"));
        Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
        const large = made("large");
        const wrote = [first, keeper.here(large)];
        keeper.changed(large);
        keeper.remember(large);
        await keeper.sending;
        return [wrote, told, Object.values(stories).map((each) => each.text)];
        """,
    )
    assert wrote == [True, False]
    assert "full large" in told
    assert told[-1] == "kept large"
    assert texts == ["large"]


def test_what_is_deleted_while_it_is_sent_stays_deleted(page: Page) -> None:
    here, there = run(
        page,
        """
        const mine = made("mine");
        answer = async (method) => { if (method === "PUT") await sleep(50); };
        keeper.changed(mine);
        keeper.sync();
        await sleep(10);
        await keeper.forget(mine.id);
        await sleep(100);
        await keeper.sync();
        return [keeper.local(mine.id), Object.keys(stories)];
        """,
    )
    assert here is None
    assert there == []


STUDIO = """
document.body.innerHTML += `<p id="notice" hidden><span id="notice-text"></span>
    <button id="notice-do"></button><button id="notice-close"></button></p><div id="live"></div>`;
const studio = {
    story: made("Once."), model: () => null, offer: { models: [], strategies: {} },
    changed() {}, grown() {}, showState() {}, showSettings() {},
};
const writing = new Writing(studio);
const event = (name, data) => `event: ${name}\\ndata: ${JSON.stringify(data)}\\n\\n`;
const pieces = (...texts) => new Response([
    ...texts.map((text) => event("piece", { text })), event("done", { text: texts.join("") }),
].join(""));
const endless = (signal) => new Response(new ReadableStream({
    async start(controller) {
        controller.enqueue(new TextEncoder().encode(event("piece", { text: " more" })));
        signal.addEventListener("abort", () => controller.error(signal.reason));
    },
}));
const generated = () => asked.filter(([, path]) => path === "/api/generate").map((each) => each[2]);
"""


def test_of_two_that_wait_to_write_the_last_one_writes(page: Page) -> None:
    prompts, text = run(
        page,
        STUDIO
        + """
        answer = async (method, path, sent, signal) => endless(signal);
        writing.goOn();
        await sleep(30);
        answer = async () => pieces(" End.");
        await Promise.all([writing.goOn(), writing.retry(), writing.goOn()]);
        return [generated().map((each) => each.prompt), studio.story.text];
        """,
    )
    assert prompts == ["Once.", "Once. more"]
    assert text == "Once. more End."


def test_what_was_stopped_has_its_exact_settings_too(page: Page) -> None:
    (stopped,) = run(
        page,
        STUDIO
        + """
        studio.offer = {
            models: [{ name: "gpt2", hash: "ab" }], always: { guidance: 1 },
            strategies: { top_p: { top_p: 0.9, temperature: 0.85 } },
        };
        Object.assign(studio.story.settings, { seed: 7, knobs: { top_p: 0.5 } });
        answer = async (method, path, sent, signal) => endless(signal);
        writing.goOn();
        await sleep(30);
        await writing.halt();
        return studio.story.writings;
        """,
    )
    assert stopped == {
        "at": 5, "characters": 5, "ended": "stopped", "model": "gpt2", "model_hash": "ab",
        "strategy": "top_p", "seed": 7, "max_new_tokens": 200, "from_end": False, "tags": [],
        "premise": "", "settings": {"top_p": 0.5, "temperature": 0.85, "guidance": 1},
    }  # fmt: skip


def test_whole_sentences_are_said_while_the_story_still_comes(page: Page) -> None:
    kind, said = run(
        page,
        STUDIO
        + """
        const parts = [" A fox", " ran. It fou", "nd a hen! And", " then"];
        let done;
        answer = async () => new Response(new ReadableStream({
            async pull(controller) {
                const text = parts.shift();
                if (text) {
                    controller.enqueue(new TextEncoder().encode(event("piece", { text })));
                    await sleep(20);
                } else {
                    await new Promise((go) => { done = go; });
                    controller.enqueue(new TextEncoder().encode(event("done", { text: "…" })));
                    controller.close();
                }
            },
        }));
        const live = document.getElementById("live");
        const now = () => [writing.going, [...live.children].map((each) => each.textContent)];
        const written = writing.goOn();
        await sleep(300);
        const during = now();
        done();
        await written;
        const page = await (await fetch.real.call(window, "/")).text();
        const there = new DOMParser().parseFromString(page, "text/html").getElementById("live");
        return [["role", "aria-live"].map((name) => there.getAttribute(name)), [during, now()]];
        """,
    )
    assert kind == ["log", "polite"]
    assert said == [
        [True, ["A fox ran.", "It found a hen!"]],
        [False, ["A fox ran.", "It found a hen!", "And then"]],
    ]


def test_who_stops_stops_what_waits_to_write_too(page: Page) -> None:
    prompts = run(
        page,
        STUDIO
        + """
        answer = async (method, path, sent, signal) => endless(signal);
        writing.goOn();
        await sleep(30);
        const waits = writing.goOn();
        writing.stop();
        await waits;
        await writing.ended;
        return generated().map((each) => each.prompt);
        """,
    )
    assert prompts == ["Once."]


def test_a_polish_that_was_left_changes_nothing(page: Page) -> None:
    text, going = run(
        page,
        STUDIO
        + """
        studio.story.settings.polish = true;
        answer = async (method, path) => {
            if (path === "/api/generate") return pieces(" the end");
            await sleep(50);
            return respond({ text: " The end.", rules: ["capitals"], looped: false });
        };
        const written = writing.goOn();
        await sleep(25);
        writing.stop();
        story.change(studio.story, "Once. the end, and more");
        await written;
        return [studio.story.text, writing.going];
        """,
    )
    assert text == "Once. the end, and more"
    assert not going


@pytest.mark.parametrize("failure", ["respond({ error: { message: 'busy' } }, 429)", "pieces()"])
def test_what_stood_behind_comes_back_where_nothing_could_be_written(
    page: Page, failure: str
) -> None:
    text, patches = run(
        page,
        STUDIO
        + f"""
        studio.story.text = "Once. The tail.";
        answer = async () => {failure};
        await writing.from(5);
        return [studio.story.text, studio.story.patches.length];
        """,
    )
    assert (text, patches) == (("Once.", 1) if failure == "pieces()" else ("Once. The tail.", 0))


def test_what_is_tried_again_goes_on_from_where_it_was_asked_for(page: Page) -> None:
    prompts, text = run(
        page,
        STUDIO
        + """
        listenToNotice();
        studio.story.text = "Once. The tail.";
        answer = async () => respond({ error: { code: "prompt_too_long" } }, 422);
        await writing.from(5);
        answer = async () => pieces(" End.");
        document.getElementById("notice-do").click();
        await sleep(30);
        await writing.ended;
        return [generated().map((each) => [each.prompt, each.from_end]), studio.story.text];
        """,
    )
    assert prompts == [["Once.", False], ["Once.", True]]
    assert text == "Once. End."


def test_a_late_answer_does_not_take_the_place_of_what_was_opened_meanwhile(
    context: BrowserContext, address: str
) -> None:
    """The page opens what this browser has, and asks the studio for a newer one."""
    id_ = "0123456789abcdef" * 2
    body = {"name": "", "text": "newer", "body": {"patches": [], "drafts": [], "writings": []}}
    held = list[Route]()
    for change, expected in (("", "newer"), ("typed", "typed"), ("new", "")):
        page = context.new_page()
        page.goto(f"{address}/docs.html")
        story = {"id": id_, "name": "", "text": "older", "revision": 0, "settings": {}}
        story |= {"patches": [], "done": 0, "drafts": [], "writings": [], "changed": 0}
        page.evaluate(
            """([id, story]) => {
                localStorage.setItem("fabula.last", id);
                localStorage.setItem(`fabula.story.${id}`, story);
            }""",
            [id_, json.dumps(story)],
        )
        page.route(f"**/api/stories/{id_}", lambda route: held.append(route))
        page.goto(address)
        until(lambda page=page: held and page.input_value("#text") == "older")  # type: ignore[misc]
        if change == "typed":
            page.fill("#text", "typed")
        if change == "new":
            page.click("#new")
            until(lambda page=page: page.input_value("#text") == "")  # type: ignore[misc]
        for route in held:
            if route.request.method == "GET":
                answer = {"id": id_, "revision": 7, "changed": 1} | body
                route.fulfill(json=answer)
        page.wait_for_timeout(0 if expected == "newer" else 500)
        until(lambda page=page, expected=expected: page.input_value("#text") == expected)  # type: ignore[misc]
        held.clear()
        page.close()


def test_without_a_model_the_page_opens_keeps_what_is_typed_and_says_how_to_get_one(
    context: BrowserContext, address: str
) -> None:
    page = context.new_page()
    page.goto(address)
    until(lambda: "make repro" in (page.text_content("#notice-text") or ""))
    page.fill("#text", "A fox")
    until(lambda: page.text_content("#kept") == "Kept")


@pytest.mark.parametrize("width", [360, 1200])
def test_nothing_sticks_out_of_a_dialog(context: BrowserContext, address: str, width: int) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(address)
    until(lambda: "make repro" in (page.text_content("#notice-text") or ""))
    for name in ("settings", "library", "more", "compare"):
        page.click(f"#{name}-open")
        page.locator(f"#{name}").wait_for()
        wide = page.locator(f"#{name}").evaluate("one => one.scrollWidth - one.clientWidth")
        assert wide <= 0, name
        places = page.locator("#columns .card > *").evaluate_all(
            "all => all.map((one) => [one.tagName, one.getBoundingClientRect().top])"
        )
        tops = [top for _, top in places[:5]]
        assert tops == sorted(tops), places[:5]
        page.keyboard.press("Escape")
