"""Puts the new site in place of the old one in one step, or leaves the old one as it was."""

from __future__ import annotations

import errno
import shutil
from dataclasses import dataclass
from pathlib import Path

_REFUSALS = (
    *(errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO),
    *(errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOTDIR),
)


def is_disk_full_or_locked(problem: BaseException) -> bool:
    """Tell whether what went wrong is the disk's doing, not the press's: no room, or no leave to write."""
    return isinstance(problem, OSError) and problem.errno in _REFUSALS


@dataclass
class Publication:
    """A site in the making, beside the one that stands.

    Attributes:
        target: where the site is to stand.
        staging: where it is made; a hidden neighbour, so that moving it is a rename.
    """

    target: Path
    staging: Path

    @classmethod
    def begin(cls, target: Path) -> Publication:
        """Make room for a new site beside `target`."""
        staging = target.with_name(f".{target.name}.new")
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir(parents=True)
        return cls(target, staging)

    def publish(self) -> Path:
        """Put the new site in place and return where it stands; where that fails, the old one is put back."""
        old = self.target.with_name(f".{self.target.name}.old")
        shutil.rmtree(old, ignore_errors=True)
        if self.target.exists():
            self.target.rename(old)
        try:
            self.staging.rename(self.target)
        except BaseException:
            if old.exists():
                old.rename(self.target)
            raise
        shutil.rmtree(old, ignore_errors=True)
        return self.target

    def abandon(self) -> None:
        """Remove what was begun and not published."""
        shutil.rmtree(self.staging, ignore_errors=True)
