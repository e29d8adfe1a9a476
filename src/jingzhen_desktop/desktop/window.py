"""The main window: the top bar, and under it the start page or the workplace of the open office file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from ..base.errors import InputRejected, UserFacingError
from ..base.place import Place
from ..office import clock
from ..office.file import Office, Step
from ..office.identity import DamagedFile
from ..office.lock import OfficeInUse, OfficeLock, acquire
from ..office.safekeeping import SAFEKEEPING
from ..office.settings import EXAMPLE, SETTINGS_TABLE, TOWN, AnySetting, read_settings
from ..office.steps import StepKind
from ..widgets.alerts import Alerts
from ..widgets.appearance import Look
from ..widgets.desk import open_folder
from ..widgets.look.tokens import tokens
from ..widgets.notices import Notices
from ..widgets.outgoing import DeliveryNotice, write_files
from ..widgets.tasks import Progress, TaskRunner
from .crash import log_folder
from .edit_menu import EditMenu
from .first_paint import after_first_paint
from .menus import add_action, add_recent_menu, enable_when_shown
from .recent import recent_offices, remember
from .top_bar import TopBar
from .workplace import HELP, ISSUED, SEARCH, SETTINGS, TODAY, Workplace

if TYPE_CHECKING:
    from datetime import date

    from ..base.files import OutFile

    # what is loaded where it is used need not be there before the first window stands
    from .backups import Backups
    from .dialogs import DetailsDialog
    from .help.page import HelpPage, ManualWindow
    from .search_page import SearchPage
    from .single_window import FrontCall

_Keys = QKeySequence.StandardKey
_RECENT_AT_START = 3
_GEOMETRY = "window/geometry"
_START = "start"


def _files_of_year(office: Office, year: int, day: date) -> Sequence[OutFile]:
    """The files of a year; what makes them is loaded here, in the worker: the window would wait for it."""
    from ..filing.contents import archive_files

    return archive_files(office, year, day)


class MainWindow(QMainWindow):
    """One window, one office file at a time.

    Attributes:
        alerts: the message bridge of the window.
        top_bar: menus, 查找, what is saved, undo and redo, the working year.
        notices: what is said over the page.
        workplace: the pages of the open office file; None before one is open.
    """

    def __init__(self) -> None:
        super().__init__()
        self.alerts = Alerts(self)
        self.workplace: Workplace | None = None
        self._office: Office | None = None
        self._lock: OfficeLock | None = None
        self._front_call: FrontCall | None = None
        self._shown: QWidget | None = None
        self._new_step = False
        self._manual: ManualWindow | None = None
        self._example_maker = TaskRunner(self.alerts, self)
        self.top_bar = TopBar(self)
        self._body = QVBoxLayout()
        self.notices = Notices(self._lay_out())
        self.alerts.said.connect(self._say)
        self.alerts.warned.connect(self.notices.warn)
        self._add_file_menu()
        self.edit = EditMenu(self, self.top_bar, self.alerts, self.show_workplace)
        self._add_help_menu()
        self.top_bar.words_wanted.connect(self._find)
        self.top_bar.list_wanted.connect(self._go_to_found)
        self._restore_geometry()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab leads through the window as one reads it."""
        from ..widgets.reading_order import go_on

        return go_on(self, forward=forward)

    # ---- office files

    def open_office(self, path: Path) -> None:
        """Open an office file, or say why not; what is open stays open then."""
        with self.alerts.guard():
            try:
                self.show_office(path)
            except InputRejected as error:
                if not self._offer_backups(path, error):
                    raise

    def show_office(self, path: Path) -> None:
        """Open an office file and show its workplace; raises UserFacingError."""
        if not self.may_leave():
            return
        lock = self._lock_office(path)
        if lock is None:
            return
        try:
            self._take_over(Office.open(path), lock)
        except BaseException:
            lock.release()
            raise

    def close_office(self) -> None:
        """Stop the work of the open office file and close it; harmless if none is open."""
        workplace, self.workplace = self.workplace, None
        self.edit.detach()
        if workplace is not None:
            workplace.hide()  # fields, cells and texts store what is being typed when they lose the focus
            workplace.close_desk()
            self._shown = None if self._shown is workplace else self._shown
            workplace.deleteLater()
        if self._front_call is not None:
            self._front_call.close()
            self._front_call.deleteLater()
            self._front_call = None
        if self._office is not None:
            self._office.close()
            self._office = None
        if self._lock is not None:
            self._lock.release()
            self._lock = None
        self.top_bar.show_office(None)
        self.setWindowTitle("")

    def create_office(self, path: Path, settings: Mapping[AnySetting, str]) -> None:
        """Make a new office file and open it, or say why not."""
        from ..tabs import create_office

        if self.may_leave():
            with self.alerts.guard():
                office = create_office(path, settings)
                self._take_over(office, acquire(path))

    def choose_office(self) -> None:
        """Let the clerk choose an office file to open."""
        from .start import OFFICE_FILTER

        paths = self.alerts.choose_files("打开数据文件", "office", OFFICE_FILTER)
        if paths:
            self.open_office(paths[0])

    def open_example(self) -> None:
        """Make a copy of the example office in the folder the clerk wants, and open it;
        one made before is opened as it is.
        """
        from ..example.making import OFFICE_NAME, make_office

        folder = self.alerts.choose_folder("示例保存到哪个文件夹", "office")
        if folder is None:
            return
        path = folder / OFFICE_NAME
        if path.exists():
            self.alerts.say(f"打开以前保存的示例：{path}")
            self.open_office(path)
            return

        def work(_progress: Progress) -> Path:
            make_office(path).close()
            return path

        if not self._example_maker.busy:
            self.notices.work.follow(self._example_maker)
            self.alerts.say("正在制作示例，请稍候……")
            self._example_maker.run(self, "制作示例", work, self.open_office)

    def _take_over(self, office: Office, lock: OfficeLock) -> None:
        """Show a freshly opened office file in place of the one before,
        which stays if the new one cannot be read.
        """
        try:
            workplace = Workplace(office, self.alerts, self)
        except BaseException:
            office.close()
            raise
        self.close_office()
        self.workplace, self._office, self._lock = workplace, office, lock
        workplace.desk.stepped.connect(self._show_saved)
        workplace.desk.place_wanted.connect(self._leave_page_for)
        workplace.manual_wanted.connect(self.show_manual_beside)
        self.edit.attach(workplace)
        self.notices.work.follow(workplace.desk.tasks)
        self.notices.add(DeliveryNotice(workplace.desk))
        self.top_bar.show_office(workplace.desk)
        self.notices.clear()
        self._show(workplace)
        workplace.show_tab(TODAY).setFocus()
        self._show_title()
        remember(office.path)
        if lock.note:
            self.alerts.warn(lock.note)
            self.top_bar.read_only.tell("只能查看", lock.note, Look.WARNING)
            after_first_paint(workplace, workplace.let_figures_come)
        else:
            after_first_paint(workplace, lambda: self._settle(workplace))

    @cached_property
    def backups(self) -> Backups:
        """What makes backups and brings them back, with its pages."""
        from .backups import Backups

        return Backups(self, self)

    def _settle(self, workplace: Workplace) -> None:
        """Once the window stands: load the rest, let a later start call it to the front,
        and back up if there is no backup of today.
        """
        from .single_window import FrontCall
        from .warming import load_the_rest

        if self._office is not None and self.workplace is workplace:
            load_the_rest(workplace, self._office, workplace.let_figures_come)
            if self._front_call is None:
                self._front_call = FrontCall(self._office.path, self.come_to_front, self)
            self.backups.back_up_if_due(self._office)

    def _lock_office(self, path: Path) -> OfficeLock | None:
        """Lock an office file; None if the window that has it open was called instead,
        or the clerk leaves it to another PC.
        """
        try:
            return acquire(path)
        except OfficeInUse as error:
            if error.holder.is_here:
                from .single_window import call_to_front

                if not call_to_front(path):
                    raise
                self.alerts.say(f"“{path.name}”已在另一个窗口打开，已切换到那个窗口。")
                return None
            question = (
                f"{error}\n如果确认对方已经关闭程序（例如停电或死机），可以仍然打开。两处同时修改会互相覆盖。"
            )
            return (
                acquire(path, take_over=True)
                if self.alerts.confirm(question, "仍然打开", parent=self)
                else None
            )

    def _offer_backups(self, path: Path, error: UserFacingError) -> bool:
        """Show the page for a damaged or lost file with its backups; False if a sentence is enough.

        It is where the file has no backups and is only missing, or another office file is open and stays so.
        """
        from ..office.backup import found_backups

        if isinstance(error, DamagedFile):
            helps = self.workplace is None or bool(found_backups(path))
        else:
            helps = not path.exists() and bool(found_backups(path))
        if not helps:
            return False
        self.backups.show_failure(path, error)
        return True

    def come_to_front(self) -> None:
        """Show the window in front of others, as a second start wants it."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def may_leave(self) -> bool:
        """Ask, if leaving the office file would stop work that is running, or drop texts that wait."""
        return self._may_stop_work() and self._may_drop_texts()

    def _may_drop_texts(self) -> bool:
        """Ask whether to go back to what was typed and refused; the first page that has any is shown then."""
        waiting = self.workplace.unstored_texts() if self.workplace is not None else {}
        if self.workplace is None or not waiting:
            return True
        places = "、".join(f"“{self.workplace.title(key)}”{count}处" for key, count in waiting.items())
        question = (
            f"{places}填了却没有存入，关闭后这些内容就没有了。\n"
            "返回后改正并存入，或按Esc恢复原值；已经存入的内容不受影响。"
        )
        if self.alerts.confirm(question, "放弃并关闭", "返回查看", self):
            return True
        self._leave_page_for(Place(next(iter(waiting))))
        self.workplace.show_tab(next(iter(waiting))).setFocus()
        return False

    def _may_stop_work(self) -> bool:
        tasks = self.workplace.desk.tasks if self.workplace is not None else self._example_maker
        question = f"正在{tasks.label}，退出会中止它。已经保存的内容不受影响。"
        return not tasks.busy or self.alerts.confirm(question, "中止并退出", "继续等待", self)

    # ---- what is shown

    def _lay_out(self) -> QWidget:
        """Put the bar over the body; returns the body, over whose lower edge notices are shown."""
        width = tokens().width
        self.setMinimumSize(QSize(width.window_least, width.window_least_height))
        whole, body = QWidget(self), QWidget(self)
        body.setLayout(self._body)
        self._body.setContentsMargins(0, 0, 0, 0)
        lines = QVBoxLayout(whole)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self.top_bar)
        lines.addWidget(body, 1)
        self.setCentralWidget(whole)
        return body

    def _show_start(self) -> None:
        from .start import StartPage

        recent = [(path, partial(self.open_office, path)) for path in recent_offices() if path.is_file()]
        self._show(
            StartPage(
                self.show_new_office, self.choose_office, self.open_example, recent[:_RECENT_AT_START], self
            )
        )

    def _leave_page_for(self, place: Place) -> None:
        """Bring the workplace back when somebody is led to a place from a page that hides it."""
        if place.tab == SAFEKEEPING:
            self.backups.serve(place)
        elif self.workplace is not None and self._shown is not self.workplace:
            self._show(self.workplace)
            self.workplace.go_to(place)

    def show_new_office(self) -> None:
        """Show the form a new office file begins with; what is open stays open until the new one is made."""
        from .start import NewOfficePage

        self._show(NewOfficePage(self.alerts, self.create_office, self.go_back, self))

    def show_page(self, page: QWidget) -> None:
        """Show a page in place of what is in the window; the workplace behind it stays."""
        self._show(page)

    def go_back(self) -> None:
        """Return to the workplace, or to the start page where no office file is open."""
        self.notices.clear()
        if self.workplace is not None:
            self._show(self.workplace)
        else:
            self._show_start()

    def _show(self, page: QWidget) -> None:
        """Show a page; the workplace it may hide is kept, other pages are done with."""
        before, self._shown = self._shown, page
        if before is not None and before is not page:
            self._body.removeWidget(before)
            before.hide()
            if before is not self.workplace:
                before.deleteLater()
        self._body.addWidget(page, 1)
        page.show()
        page.setFocus()
        self.notices.stay_above()

    def _show_title(self) -> None:
        if self._office is not None:
            texts = read_settings(self._office, (TOWN, EXAMPLE))
            mark = "（示例数据）" if EXAMPLE.parse(texts[EXAMPLE.key]) else ""
            self.setWindowTitle(f"{texts[TOWN.key]}{mark} — {self._office.path.name}")
            self.top_bar.example.tell(
                "示例" if mark else "", "这是示例数据，可以随意试用；自己的工作请另建数据文件。"
            )

    def _show_saved(self, step: Step) -> None:
        self.top_bar.show_saved(step.at, step.label)
        self._new_step = step.kind is StepKind.EDIT and bool(step.changed)
        QTimer.singleShot(0, self, self._forget_step)
        if SETTINGS_TABLE in step.tables:
            with self.alerts.guard():
                self._show_title()

    def _forget_step(self) -> None:
        """What is said from now on is no longer about the step just stored."""
        self._new_step = False

    def _say(self, text: str) -> None:
        """Tell in passing; about a step just stored, with the way back."""
        if self._new_step and self.edit.undo.isEnabled():
            self.notices.say(text, "撤销", "撤销这一步（Ctrl+Z）", self.edit.undo.trigger)
        else:
            self.notices.say(text)

    def _find(self, words: str) -> None:
        """Show what is found for the words in the top bar; the cursor stays there."""
        page = self._search_page()
        if page is not None:
            page.look_for(words)
            self.top_bar.words.setFocus()

    def _go_to_found(self) -> None:
        """Show what was found last and put the cursor into its list."""
        page = self._search_page()
        if page is not None:
            page.look_now()

    def _search_page(self) -> SearchPage | None:
        """The page of 查找, brought to the front; None while no office file is open."""
        from .search_page import SearchPage

        if self.workplace is None:
            return None
        self.show_workplace()
        page = self.workplace.show_tab(SEARCH)
        if not isinstance(page, SearchPage):
            return None
        page.words_wanted.connect(self.top_bar.start_finding, Qt.ConnectionType.UniqueConnection)
        return page

    # ---- menus and what they ask for

    def _add_file_menu(self) -> None:
        """Add 文件: office files, and what is done with the open one."""
        menu = self.top_bar.menus.addMenu("文件(&F)")
        add_action(menu, "新建数据文件…", self.show_new_office, _Keys.New)
        add_action(menu, "打开…", self.choose_office, _Keys.Open)
        add_action(menu, "打开示例…", self.open_example)
        add_recent_menu(menu, self.open_office)
        menu.addSeparator()
        of_office = [
            add_action(menu, "设置", self.show_settings),
            add_action(menu, "打开数据文件所在文件夹", self.open_office_folder),
            menu.addSeparator(),
            add_action(menu, "已发文件…", self.show_issued),
            add_action(menu, "全年归档…", self.file_year),
            add_action(menu, "立即备份", lambda: self.backups.back_up_now()),
            add_action(menu, "备份到U盘…", lambda: self.backups.copy_to_stick()),
            add_action(menu, "恢复备份…", lambda: self.backups.show_backups()),
        ]
        enable_when_shown(menu, of_office, lambda: self.workplace is not None)
        menu.addSeparator()
        add_action(menu, "退出", self.close, _Keys.Quit)

    def _add_help_menu(self) -> None:
        """Add 帮助: the manual, the log folder, the about box."""
        menu = self.top_bar.menus.addMenu("帮助(&H)")
        add_action(menu, "使用手册", self.show_manual, _Keys.HelpContents)
        add_action(menu, "在另一个窗口打开手册", self.show_manual_beside).setShortcut("Ctrl+F1")
        add_action(menu, "打开日志文件夹", lambda: open_folder(self.alerts, log_folder()))
        add_action(menu, "关于井镇节能", self.show_about)

    def show_workplace(self) -> None:
        """Show the tabs of the open office file in place of what lies over them."""
        if self.workplace is not None and self._shown is not self.workplace:
            self._show(self.workplace)

    def show_settings(self) -> None:
        """Show the settings of the open office file."""
        if self.workplace is not None:
            self.show_workplace()
            self.workplace.show_tab(SETTINGS)

    def show_issued(self) -> None:
        """Show the papers the open office file keeps as issued."""
        if self.workplace is not None:
            self.show_workplace()
            self.workplace.show_tab(ISSUED).setFocus()

    def file_year(self) -> None:
        """Write every paper of the year into a folder or onto a stick, with its contents."""
        if self.workplace is not None:
            desk = self.workplace.desk
            files = partial(_files_of_year, desk.office, desk.year, clock.today())
            write_files(self.workplace, desk, f"{desk.year}年归档", files, remembered="archive")

    def open_office_folder(self) -> None:
        """Open the folder of the open office file in the system's file manager."""
        if self.workplace is not None:
            self.workplace.desk.folder_open(self.workplace.desk.office.path)

    def show_manual(self) -> HelpPage:
        """Show the chapter of what is in front: as a page, in a window where no page can be shown."""
        from .help.page import HelpPage

        if self.workplace is None or self._shown is not self.workplace:
            return self.show_manual_beside()
        key, section = self.workplace.chapter
        is_open = self.workplace.current_key == HELP
        page = self.workplace.show_tab(HELP)
        assert isinstance(page, HelpPage)
        if not is_open:
            page.show_chapter(key, section)
        page.setFocus()
        return page

    def show_manual_beside(self) -> HelpPage:
        """Open the manual in a window of its own, to be read beside the work."""
        from .help.page import ManualWindow

        self._manual = self._manual or ManualWindow(self)
        in_front = self.workplace is not None and self._shown is self.workplace
        self._manual.show_chapter(*(self.workplace.chapter if self.workplace and in_front else (_START, "")))
        return self._manual.page

    def show_about(self) -> DetailsDialog:
        """Show version and office file, with a button that copies them."""
        from .dialogs import DetailsDialog
        from .help.about import about_text

        message, details = (
            "井镇节能：乡镇公共机构节能减排管理，单机使用，不联网。",
            about_text(self._office.path if self._office else None),
        )
        dialog = DetailsDialog("关于井镇节能", message, details, "关闭", self, unfolded=True)
        dialog.open()
        return dialog

    # ---- what this PC remembers

    def showEvent(self, event: QShowEvent) -> None:
        if self._shown is None:  # a start with an office file never needs the start page
            self._show_start()
        super().showEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_leave():
            event.ignore()
            return
        QSettings().setValue(_GEOMETRY, self.saveGeometry())
        self._example_maker.close()
        self.backups.close()
        self.close_office()
        super().closeEvent(event)

    def _restore_geometry(self) -> None:
        geometry = QSettings().value(_GEOMETRY)
        if not (geometry and self.restoreGeometry(geometry)):
            available = self.screen().availableGeometry().size()
            self.resize(available.boundedTo(available * 0.9))
            self.setWindowState(Qt.WindowState.WindowMaximized)
