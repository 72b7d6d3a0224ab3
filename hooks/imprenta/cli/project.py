"""Where the command stands: the project it works on, and the paths it was given."""

from __future__ import annotations

from collections.abc import Iterable
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
