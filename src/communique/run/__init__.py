"""The way of a report: read, find, keep, decide. One document at a time, and a failing one never stops the others."""
