"""Screens of other styles: truth against pixels."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from dlre_gui.domain.errors import Cancelled, FolderInUseError
from dlre_gui.domain.geometry import Box
from dlre_gui.simulation.styles import VariedScreen, varied_screen
from dlre_gui.simulation.styles.appearance import Appearance, CaptureLook, draw_appearance
from dlre_gui.simulation.styles.arrange import NoRoomError
from dlre_gui.simulation.styles.corners import free_corner
from dlre_gui.simulation.styles.furniture import settings_lines
from dlre_gui.simulation.styles.overlay import edge_of
from dlre_gui.simulation.styles.palettes import palette
from dlre_gui.simulation.styles.panel import panel_text
from dlre_gui.simulation.styles.sight import Sight
from dlre_gui.simulation.styles.typefaces import FAMILIES, at_hand, family_for, lacking
from dlre_gui.simulation.styles.vendors import STYLES
from dlre_gui.simulation.styles.words import LANGUAGES, WORDINGS, letters
from dlre_gui.simulation.styles.write import write_varied
from dlre_gui.simulation.view import bounding

BARE = CaptureLook("", False, 1.0, None, False)
SEED = 5


def bare(look: Appearance) -> Appearance:
    """A small screen just as the scanner drew it."""
    return replace(look, capture=BARE, size=(800, 600), font_px=20.0)


def opaque(look: Appearance) -> Appearance:
    return replace(bare(look), box=replace(look.box, opacity=1.0, void=0.1))


@pytest.fixture(scope="module")
def screens() -> list[VariedScreen]:
    return [varied_screen(SEED, index, bare) for index in range(12)]


def test_same_seed_and_number_give_the_same_screen() -> None:
    first, again = (varied_screen(SEED, 3, bare) for _ in range(2))
    assert np.array_equal(first.pixels, again.pixels)
    assert not np.array_equal(first.pixels, varied_screen(SEED, 4, bare).pixels)


def test_looks_cover_every_style_layout_and_language() -> None:
    looks = [draw_appearance(np.random.default_rng([1, n])) for n in range(300)]
    assert {look.style for look in looks} == set(STYLES)
    assert {look.layout for look in looks} == {"single", "stacked", "side_by_side"}
    assert {look.language for look in looks} == set(LANGUAGES)
    assert {look.capture.surround for look in looks} == {"", "window", "margin"}
    assert {look.panel.count for look in looks} == {0, 1, 2, 3, 4}
    assert all(look.font_px * look.scale >= 9.4 for look in looks)


def test_bar_shows_its_colours_from_end_to_end(screens: list[VariedScreen]) -> None:
    for screen in screens:
        truth, look = screen.truth, screen.truth.look.bar
        strip = screen.pixels[truth.colour_bar.slices]
        ends = palette(look.palette, look.steps)[[-1, 0]]
        assert np.array_equal(strip[[0, -1], 2], ends[::-1] if truth.bar_turned else ends)


def test_pixel_colours_give_the_stiffness_back() -> None:
    for index in range(6):
        screen = varied_screen(
            SEED, index, lambda look: replace(opaque(look), bar=replace(look.bar, steps=0))
        )
        truth, bar = screen.truth, screen.truth.look.bar
        plain = truth.inside & ~truth.void & ~truth.marked
        share = (truth.stiffness[plain] - bar.minimum) / (bar.maximum - bar.minimum)
        expected = palette(bar.palette)[np.rint(np.clip(share, 0, 1) * 255).astype(int)]
        assert plain.any()
        assert np.array_equal(screen.pixels[truth.swe_box.slices][plain], expected)


def test_void_pixels_are_grey(screens: list[VariedScreen]) -> None:
    for screen in screens:
        bare_px = screen.truth.void & ~screen.truth.marked
        pixels = screen.pixels[screen.truth.swe_box.slices][bare_px].astype(int)
        assert pixels.size == 0 or (pixels.max(axis=1) - pixels.min(axis=1)).max() <= 14


def test_box_is_the_regions_rectangle_and_lies_in_its_panel(screens: list[VariedScreen]) -> None:
    for screen in screens:
        truth = screen.truth
        assert bounding(truth.inside) == Box(0, 0, truth.swe_box.w, truth.swe_box.h)
        assert truth.panels[0].contains(truth.swe_box)
        xs, ys = zip(*truth.outline, strict=True)
        assert min(xs) == pytest.approx(truth.swe_box.x, abs=1.5)
        assert max(ys) == pytest.approx(truth.swe_box.bottom, abs=1.5)


def test_box_without_outline_is_told_by_its_colours() -> None:
    def without(look: Appearance) -> Appearance:
        return replace(bare(look), box=replace(look.box, outline="none"))

    for index in range(8):
        truth = varied_screen(SEED, index, without).truth
        coloured = bounding(truth.inside & ~truth.void)
        whole = Box(0, 0, truth.swe_box.w, truth.swe_box.h)
        assert truth.outline_colour != "none" or coloured.iou(whole) >= 0.95


def test_nothing_of_the_screen_hides_box_bar_or_panel(screens: list[VariedScreen]) -> None:
    for screen in screens:
        truth = screen.truth
        parts = [part for part in (truth.swe_box, truth.colour_bar, truth.qbox_panel) if part]
        assert all(a.intersection(b) is None for a in parts for b in parts if a is not b)
        assert all(truth.frame.contains(part) for part in parts)


def test_qboxes_values_are_those_of_the_map_in_the_circle(screens: list[VariedScreen]) -> None:
    seen = 0
    for screen in screens:
        truth = screen.truth
        for qbox in truth.qboxes:
            if qbox.mean is None or truth.unit != qbox.unit or qbox.circle is None:
                continue
            rows, columns = np.mgrid[: truth.swe_box.h, : truth.swe_box.w] + 0.5
            away = np.hypot(columns + truth.swe_box.x - qbox.circle.x, rows + truth.swe_box.y - qbox.circle.y)
            values = truth.stiffness[(away <= qbox.circle.radius) & np.isfinite(truth.stiffness)]
            assert qbox.mean == pytest.approx(values.mean(dtype=np.float64), abs=0.0501)
            assert truth.inside[away <= qbox.circle.radius].all()
            seen += 1
    assert seen >= 6


def test_panel_says_every_value_and_no_other(screens: list[VariedScreen]) -> None:
    for screen in screens:
        look, qboxes = screen.truth.look, screen.truth.qboxes
        if not qboxes:
            continue
        extra = [tuple("" for _ in look.panel.extra)] * len(qboxes)
        cells = " ".join(cell for row in panel_text(look, qboxes, extra).rows for cell in row)
        for qbox in qboxes:
            shown = qbox.mean
            written = "--" if shown is None else f"{shown:.{look.panel.decimals}f}"
            assert written.replace(".", "," if look.comma else ".") in cells
        if "sd" not in look.panel.fields:
            assert all(qbox.sd is None for qbox in qboxes)


def test_rescaling_moves_the_truth_along() -> None:
    def rescaled(look: Appearance) -> Appearance:
        return replace(opaque(look), capture=replace(BARE, rescale=1.3))

    before, after = varied_screen(SEED, 2, opaque), varied_screen(SEED, 2, rescaled)
    assert after.truth.size == (1040, 780)
    assert after.truth.mm_per_px == pytest.approx(before.truth.mm_per_px / 1.3, rel=1e-3)
    assert after.truth.swe_box.x == pytest.approx(before.truth.swe_box.x * 1.3, abs=1)
    truth, bar = after.truth, after.truth.look.bar
    inner = truth.inside & ~truth.marked & ~truth.void & ~edge_of(truth.inside, 3)
    share = (truth.stiffness[inner] - bar.minimum) / (bar.maximum - bar.minimum)
    expected = palette(bar.palette, bar.steps)[np.rint(np.clip(share, 0, 1) * 255).astype(int)]
    error = np.abs(after.pixels[truth.swe_box.slices][inner].astype(int) - expected)
    assert np.median(error) <= 3


@pytest.mark.parametrize("surround", ["window", "margin"])
def test_frame_within_a_window_is_the_scanners_picture(surround: str) -> None:
    def surrounded(look: Appearance) -> Appearance:
        return replace(bare(look), capture=replace(BARE, surround=surround))

    alone, within = varied_screen(SEED, 6, bare), varied_screen(SEED, 6, surrounded)
    assert np.array_equal(within.pixels[within.truth.frame.slices], alone.pixels)
    assert within.truth.swe_box == alone.truth.swe_box.shifted(within.truth.frame.x, within.truth.frame.y)


@pytest.mark.parametrize(("depth_mm", "stated"), [(93.4, ("9.3 cm", "9 cm")), (40.0, ("4.0 cm", "4 cm"))])
def test_stated_depth_is_the_pictures(depth_mm: float, stated: tuple[str, ...]) -> None:
    rng = np.random.default_rng(1)
    lines = [line for line, _ in settings_lines(rng, draw_appearance(rng), depth_mm)]
    assert [line.split(" ", 1)[1] in stated for line in lines if line.endswith(" cm")] == [True]


def test_picture_cut_off_by_its_panel_is_as_deep_as_seen() -> None:
    sight = Sight(400, 300, 2.0, 200.0, 50.0, 0.6, 20.0)
    assert sight.seen_mm == 140.0


def test_every_wording_finds_a_font_with_all_its_letters() -> None:
    for wording in (wording for wordings in WORDINGS.values() for wording in wordings):
        for family in FAMILIES:
            assert not lacking(family_for(family, letters(wording)), letters(wording))


def test_family_that_is_not_installed_is_replaced_by_the_bundled_one() -> None:
    for family in FAMILIES:
        assert at_hand(family) in {family, "DlreScreenSans"}


def test_truth_goes_into_json(screens: list[VariedScreen]) -> None:
    told = json.loads(json.dumps(screens[0].truth.to_json()))
    assert told["simulated"] is True
    assert told["look"]["style"] in STYLES


def test_negative_numbers_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        varied_screen(-1, 0)


def test_written_screens_are_the_drawn_ones(tmp_path: Path) -> None:
    told = json.loads(write_varied(tmp_path / "new", 2, SEED).read_text(encoding="utf-8"))
    assert [screen["file"] for screen in told["screens"]] == ["00000.png", "00001.png"]
    with Image.open(tmp_path / "new" / "00001.png") as written:
        assert np.array_equal(np.asarray(written), varied_screen(SEED, 1).pixels)


def test_screens_are_not_written_among_other_files(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FolderInUseError, match="not empty"):
        write_varied(tmp_path, 1, SEED)


def test_cancelled_writing_says_what_is_there(tmp_path: Path) -> None:
    with pytest.raises(Cancelled, match="0 of 5"):
        write_varied(tmp_path, 5, SEED, cancelled=lambda: True)


def test_corner_holds_only_what_is_no_wider_or_higher_than_the_panel() -> None:
    panel = Box(100, 50, 200, 120)
    assert free_corner(panel, (150, 60), [], prefer_right=False) == Box(106, 56, 150, 60)
    for size in ((260, 60), (150, 200)):
        with pytest.raises(NoRoomError):
            free_corner(panel, size, [], prefer_right=False)
