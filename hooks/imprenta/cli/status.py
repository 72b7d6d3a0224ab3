"""`imprenta status`: the board of the collection, or of some volumes."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from imprenta.board import as_json, board, last_build
from imprenta.board_view import as_text
from imprenta.cli.project import NotPossibleError, project_root
from imprenta.cli.volumes import collection_of, volume_of
from imprenta.languages import strings
from imprenta.press import open_press

SITE = "site"


def add_arguments(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    """Take volumes, a day and a format."""
    parser.add_argument("volumes", nargs="*", metavar=words["volume"], help=words["volume_help"])
    parser.add_argument("--date", default="", metavar=words["date"], help=words["date_help"])
    parser.add_argument("--format", choices=["text", "json"], default="text", help=words["format_help"])


def run(options: argparse.Namespace, language: str) -> int:
    """Print the board; it is for looking, so problems in the texts don't make it fail."""
    root = project_root(Path.cwd(), language)
    date = _date(options.date, language)
    collection = collection_of(root, language)
    wanted = {volume_of(collection, name, language).slug for name in options.volumes}
    shown = board(collection, open_press(root, "").diagnostics, date, last_build(collection, root / SITE))
    shown = replace(shown, volumes=tuple(v for v in shown.volumes if not wanted or v.slug in wanted))
    print(as_json(shown) if options.format == "json" else as_text(shown, collection, language))
    return 0


def _date(given: str, language: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(given) if given else datetime.date.today()
    except ValueError as problem:
        raise NotPossibleError(strings(language, "cli.status")["not_a_date"].format(found=given)) from problem
