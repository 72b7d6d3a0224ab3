"""Binds the books: from orders to finished files, from the cache what it holds, the others made side by side."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from pathlib import Path, PurePosixPath

from imprenta.book.cache import Kept, Shelf, key
from imprenta.book.order import BookOrder, BoundBook
from imprenta.book.workers import Task, Then, Workers
from imprenta.diagnostics import Diagnostic
from imprenta.editions import LIGHT_BEYOND, light_url
from imprenta.keeping import write

Progress = Callable[[int, int, BookOrder], None]
"""Called with the number of books done, of all books known of, and the order just settled."""

Bound = tuple[tuple[BoundBook, ...], tuple[Diagnostic, ...]]
"""The finished books in the order of their orders, and what was found; a book that fails has a diagnostic only."""


def bind(
    orders: Sequence[BookOrder],
    *,
    into: Path,
    cache: Path,
    workers: int,
    time_limit: float,
    progress: Progress,
    inbox: Connection | None = None,
) -> Bound:
    """Make the books of `orders` and write them under `into`, large ones in a light edition too.

    Args:
        orders: the books, from `plan.orders`.
        into: folder of the site that is being built.
        cache: folder of finished books; may be deleted at any time.
        workers: books laid out at a time.
        time_limit: seconds that one book may take.
        progress: called when a book is settled, made or not.
        inbox: brings further orders while the first are made: a sequence, and what is called with each book of it that
            was made, in the process that made it; None is the last.
    """
    with closing(Workers(cache, workers, time_limit)) as made:
        return _Binding(into, Shelf(cache), progress, made).run(orders, inbox)


@dataclass
class _Binding:
    """What has become of each order so far."""

    into: Path
    shelf: Shelf
    progress: Progress
    workers: Workers
    bound: dict[int, BoundBook] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)
    settled: int = 0
    known: int = 0

    def run(self, orders: Sequence[BookOrder], inbox: Connection | None) -> Bound:
        """Settle all orders, those that come in meanwhile too."""
        self._take(orders)
        if inbox:
            self.workers.prepare()
        while inbox or self.workers.busy:
            finished, more = self.workers.turn(inbox)
            for task, done in finished:
                self.problems += done.problems
                if done.pdf is not None and done.kept is not None:
                    self.shelf.put(task.key, done.pdf, done.kept)
                    self._publish(task, done.pdf, done.kept, from_cache=False)
                self._settle(task)
            if inbox and more:
                if came := inbox.recv():
                    self._take(*came)
                else:
                    inbox = None
        books = tuple(self.bound[index] for index in sorted(self.bound))
        return books, tuple(sorted(self.problems, key=Diagnostic.sort_key))

    def _take(self, orders: Sequence[BookOrder], then: Then | None = None) -> None:
        """Settle the orders whose books are kept; the others wait for a process."""
        first, self.known = self.known, self.known + len(orders)
        for index, order in enumerate(orders, start=first):
            task = Task(index, order, key(order), then)
            if found := self.shelf.get(task.key):
                self.problems += found[1].warnings
                self._publish(task, *found, from_cache=True)
                self._settle(task)
            else:
                self.workers.add(task)

    def _settle(self, task: Task) -> None:
        self.settled += 1
        self.progress(self.settled, self.known, task.order)

    def _publish(self, task: Task, pdf: bytes, kept: Kept, *, from_cache: bool) -> None:
        order = task.order
        path = self.into / order.file
        write(path, pdf)
        self.bound[task.index] = BoundBook(
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
            light=order.light,
        )
        if len(pdf) > LIGHT_BEYOND and order.images and not order.light:
            self._take([replace(order, light=True, file=PurePosixPath(light_url(str(order.file))))])
