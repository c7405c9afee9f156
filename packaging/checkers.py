"""Programs that check in the tests what ours write: not ours, so that they cannot share our mistakes."""

import shutil
import sys

import system_packages
from problems import SetUpError

CHECKERS = {
    "dciodvfy": "dicom3tools",
    "dsrdump": "dcmtk",
    "DicomSRValidator": "pixelmed-apps",
    "pdftotext": "poppler-utils",
    "desktop-file-validate": "desktop-file-utils",
    "man": "man-db",
}


def missing() -> dict[str, str]:
    """Programs that are not here, each with its Debian package."""
    return {name: package for name, package in CHECKERS.items() if shutil.which(name) is None}


def ensure() -> None:
    """Install what is missing where that can be done; else say so: the tests skip what they cannot run."""
    lacking = missing()
    if not lacking or not sys.platform.startswith("linux"):
        return
    try:
        system_packages.install(sorted(set(lacking.values())), "Checkers of reports and packages")
    except SetUpError as error:
        print(f"{error}\nGoing on without: the tests that need them are skipped.", flush=True)
