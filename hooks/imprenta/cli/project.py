"""Where the command stands: the project it works on, and the paths it was given."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from imprenta.collection import CONTENT
from imprenta.languages import strings


class NotPossibleError(Exception):
    """The command cannot do what was asked; its words are for the person who asked."""


def project_root(start: Path, language: str) -> Path:
    """Return the folder that holds `cuadernos/` and `mkdocs.yml`, looking upwards from `start`.

    Raises:
        NotPossibleError: there is none.
    """
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / CONTENT).is_dir() and (folder / "mkdocs.yml").is_file():
            return folder
    raise NotPossibleError(strings(language, "cli")["no_project"])


def existing(paths: Iterable[Path], root: Path, language: str) -> list[Path]:
    """Return the paths a person gave, resolved.

    Raises:
        NotPossibleError: one does not exist or lies outside the project.
    """
    found = [(path, path.resolve()) for path in paths]
    for path, resolved in found:
        if not resolved.exists() or not resolved.is_relative_to(root):
            raise NotPossibleError(strings(language, "cli")["no_path"].format(path=path))
    return [resolved for _, resolved in found]


def under(file: Path, wanted: Sequence[Path]) -> bool:
    """Tell whether a file is one of the wanted paths or lies in one; without any, all are."""
    return not wanted or any(file.is_relative_to(path) for path in wanted)


def confirmed(question: str, agreed: bool, language: str) -> bool:
    """Ask before something is written; `agreed` is the answer given on the command line.

    Raises:
        NotPossibleError: there is nobody to ask.
    """
    words = strings(language, "cli")
    if agreed:
        return True
    if not sys.stdin.isatty():
        raise NotPossibleError(words["nobody_to_ask"])
    print(f"{question} {words['yes_or_no']}", end=" ", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip().lower() in words["yes"].split():
        return True
    print(words["left_alone"], file=sys.stderr)
    return False
