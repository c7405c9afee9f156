"""Names as people read them."""

from __future__ import annotations

import pytest

from dlre_gui.domain.screen import readable_name


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Wu^Xiuying", "Wu Xiuying"),
        ("Wu^Xiuying=吴^秀英", "Wu Xiuying / 吴 秀英"),
        ("=吴^秀英=", "吴 秀英"),
        ("Smith^^^Dr", "Smith Dr"),
        ("no DICOM name", "no DICOM name"),
        ("", ""),
    ],
)
def test_a_person_name_is_shown_without_its_separators(written: str, shown: str) -> None:
    assert readable_name(written) == shown
