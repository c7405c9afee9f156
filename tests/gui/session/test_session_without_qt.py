"""The session knows no Qt and none of the heavy libraries."""

from __future__ import annotations

import subprocess
import sys

WATCHED = "PySide6 shiboken6 pyqtgraph torch scipy onnx onnxruntime PIL pydicom pydantic"


def test_importing_the_session_imports_nothing_heavy() -> None:
    code = (
        "import sys, dlre_gui.gui.session, dlre_gui.gui.session.resolve\n"
        f"print(sorted(set('{WATCHED}'.split()) & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
