"""The tables of the record in columns: Arrow for data frames, Parquet for files; pandas, polars and DuckDB read both.

A day is a day, a number a number, and what nobody told is null.

    engagements: id string, kind string, status string, start date32, end date32, ...
"""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

from communique.extras import needed
from communique.publish.tables import TABLES

if TYPE_CHECKING:
    from communique.model import Record


def arrow(record: Record, name: str) -> Any:
    """A table as a ``pyarrow.Table``.

    Raises:
        MissingExtraError: pyarrow is not installed.
        KeyError: no table has that name.
    """
    pa = needed("pyarrow", "tables", "Arrow")
    table = TABLES[name]
    types = {str: pa.string(), int: pa.int64(), bool: pa.bool_(), dt.date: pa.date32()}
    schema = pa.schema([(column, types[kind]) for column, kind in table.columns.items()], metadata={"as_of": str(record.as_of or "")})
    return pa.Table.from_pylist([dict(zip(table.columns, row, strict=True)) for row in table.rows(record)], schema=schema)


def parquet(record: Record, name: str) -> bytes:
    """A table as a Parquet file.

    Raises:
        MissingExtraError: pyarrow is not installed.
        KeyError: no table has that name.
    """
    out = io.BytesIO()
    needed("pyarrow.parquet", "tables", "Parquet").write_table(arrow(record, name), out)
    return out.getvalue()
