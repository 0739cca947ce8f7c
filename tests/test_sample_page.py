"""The page of samples: whose stories, in which order, and that no story breaks out of its place."""

from collections.abc import Callable, Sequence
from html.parser import HTMLParser
from typing import Any

import pytest

from fabula.reporting.sample_page import REAL, html_page, markdown_page, sound
from fabula.reporting.tables import ROWS

TAG_MODELS = ("tagmodel-every_token", "tagmodel-every_window", "tagmodel-story_start")
MODELS = ("gpt2", "gpt2-base", *TAG_MODELS)
"""As a run leaves them: by folder."""
Write = Callable[[Sequence[dict[str, Any]], int], str]
PAGES = (html_page, markdown_page)
VOID = {"meta"}
WILD = (
    "</blockquote><script>alert(1)</script>\n\n# Big\n| a | b |\n```\n- item\n    code\r\n"
    "<!-- & <img src=x onerror=alert(1)> [link](javascript:x) &amp; **bold**\u2028end"
)


LABELS = [label for row, label in ROWS.items() if row not in ("real", "shuffled")]


def sample(number: int, model: str, strategy: str, **more: Any) -> dict[str, Any]:
    return {
        "id": f"{model}/{strategy}/{number}",
        "model": model,
        "strategy": strategy,
        "seed": 7,
        "prompt_id": f"prompt-{number}",
        "prompt": f"Once star {number}",
        "tags": ["Dialogue", "Twist"],
        "text": f" shone.\nWritten {number} {model} {strategy}.",
        "tokens": 9,
        "ended": "eos",
        "reference": f" fell.\nReally {number}.",
        **more,
    }


def samples(**more: Any) -> list[dict[str, Any]]:
    """Three prompts, not in the order of their names."""
    return [
        sample(number, model, strategy, **more)
        for model in MODELS
        for strategy in ("greedy", "top_p")
        for number in (2, 0, 1)
    ]


class Page(HTMLParser):
    """A parsed page: its text in a list, and by the tag around it; asserts that tags balance."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags = set[str]()
        self.attributes: list[tuple[str, str | None]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(source)
        self.close()
        assert not self.open, f"never closed: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not (tag in ("p", "blockquote", "details") and "p" in self.open), "inside a <p>"
        self.tags.add(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((self.open[-1] if self.open else "", data.strip()))

    def of(self, tag: str) -> list[str]:
        return [text for around, text in self.texts if around == tag]


def texts(page: str) -> list[str]:
    return [text for _, text in Page(page).texts]


def headings(page: str) -> list[str]:
    return [line for line in page.splitlines() if line.startswith("#")]


def test_models_stand_in_the_order_of_the_tables_and_the_real_story_last() -> None:
    labels = [*LABELS, REAL]
    assert Page(html_page(samples(), 3)).of("h3") == labels * 3
    lines = headings(markdown_page(samples(), 3))
    assert [line[4:] for line in lines if line.startswith("### ")] == labels * 3


def test_a_model_without_a_label_comes_last_under_its_own_name() -> None:
    more = [sample(2, "a<b", "top_p"), *samples()]
    assert Page(html_page(more, 1)).of("h3")[-2:] == ["a<b", REAL]


def test_the_first_prompts_in_the_order_of_the_file() -> None:
    openings = Page(html_page(samples(), 2)).of("h2")
    assert openings == ["1. Once star 2\u00a0…", "2. Once star 0\u00a0…"]
    page = markdown_page(samples(), 2)
    assert page.index("Once star 2&nbsp;…") < page.index("Once star 0&nbsp;…")
    assert "Once star 1" not in page


@pytest.mark.parametrize("page", PAGES)
def test_every_strategy_is_there_and_top_p_lies_open(page: Write) -> None:
    found = texts(page(samples(), 1))
    for model in MODELS:
        top_p, greedy = f"Written 2 {model} top_p.", f"Written 2 {model} greedy."
        assert found.index(top_p) < found.index(greedy)
        assert found[found.index(top_p) + 1 :][:2] == [
            "top-p · 9 tokens · ended by itself",
            "greedy",
        ]


@pytest.mark.parametrize("page", PAGES)
def test_the_real_story_keeps_its_paragraphs_and_its_opening_is_bold(page: Write) -> None:
    source = page(samples(), 1)
    assert "<p><b>Once star 2</b> fell.</p>\n<p>Really 2.</p>" in source
    assert source.count("Really") == 1


@pytest.mark.parametrize("page", PAGES)
def test_an_opening_of_several_paragraphs(page: Write) -> None:
    source = page(samples(prompt="Title\n\nOnce  upon", text="\n\n a\n"), 1)
    assert "<p><b>Title</b></p>\n<p><b>Once  upon</b></p>\n<p>a</p>\n</blockquote>" in source


@pytest.mark.parametrize("page", PAGES)
def test_no_story_breaks_out_of_its_place(page: Write) -> None:
    plain = page(samples(), 3)
    wild = page(samples(**dict.fromkeys(("prompt", "text", "reference"), WILD)), 3)
    assert Page(wild).tags == Page(plain).tags
    assert set(Page(wild).attributes) == set(Page(plain).attributes)
    assert headings(wild) == headings(plain)
    assert "</blockquote><script>alert(1)</script>" in "".join(texts(wild))
    assert "<!-- & <img src=x onerror=alert(1)> [link](javascript:x) &amp; **bold**" in texts(wild)


@pytest.mark.parametrize("page", PAGES)
def test_control_characters_are_seen_as_such(page: Write) -> None:
    assert "<p><b>Once star 2</b> a�b�c</p>\n<p>d" in page(samples(text=" a\0b\x1bc\fd"), 1)


def test_markdown_never_reads_a_story() -> None:
    """An HTML block ends at a blank line only: each begins and ends as one, headings are ours."""
    wild = samples(prompt=f"# Once {WILD}", text=WILD, polished=f"{WILD}!", reference=WILD)
    page = markdown_page(wild, 2)
    assert headings(page) == headings(markdown_page(samples(), 2))
    blocks = [block for block in page.split("\n\n") if "alert" in block]
    assert all(block.startswith(("<p>", "<blockquote>")) for block in blocks)
    assert all(block.rstrip().endswith(("</p>", "</details>")) for block in blocks)


@pytest.mark.parametrize("page", PAGES)
def test_the_polished_story_is_shown_and_the_raw_one_kept(page: Write) -> None:
    source = page(samples(polished=" glowed."), 1)
    found = texts(source)
    note = found.index("top-p · 9 tokens · ended by itself · polished")
    raw = ["Once star 2", "shone.", "Written 2 gpt2-base top_p."]
    assert found[note - 2 : note] == ["Once star 2", "glowed."]
    assert found[note + 1 : note + 5] == ["as written", *raw]
    assert "as written unfolds" in source


@pytest.mark.parametrize("page", PAGES)
def test_nothing_unfolds_where_polishing_changed_nothing(page: Write) -> None:
    same = [{**each, "polished": each["text"]} for each in samples()]
    assert page(same, 3) == page(samples(), 3)
    assert "as written" not in page(same, 3)


@pytest.mark.parametrize("page", PAGES)
def test_a_story_says_how_it_ended(page: Write) -> None:
    source = page(samples(ended="length", looped=True, tokens=1), 1)
    assert "top-p · 1 token · cut off at the limit · loops" in source
    assert "loops" not in page(samples(looped=False), 1)


@pytest.mark.parametrize("page", PAGES)
def test_of_several_samples_the_first_is_shown(page: Write) -> None:
    several = samples(sample=1, text=" second") + samples(sample=0, text=" first")
    assert "second" not in page(several, 3)
    assert page(several, 3).count("first</p>") == 3 * len(MODELS) * 2


@pytest.mark.parametrize("page", PAGES)
def test_the_top_says_what_this_is(page: Write) -> None:
    source = page(samples(model_hash="0123456789abcdef"), 2)
    names = "; ".join(f"{name} (0123456789ab)" for name in LABELS)
    assert "the first 2 of 3 openings" in source
    assert f"Models: {names}. Strategies: top-p; greedy. Seed: 7." in source


@pytest.mark.parametrize("page", PAGES)
def test_the_same_samples_give_the_same_bytes(page: Write) -> None:
    other_way = sorted(samples(), key=lambda each: each["model"] + each["strategy"], reverse=True)
    assert page(other_way, 3) == page(samples(), 3)


def test_a_prompt_that_not_every_model_continued() -> None:
    page = Page(html_page([sample(0, "gpt2", "greedy"), sample(1, "gpt2-base", "top_p")], 5))
    assert page.of("h3") == ["GPT-2", REAL, "GPT-2 before training", REAL]


def test_the_page_needs_nothing_from_outside() -> None:
    page = html_page(samples(), 3)
    assert not [word for word in ("http:", "https:", "src=", "url(", "@import") if word in page]
    parsed = Page(page)
    assert not parsed.tags & {"script", "link", "img", "iframe"}
    ids = {value for name, value in parsed.attributes if name == "id"}
    assert {value for name, value in parsed.attributes if name == "href"} == {f"#{i}" for i in ids}


@pytest.mark.parametrize("write", PAGES)
def test_says_how_many_stories_of_each_hold_together(write: Callable[..., str]) -> None:
    figures = {"joint_pass": {"value": 84.0}}
    passed = sound({"gpt2": {"language_model": {}, "top_p": figures}, "real": {"stories": figures}})
    assert "so many hold together: Real stories, 84; GPT-2, 84. Measures" in write(
        samples(), 1, passed
    )
    assert "hold together" not in write(samples(), 1)
