"""What happens at a workstation stays there."""

import os
import subprocess
import sys
from pathlib import Path

from dlre_gui.places import resources_dir

READING = """
import sys
import dlre_gui
import onnxruntime
onnxruntime.InferenceSession(sys.argv[1], providers=["CPUExecutionProvider"])
"""
SILENCED_BY = ("CI", "ORT_")  # what a tester's machine may have set, and a hospital's has not


def test_onnxruntime_keeps_no_identifier_for_its_reports(tmp_path: Path) -> None:
    env = {name: value for name, value in os.environ.items() if not name.startswith(SILENCED_BY)}
    homes = dict.fromkeys(("HOME", "USERPROFILE", "LOCALAPPDATA", "XDG_CACHE_HOME"), str(tmp_path))
    reader = resources_dir() / "text-reader" / "reader.onnx"
    subprocess.run([sys.executable, "-B", "-c", READING, reader], env=env | homes, check=True, timeout=120)
    assert list(tmp_path.rglob("*")) == []
