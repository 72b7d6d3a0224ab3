"""Reads the command line, in the language of the person who types it, and hands over to one command."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from typing import Protocol

from imprenta import report
from imprenta.cli import check, import_word, new, status
from imprenta.cli.project import NotPossibleError
from imprenta.languages import interface_languages, strings


class Command(Protocol):
    """A module of this package; its words stand in `messages/<language>/cli.<name>.yml` (`help`, `examples`, …)."""

    def add_arguments(self, parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
        """Say what the command takes."""

    def run(self, options: argparse.Namespace, language: str) -> int:
        """Do it; return the exit status."""


COMMANDS: Mapping[str, Command] = {
    "new": new,
    "check": check,
    "import": import_word,
    "status": status,
}
"""Commands by name, in the order of the help."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status."""
    arguments = sys.argv[1:] if arguments is None else arguments
    language = _wanted_language(arguments)
    options = _parser(language).parse_args(arguments)
    try:
        return COMMANDS[options.command].run(options, report.interface_language(options.lang))
    except NotPossibleError as problem:
        print(f"imprenta: {problem}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 2
    except BrokenPipeError:
        # Whoever reads us (`| head`) has seen enough; Python must not try to write the rest when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _wanted_language(arguments: Sequence[str]) -> str:
    """Find `--lang` before parsing: the help itself is in that language."""
    finder = argparse.ArgumentParser(add_help=False)
    finder.add_argument("--lang", default="")
    return report.interface_language(finder.parse_known_args(arguments)[0].lang)


def _parser(language: str) -> argparse.ArgumentParser:
    words = strings(language, "cli")
    parser = argparse.ArgumentParser(
        prog="imprenta",
        description=words["description"],
        epilog=words["examples"],
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--lang", choices=interface_languages(), default="", help=words["lang_help"])
    commands = parser.add_subparsers(dest="command", required=True, metavar=words["command"])
    for name, command in COMMANDS.items():
        own = strings(language, f"cli.{name}")
        sub = commands.add_parser(
            name,
            help=own["help"],
            description=own["help"],
            epilog=own["examples"],
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        if not getattr(command, "TEXT_LANGUAGE", False):
            # Without a default of its own, or it would undo the one given before the command.
            known = interface_languages()
            sub.add_argument("--lang", choices=known, default=argparse.SUPPRESS, help=words["lang_help"])
        command.add_arguments(sub, own)
    return parser
