"""The command line: commands, progress, exit codes; no logic."""

from communique.cli.command import cli, main

__all__ = ["cli", "main"]
