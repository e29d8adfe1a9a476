"""The command line: thin over the same actions and queries as the window. No Qt unless the window is asked
for.

Exit codes: 0 done, 2 usage, 3 some input rejected (what was good is stored), 4 the environment refuses.
"""

from __future__ import annotations

import argparse
import contextlib
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from . import __version__
from .base.errors import EnvironmentFault, InputRejected, UserFacingError
from .base.numbers import show_number
from .energy.periods import Quarter

if TYPE_CHECKING:
    from .office.file import Office
    from .quarterly.sheets.reading import FormReading
    from .quarterly.values.findings import ReadForm

DONE, USAGE, REJECTED, ENVIRONMENT = 0, 2, 3, 4
_WRITTEN_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
COMMANDS = ("demo", "forms", "import", "export", "check")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command, or the window; returns the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    _speak_utf8()
    try:
        if given and given[0] in COMMANDS:
            options = _parser().parse_args(given)
            command: Callable[[argparse.Namespace], int] = options.command
            return command(options)
        return _window(_window_parser().parse_args(given).office)
    except EnvironmentFault as error:
        return _complain(error, ENVIRONMENT)
    except UserFacingError as error:
        return _complain(error, REJECTED)


class _ChineseParser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(USAGE, f"命令写法不对：{message}\n用法：{self.format_usage().removeprefix('usage: ')}")


def _window_parser() -> argparse.ArgumentParser:
    parser = _ChineseParser(
        prog="jingzhen-desktop", description="井镇节能。不带命令时打开窗口；命令：" + " ".join(COMMANDS)
    )
    parser.add_argument("office", nargs="?", type=_office, metavar="数据文件", help="要打开的数据文件")
    parser.add_argument("--version", action="version", version=f"井镇节能 {__version__}")
    return parser


def _parser() -> argparse.ArgumentParser:
    parser = _ChineseParser(prog="jingzhen-desktop")
    commands = parser.add_subparsers(required=True, metavar="命令", parser_class=_ChineseParser)
    demo = _command(commands, "demo", "制作示例数据文件和全年材料", _demo)
    demo.add_argument("folder", type=Path, metavar="文件夹")
    demo.add_argument("--no-window", action="store_true", help="不打开窗口")
    forms = _command(commands, "forms", "发放空白报表", _forms)
    forms.add_argument("quarter", type=_quarter, metavar="季度")
    forms.add_argument("folder", type=Path, metavar="文件夹")
    forms.add_argument("--overwrite", action="store_true", help="覆盖同名文件")
    take_in = _command(commands, "import", "导入填好的报表", _import)
    take_in.add_argument("files", nargs="+", type=Path, metavar="文件")
    take_in.add_argument("--quarter", required=True, type=_quarter, metavar="季度")
    take_in.add_argument(
        "--received", type=_day, metavar="日期", help="收到报表的日期，如 2011-10-08；不写为今天"
    )
    take_in.add_argument("--replace", action="store_true", help="用更正表替换已存的报表")
    take_in.add_argument(
        "--accept",
        action="append",
        default=[],
        type=Path,
        metavar="文件",
        help="这个文件待确认的问题已核对无误，照识别的导入；可写多次",
    )
    export = _command(commands, "export", "导出季度汇总表或年度总结", _export)
    export.add_argument("kind", choices=("quarterly", "annual"), metavar="quarterly|annual")
    export.add_argument("period", metavar="季度或年份")
    export.add_argument("folder", type=Path, metavar="文件夹")
    export.add_argument("--overwrite", action="store_true", help="覆盖同名文件")
    check = _command(commands, "check", "检查版本、字体、打印机、文件夹和数据文件，打印一页", _check)
    check.add_argument("--office", type=Path, metavar="数据文件", help="一并检查这个数据文件")
    for parser_with_office in (forms, take_in, export):
        parser_with_office.add_argument("--office", required=True, type=Path, metavar="数据文件")
    return parser


def _command(
    commands: argparse._SubParsersAction[_ChineseParser],
    name: str,
    text: str,
    run: Callable[[argparse.Namespace], int],
) -> _ChineseParser:
    parser = commands.add_parser(name, help=text, description=text)
    parser.set_defaults(command=run)
    return parser


def _office(text: str) -> Path | None:
    """A file to open; an empty name, as a desktop may pass it, is none."""
    return Path(text) if text else None


def _quarter(text: str) -> Quarter:
    try:
        return Quarter.parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}”不是季度，应写成 2011Q3") from error


def _day(text: str) -> date:
    try:
        if _WRITTEN_DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:  # no such day in that month
        pass
    raise argparse.ArgumentTypeError(f"“{text}”不是日期，应写成 2011-10-08")


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise InputRejected(f"“{text}”不是年份，应写成 2011。")
    return int(text)


def _window(path: Path | None) -> int:
    # before Qt is there, which looks into the source of every module that is imported after it:
    # 15 of 420 ms of a start (2026-11-30)
    from . import tabs  # noqa: F401
    from .desktop.application import run

    return run(path)


@contextlib.contextmanager
def _open(options: argparse.Namespace, *, to_write: bool = False) -> Iterator[Office]:
    """Open the office file. What only reads goes on beside the window;
    what writes needs the file for itself.
    """
    from . import tabs  # noqa: F401 - makes every table known
    from .office.file import Office
    from .office.lock import hold

    with (
        hold(options.office) if to_write else contextlib.nullcontext(),
        Office.open(options.office) as office,
    ):
        yield office


def _demo(options: argparse.Namespace) -> int:
    from .example.documents import make_documents
    from .example.making import OFFICE_NAME, make_office

    path = options.folder / OFFICE_NAME
    if path.exists():
        _say(f"示例数据文件已存在，直接使用：{path}")
    else:
        make_office(path).close()
        _say(f"已建立示例数据文件：{path}")
    from . import tabs  # noqa: F401 - makes every table known
    from .office.file import Office

    with Office.open(path) as office:
        for document in make_documents(office, options.folder):
            _say(f"已写入：{document}")
    return DONE if options.no_window else _window(path)


def _forms(options: argparse.Namespace) -> int:
    from .quarterly.sheets.form import write_blank_forms

    with _open(options) as office:
        for form in write_blank_forms(office, options.quarter, options.folder, overwrite=options.overwrite):
            _say(f"已写入：{form}")
    return DONE


def _import(options: argparse.Namespace) -> int:
    from .office.backup import Reason
    from .office.backup_routine import backup_open_office
    from .quarterly.actions.reports import store_forms
    from .quarterly.sheets.reading import seen_readings
    from .quarterly.values.findings import FormOutcome

    accepted_files = _accepted_files(options)
    with _open(options, to_write=True) as office:
        readings = seen_readings(office, options.files, options.quarter)
        forms = [
            replace(reading.form, accepted=reading.form.file_name in accepted_files) for reading in readings
        ]
        wanted = {FormOutcome.NEW, FormOutcome.CORRECTION} if options.replace else {FormOutcome.NEW}
        accepted = [form for form in forms if form.outcome in wanted and not form.waits]
        if accepted:
            backup_open_office(office, Reason.IMPORT)
            store_forms(office, accepted, options.received)
    rejected = False
    for form in forms:
        held_back = form.outcome is FormOutcome.CORRECTION and not options.replace
        rejected |= held_back or form.waits or form.outcome is FormOutcome.REJECTED
        _say(_line(form, held_back=held_back))
        for finding in form.findings:
            _say(f"    {finding}")
        for change in form.differences:
            old, new = (show_number(value, blank="空白") for value in (change.old, change.new))
            _say(f"    {change.item.name}{change.what}：{old} → {new}")
    for line in _not_taken(readings):
        _say(line)
    return REJECTED if rejected else DONE


def _not_taken(readings: Sequence[FormReading]) -> list[str]:
    """Return the figures of each sheet that are not taken in, with their reasons."""
    lines: list[str] = []
    for reading in readings:
        if reading.sheet is not None:
            lines += [f"{reading.form.file_name}：{one}" for one in reading.sheet.not_taken]
    return list(dict.fromkeys(lines))


def _accepted_files(options: argparse.Namespace) -> frozenset[str]:
    """Return the names of the files whose questions the clerk has answered;
    each must be one of those taken in, and the only one of its name.
    """
    from .base.files import readable_name

    names = [path.name for path in options.files]
    for path in options.accept:
        if path not in options.files:
            raise InputRejected(f"“{path}”不在要导入的文件里，--accept 后要写导入的文件。")
        if names.count(path.name) > 1:
            raise InputRejected(f"要导入的文件里有几个都叫“{path.name}”，请分开导入。")
    return frozenset(readable_name(path.name) for path in options.accept)


def _line(form: ReadForm, *, held_back: bool) -> str:
    hint = "，已有报表未替换（加 --replace 替换）" if held_back else ""
    if form.waits:
        hint += f"，有问题待确认，没有导入（核对无误后加 --accept {form.file_name} 导入）"
    return f"{form.file_name}：{form.outcome.value}{hint}" + (f"：{form.unit.name}" if form.unit else "")


def _export(options: argparse.Namespace) -> int:
    with _open(options) as office:
        for written in _exported(office, options):
            _say(f"已写入并核对：{written}")
    return DONE


def _exported(office: Office, options: argparse.Namespace) -> list[Path]:
    if options.kind == "annual":
        from .annual.papers.document import export_summary
        from .annual.values.kinds import SummaryKind

        return [
            export_summary(
                office, _year(options.period), SummaryKind.YEAR, options.folder, overwrite=options.overwrite
            )
        ]
    from .base.files import deliver_all
    from .quarterly.outgoing import table_files
    from .quarterly.queries.versions import period_in

    try:
        quarter = period_in(office, _quarter(options.period))
    except argparse.ArgumentTypeError as error:
        raise InputRejected(f"{error}。") from error
    return deliver_all(table_files(office, quarter), options.folder, overwrite=options.overwrite)


def _check(options: argparse.Namespace) -> int:
    from .desktop.condition import condition

    found = condition(options.office)
    for line in found.lines:
        _say(line)
    for fault in found.faults:
        _complain(fault, ENVIRONMENT)
    if not found.faults:
        return DONE
    return ENVIRONMENT if any(isinstance(fault, EnvironmentFault) for fault in found.faults) else REJECTED


def _speak_utf8() -> None:
    """Chinese must come through whatever the console's code page is."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _say(text: str) -> None:
    print(text)  # says nothing where there is no console: the window program on Windows has no streams


def _complain(error: UserFacingError, code: int) -> int:
    print(error, file=sys.stderr)
    return code
