"""Tables as people and publishers write them, read row by row whatever their encoding, separator or format."""

from ingest.tables.delimited import Record
from ingest.tables.table import Table, open_table

__all__ = ["Record", "Table", "open_table"]
