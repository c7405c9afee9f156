"""``dlre-gui doctor``: does everything work here?"""

from __future__ import annotations

from dataclasses import asdict

from dlre_gui.cli.options import Json, OnDevice
from dlre_gui.terminal import ExitStatus, exits, print_json


@exits
def doctor(device: OnDevice = "auto", as_json: Json = False) -> ExitStatus:
    """Check that everything works here.

    Libraries, devices, window, data folder, models, and a real score through the engine.
    """
    from dlre_gui.doctor import examine

    checks = []
    for check in examine(device):
        checks.append(check)
        if not as_json:
            print(f"{'ok ' if check.works else 'NOT'}  {check.name:<12} {check.found}", flush=True)
    if as_json:
        print_json([asdict(check) for check in checks])
    return ExitStatus.DONE if all(check.works for check in checks) else ExitStatus.SOME_FAILED
