import pytest

from dlre_gui.report.reading_order import as_drawn


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("吴 秀英 12", "吴 秀英 12"),
        ("כהן", "ןהכ"),
        ("כהן דוד", "דוד ןהכ"),
        ("כהן Cohen 42", "ןהכ Cohen 42"),
        ("ID 17 · כהן", "ID 17 · ןהכ"),
        ("a\u202eb", "a\u202eb"),
        ("א1", "א1"),
        ("שָׁלוֹם", "םוֹלשָׁ"),
    ],
)
def test_only_right_to_left_words_are_turned_around(text: str, drawn: str) -> None:
    assert as_drawn(text) == drawn
