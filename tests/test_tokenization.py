import json
import subprocess
import sys
from pathlib import Path

import pytest
from tiny import STORIES, tokenizer
from transformers import AutoTokenizer

from fabula import tokenization
from fabula.errors import ModelError
from fabula.stories import SPECIAL_TOKENS

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
        "import sys; from fabula import tokenization; tokenization.use_workers(int(sys.argv[1]));"
        "texts = [f'A fox number {n} ran.' for n in range(500)];"
        "tok = tokenization.train_bpe(texts, 400); print(tokenization.encode(tok, texts))"
    )
    one, three = (
        subprocess.run([sys.executable, "-c", code, n], capture_output=True, check=True).stdout
        for n in ("1", "3")
    )
    assert one == three
