"""Makes books side by side on the machine's cores, each in a process of its own.

One process is forked for each book, after the layout engine was imported and the collector frozen: that costs a
hundredth of a second, gives all memory back when the book is done, and a book that hangs can be killed alone.
"""

from __future__ import annotations

import gc
import multiprocessing
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkContext, SpawnContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TYPE_CHECKING, cast

from imprenta.book.order import BookOrder
from imprenta.diagnostics import Place, error

if TYPE_CHECKING:
    from imprenta.book.work import Done

Then = Callable[[BookOrder, bytes], None]
"""What else is to be done with a book once it is made, in the same process; to be found at the top of a module."""

MEMORY = 3 * 1024**3
"""Bytes of address space that one book may take: twenty times what a book of 130 pages needs."""

FORKS = "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"
"""Apple's system libraries do not survive a fork; there each process imports the layout engine anew."""


@dataclass(frozen=True, slots=True)
class Task:
    """An order, its place among all orders, the key that its book is kept under, and what else is to be done then."""

    index: int
    order: BookOrder
    key: str
    then: Then | None = None


@dataclass(frozen=True, slots=True)
class _Job:
    """A book in the making: its process and the moment its time is up."""

    task: Task
    process: BaseProcess
    deadline: float


class Workers:
    """The processes at work, and the tasks that wait for one: the longest begin first."""

    def __init__(self, cache: Path, count: int, time_limit: float) -> None:
        self._cache, self._count, self._limit = cache, max(1, count), time_limit
        self._waiting: list[Task] = []
        self._running: dict[Connection, _Job] = {}
        self._ready = False

    @property
    def busy(self) -> bool:
        """Whether a task is unfinished."""
        return bool(self._waiting or self._running)

    def add(self, task: Task) -> None:
        """Let a task wait for its turn."""
        self._waiting.append(task)
        self._waiting.sort(key=lambda task: task.order.weight)

    def prepare(self) -> None:
        """Import the layout engine, before the forks: a build that finds every book in the cache does without it."""
        from imprenta.book import fonts, work  # noqa: F401

        if not self._ready:
            fonts.font_faces(self._cache)
            gc.collect()
            gc.freeze()
            self._ready = True

    def turn(self, inbox: Connection | None) -> tuple[list[tuple[Task, Done]], bool]:
        """Begin what can begin, wait, and return what is finished, and whether something lies in the inbox."""
        while self._waiting and len(self._running) < self._count:
            self.prepare()
            self._begin(self._waiting.pop())
        patience = min((job.deadline for job in self._running.values()), default=None)
        timeout = None if patience is None else max(0.0, patience - time.monotonic())
        ready = wait([*self._running, *([inbox] if inbox else [])], timeout)
        now = time.monotonic()
        over = [answer for answer, job in self._running.items() if answer in ready or job.deadline <= now]
        finished = [(job.task, self._answer(answer, job)) for answer in over if (job := self._running.pop(answer))]
        return finished, inbox in ready

    def close(self) -> None:
        """End every process that is still at work."""
        for answer, job in self._running.items():
            _end(answer, job)
        self._running.clear()
        if self._ready:
            gc.unfreeze()

    def _begin(self, task: Task) -> None:
        from imprenta.book import work

        work.warm_up(task.order)
        context = start_method()
        answer, question = context.Pipe(duplex=False)
        arguments = (question, task, self._cache, self._limit)
        process = context.Process(target=_work, args=arguments, daemon=True)
        with undisturbed():
            process.start()
            self._running[answer] = _Job(task, process, time.monotonic() + self._limit)
        question.close()

    def _answer(self, answer: Connection, job: _Job) -> Done:
        from imprenta.book.work import Done

        place, file = Place(job.task.order.place), job.task.order.file
        try:
            if not answer.poll():
                return Done(problems=(error("PDF02", place, file=file, seconds=round(self._limit)),))
            return cast("Done", answer.recv())
        except EOFError:
            job.process.join()
            return Done(problems=(error("PDF03", place, file=file, signal=-(job.process.exitcode or 0)),))
        finally:
            _end(answer, job)


def start_method() -> ForkContext | SpawnContext:
    """Return how processes are started on this machine."""
    return multiprocessing.get_context("fork") if FORKS else multiprocessing.get_context("spawn")


_HELD_BACK = frozenset({signal.SIGINT, signal.SIGTERM})


@contextmanager
def undisturbed() -> Iterator[None]:
    """Hold back what ends a process: around a fork Python would swallow it, or a child be born that nobody knows of.

    The child is born with both held back: of Ctrl-C its parent hears, for the other it calls `can_be_ended`.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, _HELD_BACK)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _HELD_BACK)


def can_be_ended() -> None:
    """Let a process that was born undisturbed be ended by its parent."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})


def _end(answer: Connection, job: _Job) -> None:
    job.process.kill()
    job.process.join()
    answer.close()


def _work(question: Connection, task: Task, cache: Path, time_limit: float) -> None:
    """Make one book, in a process of its own, and send it back."""
    from imprenta.book import work

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it too, and ends us
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    can_be_ended()
    # A second end beside the parent's, for the case that the parent is no more.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, time_limit + 10)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    gc.disable()
    done = work.make(task.order, cache)
    if task.then and done.pdf is not None:
        with suppress(Exception):  # what it prepares is made later otherwise, where a failure is told
            task.then(task.order, done.pdf)
    question.send(done)
    question.close()
