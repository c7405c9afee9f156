"""The engine's events, brought from its thread to the GUI thread as queued Qt signals."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal

from dlre_gui.engine.client import Engine
from dlre_gui.engine.messages import EngineFailed, EngineReady, Event, Job, ScreenRead
from dlre_gui.gui.pictures import Picture, picture_of


class EngineBridge(QObject):
    """An engine whose events arrive on the thread this object lives in.

    Signals
    -------
    arrived(event, picture)
        An event; with a `ScreenRead` comes its `Picture`, made on the engine's thread, else None.

    Attributes
    ----------
    ready
        The last `EngineReady`; None before the first and after a failure.
    """

    arrived = Signal(object, object)
    _came = Signal(object, object)

    def __init__(self, model: str | None = None, device: str = "auto") -> None:
        super().__init__()
        self.ready: EngineReady | None = None
        self._closed = False
        self.model, self._device = model, device
        self._came.connect(self.arrived, Qt.ConnectionType.QueuedConnection)
        self._engine = Engine(self._on_event, model, device)

    def start(self) -> None:
        self._engine.start()

    def submit(self, job: Job, *, urgent: bool) -> int:
        """Queue a job; its number, which all its events carry."""
        return self._engine.submit(job, urgent=urgent)

    def cancel(self, number: int) -> None:
        self._engine.cancel(number)

    def restart(self, model: str | None = None) -> None:
        """Start the process anew, with another model package if one is given."""
        self.model = model or self.model
        self._engine.restart(self.model, self._device)

    def use(self, model: str | None, device: str) -> None:
        """Start the process anew with this model package (None: the bundled one) on this device."""
        self.model, self._device = model, device
        self._engine.restart(model, device)

    def close(self) -> None:
        """Stop at once, whatever the engine is doing."""
        self._closed = True
        self._engine.close(timeout_s=0.2)

    def _on_event(self, event: Event) -> None:
        if self._closed:
            return
        if isinstance(event, EngineReady | EngineFailed):
            self.ready = event if isinstance(event, EngineReady) else None
        picture: Picture | None = picture_of(event.screen) if isinstance(event, ScreenRead) else None
        self._came.emit(event, picture)
