"""Reads the command line, in the language of the person who types it, and hands over to one command."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Protocol, cast

from imprenta import report
from imprenta.cli.project import NotPossibleError
from imprenta.languages import interface_languages, strings


class Command(Protocol):
    """A module of this package; its words stand in `messages/<language>/cli.<name>.yml` (`help`, `examples`, …)."""

    def add_arguments(self, parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
        """Say what the command takes."""

    def run(self, options: argparse.Namespace, language: str) -> int:
        """Do it; return the exit status."""


COMMANDS: Mapping[str, str] = {
    "new": "new",
    "check": "check",
    "import": "import_word",
    "status": "status",
    "translation": "translation",
    "build": "build",
}
"""Commands and their modules, in the order of the help; only the one that is asked for is imported."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status."""
    arguments = sys.argv[1:] if arguments is None else arguments
    language = _wanted_language(arguments)
    wanted = next((argument for argument in arguments if argument in COMMANDS), "")
    options = _parser(language, wanted).parse_args(arguments)
    try:
        return _command(options.command).run(options, report.interface_language(options.lang))
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


def _parser(language: str, wanted: str) -> argparse.ArgumentParser:
    words = strings(language, "cli")
    parser = argparse.ArgumentParser(
        prog="imprenta",
        description=words["description"],
        epilog=words["examples"],
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--lang", choices=interface_languages(), default="", help=words["lang_help"])
    commands = parser.add_subparsers(dest="command", required=True, metavar=words["command"])
    for name in COMMANDS if wanted not in COMMANDS else (wanted,):
        own = strings(language, f"cli.{name}")
        sub = commands.add_parser(
            name,
            help=own["help"],
            description=own["help"],
            epilog=own["examples"],
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        if name == wanted:
            _arguments(_command(name), sub, own, words["lang_help"])
    return parser


def _arguments(command: Command, parser: argparse.ArgumentParser, words: Mapping[str, str], lang_help: str) -> None:
    if not getattr(command, "TEXT_LANGUAGE", False):
        # Without a default of its own, or it would undo the one given before the command.
        parser.add_argument("--lang", choices=interface_languages(), default=argparse.SUPPRESS, help=lang_help)
    command.add_arguments(parser, words)


def _command(name: str) -> Command:
    return cast(Command, import_module(f"imprenta.cli.{COMMANDS[name]}"))
