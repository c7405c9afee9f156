"""One decoding process for all tests that do not break it on purpose."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dlre_gui.imaging.worker import DecodeWorker


@pytest.fixture(scope="session")
def shared_worker() -> Iterator[DecodeWorker]:
    with DecodeWorker() as worker:
        yield worker
