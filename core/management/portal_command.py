"""What all commands of the portal share: the terminal's language, an example in the help, progress."""

from __future__ import annotations

import os
from argparse import RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand, DjangoHelpFormatter
from django.utils import translation
from django.utils.translation import gettext as _

from core.terminal import terminal_language


class HelpFormatter(RawDescriptionHelpFormatter, DjangoHelpFormatter):
    """Django's order of the options, and the example as it is written."""


class PortalCommand(BaseCommand):
    """`help` is one or two translatable sentences; `example` is what is typed after the command's name."""

    example = ""

    def run_from_argv(self, argv: list[str]) -> None:
        with translation.override(terminal_language(os.environ)):
            super().run_from_argv(argv)

    def print_help(self, prog_name: str, subcommand: str) -> None:
        with translation.override(terminal_language(os.environ)):
            super().print_help(prog_name, subcommand)

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any):
        example = f"python manage.py {subcommand} {self.example}".rstrip()
        kwargs = {"formatter_class": HelpFormatter, "epilog": f"{_('Example:')}\n  {example}", **kwargs}
        return super().create_parser(prog_name, subcommand, **kwargs)

    def say(self, step: str) -> None:
        """Progress for somebody who watches; nothing in a pipe or a log."""
        if self.stderr.isatty():
            self.stderr.write(f"  {step}…")
