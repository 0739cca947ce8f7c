"""The report: its verdict follows the figures, its pictures are in it, its stories stay inside."""

import subprocess
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from fabula import files
from fabula.corpus.paths import DATA_METRICS, STORIES
from fabula.evaluation.paths import (
    CONTROL_METRICS,
    DIFFERENCES_METRICS,
    ERRORS,
    EVALUATE_METRICS,
    NEW_WORLD_METRICS,
    VALIDITY_METRICS,
)
from fabula.reporting import run_report
from fabula.reporting.findings import between, findings
from fabula.reporting.pages import from_markdown
from fabula.reporting.paths import (
    CONTROL_PICTURE,
    DATA_PICTURE,
    DECODING_PICTURE,
    LOSS_PICTURE,
    POSITIONS_PICTURE,
    REPORT_HTML,
    REPORT_MARKDOWN,
    TRAINING_PICTURE,
)
from fabula.reporting.provenance import changed_params, revision
from fabula.reporting.worst_stories import KINDS, OPEN, quotation, quoted

PICTURES = (
    LOSS_PICTURE,
    TRAINING_PICTURE,
    POSITIONS_PICTURE,
    CONTROL_PICTURE,
    DECODING_PICTURE,
    DATA_PICTURE,
)
WILD = "</p></details><script>alert(1)</script>\n\n\n# Big\n<img src='https://x.org/a.png'> & a < b"
VOID = {"meta", "img"}


def estimate(value: float, reach: float = 0.1) -> dict[str, float | None]:
    return {"value": value, "low": value - reach, "high": value + reach, "n": 20}


def model(bits: float, joint: float) -> dict[str, Any]:
    likelihood = {"perplexity": estimate(9), "bits_per_byte": estimate(bits)}
    stories = {"joint_pass": estimate(joint), "joint_score": estimate(joint - 10)}
    return {"language_model": likelihood, "top_p": stories}


def evaluation(gpt2: float = 1.5, tagmodel: float = 1.7) -> dict[str, Any]:
    return {
        "real": {"stories": {"joint_pass": estimate(87), "joint_score": estimate(85)}},
        "gpt2-base": model(1.0, 1),  # never the best, whatever it says: it is what others began as
        "gpt2": model(gpt2, 44),
        "tagmodel-story_start": model(tagmodel, 33),
    }


def differences(value: float = -0.2, reach: float = 0.1) -> dict[str, Any]:
    """The tag model's row stands first, whichever is better."""
    trained = {"language_model": {"bits_per_byte": estimate(-2)}}
    trained["top_p"] = {"joint_pass": estimate(0), "repetition_rate": estimate(5)}
    return {
        "gpt2 over gpt2-base": trained,
        "tagmodel-story_start over gpt2": {
            "language_model": {"bits_per_byte": estimate(-value, reach)}
        },
    }


def validity(joint_pass: float = 1.0) -> dict[str, Any]:
    figure = {"joint_pass": {"value": 50.0, "auc": 0.9}}
    return {"real": figure, "splice": figure, "validated": {"joint_pass": {"value": joint_pass}}}


def control(gain: float = 3.0, adherence: float = 0.05) -> dict[str, Any]:
    from fabula.reporting.control_tables import LIKELIHOODS, STORIES
    from fabula.stories import TAGS

    figures = {name: estimate(1) for name in STORIES}
    worth = {name: estimate(1) for name in (*LIKELIHOODS, *(f"over_{tag}" for tag in TAGS))}
    return {
        "judge": {},
        "stories": {
            "real": {"own": figures},
            "gpt2": {"1": figures | {"adherence": estimate(adherence)}},
        },
        "gains": {"gpt2": worth | {"over_shuffled": estimate(gain)}},
    }


def verdict(**changed: Any) -> str:
    given = {
        "evaluation": evaluation(),
        "differences": differences(),
        "validity": validity(),
        "control": control(),
    }
    return "\n".join(findings(**given | changed))


class TestVerdict:
    def test_the_best_is_the_trained_model_with_the_fewest_bits(self) -> None:
        assert "**GPT-2 predicts held-out stories best:** 1.5 (1.4 to 1.6)" in verdict()
        other = verdict(evaluation=evaluation(tagmodel=1.2))
        assert "**Tag model, story start predicts held-out stories best:** 1.2" in other
        assert "**33% (32.9 to 33.1) of its stories pass jointly**" in other
        assert "Of real stories 87% (86.9 to 87.1) do." in other
        assert "it is 23% (22.9 to 23.1), and 85% (84.9 to 85.1) of real ones." in other

    def test_a_lead_that_is_not_sure_is_not_called_better(self) -> None:
        assert "the best is better, 95% sure." in verdict()
        unsure = verdict(differences=differences(reach=0.5))
        assert "the best is not seen to be better." in unsure

    def test_a_difference_can_be_asked_either_way(self) -> None:
        one = between(differences(), "gpt2", "tagmodel-story_start", *LOSS)
        other = between(differences(), "tagmodel-story_start", "gpt2", *LOSS)
        assert one == pytest.approx({"value": -0.2, "low": -0.3, "high": -0.1, "n": 20})
        assert other == pytest.approx({"value": 0.2, "low": 0.1, "high": 0.3, "n": 20})
        assert between(differences(), "gpt2", "tagmodel-every_window", *LOSS) is None

    def test_what_training_changed(self) -> None:
        assert (
            "**GPT-2 against GPT-2 before training:** better, 95% sure: bits per byte; "
            "no difference seen: joint pass; worse, 95% sure: repetition rate." in verdict()
        )

    def test_tags_help_hinder_or_show_no_effect(self) -> None:
        question = "**Do its own tags make a story likelier than others'?**"
        for gain, answer in (
            (3.0, "Yes, 95% sure: GPT-2, 3 (2.9 to 3.1) nats."),
            (-3.0, "The contrary, 95% sure: GPT-2, -3 (-3.1 to -2.9) nats."),
            (0.0, "No effect seen: GPT-2."),
        ):
            assert f"{question} {answer}" in verdict(control=control(gain=gain))
        assert "asked for?** No effect seen: GPT-2 at guidance 1." in verdict()
        followed = verdict(control=control(adherence=0.4))
        assert "asked for?** Yes, 95% sure: GPT-2 at guidance 1, 0.4" in followed

    def test_says_where_its_figure_is_not_to_be_trusted(self) -> None:
        assert "not validated" not in verdict()
        assert "Joint pass is not validated" in verdict(validity=validity(joint_pass=0.0))


LOSS = ("language_model", "bits_per_byte")


class Page(HTMLParser):
    """A parsed page; asserts that its tags balance."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(source)
        self.close()
        assert not self.open, f"never closed: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("src", "href")]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((" ".join(self.open[-2:]), data))

    def marked(self) -> list[str]:
        return [text for place, text in self.texts if place == "mark b"]


class TestQuotation:
    @pytest.mark.parametrize(
        ("spans", "marked"),
        [
            ([[4, 8]], ["fell"]),
            ([[4, 8], [6, 11]], ["fell it"]),  # they overlap
            ([[9, 99]], ["it", "rose & shone"]),  # past the end, and over a line's end
            ([[17, 18]], ["&"]),
            ([], []),
        ],
    )
    def test_exactly_the_spans_are_marked(self, spans: list[list[int]], marked: list[str]) -> None:
        text = "Sky fell it\nrose & shone"
        page = Page(quotation("Once: ", text, spans))
        assert page.marked() == marked
        assert "".join(words for _, words in page.texts).replace("\n", "") == (
            "Once: " + text.replace("\n", "")
        )

    def test_the_opening_is_told_from_what_the_model_wrote(self) -> None:
        page = Page(quotation("Once there", " was", [[0, 4]]))
        assert page.texts[1:3] == [("p i", "Once there"), ("mark b", " was")]

    def test_a_story_cannot_break_out_even_through_markdown(self) -> None:
        page = Page(from_markdown(quoted({"repetition_rate": [error(text=WILD)]}), Path()))
        assert not {"script", "img", "h1"} & set(page.tags)
        shown = "".join(text for _, text in page.texts)
        assert all(line in shown for line in WILD.split("\n"))

    def test_the_first_stories_lie_open(self) -> None:
        page = quoted({"contradictions": [error()] * 5, "repetition_rate": []})
        assert (page.count("<details open>"), page.count("<details>")) == (OPEN, 5 - OPEN)
        assert page.endswith("### Repetition\n\nNo story has this error.")


def error(text: str = " fell & rose") -> dict[str, Any]:
    return {
        "model": "gpt2",
        "strategy": "top_p",
        "prompt": "A star",
        "text": text,
        "spans": [[1, 5]],
        "note": "n < 2",
    }


class TestProvenance:
    def test_names_what_differs_and_nothing_else(self) -> None:
        default = {"seed": 1, "gpt2": {"width": 256, "layers": 4, "gone": "a|b"}}
        ours = {"seed": 1, "gpt2": {"width": 64, "layers": 4, "new": True}}
        assert changed_params(ours, default).splitlines()[2:] == [
            "| `gpt2.width` | `64` | `256` |",
            "| `gpt2.new` | `true` | – |",
            '| `gpt2.gone` | – | `"a\\|b"` |',
        ]
        assert "Every parameter" in changed_params(default, default)

    def test_the_revision_and_whether_the_code_has_changes(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
        assert "unknown" in revision()
        who = ("-c", "user.name=A", "-c", "user.email=a@b.c")
        Path("params.yaml").write_text("seed: 1\n")
        Path("metrics.json").write_text("1\n")
        for command in (["init", "-q"], ["add", "."], [*who, "commit", "-qm", "First"]):
            subprocess.run(["git", *command], check=True)
        clean = revision()
        Path("metrics.json").write_text("2\n")  # what a run itself changes
        assert revision() == clean
        Path("params.yaml").write_text("seed: 2\n")
        assert revision() == f"{clean} and uncommitted changes"


@pytest.fixture
def written(project: Path) -> Page:
    files.write_json(EVALUATE_METRICS, evaluation())
    files.write_json(NEW_WORLD_METRICS, {})
    files.write_json(DIFFERENCES_METRICS, differences())
    files.write_json(VALIDITY_METRICS, validity())
    files.write_json(CONTROL_METRICS, control())
    files.write_json(ERRORS, {kind: [error()] for kind in KINDS})
    split = {"stories": 5, "sha256": "ab" * 32}
    splits = {"train": split, "validation": split, "test": split}
    manifest = {"source": "embedded", "licence": "MIT", "splits": splits}
    files.write_json(DATA_METRICS, manifest)
    card = (
        "# Stories\n\n## Splits\n\nFive each.\n\n## Training stories, the first ones\n\nSecret.\n"
    )
    files.write_text(STORIES / "README.md", card)
    for picture in PICTURES:
        picture.parent.mkdir(exist_ok=True)
        picture.write_bytes(picture.name.encode())
    run_report.write(run_report.read())
    return Page(REPORT_HTML.read_text(encoding="utf-8"))


def test_the_page_needs_nothing_else(written: Page) -> None:
    inside = [link for link in written.links if link.startswith("data:image/png;base64,")]
    assert len(inside) == written.tags.count("img") == len(PICTURES)
    others = [link for link in written.links if link not in inside]
    assert {link.removeprefix("#") for link in others} == set(written.ids)
    assert not {"script", "link", "iframe"} & set(written.tags)
    style = "".join(text for place, text in written.texts if place.endswith("style"))
    assert "url(" not in style
    assert "@import" not in style


def test_the_twin_says_the_same(written: Page) -> None:
    twin = REPORT_MARKDOWN.read_text(encoding="utf-8")
    heads = [line[3:] for line in twin.splitlines() if line.startswith("## ")]
    assert heads == [text for place, text in written.texts if place.endswith("h2")]
    assert heads[0] == "Verdict"
    assert twin.count("<mark><b>fell</b></mark>") == len(KINDS) == len(written.marked())
    for picture in PICTURES:
        assert twin.count(f"]({picture.name})") == 1
    assert "Five each." in twin
    assert "Secret." not in twin  # stories may be real ones of other people


def test_no_line_ends_within_an_interval(written: Page) -> None:
    figures = [
        text for place, text in written.texts if place.endswith("td") and "\xa0to\xa0" in text
    ]
    assert "44 (43.9\xa0to\xa044.1)" in figures
    assert not [text for place, text in written.texts if place.endswith("td") and ".9 to " in text]


def test_the_same_run_gives_the_same_bytes(written: Page) -> None:
    before = REPORT_HTML.read_bytes()
    run_report.write(run_report.read())
    assert REPORT_HTML.read_bytes() == before
