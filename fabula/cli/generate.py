"""`fabula generate`: stories in a terminal, or for another program.

    fabula generate --prompt "Once upon a time" --strategy top_p --top-p 0.9 --seed 7
    fabula generate --model tagmodel --tags MoralValue,Twist
    fabula generate --prompts openings.txt --format jsonl > stories.jsonl
    fabula generate --best-of 4

What is not said here stands in the section `generate` of params.yaml.
"""

import argparse
import gc
import io
import logging
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fabula.errors import DataError
from fabula.stories import require_text

if TYPE_CHECKING:
    from fabula.config.decoding import Strategy
    from fabula.config.generate import Generate
    from fabula.generation.writing import Continuation, Prompt

OPTIONS: dict[str, tuple[type, str]] = {
    "max_new_tokens": (int, "the longest story, in tokens"),
    "seed": (int, "another seed, another story"),
    "batch_size": (int, "stories written side by side"),
    "guidance": (float, "above 1: follow the tags more closely"),
    "repetition_penalty": (float, "above 1: repeat less"),
    "temperature": (float, "below 1 safer, above 1 wilder; of sampling strategies"),
    "top_k": (int, "of top_k, top_k_top_p and contrastive"),
    "top_p": (float, "of top_p and top_k_top_p"),
    "min_p": (float, "of min_p"),
    "typical_p": (float, "of typical"),
    "num_beams": (int, "of beam and diverse_beam"),
    "length_penalty": (float, "of beam and diverse_beam: more favours longer stories"),
    "no_repeat_ngram_size": (int, "of beam and diverse_beam"),
    "num_beam_groups": (int, "of diverse_beam"),
    "diversity_penalty": (float, "of diverse_beam"),
    "penalty_alpha": (float, "of contrastive"),
}
"""Knobs of the section `generate`, and those of the strategies."""
OTHER_NAMES = {"max_new_tokens": ("--length", "--max-length", "--max_length")}
"""As the systems before this one spelt them."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What a user may ask for."""
    asked = parser.add_mutually_exclusive_group()
    asked.add_argument("--prompt", help="how the story begins; without it, the model begins")
    asked.add_argument(
        "--prompts", metavar="FILE", help="one beginning a line; - reads standard input"
    )
    parser.add_argument("--tags", default="", help="narrative tags, with commas between them")
    parser.add_argument("--premise", default="", help="what the story shall be about")
    parser.add_argument(
        "--model",
        default="",
        help="gpt2, gpt2-base, tagmodel, tagmodel-every_token (of the last run), base, "
        "base-tagmodel (of this repository), a folder, or a hub name; without: gpt2 or base, and "
        "for tags tagmodel or base-tagmodel",
    )
    parser.add_argument("--strategy", default="top_p", help="how the next token is chosen")
    parser.add_argument(
        "--best-of",
        type=int,
        default=1,
        metavar="N",
        help="write so many stories, and show the one that people would choose, as the ranker "
        "thinks that `dvc repro align` fitted on preferences",
    )
    parser.add_argument("--format", choices=("text", "jsonl"), default="text")
    form = parser.add_mutually_exclusive_group()
    form.add_argument(
        "--raw",
        action="store_true",
        help="as the model wrote it, without small errors mended; a terminal shows it word by word",
    )
    form.add_argument(
        "--grammar", metavar="URL", help="correct stories by the LanguageTool server at this URL"
    )
    for name, (kind, meaning) in OPTIONS.items():
        spellings = {f"--{name.replace('_', '-')}", f"--{name}", *OTHER_NAMES.get(name, ())}
        names = sorted(spellings, key=lambda spelling: (spelling.count("_"), spelling))
        names.sort(key=lambda spelling: spelling != f"--{name.replace('_', '-')}")
        parser.add_argument(*names, dest=name, type=kind, metavar="N", help=meaning)


def main(options: argparse.Namespace) -> None:
    """Tell the stories that are asked for."""
    logging.getLogger().setLevel(logging.WARNING)  # a story, and nothing about how it came
    prompts = _prompts(options)  # before torch is imported, so that a mistake is said at once
    if options.best_of < 1:
        raise DataError(f"--best-of: give 1 story or more, got {options.best_of}")
    gc.disable()  # to look for garbage in what is imported, and stays, takes a third of the time
    import torch

    from fabula.config.threads import Threads
    from fabula.generation.storyteller import chosen, default_name, load_model, request
    from fabula.generation.writing import stream, write

    gc.freeze()
    gc.enable()
    changes = {name: getattr(options, name) for name in OPTIONS}
    config = chosen(
        options.strategy, {name: value for name, value in changes.items() if value is not None}
    )
    torch.set_num_threads(Threads.load().threads)
    tags = [tag.strip() for tag in options.tags.split(",") if tag.strip()]
    teller = load_model(options.model or default_name(tags=bool(tags) and not options.premise))
    best_of = options.best_of
    if best_of > 1:
        best = _ranker(options.strategy, config)  # before minutes of writing
    asked = [
        request(teller, tags, prompt, options.premise, f"{name}{number}")
        for name, prompt in _named(prompts)
        for number in ("", *(f"/{again}" for again in range(2, best_of + 1)))
    ]
    parts = (teller.model, teller.tokenizer)
    if options.format == "jsonl" and isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # as JSON is, whatever a terminal takes
    # a loop, or speech that is never closed, is known at the end alone: only raw words can stream
    shown_at_once = options.raw and options.format == "text" and sys.stdout.isatty()
    if len(asked) == 1 and shown_at_once:
        _show(asked[0].text, stream(*parts, asked[0], options.strategy, config))
        return
    stories = write(*parts, asked, options.strategy, config)
    for prompt in asked[::best_of]:
        found = list(islice(stories, best_of))
        _print(prompt, best(prompt, found) if best_of > 1 else found[0], options)


def _ranker(
    strategy: "Strategy", config: "Generate"
) -> Callable[["Prompt", Sequence["Continuation"]], "Continuation"]:
    """What chooses among the stories of a prompt; `DataError` where nothing was fitted, or where
    all stories would be the same."""
    from fabula.alignment import ranker
    from fabula.alignment.paths import RANKER
    from fabula.evaluation.paths import QUALITY
    from fabula.evaluation.quality import learned
    from fabula.generation.strategies import is_sampled

    if not is_sampled(strategy, config):
        raise DataError(
            f"--best-of: {strategy} writes the same story every time; choose another strategy"
        )
    fitted, measures = ranker.load(RANKER), learned.load(QUALITY).measures

    def best(prompt: "Prompt", stories: Sequence["Continuation"]) -> "Continuation":
        whole = [prompt.text + story.text for story in stories]
        return stories[int(ranker.scores(fitted, whole, measures).argmax())]

    return best


def _prompts(options: argparse.Namespace) -> list[str]:
    """The beginnings; `DataError` names the first that is none."""
    if options.prompts is None:
        named = [("--prompt", options.prompt)] if options.prompt is not None else []
    else:
        named = [(f"{options.prompts}:{n}", line) for n, line in _lines(options.prompts)]
        if not named:
            raise DataError(f"{options.prompts}: there is no prompt in it")
    for where, prompt in named:
        if not prompt.strip():
            raise DataError(f"{where}: the prompt is empty; leave it out to let the model begin")
        require_text(f"{where}: the prompt", prompt)
    return [prompt for _, prompt in named] or [""]


def _named(prompts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each prompt with the name that its story depends on: empty, as for a prompt alone, so that it
    gets the same story; one that stands there again is numbered, and gets another."""
    times = Counter[str]()
    for prompt in prompts:
        times[prompt] += 1
        yield str(times[prompt]) if times[prompt] > 1 else "", prompt


def _lines(name: str) -> Iterator[tuple[int, str]]:
    """The lines of a file or of standard input that are not blank, with their numbers."""
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"--prompts: {name} cannot be read: {error}") from error
    return ((number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip())


def _show(prompt: str, pieces: Iterator[str]) -> None:
    """A story as it is written."""
    print(prompt, end="", flush=True)
    for piece in pieces:
        print(piece, end="", flush=True)
    print()


def _print(prompt: "Prompt", story: Any, options: argparse.Namespace) -> None:
    import json

    from fabula.generation.polishing import polish

    if options.raw and options.format == "text":
        print(prompt.text + story.text, end="\n\n", flush=True)
        return
    shown = polish(story.text, ended=story.ended == "eos", opening=prompt.text)
    text = shown.text
    if options.grammar:
        from fabula.generation.grammar import corrected

        text = corrected(text, options.grammar, opening=prompt.text)
    if options.format == "text":
        print(prompt.text + text, end="\n\n", flush=True)
        return
    record = {
        "prompt": prompt.text,
        "tags": prompt.tags,
        "model": options.model,
        "strategy": options.strategy,
        "text": story.text,
        "polished": text,
        "looped": shown.looped,
        "tokens": story.tokens,
        "ended": story.ended,
    }
    print(json.dumps(record, ensure_ascii=False), flush=True)
