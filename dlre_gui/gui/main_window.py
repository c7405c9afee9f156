"""The window: menus, columns, banner; it draws the session's state and passes on what the user does."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QSplitter, QToolBar, QVBoxLayout, QWidget

from dlre_gui.gui import actions as table
from dlre_gui.gui.acts import Acts
from dlre_gui.gui.banner import Banner
from dlre_gui.gui.book_acts import BookActs
from dlre_gui.gui.clips import Clips
from dlre_gui.gui.columns import LeftColumn, MiddleColumn, RightColumn
from dlre_gui.gui.controller import Controller
from dlre_gui.gui.exam_acts import ExamActs
from dlre_gui.gui.giving import Giving
from dlre_gui.gui.language import follow_language, when_switched
from dlre_gui.gui.looked import Looked
from dlre_gui.gui.lost_files import LostFiles
from dlre_gui.gui.model_acts import ModelActs
from dlre_gui.gui.present import Presenter
from dlre_gui.gui.program_acts import ProgramActs
from dlre_gui.gui.settings_effects import SettingsEffects
from dlre_gui.gui.settings_file import Loaded
from dlre_gui.gui.settings_keeper import SettingsKeeper
from dlre_gui.gui.settings_table import Settings
from dlre_gui.gui.watch_bar import WatchFolder
from dlre_gui.places import resources_dir

_FIRST_SIZE = QSize(1280, 800)
_COLUMN_WIDTHS = (276, 614, 390)


class MainWindow(QMainWindow):
    """One window over one controller.

    Signals
    -------
    painted
        The first painting is done: the user sees the window.
    """

    painted = Signal()

    def __init__(self, controller: Controller, loaded: Loaded | None = None) -> None:
        super().__init__()
        self.controller = controller
        self.keeper = SettingsKeeper(loaded)
        self.banner = Banner()
        self.left = LeftColumn(controller.thumbnails.get)
        self.middle = MiddleColumn()
        self.acts = Acts(self)
        self.program_acts = ProgramActs(self)
        self.book_acts = BookActs(self)
        self.model_acts = ModelActs(self)
        parts = (self.acts, self.program_acts, self.book_acts, self.model_acts)
        acts = {name: act for part in parts for name, act in part.by_name().items()}
        self.actions_by_name = table.make_actions(self, acts, self.hand_in)
        self.right = RightColumn(self.actions_by_name["accept"])
        self.recent_menu = QMenu(self)
        self._menus: dict[str, QMenu] = {}
        self._tools = QToolBar()
        self._first_paint = True
        self._set_up()
        self._add_menus()
        self._add_tools()
        follow_language(self._say_words)
        table.tint(self.actions_by_name, self.palette())
        self.giving = Giving(self)
        self.clips = Clips(self)
        self.looked = Looked(self)
        self.lost_files = LostFiles(self)
        self.exam_acts = ExamActs(self)
        self.effects = SettingsEffects(self)
        self.watch = WatchFolder(self)
        self.presenter = Presenter(self)
        self.acts.connect_views()
        self._restore_place()
        self._draw_again = QTimer(self, singleShot=True, interval=0)
        self._draw_again.timeout.connect(self.presenter.draw)
        when_switched(self._draw_again.start)  # in a turn of its own, once every part has its words

    def _say_words(self) -> None:
        self.setWindowTitle(self.tr("DLRE GUI"))
        table.say_words(self.actions_by_name)
        for title, menu in self._menus.items():
            menu.setTitle(table.words(title))
        self._tools.setWindowTitle(self.tr("Tools"))

    def _set_up(self) -> None:
        self.setObjectName("main_window")
        self.setAcceptDrops(True)
        self._columns = QSplitter(Qt.Orientation.Horizontal)
        for part in (self.left, self.middle, self.right):
            self._columns.addWidget(part)
        self._columns.setChildrenCollapsible(False)
        for at, stretch in enumerate((0, 1, 0)):
            self._columns.setStretchFactor(at, stretch)
        self._columns.setSizes(list(_COLUMN_WIDTHS))
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self._columns, 1)
        self.setCentralWidget(middle)
        self._set_tab_order()

    def _set_tab_order(self) -> None:
        fields = [field.line for field in self.right.acquisition.qbox.fields.values()]
        form, clip = self.middle.ask.scale, self.middle.clip
        scale = [form.minimum, form.maximum, form.unit, form.use]
        order: list[QWidget] = [
            self.left.exams,
            self.left.list,
            self.middle.view,
            clip.slider,
            clip.best,
            clip.take,
            *scale,
            *fields,
            self.right.accept,
        ]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _add_menus(self) -> None:
        for title, names in table.MENUS:
            self._menus[title] = self.menuBar().addMenu("")
            self._fill_menu(self._menus[title], names)
        self.recent_menu.aboutToShow.connect(self.acts.fill_recent)

    def _fill_menu(self, menu: QMenu, names: tuple[str, ...]) -> None:
        menu.setToolTipsVisible(True)
        for name in names:
            if name == table.SEPARATOR:
                menu.addSeparator()
            elif name in table.SUBMENUS:
                title, below = table.SUBMENUS[name]
                self._menus[title] = self.recent_menu if name == table.RECENT else QMenu(menu)
                self._fill_menu(self._menus[title], below)
                menu.addMenu(self._menus[title])
            else:
                menu.addAction(self.actions_by_name[name])

    def _add_tools(self) -> None:
        bar = self._tools
        bar.setObjectName("tools")
        bar.setMovable(False)
        bar.setIconSize(QSize(24, 24))
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        for name in table.TOOLS:
            if name == table.SEPARATOR:
                bar.addSeparator()
                continue
            bar.addAction(self.actions_by_name[name])
            button = bar.widgetForAction(self.actions_by_name[name])
            button.setMinimumSize(44, 40)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.addToolBar(bar)

    def hand_in(self) -> None:
        """What is being typed counts before anything else is done; of no use to a closed exam."""
        self.right.acquisition.qbox.hand_in()
        self.giving.hand_in()

    # --- place and closing -----------------------------------------------------------------

    def _restore_place(self) -> None:
        self.resize(_FIRST_SIZE)
        kept = self.settings
        if kept.geometry:
            self.restoreGeometry(QByteArray.fromBase64(kept.geometry.encode()))
        if kept.columns:
            self._columns.restoreState(QByteArray.fromBase64(kept.columns.encode()))
        room = QGuiApplication.primaryScreen().availableGeometry()
        self.resize(self.size().boundedTo(room.size()))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close at once, whatever the engine is doing."""
        self.hand_in()
        self.hide()
        self.settings = replace(
            self.settings,
            geometry=bytes(self.saveGeometry().toBase64().data()).decode(),
            columns=bytes(self._columns.saveState().toBase64().data()).decode(),
        )
        self.keeper.write()
        self.watch.close()
        self.clips.close()
        self.looked.close()
        self.controller.close()
        self.acts.close()
        self.model_acts.close()
        super().closeEvent(event)

    # --- settings --------------------------------------------------------------------------

    @property
    def settings(self) -> Settings:
        """The settings as they are; set them to change some, and everybody hears of it."""
        return self.keeper.settings

    @settings.setter
    def settings(self, settings: Settings) -> None:
        self.keeper.settings = settings

    def remember_folder(self, path: Path) -> None:
        """Of an opened path; by its name alone, the disk may be slow: Qt takes a file's for its folder's.

        The sample exam's folder is the program's own: no place of the user's to begin in.
        """
        if path.is_relative_to(resources_dir()):
            return
        self.settings = replace(self.settings, last_folder=str(path.parent if path.suffix else path))

    # --- events ----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._first_paint:
            self._first_paint = False
            self.painted.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "presenter"):
            table.tint(self.actions_by_name, self.palette())
            self.banner.repaint_ground()
            self.presenter.draw()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.acts.open_paths(paths)

    def picture(self) -> QImage:
        """The window as it looks now."""
        return self.grab().toImage()
