"""Books bound in the background: orders that come in one after the other, and an end that leaves no process."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from imprenta.book import work
from imprenta.book.binder import bind
from imprenta.book.foreman import Foreman
from tiny_library import orders_of


def quiet(*_: object) -> None:
    """Show no progress."""


def begin(root: Path) -> Foreman:
    return Foreman(into=root / "site", cache=root / "cache", workers=2, time_limit=60, progress=quiet)


def children(foreman: Foreman) -> list[str]:
    pid = foreman._process.pid
    return [str(pid), *Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_books_ordered_in_parts_are_those_ordered_at_once(tmp_path):
    orders = list(orders_of(tmp_path / "library").values())
    foreman = begin(tmp_path / "parts")
    foreman.give(orders[:1])
    foreman.give(orders[1:])
    books, problems = foreman.bound()
    root = tmp_path / "at-once"
    at_once, _ = bind(orders, into=root / "site", cache=root / "cache", workers=2, time_limit=60, progress=quiet)
    assert problems == ()
    assert [replace(book, path=root) for book in books] == [replace(book, path=root) for book in at_once]
    assert all(book.path.read_bytes() == other.path.read_bytes() for book, other in zip(books, at_once, strict=True))
    assert not foreman._process.is_alive()


def note(order, pdf: bytes, *, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    (folder / order.file.name).write_bytes(pdf)


def test_what_is_to_be_done_with_each_book_is_done(tmp_path):
    from functools import partial

    orders = list(orders_of(tmp_path / "library").values())
    foreman = begin(tmp_path)
    foreman.give(orders, partial(note, folder=tmp_path / "noted"))
    books, _ = foreman.bound()
    assert {file.name: file.read_bytes() for file in (tmp_path / "noted").iterdir()} == {
        book.file.name: book.path.read_bytes() for book in books
    }


def test_a_dismissed_foreman_leaves_no_process(tmp_path, monkeypatch):
    monkeypatch.setattr(work, "make", lambda *_: time.sleep(100))
    orders = list(orders_of(tmp_path / "library").values())
    foreman = begin(tmp_path)
    foreman.give(orders)
    deadline = time.monotonic() + 20
    while len(pids := children(foreman)) < 3 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(pids) == 3
    foreman.dismiss()
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)
    foreman.dismiss()  # twice is once


def test_what_fails_there_is_raised_here(tmp_path):
    orders = list(orders_of(tmp_path / "library").values())
    (tmp_path / "site").write_text("not a folder")
    foreman = begin(tmp_path)
    foreman.give(orders)
    with pytest.raises(NotADirectoryError):
        foreman.bound()
    assert not foreman._process.is_alive()


def test_a_foreman_that_dies_is_told(tmp_path):
    foreman = begin(tmp_path)
    foreman._process.kill()
    with pytest.raises(RuntimeError, match="the process that binds the books has ended"):
        foreman.bound()
