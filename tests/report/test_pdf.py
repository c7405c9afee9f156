import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from dlre_gui.clinical.labels import StageLabels
from dlre_gui.domain.exam import Flag
from dlre_gui.domain.exam_details import Cause, ExamDetails, Laboratory
from dlre_gui.domain.findings import QBox, Unit
from dlre_gui.domain.geometry import Circle
from dlre_gui.domain.roi import Roi
from dlre_gui.report import fonts, machine_fonts
from dlre_gui.report.deidentify import deidentified
from dlre_gui.report.dossier import Dossier, Language, ReportStyle
from dlre_gui.report.figures import acquisition_cells
from dlre_gui.report.pdf import report_pdf
from dlre_gui.report.words import _FLAGS, _WORDS, Words
from tests.report.dossiers import DETAILS, HEADER, acquisition, dossier
from tests.report.unpacking import unpacked

reads_pdf = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is absent"
)

ODD_NAME = "吴𠮷\u202e+1+1<b>&amp;𰻞"


def text_of(content: bytes, tmp_path: Path) -> str:
    path = tmp_path / "report.pdf"
    path.write_bytes(content)
    return subprocess.check_output(["pdftotext", "-layout", path, "-"], text=True, timeout=60)


def report(one: Dossier, **style: object) -> bytes:
    return report_pdf(one, ReportStyle(**style))


@reads_pdf
def test_the_page_tells_patient_result_laboratory_model_and_limits(tmp_path: Path) -> None:
    text = text_of(report(dossier(), hospital="St Example"), tmp_path)
    for told in (
        "St Example",
        "HB-0042",
        "Wu Xiuying / 吴 秀英",
        "14.0 kPa",
        "APRI 1.00",
        "FIB-4 1.97",
        "cACLD ruled in",
        "Ascites absent",
        "abababababababab",
        "Dr Li",
        "Research use only, not for diagnosis. Model trained on simulated data.",
    ):
        assert told in text


@reads_pdf
def test_a_page_without_a_person_says_why_a_roi_beside_the_box_has_no_picture(tmp_path: Path) -> None:
    beside = acquisition(1, roi=Roi(290, 0, 125))
    assert "not on the SWE box" in text_of(report(deidentified(dossier(beside))), tmp_path)


@reads_pdf
def test_the_chinese_page_has_chinese_words_and_says_that_scheuer_is_another_label(tmp_path: Path) -> None:
    style = {"language": Language.CHINESE, "labels": StageLabels.SCHEUER}
    text = text_of(report(dossier(), **style), tmp_path)
    assert "P(≥S2)" in text
    assert "P(≥F2)" not in text
    assert "两种系统并不等同" in text.replace("\n", "")
    assert "仅供研究使用" in text


def with_values(*means: float, p: float = 0.6) -> Dossier:
    """Acquisitions of these Q-Box means, all with the same probabilities."""
    ones = [acquisition(n) for n in range(1, 1 + len(means))]
    return dossier(
        *(
            replace(one, qbox=replace(one.qbox, mean=mean), scores=replace(one.scores, p_f4=p))
            for one, mean in zip(ones, means, strict=True)
            if one.qbox is not None and one.scores is not None
        )
    )


@reads_pdf
def test_a_figure_just_beyond_a_limit_does_not_look_like_it(tmp_path: Path) -> None:
    text = text_of(report(with_values(11.0, 11.0, 12.96, 14.9, 17.0, p=0.497)), tmp_path)
    assert "12.96 kPa" in text
    assert "30.1 % (> 30 %)" in text
    assert "0.497" in text
    assert "threshold 0.500" in text
    assert "13.0 kPa" in text_of(report(with_values(13.0, 13.0, 13.0)), tmp_path)


@reads_pdf
def test_the_gravest_warnings_are_told_first_and_as_many_as_there_is_room(tmp_path: Path) -> None:
    header = replace(HEADER, manufacturer="GE Healthcare", device_model="LOGIQ E10")
    odd = QBox(5.0, 9.0, 3.0, 3.3, 5.0, 60, circle=Circle(10, 10, 25), doubtful=frozenset({"sd"}))
    own = {Flag.SEVERAL_QBOXES, Flag.SCALE_DOUBTFUL, Flag.UNLIKE_TRAINING, Flag.SEVERAL_SCREENS}
    means = (5.0, 30.0, 6.0, 40.0, 80.0)
    ones = [acquisition(n, header, qbox=replace(odd, mean=mean)) for n, mean in enumerate(means, 1)]
    details = replace(DETAILS, cause=Cause.HCV, fasting=False)
    several = [replace(one, flags=one.flags | own) for one in ones]
    text = text_of(report(dossier(*several, details=details)), tmp_path)
    grave = text.index("IQR/median high"), text.index("Another cause"), text.index("Another scanner")
    assert max(grave) < text.index("Q-Box values contradict")
    assert "no. 1–5" in text
    assert "Not fasting" in text
    few = text_of(report(dossier(several[0], several[1], details=details)), tmp_path)
    assert few.index("Few acquisitions") < few.index("Unlike the training data")


@reads_pdf
def test_caveats_of_serum_scores_come_before_what_they_suggest_and_long_reasons_stay_whole(
    tmp_path: Path,
) -> None:
    laboratory = Laboratory(600, 80, 40, 50, sampled_on="2023-05-20")
    reason = "reason " * 80 + "last"
    concluded = replace(DETAILS.conclusion, reason=reason) if DETAILS.conclusion else None
    details = replace(DETAILS, age_years=22, laboratory=laboratory, conclusion=concluded)
    text = text_of(report(dossier(details=details)), tmp_path)
    told = text[text.index("APRI 30.00") : text.index("FIB-4")]
    assert told.index("more than a week") < told.index("weak under 30") < told.index("> 0.5")
    assert "WHO 2015" in told
    assert "last" in text


@reads_pdf
def test_any_name_stands_whole_in_the_text_layer(tmp_path: Path) -> None:
    text = text_of(report(dossier(name=ODD_NAME)), tmp_path)
    marks = "\u202a\u202b\u202c\u2066\u2067\u2068\u2069"  # pdftotext's own, around right-to-left text
    assert ODD_NAME.replace("\u202e", "") in re.sub(f"[\u202e{marks}]", "", text)
    assert "\u202e" in text


def test_it_is_always_one_page_even_of_very_much() -> None:
    many = dossier(*(acquisition(n % 6, qbox=None) for n in range(1, 80)))
    long = replace(many.details, conclusion=replace(many.details.conclusion, reason="很长 " * 400))
    content = report(replace(many, details=long), hospital="H" * 300)
    assert content.count(b"/Type /Page\n") == 1


def test_nothing_known_makes_a_page_too() -> None:
    empty = acquisition(scores=None, roi=None, qbox=None, measured=None)
    assert report(dossier(empty, details=ExamDetails())).startswith(b"%PDF")


def test_the_fonts_are_in_the_file() -> None:
    content = report(dossier(), language=Language.CHINESE)
    assert content.count(b"/FontFile2") >= 2
    assert b"DlreReportHan" in content


def test_a_character_no_font_has_is_drawn_as_its_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "font_on_machine", lambda code: None)
    streams = b"".join(unpacked(report(dossier(name="𠮷"))))
    assert b"<FEFFD842DFB7>" in streams
    assert b"20B" in streams


def test_a_rare_character_is_drawn_from_a_font_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    import matplotlib

    some_font = str(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf")
    monkeypatch.setattr(machine_fonts, "installed_fonts", lambda: (some_font,))
    machine_fonts.font_on_machine.cache_clear()
    maps = b"".join(unpacked(report(dossier(name="𝔸"))))
    assert b"<D835DD38>" in maps
    assert b"<1D538>" not in maps
    machine_fonts.font_on_machine.cache_clear()


def test_a_logo_is_drawn_and_a_broken_one_left_out() -> None:
    from io import BytesIO

    from PIL import Image

    buffer = BytesIO()
    Image.new("RGB", (200, 100), "navy").save(buffer, "PNG")
    with_logo, without = report(dossier(), logo=buffer.getvalue()), report(dossier(), logo=b"no picture")
    assert with_logo.count(b"/Subtype /Image") == without.count(b"/Subtype /Image") + 1


def test_same_exam_same_bytes() -> None:
    assert report(dossier()) == report(dossier())


def test_every_word_and_every_warning_has_both_languages() -> None:
    from dlre_gui.domain.exam import Flag

    assert set(_FLAGS) == set(Flag)
    assert all(english and chinese for english, chinese in (*_WORDS.values(), *_FLAGS.values()))
    slots = [tuple(set(re.findall(r"{(\w+)}", text)) for text in both) for both in _WORDS.values()]
    assert all(english == chinese for english, chinese in slots)


def test_a_font_is_asked_for_the_very_character(tmp_path: Path) -> None:
    import matplotlib

    some_font = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"
    assert machine_fonts.has_character(str(some_font), 0x1D538)
    assert not machine_fonts.has_character(str(some_font), 0x20BB7)
    cut = tmp_path / "cut.ttf"
    for n in (0, 3, 11, 40, 400):
        cut.write_bytes(some_font.read_bytes()[:n])
        assert not machine_fonts.has_character(str(cut), 0x1D538)


@pytest.mark.parametrize("unit", Unit)
def test_each_q_box_value_is_told_in_its_panels_unit(unit: Unit) -> None:
    speed = acquisition(qbox=QBox(1.77, 1.62, 1.93, 0.08, unit=Unit.M_PER_S))
    assert acquisition_cells(speed, 1, unit, Words(Language.ENGLISH))[2:4] == ["0.08 m/s", "1.62–1.93 m/s"]
