"""What Windows and macOS show of a program file: its version, its name, and which files it opens."""

from __future__ import annotations

import re

COMPANY = "The founders of DLRE GUI"
PURPOSE = "Stages liver fibrosis from 2D-SWE screens; research use only"
IDENTIFIER = "org.dlre-gui.DLRE-GUI"
_ENGLISH, _UNICODE = 0x0409, 1200
_FILE_TYPES = {
    "2D-SWE screen (DICOM)": ["org.nema.dicom"],
    "2D-SWE screen": ["public.png", "public.jpeg", "com.microsoft.bmp", "public.tiff"],
    "Folder of screens": ["public.folder"],
}


def windows(version: str, name: str) -> str:
    """The text of a version resource, as PyInstaller reads it.

    Parameters
    ----------
    version
        Numbers with dots, such as 0.1.0.
    name
        The program file's name without its ending.
    """
    numbers = (*map(int, re.findall(r"\d+", version)), 0, 0, 0, 0)[:4]
    told = {
        "CompanyName": COMPANY,
        "FileDescription": PURPOSE,
        "FileVersion": version,
        "InternalName": name,
        "LegalCopyright": "MIT licence",
        "OriginalFilename": f"{name}.exe",
        "ProductName": "DLRE GUI",
        "ProductVersion": version,
    }
    strings = ", ".join(f"StringStruct({key!r}, {value!r})" for key, value in told.items())
    fixed = f"FixedFileInfo(filevers={numbers}, prodvers={numbers}, OS=0x40004, fileType=0x1)"
    table = f"StringFileInfo([StringTable('{_ENGLISH:04X}{_UNICODE:04X}', [{strings}])])"
    languages = f"VarFileInfo([VarStruct('Translation', [{_ENGLISH}, {_UNICODE}])])"
    return f"VSVersionInfo(ffi={fixed}, kids=[{table}, {languages}])\n"


def macos(version: str) -> dict[str, object]:
    """Entries of the application's Info.plist besides PyInstaller's own; it is no file type's default."""
    types = [
        {
            "CFBundleTypeName": name,
            "CFBundleTypeRole": "Viewer",
            "LSHandlerRank": "Alternate",
            "LSItemContentTypes": kinds,
        }
        for name, kinds in _FILE_TYPES.items()
    ]
    return {
        "CFBundleVersion": version,
        "CFBundleShortVersionString": version,
        "CFBundleDocumentTypes": types,
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": "MIT licence. Research use only, not for diagnosis.",
    }
