"""KEEPING: documents, claims and decisions in a database; SQLite by default. Claims are kept, the record is computed elsewhere."""

from communique.store.rows import News
from communique.store.search import AFTER, BEFORE, Hit
from communique.store.store import Counts, Store
from communique.store.trouble import StoreError, Trouble

__all__ = ["AFTER", "BEFORE", "Counts", "Hit", "News", "Store", "StoreError", "Trouble"]
