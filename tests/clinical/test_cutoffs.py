import json
from pathlib import Path

import pytest

from dlre_gui.clinical.cutoff_file import all_tables, read_tables, tables_json, user_file
from dlre_gui.clinical.cutoffs import find_table, lsm_stage, stages_apart
from dlre_gui.domain.errors import UnreadableFileError


def band(table_id: str, kpa: float) -> str:
    found = lsm_stage(kpa, find_table(all_tables(), table_id))
    assert found is not None
    return found.band.label


@pytest.mark.parametrize(
    ("kpa", "label"),
    [
        (0.0, "normal"),
        (5.0, "normal"),
        (5.01, "cACLD ruled out"),
        (9.0, "suggestive of cACLD"),
        (13.0, "suggestive of cACLD"),
        (13.1, "cACLD ruled in"),
        (17.1, "suggests CSPH"),
    ],
)
def test_the_rule_of_four_at_its_limits(kpa: float, label: str) -> None:
    assert band("sru-rule-of-four", kpa) == label


def test_shipped_tables_are_cited_and_the_unconfirmed_one_says_so() -> None:
    tables = all_tables()
    assert all(table.citation for table in tables)
    assert [table.id for table in tables if not table.confirmed] == ["aixplorer-chb-herrmann-2018"]
    assert band("aixplorer-chb-herrmann-2018", 8.1) == "F3"
    assert not any("baveno" in json.dumps(table.title + table.citation).lower() for table in tables)


def test_the_default_is_a_confirmed_table() -> None:
    table = find_table(all_tables(), "no such table")
    assert table is not None
    assert table.confirmed


def test_the_users_file_adds_and_replaces(own_data_dir: Path) -> None:
    bundled = all_tables()
    own_data_dir.mkdir()
    user_file().write_bytes(tables_json([bundled[1]]))
    tables = all_tables()
    assert len(tables) == len(bundled)
    assert [table.id for table in tables if table.own] == [bundled[1].id]
    assert tables[1].bands == bundled[1].bands


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{", "JSON"),
        ('{"tables": [{"id": "x"}]}', "title"),
        (
            '{"tables": [{"id": "x", "title": "t", "vendor": "any", "causes": [], "citation": "c",'
            ' "bands": [{"from_kpa": 3, "label": "a"}]}]}',
            "0 kPa",
        ),
    ],
)
def test_a_wrong_file_is_named_with_the_place(tmp_path: Path, content: str, says: str) -> None:
    path = tmp_path / "cutoffs.json"
    path.write_text(content)
    with pytest.raises(UnreadableFileError, match=r"cutoffs\.json") as error:
        read_tables(path)
    assert says in error.value.message


def test_bands_out_of_order_are_not_written() -> None:
    from dataclasses import replace

    table = all_tables()[0]
    with pytest.raises(ValueError, match="above"):
        tables_json([replace(table, bands=(table.bands[0], table.bands[2], table.bands[1]))])


def test_the_distance_to_dlre_counts_from_the_nearest_stage_of_the_band() -> None:
    rule = find_table(all_tables(), "sru-rule-of-four")
    assert stages_apart(lsm_stage(8.0, rule), "F4") == 2
    assert stages_apart(lsm_stage(8.0, rule), "F3") == 1
    assert stages_apart(lsm_stage(15.0, rule), "F0-1") == 2
    assert stages_apart(lsm_stage(None, rule), "F4") is None


def test_a_table_that_is_not_there_is_told_by_the_one_used_instead() -> None:
    used = find_table(all_tables(), "our own 2021")
    assert used is not None
    assert (used.id, used.instead_of) == ("sru-rule-of-four", "our own 2021")
    chosen = find_table(all_tables(), "sru-rule-of-four")
    assert chosen is not None
    assert chosen.instead_of == ""
