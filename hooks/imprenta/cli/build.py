"""`imprenta build`: the site and its books, by MkDocs; nothing where nothing has changed."""

from __future__ import annotations

import argparse
import datetime
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from imprenta.cli.project import project_root
from imprenta.languages import strings
from imprenta.standing import forget, inputs, keep, stands

SITE = "site"


def add_arguments(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    """Take whether to build in any case."""
    parser.add_argument("--again", action="store_true", help=words["again_help"])


def run(options: argparse.Namespace, language: str) -> int:
    """Build, unless the site stands as it would be built; return MkDocs' exit status."""
    root = project_root(Path.cwd(), language)
    # Taken before the build: what is edited while it runs is the next one's.
    made_from = inputs(root, os.environ, datetime.date.today())
    told = None if options.again else stands(root, root / SITE, made_from)
    if told is not None:
        print(told, end="")
        print(strings(language, "cli.build")["unchanged"])
        return 0
    forget(root)
    # What goes wrong or is remarked on is told on the other stream, at once.
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build"], cwd=root, stdout=subprocess.PIPE, encoding="utf-8", check=False
    )
    print(done.stdout, end="")
    if done.returncode == 0:
        try:
            keep(root, root / SITE, made_from, done.stdout)
        except OSError as problem:
            print(strings(language, "cli.build")["unkept"].format(reason=problem), file=sys.stderr)
    return done.returncode
