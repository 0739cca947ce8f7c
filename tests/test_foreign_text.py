"""What others wrote stands on our pages as text: it makes no tag, no attribute, no URL, no table.

Every page is written twice, with a payload and with as many harmless letters in its place, and has
the same skeleton of tags and attributes both times.
"""

import copy
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from fabula import files, markdown, paths
from fabula.cli import compare
from fabula.config.yaml12 import read_yaml
from fabula.corpus import card
from fabula.corpus.paths import DATA_METRICS
from fabula.reporting import origins, pages, provenance, sample_page, tables, worst_stories
from fabula.stories import SPLITS, TAGS, Story

LINES = (
    "<img src=x onerror=alert(1)>",
    "![](../../secret.png)",
    "![a](secret.png)",
    "[x](javascript:alert(1))",
    "[x](https://example.org 'title')",
    "<https://example.org>",
    "https://example.org/?a=1&b=<c>",
    "<javascript:alert(1)>",
    "<a@example.org>",
    "<script>alert(1)</script>",
    "</td></tr></table><h1>Big",
    "</p></details><svg/onload=alert(1)>",
    "<!-- hidden",
    "<![CDATA[x]]>",
    "<?php x ?>",
    "&lt;b&gt; &#60;b&#62; &nbsp; &amp;",
    "a | b | c",
    r"a \| b",
    r"\<b\> \\<i>",
    "`code`",
    "``` x ``",
    "`<b>`",
    '"a` <img src=x onerror=alert(1)> `b"',
    "**bold** and *italic*",
    "__bold__ and _italic_ and a_b_c",
    "~~gone~~ $x^2$",
    "[x]: https://example.org",
    "[^1] and [ ] and [x]",
    "# Big #",
    "- item",
    "1. item",
    "> quoted",
    "    code",
    "---",
    "===",
    "|---|",
    "x' onmouseover='alert(1)",
    'x" onmouseover="alert(1)',
    "{{ 7 * 7 }} ${7*7} <%= 7 %>",
    "a\x00b\x1bc\x7fd\x9b",
    "\u202eturned \u200b\ufeff",
    "plain-1.0 (CC BY 4.0), Mr. O'Neill & co.",
)
BLOCKS = (
    "one\n\n<script>alert(1)</script>\n\n# Big\n\n![](../../secret.png)",
    "one\n\n</blockquote>\n\n[x](javascript:alert(1))",
    "one\r\n\r\n```\n<b>\n```\n\n| a | b |\n|---|---|\n| c | d |",
    "\n\n- a\n- b\n\n    code\n",
    "one\u2028\u2028<b>two\x0b\x0c# three",
)
PAYLOADS = (*LINES, *BLOCKS)
SECRET = b"\x89PNG secret"


class Skeleton(HTMLParser):
    """Tags with their attributes, in order, and the text between them."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, Any]] = []
        self.text = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))

    def handle_endtag(self, tag: str) -> None:
        self.tags.append((tag, None))

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.tags.append(("comment", None))

    def handle_decl(self, decl: str) -> None:
        self.tags.append((decl, None))

    def unknown_decl(self, data: str) -> None:
        self.tags.append((data, None))

    def handle_pi(self, data: str) -> None:
        self.tags.append((data, None))


def shown(text: str) -> str:
    """What a reader sees of it, white space aside."""
    lines = " ".join(text.splitlines())
    return "".join(markdown.CONTROL.sub("\N{REPLACEMENT CHARACTER}", lines).split())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a page lies; a picture that is none of its own lies above."""
    inner = tmp_path / "run" / "plots"
    inner.mkdir(parents=True)
    (tmp_path / "secret.png").write_bytes(SECRET)
    (inner / "own.png").write_bytes(b"\x89PNG own")
    return inner


def assert_no_more_than_text(
    page: Callable[[str], str], payload: str, folder: Path, *, as_markdown: bool = True
) -> None:
    """`page` writes a page with a foreign text in one place."""

    def skeleton(text: str) -> Skeleton:
        written = page(text)
        return Skeleton(pages.from_markdown(written, folder) if as_markdown else written)

    harmless = re.sub(r"[^\s\x0b\x0c\x1c-\x1f\x85\u2028\u2029]", "x", payload)
    found = skeleton(payload)
    assert found.tags == skeleton(harmless).tags, payload
    assert shown(payload) in shown(found.text), payload


MANIFEST: dict[str, Any] = {
    "source": "hub",
    "dataset": "somebody/stories",
    "revision": "main",
    "commit": "0123abc",
    "licence": "mit",
    "stories": {"read": 9},
    "splits": {
        split: {"stories": 3, "words": 30, "bytes": 90, "mean_words": 10.0, "sha256": "0f" * 32}
        | {"tags": dict.fromkeys(TAGS, 1)}
        for split in SPLITS
    },
    "tagger": {"name": "none"},
    "lengths": {"step": 10, **{split: [1, 2] for split in SPLITS}},
    "skipped": {"reasons": {"empty": 1}},
    "cleaning": {"changed": {"markup": 1}, "dropped": {"min_words": 1}},
    "duplicates": {"exact": {"within": dict.fromkeys(SPLITS, 1)}},
}


def changed(*path: str) -> Callable[[str], str]:
    """The data card with a text at a place of its manifest: a value, or a key if it ends in ""."""

    def page(text: str) -> str:
        manifest = copy.deepcopy(MANIFEST)
        *outer, last = path
        place = manifest
        for key in outer:
            place = place[key]
        if last:
            place[last] = text
        else:
            place[text] = 7
        return card.card(manifest, [])

    return page


def renamed_split(text: str) -> str:
    """The data card of a dataset with a split of this name."""
    manifest = copy.deepcopy(MANIFEST)
    for place in (
        manifest["splits"],
        manifest["lengths"],
        manifest["duplicates"]["exact"]["within"],
    ):
        place[text] = place.pop("test")
    return card.card(manifest, [])


CARDS: dict[str, Callable[[str], str]] = {
    "licence": changed("licence"),
    "dataset": changed("dataset"),
    "revision": changed("revision"),
    "commit": changed("commit"),
    "source": changed("source"),
    "tagger": changed("tagger", "name"),
    "why a record was skipped": changed("skipped", "reasons", ""),
    "cleaning rule": changed("cleaning", "dropped", ""),
    "split": renamed_split,
    "story": lambda text: card.card(MANIFEST, [Story(text)]),
    "prompt": lambda text: card.card(MANIFEST, [Story("Once.", prompt=text)]),
    "tag of a story": lambda text: card.card(MANIFEST, [Story("Once.", tags=(text,))]),
}


@pytest.mark.parametrize("field", CARDS)
def test_the_data_card(field: str, folder: Path) -> None:
    for payload in PAYLOADS if field in ("story", "prompt") else LINES:
        assert_no_more_than_text(CARDS[field], payload, folder)


def sample(**changed: Any) -> dict[str, Any]:
    return {
        "id": "gpt2/top_p/1",
        "model": "gpt2",
        "strategy": "top_p",
        "seed": 7,
        "prompt_id": "1",
        "prompt": "Once",
        "tags": ["Twist"],
        "text": " a fox.",
        "tokens": 3,
        "ended": "eos",
        "reference": " a hen.",
        **changed,
    }


@pytest.mark.parametrize("field", ["model", "strategy", "tags", "prompt", "text", "reference"])
def test_the_page_of_samples(field: str, folder: Path) -> None:
    def samples(text: str) -> list[dict[str, Any]]:
        return [sample(**{field: [text] if field == "tags" else text})]

    for payload in PAYLOADS if field in ("text", "reference") else LINES:
        markdown_page, html_page = (
            lambda text: sample_page.markdown_page(samples(text), 1),
            lambda text: sample_page.html_page(samples(text), 1),
        )
        assert_no_more_than_text(markdown_page, payload, folder)
        assert_no_more_than_text(html_page, payload, folder, as_markdown=False)


@pytest.mark.parametrize("field", ["model", "strategy", "note", "prompt", "text", "kind"])
def test_the_worst_stories(field: str, folder: Path) -> None:
    def page(text: str) -> str:
        story = {"model": "gpt2", "strategy": "top_p", "prompt": "Once", "text": " a fox fell."}
        story |= {"spans": [], "note": "twice", field: text}  # type: ignore[dict-item]
        return worst_stories.quoted({text if field == "kind" else "repetition_rate": [story]})

    for payload in PAYLOADS if field == "text" else LINES:
        shown_as = payload.replace("_", " ") if field == "kind" else payload  # its words, spaced
        assert_no_more_than_text(page, shown_as, folder)


def test_parameters_and_what_a_run_saw(
    folder: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = read_yaml(paths.PARAMS)
    defaults = copy.deepcopy(values)

    def params(text: str) -> str:
        values["data"]["hub"]["dataset"] = text
        return provenance.changed_params(values, defaults)

    def seen(text: str) -> str:
        manifest = {**MANIFEST, "dataset": text, "licence": text}
        files.write_json(DATA_METRICS, manifest)
        return origins.seen(Path())

    def made_by(text: str) -> str:
        splits = {text: MANIFEST["splits"]["test"]}
        files.write_json(DATA_METRICS, {**MANIFEST, "splits": splits})
        return provenance.made_by()

    for payload in LINES:
        assert_no_more_than_text(seen, payload, folder)
        assert_no_more_than_text(made_by, payload, folder)
        if payload.isprintable() and not {'"', "\\"} & set(payload):  # JSON writes these otherwise
            assert_no_more_than_text(params, payload, folder)
        else:
            pages_of = [pages.from_markdown(params(text), folder) for text in (payload, "x")]
            assert Skeleton(pages_of[0]).tags == Skeleton(pages_of[1]).tags, payload


def test_names_of_models_and_strategies_in_tables(folder: Path) -> None:
    figure = {"value": 1.0, "low": None, "high": None, "n": None}
    validated = {"validated": {"joint_pass": {"value": 1.0}}}

    def page(text: str) -> str:
        evaluation = {
            "real": {"stories": {"joint_pass": figure}},
            text: {text: {"joint_pass": figure}},
        }
        return tables.results_table(evaluation, validated)

    for payload in LINES:
        assert_no_more_than_text(page, payload, folder)


def test_branches_and_experiments_that_are_compared(folder: Path) -> None:
    def page(text: str) -> str:
        return compare.page({"GPT-2": [["", text], [text, text]]}, [])

    (folder / "comparison.png").write_bytes(b"\x89PNG")
    for payload in LINES:
        assert_no_more_than_text(page, payload, folder)


@pytest.mark.parametrize(
    "elsewhere",
    ["../../secret.png", "/etc/hostname", "own.png/../../../secret.png", "https://example.org/a.png",
     "data:image/svg+xml,<svg/onload=alert(1)>", "../plots/own.png", "own.txt", "..", ""],
)  # fmt: skip
def test_no_page_takes_in_a_picture_that_lies_elsewhere(elsewhere: str, folder: Path) -> None:
    """Were one named after all."""
    page = pages.from_markdown(f"![x](<{elsewhere}>) ![y](own.png)", folder)
    sources = [dict(found)["src"] for tag, found in Skeleton(page).tags if tag == "img" and found]
    assert len([source for source in sources if source]) == 1
    assert sources[-1].startswith("data:image/png;base64,")


@pytest.mark.parametrize("text", LINES)
def test_ordinary_names_are_written_as_they_are(text: str) -> None:
    """Nothing is escaped that reads well without; and what is escaped stays in one line."""
    for plain in ("cdla-sharing-1.0", "roneneldan/TinyStories", "my_data_2", "no field 'text'"):
        assert markdown.literal(plain) == plain
        assert markdown.code(plain) == f"`{plain}`"
    assert "\n" not in markdown.literal(f"{text}\n{text}")
    assert "\n" not in markdown.code(f"{text}\n{text}")
