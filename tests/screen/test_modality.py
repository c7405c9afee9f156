"""A picture that says it is of magnetic resonance; names of people that begin alike say nothing."""

import pytest

from dlre_gui.screen.modality import says_magnetic_resonance


@pytest.mark.parametrize(
    "text", ["MR Elastography", "MRE 60 Hz", "MRI", "MRT Leber", "IRM foie", "SE EPI", "磁共振"]
)
def test_words_of_magnetic_resonance_are_known(text: str) -> None:
    assert says_magnetic_resonance(text)


@pytest.mark.parametrize("text", ["MR SMITH JOHN", "MRS JONES", "Irma Mueller", "MRIDULA", "Mres", "2D-SWE"])
def test_names_of_people_are_no_magnetic_resonance(text: str) -> None:
    assert not says_magnetic_resonance(text)
