"""Binds the books: from orders to finished files, side by side on the machine's cores; from the cache what it holds.

One process is forked for each book, after the layout engine was imported and the collector frozen: that costs a
hundredth of a second, gives all memory back when the book is done, and a book that hangs can be killed alone.
"""

from __future__ import annotations

import gc
import hashlib
import multiprocessing
import resource
import signal
import sys
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkContext, SpawnContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TYPE_CHECKING, cast

from imprenta.book.cache import Kept, Shelf, key, write
from imprenta.book.order import BookOrder, BoundBook
from imprenta.diagnostics import Diagnostic, Place, error

if TYPE_CHECKING:
    from imprenta.book.work import Done

Progress = Callable[[int, int, BookOrder], None]
"""Called with the number of books done, of all books, and the order just settled."""

MEMORY = 3 * 1024**3
"""Bytes of address space that one book may take: twenty times what a book of 130 pages needs."""

FORKS = "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"
"""Apple's system libraries do not survive a fork; there each process imports the layout engine anew."""


def bind(
    orders: Sequence[BookOrder], *, into: Path, cache: Path, workers: int, time_limit: float, progress: Progress
) -> tuple[tuple[BoundBook, ...], tuple[Diagnostic, ...]]:
    """Make the books of `orders` and write them under `into`.

    Args:
        orders: the books, from `plan.orders`.
        into: folder of the site that is being built.
        cache: folder of finished books; may be deleted at any time.
        workers: books laid out at a time.
        time_limit: seconds that one book may take.
        progress: called when a book is settled, made or not.

    Returns:
        The finished books in the order of `orders`, and what was found. A book that fails has a diagnostic and no file.
    """
    shelf = Shelf(cache)
    bound: dict[int, BoundBook] = {}
    problems: list[Diagnostic] = []
    keys = [key(order) for order in orders]
    missing: list[int] = []
    for index, order in enumerate(orders):
        if found := shelf.get(keys[index]):
            bound[index] = _publish(order, into, *found, from_cache=True)
            problems += found[1].warnings
            progress(len(bound), len(orders), order)
        else:
            missing.append(index)
    settled = len(bound)
    # Closed at once when anything is raised here, so that no process outlives the build.
    with closing(_made([(index, orders[index]) for index in missing], cache, workers, time_limit)) as made:
        for index, done in made:
            problems += done.problems
            if done.pdf is not None and done.kept is not None:
                shelf.put(keys[index], done.pdf, done.kept)
                bound[index] = _publish(orders[index], into, done.pdf, done.kept, from_cache=False)
            settled += 1
            progress(settled, len(orders), orders[index])
    return tuple(bound[index] for index in sorted(bound)), tuple(sorted(problems, key=Diagnostic.sort_key))


def _publish(order: BookOrder, into: Path, pdf: bytes, kept: Kept, *, from_cache: bool) -> BoundBook:
    path = into / order.file
    write(path, pdf)
    return BoundBook(
        edition=order.edition.key,
        language=order.language.code,
        volume=order.volume,
        path=path,
        file=order.file,
        status=order.metadata.status.value,
        place=order.place,
        pages=kept.pages,
        size=len(pdf),
        sha256=hashlib.sha256(pdf).hexdigest(),
        parts=kept.parts,
        audit=kept.audit,
        from_cache=from_cache,
    )


# --- processes ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Job:
    """A book in the making: its place among the orders, its process and the moment its time is up."""

    index: int
    order: BookOrder
    process: BaseProcess
    deadline: float


def _made(
    tasks: Sequence[tuple[int, BookOrder]], cache: Path, workers: int, time_limit: float
) -> Generator[tuple[int, Done], None, None]:
    """Yield each book as it is done, with its place among the orders; the longest begin first."""
    if not tasks:
        return
    # Imported here, and before the forks: a build that finds every book in the cache does without the layout engine.
    from imprenta.book import fonts, work

    fonts.font_faces(cache)
    context = _context()
    waiting = sorted(tasks, key=lambda task: task[1].weight)
    running: dict[Connection, _Job] = {}
    gc.collect()
    gc.freeze()
    try:
        while waiting or running:
            while waiting and len(running) < max(1, workers):
                index, order = waiting.pop()
                answer, question = context.Pipe(duplex=False)
                process = context.Process(target=_work, args=(question, order, cache, time_limit), daemon=True)
                with _undisturbed():
                    process.start()
                    running[answer] = _Job(index, order, process, time.monotonic() + time_limit)
                question.close()
            for answer in _ready(running):
                job = running.pop(answer)
                yield job.index, _answer(answer, job, time_limit, work.Done)
    finally:
        for answer, job in running.items():
            _end(answer, job)
        gc.unfreeze()


def _context() -> ForkContext | SpawnContext:
    return multiprocessing.get_context("fork") if FORKS else multiprocessing.get_context("spawn")


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Hold Ctrl-C back: what Python does around a fork would swallow it, or a child be born that nobody knows of."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _ready(running: dict[Connection, _Job]) -> list[Connection]:
    """Wait, and return the connections that have an answer, have lost their process, or are out of time."""
    patience = min(job.deadline for job in running.values()) - time.monotonic()
    ready = wait(list(running), timeout=max(0.0, patience))
    now = time.monotonic()
    return [answer for answer, job in running.items() if answer in ready or job.deadline <= now]


def _answer(answer: Connection, job: _Job, time_limit: float, done: type[Done]) -> Done:
    place, file = Place(job.order.place), job.order.file
    try:
        if not answer.poll():
            return done(problems=(error("PDF02", place, file=file, seconds=round(time_limit)),))
        return cast("Done", answer.recv())
    except EOFError:
        job.process.join()
        return done(problems=(error("PDF03", place, file=file, signal=-(job.process.exitcode or 0)),))
    finally:
        _end(answer, job)


def _end(answer: Connection, job: _Job) -> None:
    job.process.kill()
    job.process.join()
    answer.close()


def _work(question: Connection, order: BookOrder, cache: Path, time_limit: float) -> None:
    """Make one book, in a process of its own, and send it back."""
    from imprenta.book import work

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it too, and ends us
    # A second end beside the parent's, for the case that the parent is no more.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, time_limit + 10)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    gc.disable()
    question.send(work.make(order, cache))
    question.close()
