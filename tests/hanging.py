"""Ends what hangs. No test asserts seconds, which a busy machine makes many; a text may not keep the press for ever."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Hangs(BaseException):
    """Work that took more of the processor than it was given; no `except Exception` holds it up."""


@contextmanager
def no_longer_than(seconds: float) -> Iterator[None]:
    """End the block with `Hangs` after `seconds` of this process's own work, whatever else the machine has to do."""

    def ring(_signal: int, _frame: FrameType | None) -> None:
        raise Hangs(f"more than {seconds} s of work")

    before = signal.signal(signal.SIGVTALRM, ring)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
