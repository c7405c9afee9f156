"""What is made for Windows and macOS, and the forge's workflow: as far as it can be checked on any system."""

from __future__ import annotations

import ast
import plistlib
import re
import struct
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from dlre_gui import __version__
from dlre_gui.cli import app

ROOT = Path(__file__).resolve().parents[2]
INSTALLERS = ROOT / "packaging" / "installers"
WORKFLOW = ROOT / ".github" / "workflows" / "installers.yml"
Script = Callable[[str], ModuleType]

SETTINGS = {  # Inno Setup 6's names, as far as we use them
    "AppComments", "AppId", "AppName", "AppPublisher", "AppVerName", "AppVersion", "ArchitecturesAllowed",
    "ArchitecturesInstallIn64BitMode", "ChangesAssociations", "CloseApplications", "Compression",
    "DefaultDirName", "DefaultGroupName", "DisableProgramGroupPage", "LicenseFile", "MinVersion",
    "OutputBaseFilename", "PrivilegesRequired", "PrivilegesRequiredOverridesAllowed", "RestartApplications",
    "SetupIconFile", "SolidCompression", "UninstallDisplayIcon", "VersionInfoVersion", "WizardStyle",
}  # fmt: skip
PARAMETERS = {
    "Languages": {"Name", "MessagesFile"},
    "InstallDelete": {"Type", "Name"},
    "Files": {"Source", "DestDir", "Flags"},
    "Icons": {"Name", "Filename", "Tasks"},
    "Tasks": {"Name", "Description", "Flags"},
    "Registry": {"Root", "Subkey", "ValueType", "ValueName", "ValueData", "Flags"},
    "Run": {"Filename", "Description", "Flags"},
}
FLAGS = {
    "recursesubdirs", "createallsubdirs", "ignoreversion", "unchecked", "uninsdeletekey", "uninsdeletevalue",
    "nowait", "postinstall", "skipifsilent",
}  # fmt: skip
CONSTANTS = {"app", "group", "autodesktop", "autopf", "cm"}


@pytest.fixture(scope="module")
def sections() -> dict[str, list[str]]:
    """Lines of each section of the Inno Setup script, without comments and preprocessor."""
    found: dict[str, list[str]] = {"": []}
    name = ""
    for line in _iss().splitlines():
        if header := re.fullmatch(r"\[(\w+)\]", line):
            name = header[1]
            assert name not in found, f"[{name}] twice"
            found[name] = []
        elif line and not line.startswith((";", "#", "  #")):
            found[name].append(line)
    return found


def _iss() -> str:
    return (INSTALLERS / "dlre-gui.iss").read_text(encoding="utf-8")


def _parameters(line: str) -> dict[str, str]:
    """A line of `Name: value; Name: "value"`, a doubled quote meaning one, as Inno Setup reads it."""
    one = r'(\w+): ("(?:[^"]|"")*"|[^;"]+)'
    assert re.fullmatch(rf"{one}(?:; {one})*", line), line
    found = re.findall(one, line)
    return {name: re.sub('^"|"$', "", value).replace('""', '"') for name, value in found}


def test_inno_setup_script_has_only_what_inno_setup_knows(sections: dict[str, list[str]]) -> None:
    assert set(sections) == {"", "Setup", *PARAMETERS}
    assert sections[""] == []
    settings = [line.split("=", 1)[0] for line in sections["Setup"]]
    assert set(settings) == SETTINGS
    assert len(settings) == len(SETTINGS)
    for section, allowed in PARAMETERS.items():
        for line in sections[section]:
            given = _parameters(line)
            assert set(given) <= allowed, line
            assert set(given.get("Flags", "").split()) <= FLAGS, line
    assert set(re.findall(r"(?<!\{)\{([a-z]+)[},]", _iss())) <= CONSTANTS


def test_inno_setups_conditions_are_closed_and_its_names_given() -> None:
    words = re.findall(r"^\s*#(\w+)", _iss(), flags=re.MULTILINE)
    opened = sum(word in ("if", "ifdef", "ifndef") for word in words)
    assert opened == words.count("endif")
    used = set(re.findall(r"\{#(\w+)\}", _iss()))
    given = set(re.findall(r'"/D(\w+)=', (INSTALLERS / "windows.py").read_text(encoding="utf-8")))
    assert used == given == {"Version", "Source", "Edition"}


def test_windows_installer_is_per_user_and_leaves_the_exam_book(sections: dict[str, list[str]]) -> None:
    settings = dict(line.split("=", 1) for line in sections["Setup"])
    assert settings["PrivilegesRequired"] == "lowest"
    assert settings["PrivilegesRequiredOverridesAllowed"] == "dialog commandline"
    assert settings["DefaultDirName"].startswith("{autopf}")
    assert re.fullmatch(r"\{\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}", settings["AppId"])
    assert sections["InstallDelete"] == ['Type: filesandordirs; Name: "{app}\\_internal"']
    assert all(_parameters(line)["Root"] == "HKA" for line in sections["Registry"])
    for name in ("LicenseFile", "SetupIconFile"):
        assert (INSTALLERS / settings[name].replace("\\", "/")).is_file()


def test_windows_opens_the_files_that_scanners_export(sections: dict[str, list[str]]) -> None:
    keys = {_parameters(line)["Subkey"] for line in sections["Registry"]}
    offered = {key.split("\\")[2] for key in keys if key.endswith("OpenWithProgids")}
    assert offered == {".dcm", ".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff"}
    command = next(line for line in sections["Registry"] if "shell\\open\\command" in line)
    assert _parameters(command)["ValueData"] == '"{app}\\dlre-gui.exe" "%1"'


def test_inno_setup_insists_on_the_runtime_that_the_recipe_adds(script: Script, tmp_path: Path) -> None:
    contents = script("bundle.contents")
    wanted = set(re.findall(r'!Runtime\("([^"]+)"\)', _iss()))
    assert wanted == set(contents.VC_RUNTIME)
    for name in (*wanted, "other.dll"):
        (tmp_path / "System32").mkdir(exist_ok=True)
        (tmp_path / "System32" / name).touch()
    assert {path.name for path in contents.vc_runtime({"SystemRoot": str(tmp_path)})} == wanted


def test_windows_programs_are_stamped_with_the_version(script: Script) -> None:
    text = script("bundle.stamps").windows("1.2.3", "dlre-gui-cli")
    call = ast.parse(text, mode="eval").body
    assert isinstance(call, ast.Call)
    called = [node.func for node in ast.walk(call) if isinstance(node, ast.Call)]
    names = {name.id for name in called if isinstance(name, ast.Name)}
    assert names == {
        "VSVersionInfo", "FixedFileInfo", "StringFileInfo", "StringTable", "StringStruct", "VarFileInfo",
        "VarStruct",
    }  # fmt: skip
    assert "filevers=(1, 2, 3, 0), prodvers=(1, 2, 3, 0)" in text
    assert "StringStruct('OriginalFilename', 'dlre-gui-cli.exe')" in text


def test_the_macos_application_is_stamped_and_is_no_file_types_default(script: Script) -> None:
    entries = script("bundle.stamps").macos(__version__)
    assert plistlib.loads(plistlib.dumps(entries)) == entries
    assert entries["CFBundleShortVersionString"] == __version__
    assert {kind["LSHandlerRank"] for kind in entries["CFBundleDocumentTypes"]} == {"Alternate"}


def test_macos_icon_holds_what_its_table_says() -> None:
    content = (INSTALLERS / "dlre-gui.icns").read_bytes()
    magic, length = struct.unpack_from(">4sI", content)
    assert (magic, length) == (b"icns", len(content))
    place, kinds = 8, set()
    while place < length:
        kind, size = struct.unpack_from(">4sI", content, place)
        kinds.add(kind)
        place += size
    assert place == length
    assert {b"ic07", b"ic08", b"ic09"} <= kinds  # 128, 256, 512 px


@pytest.fixture(scope="module")
def job() -> dict[str, Any]:
    flow = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))
    assert set(flow) == {"name", True, "permissions", "jobs"}  # YAML 1.1 reads `on` as true
    assert flow["permissions"] == {"contents": "read"}
    built: dict[str, Any] = flow["jobs"]["build"]
    assert set(built) == {"strategy", "runs-on", "steps"}
    return built


def test_the_forges_workflow_is_of_steps_that_the_forge_knows(job: dict[str, Any]) -> None:
    assert {name.split("-")[0] for name in job["strategy"]["matrix"]["os"]} == {"ubuntu", "windows", "macos"}
    for step in job["steps"]:
        assert set(step) <= {"name", "uses", "with", "if", "run", "shell"}
        assert ("uses" in step) != ("run" in step)
        assert "uses" not in step or re.fullmatch(r"actions/[\w-]+@v\d+", step["uses"])
        assert "if" not in step or re.fullmatch(r"runner\.os == '(Linux|Windows|macOS)'", step["if"])


def test_the_forges_workflow_calls_commands_that_there_are(job: dict[str, Any], script: Script) -> None:
    text = "\n".join(step.get("run", "") for step in job["steps"])
    asked = re.findall(r"packaging/dev\.py ([\w-]+) \$\{\{ matrix\.edition \}\}", text)
    assert set(asked) == {"installer", "bundle-test"} <= set(script("dev").COMMANDS)
    assert set(job["strategy"]["matrix"]["edition"]) == set(script("bundle.build").EDITIONS)
    ours = {one.name or one.callback.__name__ for one in app.registered_commands if one.callback}
    called = re.findall(r"(?:dlre-gui-cli\.exe|\$program\") (\w+)", text)
    assert set(called) <= ours
    assert sorted(called) == ["doctor", "doctor", "score", "score"]  # on Windows and on macOS


def test_a_program_that_fails_fails_its_step(job: dict[str, Any]) -> None:
    scripts = {step["name"]: step for step in job["steps"] if "dlre-gui" in step.get("run", "")}
    powershell = [step for step in scripts.values() if step.get("shell") == "pwsh"]
    assert len(scripts) == 2  # the other's shell, the runner's own bash, stops at the first error
    assert [step["run"].splitlines()[0].partition("  #")[0] for step in powershell] == [
        "$PSNativeCommandUseErrorActionPreference = $true"
    ]
