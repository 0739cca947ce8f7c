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
