"""highdicom's table of attributes: the same attributes, in less memory, and no thread waits long for it."""

from __future__ import annotations

import pkgutil
import subprocess
import sys

import pytest

from dlre_gui.report.attribute_table import in_pieces

PROGRAM = """
import json
from dlre_gui.report.attribute_table import read_attribute_table
from highdicom import _standard_utils as tables
from highdicom.base import get_module_attribute_map
read_attribute_table()
read_attribute_table()
found = get_module_attribute_map()
whole = json.loads(tables.pkgutil.get_data("highdicom", "_standard/module_attribute_map.json"))
assert tables.json is json
assert found == {module: [row for row in rows if not row["path"]] for module, rows in whole.items()}
assert found["sr-document-general"] and found["general-image"]
"""


def test_highdicom_has_every_attribute_that_is_not_nested() -> None:
    subprocess.run([sys.executable, "-c", PROGRAM], check=True, timeout=120)


@pytest.mark.parametrize("text", ["[1, 2", '{"a": [{"path": []}', '{"a": 1', "{nothing}"])
def test_what_is_no_table_is_an_error(text: str) -> None:
    with pytest.raises((ValueError, TypeError)):
        in_pieces(text)


def test_the_table_is_where_it_is_looked_for() -> None:
    assert pkgutil.get_data("highdicom", "_standard/module_attribute_map.json")
