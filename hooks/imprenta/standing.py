"""Tells whether the site that stands is the one that would be built: made from the same, and whole.

What goes into a site is read byte by byte, and so is the site: a date that a file was touched on says nothing, and
nothing damaged is trusted.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from imprenta.keeping import PACKAGE, digest_of, file_digest, files, packages, write
from imprenta.settings import Settings

RECORD = ".cache/imprenta/site.json"
"""What is kept of the last build, relative to the root of the project."""

FOLDERS = ("cuadernos", "docs", "overrides")
CODE = "hooks"
TEXT = ".md"
"""Ending of the texts: what is said on one page, where the other files are what all are made with."""

_NAME = re.compile(r"\b[A-Z][A-Z0-9_]{2,}\b")


def inputs(root: Path, environment: Mapping[str, str], today: datetime.date) -> str:
    """Return the digest of everything that a site is made from.

    These are the texts, pictures, templates and settings of the project, the code of the press, the packages that are
    installed, what the environment tells, and the day: the board compares dates with it.
    """
    digest = hashlib.sha256()
    folders = [root / name for name in (*FOLDERS, CODE)]
    if not PACKAGE.is_relative_to(folders[-1].resolve()):
        folders.append(PACKAGE)
    for name, path in _sources(root, folders):
        digest.update(f"{name}\0{file_digest(path)}\0".encode())
    told = {
        "environment": _told(root, environment),
        "books": Settings.read(environment).books,
        "packages": packages(),
        "day": environment.get("SOURCE_DATE_EPOCH") or today.isoformat(),
    }
    digest.update(json.dumps(told).encode())
    return digest.hexdigest()


def surroundings(root: Path, environment: Mapping[str, str], code: str) -> str:
    """Return the digest of what every page of a project is made with: all of `inputs` but the texts and the day.

    `code` is the digest of the code that runs (`press_digest`), which that on the disk need not be.
    """
    folders = [root / name for name in FOLDERS]
    made_with = [(name, file_digest(path)) for name, path in _sources(root, folders) if path.suffix != TEXT]
    return digest_of(*made_with, *_told(root, environment).items(), code)


def _told(root: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """Return what the environment tells a build."""
    asked = set(_NAME.findall((root / "mkdocs.yml").read_text(encoding="utf-8"))) | {"SOURCE_DATE_EPOCH"}
    return {name: environment[name] for name in sorted(asked) if name in environment}


def _sources(root: Path, folders: Iterable[Path]) -> Iterator[tuple[str, Path]]:
    """Yield the files that a site is made from, each with its name wherever the project lies."""
    for path in sorted(root.iterdir()):
        if path.is_file() and not path.name.startswith("."):
            yield path.name, path
    for folder in folders:
        for path in files(folder):
            yield f"{folder.name}/{path.relative_to(folder).as_posix()}", path


def forget(root: Path) -> None:
    """Remove the record before a build; one that cannot be removed tells of another site than what a build leaves."""
    with suppress(OSError):
        (root / RECORD).unlink(missing_ok=True)


def keep(root: Path, site: Path, made_from: str, told: str) -> None:
    """Note what the site that was just built was made from, its files, and what the build told at its end.

    Raises:
        OSError: the record cannot be written; there is none then.
    """
    record = {"inputs": made_from, "site": _state(site), "told": told}
    record["checksum"] = _checksum(record)
    write(root / RECORD, json.dumps(record, ensure_ascii=False).encode())


def stands(root: Path, site: Path, made_from: str) -> str | None:
    """Return what the last build told, if the site was made from the same and not a byte of it is another since."""
    try:
        record = json.loads((root / RECORD).read_text(encoding="utf-8"))
        if record["checksum"] == _checksum(record) and record["inputs"] == made_from and record["site"] == _state(site):
            return str(record["told"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return None


def _state(site: Path) -> str:
    """Return the digest of all files under `site`, names and contents."""
    digest = hashlib.sha256()
    for path in files(site):
        digest.update(f"{path.relative_to(site).as_posix()}\0{file_digest(path)}\0".encode())
    return digest.hexdigest()


def _checksum(record: Mapping[str, Any]) -> str:
    content = json.dumps([record[name] for name in ("inputs", "site", "told")], ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()
