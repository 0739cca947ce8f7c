import errno
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import datasets
import numpy as np
import pyarrow as pa
import pytest
from tiny import STORIES, store, tokenizer

from fabula.corpus.store import read_columns, write_stories
from fabula.errors import DataError
from fabula.files import replacing
from fabula.stories import TAGS, Story
from fabula.tokens import shards
from fabula.tokens.shards import COLUMNS, TokenStore, tags_of, write_columns, write_shards


def test_every_story_comes_back_from_its_tokens(tmp_path: Path) -> None:
    tok, tokens = tokenizer(), store(tmp_path)
    assert len(tokens) == len(STORIES)
    assert len(tokens.files) == 2
    for index, story in enumerate(STORIES):
        bos, *text, eos = tokens.story(index).tolist()
        assert (bos, eos) == (tok.bos_token_id, tok.eos_token_id)
        assert tok.decode(text, clean_up_tokenization_spaces=False) == story.text
        assert tags_of(int(tokens.tag_bits[index])) == story.tags
        assert tokens.bytes[index] == len(story.text.encode())


def test_what_a_story_was_written_for_comes_back_too(tmp_path: Path) -> None:
    prompts = ["Tell of a fox.", "", "Write, please: [EOS] über eggs.", ""]
    stories = [replace(story, prompt=p) for story, p in zip(STORIES, prompts, strict=True)]
    tok, tokens = tokenizer(), store(tmp_path, stories)
    for number, prompt in enumerate(prompts):
        ids = tokens.prompt(number).tolist()
        assert tok.decode(ids, clean_up_tokenization_spaces=False) == prompt
        assert len(ids) == tokens.prompt_lengths[number]
        assert not set(ids) & set(tok.all_special_ids)
    assert tokens.tokens == sum(len(tokens.story(number)) for number in range(4))


def test_the_same_stories_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = (
        write_shards(iter(STORIES), folder, "train", tokenizer(), 2)
        for folder in (tmp_path / "a", tmp_path / "b")
        if folder.mkdir() is None
    )
    assert [file.read_bytes() for file in first] == [file.read_bytes() for file in second]


@pytest.mark.parametrize("rows", [1, 3, 7, 1000])
def test_the_bytes_do_not_depend_on_batches(
    rows: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = [Story(f"{story.text} {n}", tags=story.tags) for n in range(5) for story in STORIES]
    write_stories(tmp_path / "stories.parquet", many)
    wanted = [file.read_bytes() for file in write_shards(many, tmp_path, "train", tokenizer(), 6)]
    monkeypatch.setattr(shards, "BATCH", 4)
    monkeypatch.setattr(shards, "BATCH_BYTES", 150)
    batches = read_columns(tmp_path / "stories.parquet", COLUMNS, rows)
    written = write_columns(batches, tmp_path, "test", tokenizer(), 6)
    assert [file.name for file in written] == [f"test-0000{n}.arrow" for n in range(4)]
    assert [file.read_bytes() for file in written] == wanted


def test_any_number_of_workers_writes_the_same_bytes(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from fabula.tokens import shards, tokenization;"
        "from fabula.stories import Story; tokenization.use_workers(int(sys.argv[1]));"
        "texts = [f'A fox, number {n}, ran “home” to {n * n}.' for n in range(9000)];"
        "tok = tokenization.train_bpe(texts, 400);"
        "shards.write_shards(map(Story, texts), Path(sys.argv[2]), 'train', tok, 5000)"
    )
    written = []
    for workers in ("1", "3"):
        folder = tmp_path / workers
        folder.mkdir()
        subprocess.run([sys.executable, "-c", code, workers, str(folder)], check=True)
        written.append([file.read_bytes() for file in sorted(folder.iterdir())])
    assert written[0] == written[1]
    assert len(written[0]) == 2


def test_a_shard_is_one_record_batch(tmp_path: Path) -> None:
    many = [Story(f"A fox, number {n}.") for n in range(9000)]
    (file,) = write_shards(many, tmp_path, "train", tokenizer(), 10_000)
    (batch,) = pa.ipc.open_stream(str(file))
    assert batch.num_rows == 9000


def test_reading_fails_where_the_stories_are_read(tmp_path: Path) -> None:
    stories = read_columns(tmp_path / "none.parquet", COLUMNS, 10)
    with pytest.raises(DataError, match="there is no such file; run `dvc repro download`"):
        write_columns(stories, tmp_path, "train", tokenizer(), 5)


def test_datasets_opens_a_shard(tmp_path: Path) -> None:
    tokens = store(tmp_path)
    dataset = datasets.Dataset.from_file(str(tokens.files[0]))
    assert dataset.column_names == ["id", "tags", "bytes", "prompt", "input_ids"]
    assert dataset[1]["input_ids"] == tokens.story(1).tolist()
    assert dataset[1]["id"] == STORIES[1].id


def test_tokens_are_as_wide_as_the_vocabulary_needs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert store(tmp_path).story(0).dtype == np.uint16
    monkeypatch.setattr("transformers.PreTrainedTokenizerFast.__len__", lambda _: 2**16 + 1)
    assert store(tmp_path).story(0).dtype == np.uint32


def test_tags_fit_into_a_byte() -> None:
    for bits in range(2 ** len(TAGS)):
        assert sum(1 << TAGS.index(tag) for tag in tags_of(bits)) == bits
    assert tags_of(0b100001) == ("BadEnding", "Twist")


def test_missing_and_cut_shards_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="holds no test shards; run `dvc repro tokenize`"):
        TokenStore(tmp_path, "test")
    file = store(tmp_path).files[0]
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DataError, match=r"train-00000.arrow is not a whole token shard"):
        TokenStore(tmp_path, "train")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_leaves_the_earlier_shards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "tokens"
    folder.mkdir()
    before = store(folder).files[0].read_bytes()

    os_file = pa.OSFile
    monkeypatch.setattr(pa, "OSFile", lambda _, mode: os_file("/dev/full", mode))
    with pytest.raises(OSError, match="No space left") as full, replacing(folder) as temporary:
        temporary.mkdir()
        write_shards([Story("New.")], temporary, "train", tokenizer(), 5)
    assert full.value.errno == errno.ENOSPC  # what the message of every stage hangs on
    assert [path.name for path in tmp_path.iterdir()] == ["tokens"]
    assert TokenStore(folder, "train").files[0].read_bytes() == before
