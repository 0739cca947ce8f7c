"""The report: how it opens, that its sentences follow the figures, that its stories stay inside."""

import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from fabula import files
from fabula.alignment.paths import ALIGN_METRICS
from fabula.corpus.paths import DATA_METRICS, STORIES
from fabula.evaluation.paths import (
    CONTROL_METRICS,
    DECODING_SWEEP,
    DIFFERENCES_METRICS,
    ERRORS,
    EVALUATE_METRICS,
    NEW_WORLD_METRICS,
    VALIDITY_METRICS,
)
from fabula.generation.paths import SAMPLES
from fabula.judging.paths import JUDGEMENTS_METRICS
from fabula.reporting import origins, people, run_report
from fabula.reporting.findings import between, findings
from fabula.reporting.pages import from_markdown
from fabula.reporting.paths import (
    CONTROL_PICTURE,
    DATA_PICTURE,
    DECODING_PICTURE,
    EARLY_STOPPING_PICTURE,
    LOSS_PICTURE,
    OVERVIEW_PICTURE,
    POSITIONS_PICTURE,
    REPORT_HTML,
    REPORT_MARKDOWN,
    TRAINING_PICTURE,
)
from fabula.reporting.provenance import changed_params, revision
from fabula.reporting.worst_stories import KINDS, OPEN, quotation, quoted

PICTURES = (
    OVERVIEW_PICTURE,
    LOSS_PICTURE,
    TRAINING_PICTURE,
    POSITIONS_PICTURE,
    CONTROL_PICTURE,
    DECODING_PICTURE,
    EARLY_STOPPING_PICTURE,
    DATA_PICTURE,
)
WILD = "</p></details><script>alert(1)</script>\n\n\n# Big\n<img src='https://x.org/a.png'> & a < b"
VOID = {"meta", "img"}
LABELS = ["GPT-2 before training", "GPT-2", "Tag model, story start"]


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
            "gpt2": {"1": figures, "2": figures | {"adherence": estimate(adherence)}},
        },
        "gains": {"gpt2": worth | {"over_shuffled": estimate(gain)}},
    }


def verdict(**changed: Any) -> str:
    given = {
        "evaluation": evaluation(),
        "new_world": {},
        "differences": differences(),
        "validity": validity(),
        "control": control(),
    }
    return "\n".join(findings(**given | changed))


class TestVerdict:
    def test_the_best_is_the_trained_model_with_the_fewest_bits(self) -> None:
        assert "**GPT-2 predicts real stories best**, with 1.5 (1.4 to 1.6)" in verdict()
        other = verdict(evaluation=evaluation(tagmodel=1.2))
        assert "**Tag model, story start predicts real stories best**, with 1.2" in other
        assert (
            "**Of 100 stories that it writes with top-p, 33 (32.9 to 33.1) hold together**" in other
        )
        assert "Of 100 real stories, 87 (86.9 to 87.1) do." in other
        counted = "23 (22.9 to 23.1) of its stories count, and 85 (84.9 to 85.1) of real ones."
        assert counted in other

    def test_a_lead_that_is_not_sure_is_not_called_better(self) -> None:
        assert "the first is surely better." in verdict()
        unsure = verdict(differences=differences(reach=0.5))
        assert "surely" not in unsure
        assert "Which of the two is better is not sure." in unsure

    def test_a_difference_can_be_asked_either_way(self) -> None:
        one = between(differences(), "gpt2", "tagmodel-story_start", *LOSS)
        other = between(differences(), "tagmodel-story_start", "gpt2", *LOSS)
        assert one == pytest.approx({"value": -0.2, "low": -0.3, "high": -0.1, "n": 20})
        assert other == pytest.approx({"value": 0.2, "low": 0.1, "high": 0.3, "n": 20})
        assert between(differences(), "gpt2", "tagmodel-every_window", *LOSS) is None

    def test_what_training_changed(self) -> None:
        assert (
            "**What training changed in GPT-2.** Better: bits per byte. "
            "No difference seen: joint pass. Worse: repetition rate." in verdict()
        )

    def test_what_training_did_in_a_new_world(self) -> None:
        """Where it was measured: a gain at home may be a loss elsewhere."""
        assert "In a new world" not in verdict()
        new_world = {"gpt2-base": model(2.0, 9), "gpt2": model(2.5, 9)}
        assert (
            "**In a new world GPT-2 needs 2.5 (2.4 to 2.6) bits per byte**, and needed "
            "2 (1.9 to 2.1) before training" in verdict(new_world=new_world)
        )
        real_alone = {"real": {"stories": {"joint_score": estimate(1)}}}
        assert "In a new world" not in verdict(new_world=real_alone)

    def test_tags_help_mislead_or_show_no_effect(self) -> None:
        question = "**Do the right tags help a model to predict a story?**"
        for gain, answer in (
            (3.0, "Yes: GPT-2, 3 (2.9 to 3.1) nats a story."),
            (-3.0, "No, they mislead: GPT-2, 3 (2.9 to 3.1) nats a story."),
            (0.0, "No effect seen: GPT-2."),
        ):
            assert f"{question} {answer}" in verdict(control=control(gain=gain))

    def test_stories_follow_their_tags_or_not_at_the_strongest_guidance(self) -> None:
        question = "**Do stories have the tags that were asked for, at guidance 2?**"
        for adherence, answer in (
            (0.4, "Yes: GPT-2, 0.4 (0.3 to 0.5) of 1."),
            (-0.4, "No, rather others: GPT-2, 0.4 (0.3 to 0.5) of 1."),
            (0.05, "No effect seen: GPT-2."),
        ):
            assert f"{question} {answer}" in verdict(control=control(adherence=adherence))

    def test_says_where_its_figure_is_not_to_be_trusted(self) -> None:
        assert "Do not lean on joint pass" not in verdict()
        assert "Do not lean on joint pass" in verdict(validity=validity(joint_pass=0.0))

    @pytest.mark.parametrize("gain", [3.0, 0.0, -3.0])
    @pytest.mark.parametrize("tagmodel", [1.2, 1.7])
    def test_sentences_are_short_and_say_no_more_than_one_no(
        self, gain: float, tagmodel: float
    ) -> None:
        """Whatever a run finds, each sentence is read once."""
        changed = {"control": control(gain, gain / 9), "evaluation": evaluation(tagmodel=tagmodel)}
        changed["new_world"] = evaluation()
        sentences = re.split(r"(?<=[.?])[*]{0,2}\s+", verdict(**changed))
        assert len(sentences) > 10
        for sentence in sentences:
            words = re.findall(r"[\w'-]+", re.sub(r"\([^)]*\)", "", sentence))
            assert len(words) <= 30, sentence
            assert len({"no", "not", "nor", "nobody"} & {word.lower() for word in words}) <= 1


LOSS = ("language_model", "bits_per_byte")


class Page(HTMLParser):
    """A parsed page; asserts that its tags balance."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.links: list[str] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(source)
        self.close()
        assert not self.open, f"never closed: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("src", "href")]
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
        head, _, *lines = changed_params(ours, default).splitlines()
        assert head.endswith("| default run, as kept before |")  # a default run's is the one before
        assert lines == [
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


SAMPLE = {"tags": ["Twist"], "seed": 7, "ended": "eos"}


@pytest.fixture
def written(project: Path) -> Page:
    files.write_json(EVALUATE_METRICS, evaluation())
    files.write_json(NEW_WORLD_METRICS, {})
    files.write_json(DIFFERENCES_METRICS, differences())
    files.write_json(VALIDITY_METRICS, validity())
    files.write_json(CONTROL_METRICS, control())
    files.write_json(JUDGEMENTS_METRICS, {"ratings": "no ratings yet"})
    files.write_json(ALIGN_METRICS, {"status": "off: 0 pairs"})
    sweep = {"temperature": 0.0, "joint_pass": 80, "joint_score": 70, "distinct_2": 0.5}
    ends = {"joint_score_low": 60, "joint_score_high": 75}
    files.write_csv(
        DECODING_SWEEP, [{"strategy": name, **sweep, **ends} for name in ("real", "greedy")]
    )
    files.write_jsonl(SAMPLES, [error(text=f" told {WILD}") | SAMPLE])
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
    assert inside == written.links
    assert not {"script", "link", "iframe"} & set(written.tags)
    style = "".join(text for place, text in written.texts if place.endswith("style"))
    assert "url(" not in style
    assert "@import" not in style


def test_it_opens_with_a_picture_one_small_table_a_story_and_a_few_sentences(
    written: Page,
) -> None:
    twin = REPORT_MARKDOWN.read_text(encoding="utf-8")
    opened, _, folded = twin.partition("<details>")
    first = opened.split("\n\n")[1:3]
    assert first[0].startswith("![")
    assert first[0].endswith(f"]({OVERVIEW_PICTURE.name})")
    head, _, *rows = [line.strip("| ").split(" | ") for line in first[1].splitlines()]
    assert [row[0] for row in rows] == ["Real stories", *LABELS]
    assert 3 <= len(head) <= 8
    assert (opened.count("| :--"), opened.count("![")) == (1, 1)
    assert opened.count("<blockquote>") == 1
    assert opened.index(origins.gpt2(Path())) < opened.index("<blockquote>")
    assert " told " in opened
    assert opened.index("<blockquote>") < opened.index("predicts real stories best**")
    assert folded.count("| :--") > 5
    assert "![" not in re.sub(r"<details>.*</details>", "", folded, flags=re.DOTALL)


def test_everything_after_the_opening_unfolds(written: Page) -> None:
    """In the page as a browser reads it: nothing but what is folded follows the heading `More`."""
    heads = [text for place, text in written.texts if place.endswith("h2")]
    assert heads == ["A story", "What was found", "More"]
    source = REPORT_HTML.read_text(encoding="utf-8").partition("<h2>More</h2>")[2]
    depth = 0
    for tag in re.findall(r"</?(?:details|table|img|blockquote|p|ul|h3)\b", source):
        depth += {"<details": 1, "</details": -1}.get(tag, 0)
        assert depth > 0 or tag == "</details", tag


def test_the_twin_says_the_same(written: Page) -> None:
    twin = REPORT_MARKDOWN.read_text(encoding="utf-8")
    heads = [line[3:] for line in twin.splitlines() if line.startswith("## ")]
    assert heads == [text for place, text in written.texts if place.endswith("h2")]
    assert twin.count("<mark><b>fell</b></mark>") == len(KINDS) == len(written.marked())
    for picture in PICTURES:
        assert twin.count(f"]({picture.name})") == 1
    assert "Five each." in twin
    assert "Secret." not in twin  # stories may be real ones of other people


def test_it_says_that_nobody_judged_and_that_nothing_learned_from_it(written: Page) -> None:
    twin = REPORT_MARKDOWN.read_text(encoding="utf-8")
    assert "There are no ratings yet" in twin
    assert "Learning from preferences is off: 0 pairs." in twin


def test_what_people_said_stands_beside_what_our_metrics_say() -> None:
    def of(value: float | None) -> dict[str, Any]:
        return {"value": value, "low": value, "high": value, "n": 9}

    found = {"weak": of(0.1), "strong": of(-0.5), "blind": of(None)}
    page = people.said(
        {
            "judgements": 12,
            "pairs": 9,
            "raters": {"owl": {"checks": 3, "failed_checks": 1}},
            "agreement": {"choice": of(0.4)},
            "preferences": {
                "one over two": {"wins": 6, "losses": 2, "ties": 1, "win_rate": of(0.75)}
            },
            "metrics": found,
        }
    )
    assert "12 judgements of 9 pairs by 1 person." in page
    assert "failed 1 of 3 checks of attention. Their choices agree by 0.4 (0.4 to 0.4)" in page
    assert "| one over two | 6 | 2 | 1 | 0.75 (0.75 to 0.75) |" in page
    assert page.index("strong") < page.index("weak")
    assert "blind" not in page


def test_what_a_model_learned_from_people_stands_there_with_its_dangers() -> None:
    figure = {"value": 0.5, "low": 0.4, "high": 0.6, "n": 9}
    row = dict.fromkeys(people.CHANGED, figure)
    aligned = {"status": "on", "pairs": {"trained_on": 80}, "prompts": 9, "kl": figure}
    aligned |= {"win_rate": figure, "ranker": {"accuracy": figure}}
    aligned |= {"stories": dict.fromkeys(("before", "after", "difference"), row)}
    page = people.learned(aligned)
    assert "80 preferences" in page
    assert all(f"| {label} |" in page for label in people.CHANGED.values())


def test_no_line_ends_within_an_interval(written: Page) -> None:
    figures = [
        text for place, text in written.texts if place.endswith("td") and "\xa0to\xa0" in text
    ]
    assert "34 (33.9\xa0to\xa034.1)" in figures
    assert not [text for place, text in written.texts if place.endswith("td") and ".9 to " in text]


def test_the_same_run_gives_the_same_bytes(written: Page) -> None:
    before = REPORT_HTML.read_bytes()
    run_report.write(run_report.read())
    assert REPORT_HTML.read_bytes() == before
