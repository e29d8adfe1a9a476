"""The main window: menus, message bar, status bar; the start page or the workplace of the open office file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QMainWindow, QMenu, QVBoxLayout, QWidget

from ..office import Office, Step
from ..office.settings import EXAMPLE, TOWN, AnySetting, read_setting
from ..tabs import create_office
from ..widgets.alerts import Alerts, MessageBar
from ..widgets.tasks import ProgressStrip
from .help import ManualWindow, about_text
from .start import OFFICE_FILTER, NewOfficePage, StartPage
from .workplace import SETTINGS, Workplace

LAST_OFFICE = "offices/last"
_RECENT, _RECENT_COUNT = "offices/recent", 8
_GEOMETRY = "window/geometry"
_SHOWN_FOR = 8000


class MainWindow(QMainWindow):
    """One window, one office file at a time.

    Attributes:
        alerts: the message bridge of the window.
        workplace: the tabs of the open office file; None on the start page.
    """

    def __init__(self) -> None:
        super().__init__()
        self.alerts = Alerts(self)
        self.workplace: Workplace | None = None
        self._office: Office | None = None
        self._shown: QWidget | None = None
        self._manual: ManualWindow | None = None
        self._saved = QLabel(self)
        self._progress: ProgressStrip | None = None
        self._body = QVBoxLayout()
        self._lay_out()
        self._make_menus()
        self.statusBar().addPermanentWidget(self._saved)
        self.alerts.said.connect(lambda text: self.statusBar().showMessage(text, _SHOWN_FOR))
        self._restore_geometry()
        self._show_start()

    # ---- office files

    def open_office(self, path: Path) -> None:
        """Open an office file, or say why not; what is open stays open then."""
        with self.alerts.guard():
            self.show_office(path)

    def show_office(self, path: Path) -> None:
        """Open an office file and show its workplace; raises UserFacingError."""
        self._take_over(Office.open(path))

    def close_office(self) -> None:
        """Stop the work of the open office file and close it; harmless if none is open."""
        if self.workplace is not None:
            self.workplace.close_desk()
            self._replace_body(None)
        if self._office is not None:
            self._office.close()
        self.workplace, self._office = None, None

    def create_office(self, path: Path, settings: Mapping[AnySetting, str]) -> None:
        """Make a new office file and open it."""
        with self.alerts.guard():
            self._take_over(create_office(path, settings))

    def choose_office(self) -> None:
        """Let the clerk choose an office file to open."""
        paths = self.alerts.choose_files("打开数据文件", "office", OFFICE_FILTER)
        if paths:
            self.open_office(paths[0])

    def open_example(self) -> None:
        """Make a copy of the example office where the clerk wants it, and open it."""
        from ..example import OFFICE_NAME, make_office

        path = self.alerts.choose_save("示例保存到", OFFICE_NAME, OFFICE_FILTER)
        if path is None:
            return
        with self.alerts.guard():
            self._take_over(Office.open(path) if path.exists() else make_office(path))

    def _take_over(self, office: Office) -> None:
        self.close_office()
        self._office = office
        self.workplace = Workplace(office, self.alerts, self)
        self.workplace.desk.stepped.connect(self._show_saved)
        self._show_progress_of(self.workplace)
        self._replace_body(self.workplace)
        self._show_title(office)
        self._remember(office.path)

    # ---- what is shown

    def _lay_out(self) -> None:
        body = QWidget(self)
        self._body = QVBoxLayout(body)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(0)
        self._body.addWidget(MessageBar(self.alerts, body))
        self.setCentralWidget(body)

    def _show_start(self) -> None:
        self.close_office()
        self.setWindowTitle("")
        self._saved.clear()
        self._replace_body(StartPage(self._show_new_office, self.choose_office, self.open_example, self))

    def _show_new_office(self) -> None:
        self.close_office()
        self._replace_body(NewOfficePage(self.alerts, self.create_office, self._show_start, self))

    def _replace_body(self, widget: QWidget | None) -> None:
        if self._shown is not None:
            self._body.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()
        self._shown = widget
        if widget is not None:
            self._body.addWidget(widget, 1)

    def _show_title(self, office: Office) -> None:
        mark = "（示例数据）" if read_setting(office, EXAMPLE) else ""
        self.setWindowTitle(f"{read_setting(office, TOWN)}{mark} — {office.path.name}")

    def _show_saved(self, step: Step) -> None:
        self._saved.setText(f"已保存 {step.at:%H:%M:%S}")
        self._saved.setToolTip(step.label)
        if self._office is not None:
            self._show_title(self._office)

    def _show_progress_of(self, workplace: Workplace) -> None:
        if self._progress is not None:
            self.statusBar().removeWidget(self._progress)
            self._progress.deleteLater()
        self._progress = ProgressStrip(workplace.desk.tasks, self)
        self.statusBar().addPermanentWidget(self._progress)

    # ---- menus

    def _make_menus(self) -> None:
        file = self.menuBar().addMenu("文件(&F)")
        self._add(file, "新建数据文件…", self._show_new_office, QKeySequence.StandardKey.New)
        self._add(file, "打开…", self.choose_office, QKeySequence.StandardKey.Open)
        self._add(file, "打开示例…", self.open_example)
        self._recent = file.addMenu("最近打开")
        self._recent.aboutToShow.connect(self._fill_recent)
        file.addSeparator()
        self._settings = self._add(file, "设置", self._show_settings)
        self._folder = self._add(file, "打开数据文件所在文件夹", self._open_folder)
        file.aboutToShow.connect(self._enable_office_actions)
        file.addSeparator()
        self._add(file, "退出", self.close, QKeySequence.StandardKey.Quit)
        help_menu = self.menuBar().addMenu("帮助(&H)")
        self._add(help_menu, "使用手册", self._show_manual, QKeySequence.StandardKey.HelpContents)
        self._add(help_menu, "关于井镇节能", self._show_about)

    def _add(
        self, menu: QMenu, text: str, call: Callable[[], object], key: QKeySequence.StandardKey | None = None
    ) -> QAction:
        action = QAction(text, self)
        action.triggered.connect(lambda _checked=False: call())
        if key is not None:
            action.setShortcut(QKeySequence(key))
        menu.addAction(action)
        return action

    def _enable_office_actions(self) -> None:
        for action in (self._settings, self._folder):
            action.setEnabled(self.workplace is not None)

    def _fill_recent(self) -> None:
        self._recent.clear()
        for path in _recent_offices():
            self._add(self._recent, str(path), partial(self.open_office, path))
        if self._recent.isEmpty():
            self._recent.addAction("（还没有打开过）").setEnabled(False)

    def _show_settings(self) -> None:
        if self.workplace is not None:
            self.workplace.show_tab(SETTINGS)

    def _open_folder(self) -> None:
        if self.workplace is not None:
            self.workplace.desk.folder_open(self.workplace.desk.office.path)

    def _show_manual(self) -> None:
        self._manual = self._manual or ManualWindow(self)
        self._manual.show_page(self.workplace.current_key if self.workplace else "start")

    def _show_about(self) -> None:
        from PySide6.QtWidgets import QMessageBox

        QMessageBox.about(self, "关于井镇节能", about_text(self._office.path if self._office else None))

    # ---- what this PC remembers

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.workplace is not None and self.workplace.desk.tasks.busy:
            question = f"正在{self.workplace.desk.tasks.label}，退出会中止它。已经保存的内容不受影响。"
            if not self.alerts.confirm(question, "中止并退出", "继续等待", self):
                event.ignore()
                return
        QSettings().setValue(_GEOMETRY, self.saveGeometry())
        self.close_office()
        super().closeEvent(event)

    def _restore_geometry(self) -> None:
        geometry = QSettings().value(_GEOMETRY)
        if not (geometry and self.restoreGeometry(geometry)):
            available = self.screen().availableGeometry().size()
            self.resize(available.boundedTo(available * 0.9))
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def _remember(self, path: Path) -> None:
        known = [str(path.absolute()), *(str(one) for one in _recent_offices() if one != path.absolute())]
        QSettings().setValue(LAST_OFFICE, known[0])
        QSettings().setValue(_RECENT, known[:_RECENT_COUNT])


def _recent_offices() -> list[Path]:
    stored = QSettings().value(_RECENT, [])
    texts = [stored] if isinstance(stored, str) else list(stored or [])  # type: ignore[call-overload]
    return [Path(text) for text in texts]
