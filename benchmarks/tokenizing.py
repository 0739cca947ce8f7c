"""How fast a text file becomes Arrow: `datasets.map` as others use it, and ours, in one run.

    python -m benchmarks.tokenizing --stories FILE --tokenizer FOLDER

Every contender runs in a process of its own, all of them in turn, round after round, so that
whatever else the machine does slows all alike; the figures are medians. The clock starts when the
libraries are imported and the tokenizer is loaded, and stops when the Arrow file is written. All
take a short text and must make the same tokens of it; ours takes a long one too, as its start (a
second table of the vocabulary, a cold cache) is most of its time on a short one. The last line of
the output is one JSON object. Training a tokenizer is no part of it.

Where the text has to be repeated to be long enough, no word is new after the first time: that is
kinder to ours, which remembers words, than a text of that length would be.
"""

import argparse
import hashlib
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psutil
import pyarrow as pa
import pyarrow.compute as pc
from transformers import PreTrainedTokenizerFast

from fabula.corpus.store import read_columns, write_stories
from fabula.stories import Story
from fabula.tokens import shards, tokenization

SEPARATOR = "<|endoftext|>"
"""The line between two stories."""
LENGTH = 512
"""Tokens to which the padded contender fills up or cuts every story."""
CHUNK = 4 * 10**6
"""Bytes of text that ours reads at a time."""
POLL = 0.01
"""Seconds between two looks at a contender's memory."""


def datasets_map_padded(text: Path, tokenizer: PreTrainedTokenizerFast, out: Path) -> int | None:
    """The usual recipe: every story is padded or cut to `LENGTH` tokens."""
    _datasets_map(text, tokenizer, out, padding="max_length", truncation=True, max_length=LENGTH)
    return None  # what is cut and filled up cannot be counted against the others


def datasets_map(text: Path, tokenizer: PreTrainedTokenizerFast, out: Path) -> int | None:
    """The same without padding."""
    return _datasets_map(text, tokenizer, out)


def tokenizers_fast(text: Path, tokenizer: PreTrainedTokenizerFast, out: Path) -> int | None:
    """`encode_batch_fast`, with a record batch for every 1,000 stories."""
    kind, tokens = pa.list_(pa.int32()), 0
    stories = _split(text)
    with pa.ipc.new_stream(str(out / "fast.arrow"), pa.schema({"input_ids": kind})) as writer:
        for start in range(0, len(stories), 1000):
            ids = tokenization.encode(tokenizer, stories[start : start + 1000])
            tokens += sum(map(len, ids))
            writer.write_batch(pa.record_batch({"input_ids": pa.array(ids, kind)}))
    return tokens


def ours(text: Path, tokenizer: PreTrainedTokenizerFast, out: Path) -> int | None:
    """Token shards from the text file, stories' ids and all."""
    return _write_shards(_columns(text), tokenizer, out)


def ours_from_parquet(text: Path, tokenizer: PreTrainedTokenizerFast, out: Path) -> int | None:
    """What the stage `tokenize` does: the same from the parquet file of the stage before it."""
    stories = read_columns(_parquet(text), shards.COLUMNS, shards.BATCH)
    return _write_shards(stories, tokenizer, out)


Contender = Callable[[Path, PreTrainedTokenizerFast, Path], int | None]
CONTENDERS: dict[str, Contender] = {
    contender.__name__: contender
    for contender in (datasets_map_padded, datasets_map, tokenizers_fast, ours, ours_from_parquet)
}
"""Each reads the text, writes Arrow into a folder, and returns its tokens for a comparison."""
OURS = (ours.__name__, ours_from_parquet.__name__)


def _datasets_map(text: Path, tokenizer: PreTrainedTokenizerFast, out: Path, **options: Any) -> int:
    import datasets

    datasets.disable_progress_bars()
    tokenizer.backend_tokenizer.encode_special_tokens = True
    stories = datasets.Dataset.from_dict({"text": _split(text)})
    mapped = stories.map(
        lambda batch: tokenizer(batch["text"], **options),
        batched=True,
        remove_columns=["text"],
        cache_file_name=str(out / "mapped.arrow"),
    )
    return len(pc.list_flatten(mapped.data["input_ids"]))


def _split(text: Path) -> list[str]:
    stories = text.read_text(encoding="utf-8").split(SEPARATOR)
    return [story.strip() for story in stories if story.strip()]


def _write_shards(
    stories: Iterator[pa.RecordBatch], tokenizer: PreTrainedTokenizerFast, out: Path
) -> int:
    shards.write_columns(stories, out, "train", tokenizer, shard_stories=100_000)
    store = shards.TokenStore(out, "train")
    return store.tokens - 2 * len(store)  # the others have no [BOS] and [EOS]


def _columns(text: Path) -> Iterator[pa.RecordBatch]:
    """The stories of a text file as `shards.COLUMNS`, and none of them as a Python object."""
    rest = b""
    with text.open("rb") as file:
        while chunk := file.read(CHUNK):
            whole, _, rest = (rest + chunk).rpartition(SEPARATOR.encode())
            yield _batch(whole)
    yield _batch(rest)


def _batch(text: bytes) -> pa.RecordBatch:
    stories = pc.split_pattern(pa.array([text], pa.string()), SEPARATOR).flatten()
    stories = pc.utf8_trim_whitespace(stories)
    stories = stories.filter(pc.not_equal(stories, ""))
    _, offsets, utf8 = stories.buffers()
    bounds = pairwise(memoryview(offsets).cast("i")[: len(stories) + 1])
    view = memoryview(utf8) if utf8 else memoryview(b"")
    ids = [hashlib.sha256(view[start:end]).hexdigest()[:16] for start, end in bounds]
    tags = pa.array([()] * len(stories), pa.list_(pa.string()))
    prompts = pa.array([""] * len(stories), pa.string())
    columns = [pa.array(ids, pa.string()), stories, tags, prompts]
    return pa.record_batch(columns, list(shards.COLUMNS))


def _parquet(text: Path) -> Path:
    return text.with_suffix(".parquet")


def measure(name: str, text: Path, tokenizer_name: str, out: Path) -> dict[str, float | int | None]:
    """Run one contender in this process."""
    tokenizer = tokenization.load(Path(tokenizer_name))
    if "datasets" in name:
        import datasets  # noqa: F401  (before the clock starts)
    start, start_cpu = time.perf_counter(), time.process_time()
    tokens = CONTENDERS[name](text, tokenizer, out)
    return {
        "seconds": time.perf_counter() - start,
        "cpu_seconds": time.process_time() - start_cpu,
        "tokens": tokens,
    }


def run_apart(name: str, arguments: list[str]) -> dict[str, Any]:
    """Run one contender in a process of its own, and watch the memory of it and its children."""
    with TemporaryDirectory() as out:
        command = [sys.executable, "-m", "benchmarks.tokenizing", *arguments]
        command += ["--contender", name, "--out", out]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            peak = 0
            while process.poll() is None:
                peak = max(peak, _resident(process.pid))
                time.sleep(POLL)
            assert process.stdout is not None
            output = process.stdout.read()
    if process.returncode:
        sys.exit(f"error: {name} failed")
    return {**json.loads(output), "peak_mb": peak / 1e6}


def _resident(pid: int) -> int:
    try:
        root = psutil.Process(pid)
        return sum(each.memory_info().rss for each in (root, *root.children(recursive=True)))
    except psutil.NoSuchProcess:
        return 0


def compare(short: Path, long: Path, options: list[str], rounds: int) -> dict[str, Any]:
    """The medians of every contender over all rounds, in MB of text a second."""
    plan = [(name, short) for name in CONTENDERS] + [(name, long) for name in OURS]
    runs: dict[tuple[str, Path], list[dict[str, Any]]] = {each: [] for each in plan}
    for number in range(rounds):
        for (name, text), results in runs.items():
            results.append(run_apart(name, ["--stories", str(text), *options]))
            seconds, peak = results[-1]["seconds"], results[-1]["peak_mb"]
            line = f"round {number + 1}, {name}, {text.stem}: {seconds:.2f} s, {peak:.0f} MB"
            print(line, file=sys.stderr)
    tokens = {each["tokens"] for name, text in plan if text == short for each in runs[name, text]}
    assert len(tokens - {None}) == 1, f"the contenders made different tokens: {tokens}"
    rows = [_row(name, text, results) for (name, text), results in runs.items()]
    for row in rows:
        row["ratio"] = round(row["mb_per_s"] / rows[0]["mb_per_s"], 1)
    return {"rows": rows}


def _row(name: str, text: Path, results: list[dict[str, Any]]) -> dict[str, Any]:
    megabytes = text.stat().st_size / 1e6
    seconds, cpu_seconds = (
        statistics.median(each[key] for each in results) for key in ("seconds", "cpu_seconds")
    )
    return {
        "contender": name,
        "megabytes": round(megabytes, 1),
        "mb_per_s": round(megabytes / seconds, 2),
        "mb_per_cpu_second": round(megabytes / cpu_seconds, 2),
        "peak_mb": round(max(each["peak_mb"] for each in results)),
    }


def main() -> None:
    """Measure all, or, in the process of one contender, that one."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.tokenizing",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--stories", type=Path, required=True, help=f"text, {SEPARATOR} between")
    parser.add_argument("--tokenizer", required=True, help="a folder with tokenizer.json")
    parser.add_argument("--short", type=float, default=10, help="MB of the short text")
    parser.add_argument("--long", type=float, default=200, help="MB of the long text")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=psutil.cpu_count(), help="threads")
    parser.add_argument("--contender", choices=CONTENDERS, help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.contender:
        tokenization.use_workers(given.workers)
        print(json.dumps(measure(given.contender, given.stories, given.tokenizer, given.out)))
        return
    options = ["--tokenizer", given.tokenizer, "--workers", str(given.workers)]
    with TemporaryDirectory() as folder:
        short = sized(given.stories, given.short, Path(folder) / "short.txt")
        long = sized(given.stories, given.long, Path(folder) / "long.txt")
        print(json.dumps(compare(short, long, options, given.rounds)))


def sized(stories: Path, megabytes: float, copy: Path) -> Path:
    """Whole stories of up to so many MB, repeated where there are too few; as parquet too."""
    line = f"\n{SEPARATOR}\n".encode()
    content, size = stories.read_bytes() + line, int(megabytes * 1e6)
    content = (content * (size // len(content) + 1))[:size].rpartition(line)[0]
    copy.write_bytes(content)
    write_stories(_parquet(copy), map(Story, _split(copy)))
    return copy


if __name__ == "__main__":
    main()
