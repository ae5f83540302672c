"""Failures that end a command with a code of their own."""

from __future__ import annotations

import click


class SomeFailed(click.ClickException):
    """Some documents could not be read; what could be is kept."""

    exit_code = 3
