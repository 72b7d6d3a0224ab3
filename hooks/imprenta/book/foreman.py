"""Binds books in the background: one process that takes orders while the site is still being made, and has them made.

The layout engine is imported there, not in the build's own process; and a fork from a process that does nothing else
is a safe one.
"""

from __future__ import annotations

import atexit
import signal
import sys
from collections.abc import Sequence
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import cast

from imprenta.book.binder import Bound, Progress, bind
from imprenta.book.order import BookOrder
from imprenta.book.workers import Then, can_be_ended, start_method, undisturbed

PATIENCE = 5.0
"""Seconds that a dismissed process is given to end its own."""


class Foreman:
    """A process that binds what it is given; the arguments are those of `binder.bind`."""

    def __init__(self, *, into: Path, cache: Path, workers: int, time_limit: float, progress: Progress) -> None:
        work = partial(bind, into=into, cache=cache, workers=workers, time_limit=time_limit, progress=progress)
        context = start_method()
        self._orders, theirs = context.Pipe()
        # Not a daemon: those may have no children.
        self._process = context.Process(target=_serve, args=(theirs, self._orders, work))
        with undisturbed():
            self._process.start()
            atexit.register(self.dismiss)
        theirs.close()

    def give(self, orders: Sequence[BookOrder], then: Then | None = None) -> None:
        """Order books; `then` is called with each that is made, in the process that made it."""
        self._orders.send((tuple(orders), then))

    def bound(self) -> Bound:
        """Return all books, once the last is bound; to be called once.

        Raises:
            RuntimeError: the process ended without an answer.
            Exception: whatever was raised there.
        """
        try:
            self._orders.send(None)
            answer = self._orders.recv()
        except (EOFError, OSError) as problem:
            raise RuntimeError("the process that binds the books has ended") from problem
        finally:
            self.dismiss()
        if isinstance(answer, BaseException):
            raise answer
        return cast(Bound, answer)

    def dismiss(self) -> None:
        """End the process and its own, whatever they are at."""
        atexit.unregister(self.dismiss)
        if not self._orders.closed:
            self._process.terminate()
            self._process.join(PATIENCE)
            self._process.kill()
            self._process.join()
            self._orders.close()


def _serve(orders: Connection, other_end: Connection, work: partial[Bound]) -> None:
    """Bind until the last order; an order book that closes before (its keeper is dead) ends the work."""
    other_end.close()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    can_be_ended()
    try:
        answer: Bound | Exception = work((), inbox=orders)
    except (KeyboardInterrupt, EOFError):
        return
    except Exception as problem:
        answer = problem
    orders.send(answer)
    # Ended by whoever has read the answer: what is cleaned up at an exit is the other process's.
    orders.poll(None)
