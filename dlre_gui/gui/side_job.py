"""An engine job beside the session's own: asked for by a view, dropped with it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from dlre_gui.engine.messages import CancelledJob, Event, Failed, Finished, Job, Refused
from dlre_gui.gui.engine_bridge import EngineBridge


class SideJob(QObject):
    """One job at a time; a new one takes the place of the old one.

    Signals
    -------
    came(event, picture)
        An event of the present job, its end included.
    """

    came = Signal(object, object)

    def __init__(self, bridge: EngineBridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._number: int | None = None
        bridge.arrived.connect(self._on_event)

    @property
    def busy(self) -> bool:
        return self._number is not None

    def ask(self, job: Job, *, urgent: bool) -> None:
        """Submit a job; events of the one before are dropped."""
        self.drop()
        self._number = self._bridge.submit(job, urgent=urgent)

    def drop(self) -> None:
        """The present job is not wanted any more."""
        if self._number is not None:
            self._bridge.cancel(self._number)
            self._number = None

    def close(self) -> None:
        self.drop()
        self._bridge.arrived.disconnect(self._on_event)

    def _on_event(self, event: Event, picture: object) -> None:
        if self._number is None or event.number != self._number:
            return
        if isinstance(event, Finished | Refused | Failed | CancelledJob):
            self._number = None
        self.came.emit(event, picture)
