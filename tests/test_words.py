import unicodedata

import pytest

from fabula.words import first_words, ngrams, sentences, spans, tokens, words


def test_words_are_lower_case_and_keep_their_apostrophes() -> None:
    assert words("The fox didn’t say: “Don't!”") == ["the", "fox", "didn't", "say", "don't"]
    assert words("") == words(" ...! ") == []


def test_words_of_other_alphabets_are_words() -> None:
    assert words("Über Größe, Привет!") == ["über", "größe", "привет"]


def test_each_word_is_found_where_it_stands() -> None:
    text = 'İpek said: "I didn’t, Ömer!"'
    assert [text[begin:end].lower().replace("’", "'") for begin, end in spans(text)] == words(text)
    assert spans("Go, fox!") == [(0, 2), (4, 7)]


def test_tokens_keep_the_case_and_every_punctuation_mark() -> None:
    assert tokens('"No!" It\'s 3.') == ['"', "No", "!", '"', "It's", "3", "."]


def test_the_first_words_end_with_a_word() -> None:
    assert first_words("One, two; three. Four!", 3) == "One, two; three"
    assert first_words("One, two!", 3) == "One, two!"
    assert first_words("", 3) == ""


def test_a_sentence_goes_on_after_quoted_speech_and_after_a_title() -> None:
    text = '"Stop!" said Mr. Fox. "Who are you?" Nobody spoke…\nThen he left'
    assert sentences(text) == [
        '"Stop!" said Mr. Fox.',
        '"Who are you?"',
        "Nobody spoke…",
        "Then he left",
    ]


def test_what_holds_no_word_is_no_sentence() -> None:
    assert sentences("") == sentences(" \n\n ... \n") == []


def test_ngrams_are_runs_of_neighbours() -> None:
    assert list(ngrams(["a", "b", "c"], 2)) == [("a", "b"), ("b", "c")]
    assert list(ngrams(["a", "b"], 3)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("नमस्ते दुनिया, यह कहानी है।", ["नमस्ते", "दुनिया", "यह", "कहानी", "है"]),
        ("একটি ছোট্ট মেয়ে", ["একটি", "ছোট্ট", "মেয়ে"]),
        ("அம்மா, வா!", ["அம்மா", "வா"]),
        ("مَرْحَبًا بِكَ", ["مَرْحَبًا", "بِكَ"]),
        ("می\u200cخواهم", ["می\u200cخواهم"]),
        ("שָׁלוֹם עֲלֵיכֶם", ["שָׁלוֹם", "עֲלֵיכֶם"]),
        (unicodedata.normalize("NFD", "Café, Größe"), ["cafe\u0301", "gro\u0308ße"]),
        ("走，AI技術。", ["走", "ai", "技", "術"]),
        ("สวัสดี", ["ส", "วั", "ส", "ดี"]),
        ("1️⃣ ❤️", ["1️⃣"]),
    ],
)
def test_a_word_keeps_its_marks_and_scripts_without_spaces_give_characters(
    text: str, expected: list[str]
) -> None:
    assert words(text) == expected
    assert [text[begin:end].lower() for begin, end in spans(text)] == expected
    assert "".join(tokens(text)) == "".join(text.split())
    assert first_words(text, len(expected)).endswith(text[slice(*spans(text)[-1])])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("他走了。她来了！真的？！好。", ["他走了。", "她来了！", "真的？！", "好。"]),
        ("「行こう！」彼は言った。終わり", ["「行こう！」", "彼は言った。", "終わり"]),
        ("राम आया। सीता गई॥ वह बोली", ["राम आया।", "सीता गई॥", "वह बोली"]),
        ('"चलो।" वह बोली।', ['"चलो।"', "वह बोली।"]),
        ("ذهب الولد؟ نعم۔ لا", ["ذهب الولد؟", "نعم۔", "لا"]),
        ("Բարեւ։ Ես եկա։", ["Բարեւ։", "Ես եկա։"]),
        ("ሰላም። ነው፧ አዎ", ["ሰላም።", "ነው፧", "አዎ"]),
        ("He said: 好。 Then he left.", ["He said: 好。", "Then he left."]),
    ],
)
def test_the_stops_of_other_scripts_end_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected
