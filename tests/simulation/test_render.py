"""Simulated screens: statistics of the speckle, and truth against pixels."""

from __future__ import annotations

import json

import numpy as np
import pytest

from dlre_gui.domain.colours import SUPERSONIC_COLOURS
from dlre_gui.domain.geometry import Box
from dlre_gui.domain.roi import propose
from dlre_gui.simulation import assumptions as a
from dlre_gui.simulation.patients import SimulatedPatient, draw_patients
from dlre_gui.simulation.render import SimulatedScreen, colour_table, render
from dlre_gui.simulation.speckle import envelope
from dlre_gui.simulation.view import View, bounding, box_sector, part

SIZES = [(1440, 1080), (720, 540)]


@pytest.fixture(scope="module")
def patients() -> list[SimulatedPatient]:
    return draw_patients(6, seed=21)


@pytest.fixture(scope="module", params=SIZES, ids=str)
def screen(request: pytest.FixtureRequest, patients: list[SimulatedPatient]) -> SimulatedScreen:
    return render(patients[0], 0, size=request.param, opacity_percent=100)


def test_speckle_is_rayleigh_before_compression() -> None:
    rng = np.random.default_rng(5)
    echo = envelope(rng, np.ones((640, 320), dtype=np.float32), 0.15, 0.2)
    assert echo.mean() / echo.std() == pytest.approx(1.913, abs=0.06)
    assert (echo**2).mean() == pytest.approx(1.0, abs=0.05)


def test_speckle_power_does_not_depend_on_depth() -> None:
    rng = np.random.default_rng(6)
    echo = envelope(rng, np.ones((640, 320), dtype=np.float32), 0.15, 0.2)
    power = (echo**2).reshape(8, 80, 320).mean(axis=(1, 2))
    assert power == pytest.approx(np.ones(8), abs=0.2)


def test_screen_has_the_asked_size_and_type(screen: SimulatedScreen) -> None:
    width, height = screen.truth.size
    assert screen.pixels.shape == (height, width, 3)
    assert screen.pixels.dtype == np.uint8


def test_pixel_colours_give_the_stiffness_back(screen: SimulatedScreen) -> None:
    truth = screen.truth
    pixels = screen.pixels[truth.swe_box.slices].astype(int)
    plain = np.isfinite(truth.stiffness_kpa) & ~truth.marked & ~truth.saturated
    assert plain.sum() > 0.5 * truth.inside.sum()
    table = colour_table().astype(int)
    shown = pixels[plain]
    nearest = ((shown[:, None, :] - table[None, :, :]) ** 2).sum(axis=2).argmin(axis=1)
    step = truth.scale_max / 255
    assert np.abs(nearest * step - truth.stiffness_kpa[plain]).max() <= 1.01 * step


def test_overlay_of_half_opacity_is_half_bmode(patients: list[SimulatedPatient]) -> None:
    screen = render(patients[1], 0, opacity_percent=50)
    truth = screen.truth
    below = screen.pixels[truth.bottom_box.slices].astype(float)
    above = screen.pixels[truth.swe_box.slices].astype(float)
    plain = np.isfinite(truth.stiffness_kpa) & ~truth.marked
    level = np.rint(np.clip(truth.stiffness_kpa[plain] / truth.scale_max, 0, 1) * 255).astype(int)
    expected = 0.5 * colour_table()[level] + 0.5 * below[plain]
    assert np.abs(above[plain] - expected).max() <= 0.5


def test_void_pixels_show_bare_bmode(patients: list[SimulatedPatient]) -> None:
    worst = max((p for p in draw_patients(40, 8)), key=lambda p: p.acquisitions[0].void_share)
    screen = render(worst, 0)
    truth = screen.truth
    bare = truth.void & ~truth.marked
    assert bare.sum() > 50
    above, below = screen.pixels[truth.swe_box.slices], screen.pixels[truth.bottom_box.slices]
    assert np.array_equal(above[bare], below[bare])


def test_burned_in_values_are_those_of_the_map(screen: SimulatedScreen) -> None:
    truth = screen.truth
    circle = truth.qbox.circle
    assert circle is not None
    rows, columns = np.mgrid[: truth.swe_box.h, : truth.swe_box.w] + 0.5
    away = np.hypot(columns + truth.swe_box.x - circle.x, rows + truth.swe_box.y - circle.y)
    values = truth.stiffness_kpa[(away <= circle.radius) & np.isfinite(truth.stiffness_kpa)]
    assert truth.qbox.mean == pytest.approx(values.mean(), abs=0.051)
    assert truth.qbox.sd == pytest.approx(values.std(), abs=0.051)
    assert truth.qbox.minimum == pytest.approx(values.min(), abs=0.051)
    assert truth.qbox.maximum == pytest.approx(values.max(), abs=0.051)
    assert truth.qbox.diameter_mm == pytest.approx(2 * circle.radius * truth.mm_per_px, abs=0.051)


def test_circle_lies_in_the_box(patients: list[SimulatedPatient]) -> None:
    for patient in patients:
        truth = render(patient, 1, size=(720, 540)).truth
        circle = truth.qbox.circle
        assert circle is not None
        around = Box(
            int(circle.x - circle.radius),
            int(circle.y - circle.radius),
            int(2 * circle.radius),
            int(2 * circle.radius),
        )
        assert truth.swe_box.contains(around)


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_roi_holds_the_whole_box(size: tuple[int, int]) -> None:
    frame, panel = Box(0, 0, *size), part(a.TOP_PANEL, size)
    for patient in draw_patients(60, seed=4):
        view = View(panel.w, panel.h, patient.acquisitions[2].depth_mm)
        in_panel = bounding(box_sector(view, patient.acquisitions[2]).mask(view))
        assert in_panel.right < panel.w
        assert in_panel.bottom < panel.h
        on_screen = in_panel.shifted(panel.x, panel.y)
        assert propose(frame, on_screen).holds(on_screen)


def test_qbox_means_of_an_exam_scatter_about_the_liver(patients: list[SimulatedPatient]) -> None:
    ratios = []
    for patient in patients[:4]:
        means = [render(patient, index, size=(720, 540)).truth.qbox.mean or 0.0 for index in range(5)]
        low, median, high = np.percentile(means, (25, 50, 75))
        ratios.append((high - low) / median)
        assert median == pytest.approx(patient.liver.mean_kpa, rel=0.4)
    assert 0.01 < np.median(ratios) < 0.35


def test_colour_bar_shows_the_table(screen: SimulatedScreen) -> None:
    bar = screen.truth.colour_bar
    strip = screen.pixels[bar.slices]
    assert tuple(strip[0, 2]) == SUPERSONIC_COLOURS[-1]
    assert tuple(strip[-1, 2]) == SUPERSONIC_COLOURS[0]
    assert (strip == strip[:, :1]).all()


def test_same_patient_same_pixels(patients: list[SimulatedPatient]) -> None:
    first, again = (render(patients[2], 3, size=(720, 540)) for _ in range(2))
    assert np.array_equal(first.pixels, again.pixels)
    other = render(patients[2], 4, size=(720, 540))
    assert not np.array_equal(first.pixels, other.pixels)


def test_truth_goes_into_json(screen: SimulatedScreen) -> None:
    told = json.loads(json.dumps(screen.truth.to_json()))
    assert told["simulated"] is True
    assert told["swe_box"][2] == screen.truth.swe_box.w
    assert told["qbox"]["mean_kpa"] == screen.truth.qbox.mean


def test_languages_differ_only_in_words(patients: list[SimulatedPatient]) -> None:
    english, chinese = (render(patients[0], 0, size=(720, 540), language=x) for x in ("en", "zh"))
    panel = english.truth.layout["top_panel"]
    assert np.array_equal(english.pixels[panel.slices], chinese.pixels[panel.slices])
    assert not np.array_equal(english.pixels, chinese.pixels)


def test_tiny_frame_is_refused(patients: list[SimulatedPatient]) -> None:
    with pytest.raises(ValueError, match="640x480"):
        render(patients[0], 0, size=(320, 240))
