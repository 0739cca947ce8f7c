from fabula.evaluation.quality.names import is_latin, names_by_sentence, renamed


def test_a_name_is_found_within_a_sentence_and_then_everywhere() -> None:
    text = "Once there was Anna. Anna ran. She saw Ben and Anna's dog."
    assert names_by_sentence(text) == (("Anna",), ("Anna",), ("Ben", "Anna"))


def test_what_only_opens_sentences_or_speech_is_no_name() -> None:
    assert names_by_sentence('Then he ran. He said, "Please wait!" Nobody came.') == ((), (), ())


def test_some_words_have_their_capital_anywhere() -> None:
    assert names_by_sentence("On Monday Mr. Fox and I watched TV.") == (("Fox",),)


def test_there_are_no_names_in_nothing() -> None:
    assert names_by_sentence("") == ()


def test_only_whole_words_are_renamed() -> None:
    assert renamed("Ann met Anna. Ann's hat.", "Ann", "Ruby") == "Ruby met Anna. Ruby's hat."


def test_half_of_its_letters_are_enough_for_latin() -> None:
    assert all(map(is_latin, ("A fox ran.", "Zoë", "", "123", "ab яб")))
    assert not any(map(is_latin, ("Жил-был лис.", "好好 a", "ab яблоко")))
