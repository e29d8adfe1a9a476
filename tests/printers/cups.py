"""Prints through a real CUPS queue and measures what came out; then takes the queue away, stops it, lets it
refuse.

    python tests/printers/cups.py          as root, with the Debian packages cups and printer-driver-cups-pdf

Starts a print server of its own if none runs, makes a queue that prints into a PDF, and takes both away
again. Nothing here is collected as a test. Prints a Markdown table; exits 1 where something is off by more
than half a millimetre or not told.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pypdfium2
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication

from jingzhen_desktop.base.errors import EnvironmentFault
from jingzhen_desktop.paper.document import (
    Attachment,
    Document,
    Heading,
    Paragraph,
    SheetDocument,
    Signature,
    Table,
    TableColumn,
)
from jingzhen_desktop.paper.typeset import typeset
from jingzhen_desktop.widgets.printing import RESOLUTION, is_held, print_pdf

QUEUE = "JingzhenTrial"
DRIVER = "lsb/usr/cups-pdf/CUPS-PDF_opt.ppd"
SPOOL = Path.home() / "PDF"
DOTS = 300
HALF_A_MILLIMETRE = 0.5
WAIT = 120


def main() -> int:
    """Run the trial; returns the exit code."""
    application = QApplication([])
    server = None if _answers() else subprocess.Popen(["/usr/sbin/cupsd", "-f"])
    try:
        _until(_answers, "the print server")
        _run("lpadmin", "-p", QUEUE, "-E", "-v", "cups-pdf:/", "-m", DRIVER)
        _until(lambda: QUEUE in QPrinterInfo.availablePrinterNames(), "the queue")
        tell("| trial | result |\n|---|---|")
        good = [_printed_in_place(), _only_the_wanted_pages(), _refusing(), _stopped(), _gone()]
    finally:
        subprocess.run(["lpadmin", "-x", QUEUE], check=False, capture_output=True)
        if server is not None:
            server.terminate()
            server.wait()
        application.quit()
    return 0 if all(good) else 1


def tell(text: str) -> None:
    """Print a line of the table."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _paper() -> bytes:
    sheet = SheetDocument(
        "汇总表", Table((TableColumn("单位"), TableColumn("用电量", 1, "right")), (("镇政府", "1,234"),) * 12)
    )
    text = tuple(
        Paragraph("今年以来，我镇节能减排工作扎实推进，用电1,234.5千瓦时，比上年下降3.2%。" * 8)
        for _ in range(8)
    )
    paper = Document(
        "文井镇2011年节能减排工作总结",
        (Heading(1, "一、工作"), *text),
        signature=Signature("文井镇人民政府", date(2011, 12, 25)),
    )
    return typeset(
        Document(
            paper.title,
            paper.blocks,
            signature=paper.signature,
            attachments=(Attachment("汇总表", sheet=sheet),),
        )
    ).data


def _printer(name: str) -> QPrinter:
    printer = QPrinter(QPrinterInfo.printerInfo(QUEUE), QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    return printer


def _printed_in_place() -> bool:
    """Every page has its size, and its ink lies where it lies in the PDF."""
    data, printer = _paper(), _printer("trial-whole")
    print_pdf(data, printer)
    wanted, printed = _ink(data), _ink(_output("trial-whole"))
    upright = [(a, b) for a, b in zip(wanted, printed, strict=True) if a[0][0] < a[0][1]]
    off = max(abs(x - y) for (_, one), (_, other) in upright for x, y in zip(one, other, strict=True))
    sizes = max(abs(x - y) for (one, _), (other, _) in upright for x, y in zip(one, other, strict=True))
    turned = [b for a, b in zip(wanted, printed, strict=True) if a[0][0] > a[0][1]]
    tell(
        f"| {len(printed)} pages at {printer.resolution()} dpi | page size off by"
        f" {sizes:.2f} mm, ink by up to {off:.2f} mm |"
    )
    tell(f"| landscape pages among them | {len(turned)}, printed along the sheet |")
    return max(off, sizes) <= HALF_A_MILLIMETRE and printer.resolution() == RESOLUTION and all(turned)


def _only_the_wanted_pages() -> bool:
    printer = _printer("trial-range")
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 2)
    printer.setCopyCount(2)
    printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide)
    print_pdf(_paper(), printer)
    pages = len(_ink(_output("trial-range")))
    tell(f"| page 2 alone, two copies, both sides | {pages} pages |")
    return pages == 2


def _refusing() -> bool:
    _run("cupsreject", QUEUE)
    try:
        return _told("queue that refuses", "没有收下")
    finally:
        _run("cupsaccept", QUEUE)


def _stopped() -> bool:
    _run("cupsdisable", QUEUE)
    printer = _printer("trial-stopped")
    print_pdf(_paper(), printer)
    held = is_held(printer)
    tell(f"| queue that is stopped | {'told that it waits' if held else 'NOT TOLD'} |")
    subprocess.run(["cancel", "-a", QUEUE], check=False)
    _run("cupsenable", QUEUE)
    return held


def _gone() -> bool:
    printer = _printer("trial-gone")
    _run("lpadmin", "-x", QUEUE)
    return _told("queue removed after it was chosen", "已经不在了", printer)


def _told(trial: str, words: str, printer: QPrinter | None = None) -> bool:
    try:
        print_pdf(_paper(), printer or _printer("trial"))
    except EnvironmentFault as fault:
        tell(f"| {trial} | {fault} |")
        return words in str(fault)
    tell(f"| {trial} | NOT TOLD |")
    return False


def _ink(source: bytes | Path) -> list[tuple[tuple[float, float], tuple[float, ...]]]:
    """Per page: its size and the box of its ink, in millimetres."""
    found = []
    for page in pypdfium2.PdfDocument(source):
        box = (
            page.render(scale=DOTS / 72)
            .to_pil()
            .convert("L")
            .point(lambda grey: 255 if grey < 200 else 0)
            .getbbox()
        )
        size = (page.get_width() / 72 * 25.4, page.get_height() / 72 * 25.4)
        found.append((size, tuple(edge / DOTS * 25.4 for edge in box or ())))
    return found


def _output(name: str) -> Path:
    """Wait for the file the queue makes."""

    def finished() -> bool:
        files = list(SPOOL.glob(f"*{name}*.pdf"))
        return bool(files) and files[0].read_bytes().rstrip().endswith(b"%%EOF")

    _until(finished, name)
    return next(SPOOL.glob(f"*{name}*.pdf"))


def _answers() -> bool:
    return subprocess.run(["lpstat", "-r"], capture_output=True, text=True, check=False).stdout.startswith(
        "scheduler is running"
    )


def _until(condition: object, what: str) -> None:
    assert callable(condition)
    end = time.monotonic() + WAIT
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(what)
        time.sleep(0.5)


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


if __name__ == "__main__":
    sys.exit(main())
