import pytest

from dlre_gui.clinical.shown import places, probability


@pytest.mark.parametrize(
    ("value", "limit", "usual", "shown"),
    [
        (30.4, 30.0, 0, "30.4"),
        (30.0, 30.0, 0, "30"),
        (41.0, 30.0, 0, "41"),
        (0.497, 0.5, 2, "0.497"),
        (12.96, 13.0, 1, "12.96"),
        (13.004, 13.0, 1, "13.004"),
        (13.0000001, 13.0, 1, "13.0"),
    ],
)
def test_a_figure_beside_a_limit_is_not_shown_as_the_limit(
    value: float, limit: float, usual: int, shown: str
) -> None:
    assert f"{value:.{places(value, (1.0, limit), usual)}f}" == shown


@pytest.mark.parametrize(
    ("value", "threshold", "shown"),
    [
        (0.9, None, "0.90"),
        (0.997, None, "0.997"),
        (0.0004, 0.5, "0.0004"),
        (0.497, 0.5, "0.497"),
        (1.0, 0.5, "1.00"),
    ],
)
def test_no_probability_looks_certain_that_is_not(value: float, threshold: float | None, shown: str) -> None:
    assert probability(value, threshold) == shown
