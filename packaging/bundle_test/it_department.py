"""What the help page for IT departments says, tried in the minimal Debian."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

from bundle_test.chroot import Chroot

BUNDLED = "/opt/dlre-gui/_internal/resources/models/dlre-gut-simulated"
FOR_ALL = "/usr/local/share/dlre-gui/models"
SAMPLE = "/opt/dlre-gui/_internal/resources/sample-exam"


def model_for_all(chroot: Chroot) -> str:
    """A package copied into the folder for all users is seen, verified and used by every one of them."""
    _package(chroot, f"{FOR_ALL}/hospital", "hospital")
    for user in ("anna", "chen"):
        assert "hospital" in _said(chroot, user, "model", "list"), user
        _said(chroot, user, "model", "verify", "hospital")
    out = f"{chroot.home('chen')}/hospital out"
    _said(chroot, "chen", "score", SAMPLE, "--model", "hospital", "--out", out)
    assert "hospital" in chroot.path(f"{out}/images.csv").read_text(encoding="utf-8")
    return "both users see and verify it; one scored with it"


def own_model(chroot: Chroot) -> str:
    """`model install` puts a package into one's own folder; a damaged one is refused."""
    _package(chroot, "/tmp/packages/of-anna", "of-anna")
    _package(chroot, "/tmp/packages/damaged", "damaged")
    with (chroot.path("/tmp/packages/damaged") / "model.safetensors").open("r+b") as stream:
        stream.seek(-4, 2)
        stream.write(b"\1\2\3\4")
    _said(chroot, "anna", "model", "install", "/tmp/packages/of-anna")
    refused = chroot.as_user("anna", "dlre-gui-cli", "model", "install", "/tmp/packages/damaged")
    assert refused.returncode, refused.stdout
    assert "Traceback" not in refused.stderr, refused.stderr
    of_anna, of_chen = (_said(chroot, user, "model", "list") for user in ("anna", "chen"))
    assert "of-anna" in of_anna.split(), of_anna
    assert "of-anna" not in of_chen.split(), of_chen
    assert "damaged" not in of_anna.split(), of_anna
    return "installed for one user; a damaged one refused"


def backup(chroot: Chroot) -> str:
    """The exam book's copy can be opened and its audit trail checked."""
    copy = "/home/anna/book of the day.sqlite"
    _said(chroot, "anna", "book", "backup", copy)
    home = chroot.path("/home/anna/restored")
    home.mkdir(exist_ok=True)
    shutil.copyfile(chroot.path(copy), home / "exams.sqlite")
    chroot.as_root("chown", "-R", "anna:anna", "/home/anna/restored")
    env = {"DLRE_HOME": "/home/anna/restored"}
    done = chroot.as_user("anna", "dlre-gui-cli", "audit", "verify", env=env)
    assert done.returncode == 0, done.stdout + done.stderr
    return f"{chroot.path(copy).stat().st_size} bytes; put elsewhere, its audit trail holds"


def no_network(chroot: Chroot) -> str:
    """No process of it asks for a connection, be it for a name, while it scores."""
    trace = Path(f"{chroot.folder}.connections")
    command = ["dlre-gui-cli", "score", SAMPLE, "--out", "/home/anna/traced"]
    watched = ["strace", "-f", "-e", "trace=connect,sendto,sendmsg", "-o", str(trace)]
    done = subprocess.run([*watched, *chroot.user_command("anna", command)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    asked = [line for line in trace.read_text(errors="replace").splitlines() if "AF_INET" in line]
    assert not asked, asked[0]
    left = sorted(path.name for path in chroot.path("/home/anna/.cache").glob("*"))
    assert "Microsoft" not in left, left  # where ONNX Runtime would keep its reports
    return "no connection, no name looked up"


def _package(chroot: Chroot, inside: str, name: str) -> Path:
    """The bundled package under another name."""
    folder = chroot.path(inside)
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(chroot.path(BUNDLED), folder)
    card = folder / "card.json"
    told = json.loads(card.read_text(encoding="utf-8")) | {"id": name}
    card.write_text(json.dumps(told), encoding="utf-8")
    chroot.as_root("chmod", "-R", "a+rX", inside)
    return folder


def _said(chroot: Chroot, user: str, *arguments: str) -> str:
    done = chroot.as_user(user, "dlre-gui-cli", *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
