"""Writes several files as one step: all of them are there at the end, or everything is as it was."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from imprenta.desk.refusal import Refusal

SCRATCH = ".cache/imprenta/desk"
"""Where files wait until all are ready; on the same disk as the texts, so that moving them is one step each."""


@contextmanager
def scratch_folder(root: Path) -> Iterator[Path]:
    """Give a folder for unfinished work under `root`, and take it away again whatever happens.

    Raises:
        Refusal: `read_only`, the project cannot be written to.
    """
    try:
        (root / SCRATCH).mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(dir=root / SCRATCH))
    except OSError as problem:
        raise Refusal("read_only", path=SCRATCH, reason=problem.strerror or problem) from problem
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def write_together(files: Mapping[Path, bytes], root: Path) -> None:
    """Write every file, replacing what stands in its place; undone as a whole by any failure and by Ctrl-C.

    Raises:
        Refusal: `read_only`, with the path that could not be written.
    """
    with scratch_folder(root) as scratch:
        made: list[Path] = []
        moved: list[tuple[Path, Path]] = []
        target = root
        try:
            for number, (target, content) in enumerate(files.items()):
                new = scratch / f"{number}.new"
                new.write_bytes(content)
                _make_folder(target.parent, made)
                old = scratch / f"{number}.old"
                if target.exists():
                    shutil.copy2(target, old)
                moved.append((target, old))
                new.replace(target)
        except BaseException as problem:
            _undo(moved, made)
            if isinstance(problem, OSError):
                path = target.relative_to(root).as_posix()
                raise Refusal("read_only", path=path, reason=problem.strerror or problem) from problem
            raise


def move_into_place(folder: Path, target: Path, root: Path) -> None:
    """Put a finished folder where none is yet, in one step.

    Raises:
        Refusal: `exists` or `read_only`.
    """
    path = target.relative_to(root).as_posix()
    if target.exists():
        raise Refusal("exists", path=path)
    try:
        folder.rename(target)
    except OSError as problem:
        raise Refusal("read_only", path=path, reason=problem.strerror or problem) from problem


def _make_folder(folder: Path, made: list[Path]) -> None:
    if not folder.exists():
        _make_folder(folder.parent, made)
        folder.mkdir()
        made.append(folder)


def _undo(moved: list[tuple[Path, Path]], made: list[Path]) -> None:
    for target, old in reversed(moved):
        if old.exists():
            old.replace(target)
        elif target.exists():
            target.unlink()
    for folder in reversed(made):
        if not any(folder.iterdir()):
            folder.rmdir()
