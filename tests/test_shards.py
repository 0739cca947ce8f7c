import errno
from pathlib import Path

import datasets
import numpy as np
import pyarrow as pa
import pytest
from tiny import STORIES, store, tokenizer

from fabula.errors import DataError
from fabula.files import replacing
from fabula.shards import TokenStore, tag_bits, tags_of, write_shards
from fabula.stories import TAGS, Story


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


def test_a_slice_runs_across_shards(tmp_path: Path) -> None:
    tokens = store(tmp_path, shard_stories=1)
    whole = np.concatenate([tokens.story(index) for index in range(len(tokens))])
    assert tokens.tokens == len(whole)
    for start, stop in [(0, len(whole)), (5, 70), (20, 21), (len(whole) - 1, len(whole))]:
        assert np.array_equal(tokens.slice(start, stop), whole[start:stop])


def test_the_same_stories_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = (
        write_shards(iter(STORIES), folder, "train", tokenizer(), 2)
        for folder in (tmp_path / "a", tmp_path / "b")
        if folder.mkdir() is None
    )
    assert [file.read_bytes() for file in first] == [file.read_bytes() for file in second]


def test_datasets_opens_a_shard(tmp_path: Path) -> None:
    tokens = store(tmp_path)
    dataset = datasets.Dataset.from_file(str(tokens.files[0]))
    assert dataset.column_names == ["id", "tags", "bytes", "input_ids"]
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
        assert tag_bits(tags_of(bits)) == bits
    assert tags_of(tag_bits(["Twist", "BadEnding"])) == ("BadEnding", "Twist")


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
