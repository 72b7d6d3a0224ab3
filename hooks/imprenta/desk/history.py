"""What a file said before, from git, where there is git: to show what has changed since a translation was made."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

VERSIONS = 200
"""Versions of a file looked at, the newest first."""
SECONDS = 20.0


def versions(root: Path, path: PurePosixPath) -> Iterator[str]:
    """Yield the texts a file has had, the newest first; nothing without git or a history."""
    log = _git(root, b"", "log", f"--max-count={VERSIONS}", "--format=%H", "--", str(path))
    names = "".join(f"{commit}:./{path}\n" for commit in log.decode().split())
    output = _git(root, names.encode(), "cat-file", "--batch") if names else b""
    while output:
        head, _, output = output.partition(b"\n")
        *_, kind, size = head.split() if head.count(b" ") == 2 else (b"missing", b"0")
        if kind == b"blob":
            yield output[: int(size)].decode("utf-8-sig", "replace").replace("\r\n", "\n")
            output = output[int(size) + 1 :]


def _git(root: Path, stdin: bytes, *arguments: str) -> bytes:
    command = ["git", "--no-pager", "-C", str(root), *arguments]
    try:
        return subprocess.run(command, input=stdin, capture_output=True, check=True, timeout=SECONDS).stdout
    except (OSError, subprocess.SubprocessError):
        return b""
