"""SHOWING: the record for people and programs. Views are pure functions from a record to lines or JSON, one module a family."""
