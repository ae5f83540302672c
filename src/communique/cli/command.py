"""The program ``communique``: its commands and what each exit code means.

0 done · 1 the record contradicts a draft, the installation needs mending, or the output cannot be written · 2 usage
3 some documents could not be read, or alerts not sent (the rest is kept) · 4 the store is locked, newer, damaged, full or read-only
130 stopped
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence

import click

from communique.cli import (
    alerting,
    analyse,
    assistants,
    checking,
    copying,
    demo,
    doctor,
    export,
    following,
    proposing,
    reading,
    recency,
    review,
    serve,
    views,
)
from communique.cli.failures import NEEDS_MENDING, STOPPED


class Commands(click.Group):
    """The commands in the order of the work; click names the nearest one for a mistyped name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of the work, not of the alphabet."""
        return list(self.commands)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="communique", prog_name="communique")
def cli() -> None:
    """Read the diplomatic wire and keep the record.

    Who met whom, when and where; what each side said; what they agreed to do next; which lines between them are open or cut;
    and whether what was agreed came about. Every entry can show the words that prove it.

    \b
    Begin with:
      communique demo                     a record from the examples that come along
      communique read reports/*.txt       read your own
      communique timeline --between U.S.,China --since 2023-06-01
      communique why ID                   the words behind an entry
    """


for command in (
    reading.read,
    following.follow,
    proposing.propose,
    *views.COMMANDS,
    recency.diff,
    recency.brief,
    alerting.alert,
    checking.check,
    review.review,
    review.undo,
    assistants.mcp,
    export.export,
    copying.copy,
    serve.serve,
    serve.user,
    analyse.analyse,
    demo.demo,
    doctor.doctor,
):
    cli.add_command(command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and give its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that cannot show "ł" shows its number; half a character in a report comes out as JSON writes it.
            stream.reconfigure(errors="backslashreplace")
    try:
        result = cli.main(args=None if arguments is None else list(arguments), prog_name="communique", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as mistake:
        mistake.show()
        return mistake.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("communique: stopped", err=True)
        return STOPPED
    except (BrokenPipeError, SystemExit):
        # "communique timeline | head" has seen enough; nothing more is owed to a closed pipe. click and rich leave with 1 there.
        _silence()
        return 0
    except OSError as error:
        # Stores and reports tell their own failures; left is the output: "communique export json > full-disk.json".
        click.echo(f"Error: the output cannot be written ({error.strerror or error})", err=True)
        _silence()
        return NEEDS_MENDING
    return result if isinstance(result, int) else 0


def _silence() -> None:
    """Send what is still on its way to standard output nowhere, so that leaving does not fail on it again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
