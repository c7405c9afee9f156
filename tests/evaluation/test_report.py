"""Tables, pictures and the report as files."""

from __future__ import annotations

import io
import math
import subprocess
import sys
from html.parser import HTMLParser
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from dlre_gui.evaluation.analysis import Analysis, analyse
from dlre_gui.evaluation.figures import Picture, all_figures, counts_figure
from dlre_gui.evaluation.html_report import ReportFacts, html_report, summary_sentences, table_html
from dlre_gui.evaluation.material import Patients, method_of_values
from dlre_gui.evaluation.proportions import Estimate
from dlre_gui.evaluation.table import Column, Table, decimals, p_value, to_markdown, to_numbers, to_texts
from dlre_gui.evaluation.tables import all_tables
from tests.evaluation.making import patients

HOSTILE = ["<script>alert(1)</script>", "$\\frac{1}{2}$", "北京|医院 `x`"]


def with_hospitals(names: list[str]) -> Patients:
    group = patients()
    hospitals = np.array([names[number % len(names)] for number in range(len(group))])
    return Patients(group.ids, group.stages, group.methods, group.numbers, {"hospital": hospitals})


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    return analyse(with_hospitals(HOSTILE))


@pytest.fixture(scope="module")
def pictures(analysis: Analysis) -> tuple[Picture, ...]:
    return all_figures(analysis)


FACTS = ReportFacts(
    "A & <b>model</b>", ("Research use only.", "Simulated data."), (("screens", 600),),
    (("refused: no SWE box", 3),), (("weights sha256", "ab" * 32),),
)  # fmt: skip


@pytest.fixture(scope="module")
def page(analysis: Analysis, pictures: tuple[Picture, ...]) -> str:
    return html_report(analysis, FACTS, all_tables(analysis), pictures)


class Elements(HTMLParser):
    """All elements with their attributes, and all text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_every_table_of_the_papers_is_there(analysis: Analysis) -> None:
    assert [table.name for table in all_tables(analysis)] == [
        "table-1-baseline", "table-2-performance", "table-3-acquisitions", "table-4-groups",
        "table-5-calibration", "table-6-tests",
    ]  # fmt: skip


def test_numbers_are_whole_and_texts_are_rounded() -> None:
    columns = (Column("auc", "AUC", decimals(2), interval=True), Column("p", "p", p_value), Column("n", "n"))
    rows = ({"auc": Estimate(1 / 3, 0.25, math.inf), "p": 0.0002, "n": None}, {"p": math.nan})
    table = Table("t", "T", columns, rows)
    names, plain = to_numbers(table)
    assert names == ["auc", "auc_low", "auc_high", "p", "n"]
    assert plain[0] == {"auc": 1 / 3, "auc_low": 0.25, "auc_high": math.inf, "p": 0.0002, "n": None}
    assert plain[1] == dict.fromkeys(names)
    assert to_texts(table) == [["0.33 (0.25–∞)", "<0.001", ""], ["", "–", ""]]


def test_repeated_cells_are_left_out_for_readers_only() -> None:
    columns = (Column("task", "Task", quiet=True), Column("method", "Method", quiet=True), Column("x", "x"))
    rows = tuple(
        {"task": t, "method": m, "x": "1"} for t, m in (("F4", "a"), ("F4", "a"), ("F4", "b"), ("F3", "b"))
    )
    table = Table("t", "T", columns, rows)
    assert to_texts(table) == [["F4", "a", "1"], ["", "", "1"], ["", "b", "1"], ["F3", "b", "1"]]
    assert [row["task"] for row in to_numbers(table)[1]] == ["F4", "F4", "F4", "F3"]


def test_markdown_has_no_markup_of_foreign_names(analysis: Analysis) -> None:
    text = "".join(to_markdown(table) for table in all_tables(analysis))
    assert "<script" not in text
    assert "北京\\|医院 \\`x\\`" in text
    lines = [line.replace("\\|", "") for line in text.splitlines()]
    head, *rows = [line for line in lines if line.startswith(("| By |", "| Hospitals |"))]
    assert {row.count("|") for row in rows} == {head.count("|")}


def test_pictures_are_whole_and_the_same_every_time(
    analysis: Analysis, pictures: tuple[Picture, ...]
) -> None:
    assert [picture.name.split("-")[1] for picture in pictures] == ["3", "4", "5", "6", "7"]
    for picture in pictures:
        image = Image.open(io.BytesIO(picture.png))
        image.load()
        assert image.width == pytest.approx(7.2 * 200, abs=2)
        assert ElementTree.fromstring(picture.svg).tag.endswith("svg")
    assert counts_figure(analysis) == pictures[1]


def test_figures_are_drawn_without_a_word_in_the_terminal() -> None:
    program = (
        "from dlre_gui.evaluation.figures import figure_style, saved\n"
        "with figure_style() as make:\n"
        "    figure = make()\n"
        "    figure.subplots().set_title('F4')\n"
        "    saved(figure, 'png')\n"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stderr
    assert told == ""


def test_report_needs_nothing_from_elsewhere(page: str) -> None:
    elements = Elements(page).found
    assert not {tag for tag, _ in elements} & {"script", "link", "iframe", "object", "base", "form"}
    sources = [
        value or "" for _, attrs in elements for name, value in attrs.items() if name in {"src", "href"}
    ]
    assert len(sources) == 5
    assert all(source.startswith("data:image/svg+xml;base64,") for source in sources)
    assert not any(name.startswith("on") for _, attrs in elements for name in attrs)
    assert "url(" not in page.split("</style>")[0]


def test_only_cells_of_many_words_are_wrapped() -> None:
    columns = (Column("source", "Threshold from"), Column("auc", "AUC", decimals(3), interval=True))
    rows = (
        {"source": "Youden", "auc": Estimate(0.9, 0.8, 1)},
        {"source": "Wei et al. <2020>, mean of 11 studies", "auc": Estimate(0.7, 0.6, 0.8)},
    )
    page = table_html(Table("t", "T", columns, rows))
    assert '<td class="long">Wei et al. &lt;2020&gt;, mean' in page
    assert "<td>Youden</td><td>0.900<br><small>(0.800–1.000)</small></td>" in page


def test_report_says_first_what_it_is(page: str) -> None:
    text = Elements(page).text
    assert text.index("A & <b>model</b>") < text.index("Research use only.") < text.index("In short")
    assert "Simulated data." in text
    assert "ab" * 32 in text
    assert "3 × refused: no SWE box" in text
    assert HOSTILE[0] in text


def test_summary_says_how_the_first_method_stands_to_the_others(analysis: Analysis) -> None:
    first, *_ = summary_sentences(analysis)
    assert first.startswith("F4: AUC of DLRE 0.")
    assert "120 patients, 24 of them positive" in first
    assert "against LSM (p " in first


def test_a_summary_of_few_patients_says_how_little_it_tells() -> None:
    sentences = summary_sentences(analyse(patients(24)))
    assert sentences[0].endswith("has no width and says nothing about other patients).")


def test_a_summary_gives_no_p_where_neither_auc_varies() -> None:
    stages = np.array([0, 0, 4, 4])
    methods = (method_of_values("DLRE", 1.0 * stages), method_of_values("LSM", -1.0 * stages))
    sentences = summary_sentences(analyse(Patients(tuple("abcd"), stages, methods)))
    assert "+1.00 against LSM (no test: neither AUC varies)" in sentences[0]


def test_cohort_of_one_class_gives_a_report_of_sentences() -> None:
    group = patients(6)
    made = analyse(Patients(group.ids, np.full(6, 4), group.methods))
    page = html_report(made, FACTS, all_tables(made), all_figures(made))
    assert "no AUC of DLRE, all 6 patients are positive" in Elements(page).text
    assert "<img" not in page
