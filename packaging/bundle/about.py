"""What is in a built program: version, licences of every part, and a CycloneDX bill of materials.

The recipe calls it with the files that go in, so that the list tells of these and of no others.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from bundle.system_licences import licence_of

DEBIAN_COPYRIGHT = Path("/usr/share/doc")


@dataclass(frozen=True)
class Part:
    """One part of the program.

    Attributes
    ----------
    kind
        ``python`` (a distribution) or ``system`` (a package of the operating system).
    licence
        As its own metadata names it; empty if they name none.
    text
        Its licence files, joined.
    """

    name: str
    version: str
    kind: str
    licence: str
    text: str


def parts(sources: set[Path]) -> list[Part]:
    """Every distribution and system package of which a file went into the program, by name.

    Parameters
    ----------
    sources
        The files, where they lie on this machine.
    """
    found = {part.name.lower(): part for part in [*_distributions(sources), *_system_packages(sources)]}
    found["python"] = Part("Python", sys.version.split()[0], "python", "PSF-2.0", _python_licence())
    return [found[name] for name in sorted(found)]


def _distributions(sources: set[Path]) -> Iterator[Part]:
    for distribution in metadata.distributions():
        files = {Path(str(distribution.locate_file(file))) for file in distribution.files or ()}
        files = {file for file in files if ".dist-info" not in file.parent.name}
        if distribution.name.lower() == "dlre-gui" or not files & sources:
            continue
        about = distribution.metadata
        licence = about["License-Expression"] or _classified(about.get_all("Classifier")) or about["License"]
        yield Part(
            distribution.name, distribution.version, "python", _first_line(licence), _texts(distribution)
        )


def _classified(classifiers: Iterable[str] | None) -> str:
    of_licence = [text for text in classifiers or () if text.startswith("License :: ")]
    return ", ".join(text.rsplit(" :: ", 1)[-1] for text in of_licence)


def _first_line(text: str | None) -> str:
    return (text or "").strip().split("\n")[0][:120]


def _texts(distribution: metadata.Distribution) -> str:
    wanted = ("LICENSE", "LICENCE", "COPYING", "NOTICE", "COPYRIGHT")
    found = []
    for file in distribution.files or ():
        if ".dist-info" in str(file) and file.name.upper().startswith(wanted):
            path = Path(str(file.locate()))
            found.append(path.read_text(encoding="utf-8", errors="replace"))
    return "\n\n".join(found)


def _python_licence() -> str:
    places = [Path(sys.base_prefix) / "LICENSE.txt"]
    places += Path(sys.base_prefix).glob("lib/python3*/LICENSE.txt")
    return next((path.read_text(encoding="utf-8") for path in places if path.is_file()), "")


def _system_packages(sources: set[Path]) -> Iterator[Part]:
    """Debian's packages that brought a library; nothing on other systems."""
    libraries = [str(path) for path in sources if str(path).startswith(("/usr/lib/", "/lib/"))]
    if not libraries or not DEBIAN_COPYRIGHT.is_dir():
        return
    for package in sorted({_owner(path) for path in libraries} - {""}):
        version = _said("dpkg-query", "--show", "--showformat=${Version}", package)
        text = DEBIAN_COPYRIGHT / package.split(":")[0] / "copyright"
        copyright_ = text.read_text(encoding="utf-8", errors="replace") if text.is_file() else ""
        names = sorted({line[8:].strip() for line in copyright_.splitlines() if line.startswith("License:")})
        name = package.split(":")[0]
        licence = licence_of(name) or ", ".join(filter(None, names))
        yield Part(name, version, "system", licence, copyright_)


def _owner(path: str) -> str:
    for name in (path, path.removeprefix("/usr"), "/usr" + path):  # the lists may know either
        said = _said("dpkg", "--search", name)
        if said:
            return said.split(": ")[0].split(",")[0]
    return ""


def _said(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def bill_of_materials(version: str, found: Iterable[Part]) -> str:
    """CycloneDX 1.6 JSON."""
    from cyclonedx.factory.license import LicenseFactory
    from cyclonedx.model.bom import Bom
    from cyclonedx.model.component import Component, ComponentType
    from cyclonedx.output import make_outputter
    from cyclonedx.schema import OutputFormat, SchemaVersion
    from packageurl import PackageURL

    licences = LicenseFactory()
    bom = Bom()
    ours = Component(name="dlre-gui", version=version, type=ComponentType.APPLICATION, bom_ref="dlre-gui")
    ours.licenses.add(licences.make_from_string("MIT"))
    bom.metadata.component = ours
    for part in found:
        kind = "pypi" if part.kind == "python" else "deb"
        url = PackageURL(kind, "debian" if kind == "deb" else None, part.name.lower(), part.version)
        component = Component(name=part.name, version=part.version, purl=url, bom_ref=str(url))
        if part.licence:
            component.licenses.add(licences.make_from_string(part.licence))
        bom.components.add(component)
        bom.register_dependency(ours, [component])
    return make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string(indent=1)


def write(edition: str, commit: str, sources: set[Path], folder: Path) -> list[Path]:
    """Write version.json, licences.txt, licences.json and sbom.cdx.json into `folder`."""
    version = metadata.version("dlre-gui")
    found = parts(sources)
    rows = [{"name": p.name, "version": p.version, "kind": p.kind, "licence": p.licence} for p in found]
    texts = [f"{p.name} {p.version}: {p.licence}\n{'=' * 78}\n{p.text}\n" for p in found]
    contents = {
        "version.json": json.dumps({"version": version, "commit": commit, "edition": edition}),
        "licences.json": json.dumps(rows, indent=1),
        "licences.txt": "\n".join(texts),
        "sbom.cdx.json": bill_of_materials(version, found),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        (folder / name).write_text(content, encoding="utf-8")
    return [folder / name for name in contents]
