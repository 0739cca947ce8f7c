import json
import logging
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
import pytest
from tiny import STORIES, tokenizer
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import AutoTokenizer, PreTrainedTokenizerFast

from fabula.errors import ModelError
from fabula.stories import SPECIAL_TOKENS
from fabula.tokens import tokenization

ODD = [
    "",
    " ",
    " two  spaces\n\n and\tlines \r\n\r\n",
    "\x00\x07\x1f\x7f\u0085\u00a0\u2028\u3000",
    "“Curly” naïve e\u0301 日本語 ٣٤٥ ½²",
    "🦊👨‍👩‍👧 emoji",
    "â€œMojibakeâ€\x9d \ufffd \ufeff",
    "Don't! 'TIS 'tis she'll I'd we've they're I'm 's ''s",
    "[EOS][TAG_1] <|endoftext|> [PAD]",
    "1234567890" * 9,
    "ab" * 5000,
    "日本" * 2000,
    " " * 3000,
    "?!" * 700,
    "\U0010ffff\ud7ff",
    *(story.text for story in STORIES),
]
UNICODE_17 = "\U00033310"
"""A letter to gigatoken, and not yet one to tokenizers: what follows is split elsewhere."""
GPT2_FILES = Path(__file__).parents[2] / "shared/data/gpt2-tokenizer"


def test_any_text_comes_back_unchanged() -> None:
    texts = ["", " two  spaces\n\nand lines ", "“Curly” naïve 🦊 日本", "\x00\t", STORIES[1].text]
    tok = tokenizer()
    for text, ids in zip(texts, tokenization.encode(tok, texts), strict=True):
        assert tok.decode(ids, clean_up_tokenization_spaces=False) == text


def test_the_special_tokens_come_first_in_their_order() -> None:
    tok = tokenizer()
    assert tok.convert_tokens_to_ids(list(SPECIAL_TOKENS)) == list(range(9))
    assert (tok.pad_token, tok.bos_token, tok.eos_token) == ("[PAD]", "[BOS]", "[EOS]")


def test_a_special_token_written_in_a_story_is_just_text() -> None:
    tok = tokenizer()
    (ids,) = tokenization.encode(tok, ["She wrote [EOS] and [TAG_1] on the wall."])
    assert not set(ids) & set(range(9))


def test_a_saved_tokenizer_is_the_same_one(tmp_path: Path) -> None:
    tok = tokenizer()
    tok.save_pretrained(tmp_path)
    again = tokenization.load(tmp_path)
    assert again.get_vocab() == tok.get_vocab()
    assert tokenization.encode(again, ["[EOS] a fox"]) == tokenization.encode(tok, ["[EOS] a fox"])
    assert AutoTokenizer.from_pretrained(tmp_path)("a fox").input_ids


def test_more_stories_than_memory_are_read_one_by_one() -> None:
    pulled = []

    def texts():  # type: ignore[no-untyped-def]
        for number in range(3):
            pulled.append(number)
            yield f"story {number}"

    tokenization.train_bpe(texts(), 280)
    assert pulled == [0, 1, 2]


def test_a_folder_of_vocab_and_merges_is_gpt2s_own_format(tmp_path: Path) -> None:
    tok = tokenizer()
    model = json.loads(tok.backend_tokenizer.to_str())["model"]
    vocab = {token: id_ for token, id_ in model["vocab"].items() if token not in SPECIAL_TOKENS}
    vocab = {token: number for number, token in enumerate(vocab)}
    (tmp_path / "vocab.json").write_text(json.dumps(vocab))
    merges = "\n".join(" ".join(pair) for pair in model["merges"])
    (tmp_path / "merges.txt").write_text("#version: 0.2\n" + merges)
    loaded = tokenization.load_pretrained(str(tmp_path))
    assert loaded.convert_tokens_to_ids("[TAG_6]") == len(loaded) - 1
    (ids,) = tokenization.encode(loaded, [STORIES[0].text])
    assert loaded.decode(ids, clean_up_tokenization_spaces=False) == STORIES[0].text


def test_the_real_gpt2_vocabulary_gets_9_entries_more() -> None:
    if not GPT2_FILES.is_dir():
        pytest.skip("the real GPT-2 vocabulary is not on this machine")
    tok = tokenization.load_pretrained(str(GPT2_FILES))
    assert len(tok) == 50_266
    assert tok.convert_tokens_to_ids(list(SPECIAL_TOKENS)) == list(range(50_257, 50_266))
    assert tokenization.encode(tok, ["Hello world"]) == [[15496, 995]]


def test_a_name_that_leads_nowhere_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"tokenizer.name: no tokenizer .*nowhere.* or bpe"):
        tokenization.load_pretrained(str(tmp_path / "nowhere"))
    with pytest.raises(ModelError, match="run `dvc repro tokenize`"):
        tokenization.load(tmp_path)


def test_any_number_of_workers_gives_the_same_ids() -> None:
    code = (
        "import sys; from fabula.tokens import tokenization;"
        "tokenization.use_workers(int(sys.argv[1]));"
        "texts = [f'A fox number {n} ran.' for n in range(500)];"
        "tok = tokenization.train_bpe(texts, 400); print(tokenization.encode(tok, texts))"
    )
    one, three = (
        subprocess.run([sys.executable, "-c", code, n], capture_output=True, check=True).stdout
        for n in ("1", "3")
    )
    assert one == three


def by_encoder(
    encoder: tokenization.Encoder | tokenization._Gigatoken | None,
    texts: list[str] | pa.StringArray,
) -> list[list[int]]:
    assert encoder is not None
    starts, ids = encoder.encode(pa.array(texts, pa.string()))
    assert len(starts) == len(texts) + 1
    assert starts[0] == 0
    return [ids[start:end].tolist() for start, end in pairwise(starts)]


@pytest.mark.parametrize("kind", ["own", "gpt2"])
def test_the_encoder_gives_the_same_ids_without_tokenizers(
    kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    if kind == "gpt2" and not GPT2_FILES.is_dir():
        pytest.skip("the real GPT-2 vocabulary is not on this machine")
    tok = tokenizer(400) if kind == "own" else tokenization.load_pretrained(str(GPT2_FILES))
    encoder = tokenization.Encoder(tok)
    assert by_encoder(encoder, ODD) == tokenization.encode(tok, ODD)
    assert by_encoder(encoder, []) == []
    assert by_encoder(encoder, [""]) == [[]]
    assert by_encoder(encoder, pa.array(ODD)[3:9]) == tokenization.encode(tok, ODD[3:9])
    assert not caplog.records


def test_the_encoder_reads_filtered_texts() -> None:
    """Rows that were filtered have a mask: in the stories, and in prompts that are all empty."""
    tok = tokenizer()
    texts = [story.text for story in STORIES]
    for column in (texts, [""] * len(texts)):
        kept = pa.array(column).filter(pa.array([number > 0 for number in range(len(column))]))
        found = by_encoder(tokenization.Encoder(tok), kept)
        assert found == tokenization.encode(tok, column[1:])


def test_a_letter_newer_than_tokenizers_is_left_to_it(caplog: pytest.LogCaptureFixture) -> None:
    tok = tokenization.train_bpe(["'s'the'the 's's it's the fox's"] * 9, 300)
    texts = ["A fox."] * 50 + [f"A {UNICODE_17}'the fox"] + ["A hen."] * 50
    encoder = tokenization.Encoder(tok)
    alone = by_encoder(encoder._fast, texts)
    assert alone != tokenization.encode(tok, texts), "one Unicode now: test another difference"
    for _ in range(2):
        assert by_encoder(encoder, texts) == tokenization.encode(tok, texts)
    assert by_encoder(encoder, texts[:50]) == tokenization.encode(tok, texts[:50])
    said = f"gigatoken and tokenizers differ on {UNICODE_17!r}, so tokenizers encodes these 101"
    assert [said in record.getMessage() for record in caplog.records] == [True, True]


def test_a_wrong_gigatoken_is_found_out(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tok, texts = tokenizer(), [story.text for story in STORIES] * 30
    right = tokenization._Gigatoken.encode

    def wrong(self: tokenization._Gigatoken, texts: pa.StringArray):  # type: ignore[no-untyped-def]
        starts, ids = right(self, texts)
        return starts, ids[::-1].copy()

    monkeypatch.setattr(tokenization._Gigatoken, "encode", wrong)
    assert by_encoder(tokenization.Encoder(tok), texts) == tokenization.encode(tok, texts)
    assert "so tokenizers encodes these 120 texts" in caplog.text


def test_a_tokenizer_that_gigatoken_does_not_know(caplog: pytest.LogCaptureFixture) -> None:
    backend = Tokenizer(models.WordLevel({"?": 0, "A": 1, "fox": 2}, unk_token="?"))
    backend.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tok = PreTrainedTokenizerFast(tokenizer_object=backend)
    encoder = tokenization.Encoder(tok)
    assert by_encoder(encoder, ["A fox", "", "A hen"] * 700) == [[1, 2], [], [1, 0]] * 700
    assert "so tokenizers encodes: Unsupported model type" in caplog.text


def test_a_machine_without_gigatoken(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, "gigatoken", None)
    tok = tokenizer()
    assert by_encoder(tokenization.Encoder(tok), ODD) == tokenization.encode(tok, ODD)
    assert [record.levelno for record in caplog.records] == [logging.WARNING]


def test_forgetting_words_changes_no_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    tok = tokenizer()
    encoder = tokenization.Encoder(tok)
    monkeypatch.setattr(tokenization, "CACHE_BYTES", -1)
    first = encoder._fast._backend  # type: ignore[union-attr]
    assert by_encoder(encoder, ODD) == tokenization.encode(tok, ODD)
    assert encoder._fast._backend is not first  # type: ignore[union-attr]


def test_tokens_are_written_without_torch() -> None:
    """200 MB of memory and seconds of the stage."""
    code = "import sys, stages.tokenize_stories; sys.exit('torch' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
