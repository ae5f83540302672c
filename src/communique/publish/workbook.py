"""The record as a workbook (XLSX): a sheet for each table, days as days, words as words.

Nothing in it is a formula or a link, whatever a report says; a cell that a sheet cannot hold whole ends with "…".

    sheets: engagements, participants, commitments, channels, statements, claims, events, documents
"""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

from communique.extras import needed
from communique.publish.tables import TABLES, Cell

if TYPE_CHECKING:
    from communique.model import Record

LONGEST_CELL = 32_767
WIDEST = 60  # columns of a column
AS_TOLD = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}


def workbook(record: Record, today: dt.date) -> bytes:
    """The file.

    Args:
        today: the day of writing, kept in the file's properties.

    Raises:
        MissingExtraError: XlsxWriter is not installed.
    """
    out = io.BytesIO()
    book = needed("xlsxwriter", "tables", "XLSX").Workbook(out, AS_TOLD)
    book.set_properties({"title": "The record", "created": dt.datetime.combine(today, dt.time())})
    head, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    for name, table in TABLES.items():
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        widths = [len(column) for column in table.columns]
        for at, column in enumerate(table.columns):
            sheet.write_string(0, at, column, head)
        count = 0
        for count, row in enumerate(table.rows(record), start=1):
            for at, cell in enumerate(row):
                _write(sheet, count, at, cell, day)
                widths[at] = max(widths[at], min(len(str(cell or "")), WIDEST))
        sheet.autofilter(0, 0, count, len(table.columns) - 1)
        for at, width in enumerate(widths):
            sheet.set_column(at, at, width + 2)
    book.close()
    return out.getvalue()


def _write(sheet: Any, row: int, column: int, cell: Cell, day: Any) -> None:
    match cell:
        case None:
            return
        case bool():
            sheet.write_boolean(row, column, cell)
        case dt.date() if cell.year >= 1900:
            sheet.write_datetime(row, column, dt.datetime.combine(cell, dt.time()), day)
        case int():
            sheet.write_number(row, column, cell)
        case _:
            words = str(cell)
            sheet.write_string(row, column, words if len(words) <= LONGEST_CELL else words[: LONGEST_CELL - 1] + "…")
