"""Many books at once: what fails alone, what is kept, what is stopped."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from imprenta.book import work, workers
from imprenta.book.binder import bind
from imprenta.book.cache import key
from imprenta.book.limits import limits
from imprenta.book.order import BookOrder
from imprenta.model import Status
from imprenta.report import as_text
from tiny_library import TEXTS, orders_of

NAMES = ["cuaderno-11.es.pdf", "cuaderno-11-prediagnosis.es.pdf", "cuaderno-11.en.pdf"]


class Bindery:
    """Binds into one folder, with one cache, and notes the progress."""

    def __init__(self, root: Path) -> None:
        self.site, self.cache = root / "site", root / "cache"
        self.steps: list[tuple[int, int, str]] = []

    def __call__(self, orders: dict[str, BookOrder], time_limit: float = 60):
        self.steps = []
        return bind(
            list(orders.values()),
            into=self.site,
            cache=self.cache,
            workers=2,
            time_limit=time_limit,
            progress=lambda done, total, order: self.steps.append((done, total, order.file.name)),
        )

    def files(self) -> list[str]:
        return sorted(str(path.relative_to(self.site)) for path in self.site.rglob("*") if path.is_file())


@pytest.fixture
def bindery(tmp_path) -> Bindery:
    return Bindery(tmp_path)


@pytest.fixture
def orders(tmp_path) -> dict[str, BookOrder]:
    return orders_of(tmp_path / "library")


def test_books_are_made_once_and_then_kept(bindery, orders):
    books, problems = bindery(orders)
    assert problems == ()
    assert [book.file.name for book in books] == NAMES
    assert [(done, total) for done, total, _ in bindery.steps] == [(1, 3), (2, 3), (3, 3)]
    assert sorted(name for _, _, name in bindery.steps) == sorted(NAMES)
    assert [book.size for book in books] == [book.path.stat().st_size for book in books]
    again, _ = bindery(orders)
    assert [book.from_cache for book in again] == [True, True, True]
    assert [replace(book, from_cache=False) for book in again] == list(books)


def test_a_damaged_entry_is_made_anew(bindery, orders):
    some = {NAMES[1]: orders[NAMES[1]]}
    (book,), _ = bindery(some)
    entry = bindery.cache / f"{key(some[NAMES[1]])}.pdf"
    for damaged in (entry, entry.with_suffix(".json")):
        content = bytearray(damaged.read_bytes())
        content[len(content) // 2] ^= 1
        damaged.write_bytes(content)
        (again,), problems = bindery(some)
        assert (again.from_cache, again.sha256, problems) == (False, book.sha256, ())
    record = json.loads(entry.with_suffix(".json").read_text())
    record["kept"]["pages"] = 1
    entry.with_suffix(".json").write_text(json.dumps(record))
    assert bindery(some)[0][0].from_cache is False


def test_a_book_under_the_name_of_another_is_no_book(bindery, orders):
    one, other = {NAMES[0]: orders[NAMES[0]]}, {NAMES[1]: orders[NAMES[1]]}
    bindery(one | other)
    for suffix in (".pdf", ".json"):
        names = (bindery.cache / f"{key(order)}{suffix}" for order in (*one.values(), *other.values()))
        source, target = names
        target.write_bytes(source.read_bytes())
    assert bindery(one)[0][0].from_cache is True
    assert bindery(other)[0][0].from_cache is False


@pytest.mark.parametrize("left", [0, 1, 0.5])
def test_half_an_entry_is_none(bindery, orders, left):
    some = {NAMES[1]: orders[NAMES[1]]}
    (book,), _ = bindery(some)
    for suffix in (".pdf", ".json"):
        damaged = bindery.cache / f"{key(some[NAMES[1]])}{suffix}"
        content = damaged.read_bytes()
        damaged.write_bytes(content[: int(len(content) * left) - (left == 1)])
        (again,), problems = bindery(some)
        assert (again.from_cache, again.sha256, problems) == (False, book.sha256, ())


def test_books_are_bound_where_none_can_be_kept(bindery, orders):
    bindery.cache.write_text("no folder")
    books, problems = bindery({NAMES[1]: orders[NAMES[1]]})
    assert ([book.file.name for book in books], problems) == ([NAMES[1]], ())
    assert bindery.files() == [f"11-montevideo-2020/{NAMES[1]}"]


def test_a_book_that_fails_leaves_the_others(bindery, orders, monkeypatch):
    make = work.make

    def some_fail(order: BookOrder, cache: Path):
        if order.file.name == NAMES[0]:
            raise_in_layout(monkeypatch)
        return make(order, cache)

    monkeypatch.setattr(work, "make", some_fail)
    books, problems = bindery(orders)
    assert [book.file.name for book in books] == NAMES[1:]
    assert as_text(problems, "en").splitlines() == [
        "cuadernos/11-montevideo-2020/volume.yml: error PDF01: “11-montevideo-2020/cuaderno-11.es.pdf”"
        " could not be laid out: ZeroDivisionError: in the layout",
        "    the book is not published; the previous one stays where it is",
    ]
    assert bindery.files() == [f"11-montevideo-2020/{name}" for name in sorted(NAMES[1:])]


def raise_in_layout(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("in the layout")

    monkeypatch.setattr(work, "render", broken)


def test_a_book_that_hangs_is_stopped(bindery, orders, monkeypatch):
    make = work.make

    def one_hangs(order: BookOrder, cache: Path):
        if order.file.name == NAMES[0]:
            time.sleep(100)
        return make(order, cache)

    monkeypatch.setattr(work, "make", one_hangs)
    books, problems = bindery(orders, time_limit=8)
    assert [book.file.name for book in books] == NAMES[1:]
    assert [(problem.code, problem.values["seconds"]) for problem in problems] == [("PDF02", "8")]


def test_a_process_that_dies_is_told(bindery, orders, monkeypatch):
    monkeypatch.setattr(work, "make", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
    books, problems = bindery({NAMES[1]: orders[NAMES[1]]})
    assert books == ()
    assert [(problem.code, problem.values["signal"]) for problem in problems] == [("PDF03", "9")]
    assert bindery.files() == [] if bindery.site.exists() else True


def test_memory_is_bounded(bindery, orders, monkeypatch):
    monkeypatch.setattr(work, "render", lambda *_: bytearray(workers.MEMORY))
    _, problems = bindery({NAMES[1]: orders[NAMES[1]]})
    assert [problem.values["reason"] for problem in problems] == ["MemoryError: "]


def test_an_interruption_ends_the_workers_and_leaves_nothing_half_written(tmp_path, orders):
    program = f"""
import sys, time
sys.path[:0] = [{str(Path(__file__).parent)!r}]
from pathlib import Path
from imprenta.book import work
from imprenta.book.binder import bind
from tiny_library import orders_of
def hang(order, cache):
    print("hanging", flush=True)
    time.sleep(100)
work.make = hang
root = Path({str(tmp_path)!r})
orders = list(orders_of(root / "again").values())
bind(orders, into=root / "site", cache=root / "cache", workers=2, time_limit=90, progress=print)
"""
    command, pipe = [sys.executable, "-c", program], subprocess.PIPE
    process = subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True)
    assert process.stdout.readline() == "hanging\n"
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=15)
    assert "KeyboardInterrupt" in told
    assert process.returncode != 0
    assert children
    assert not any(Path(f"/proc/{child}").exists() for child in children)
    assert not (tmp_path / "site").exists()


def test_every_input_is_part_of_the_key(orders, tmp_path):
    order = orders[NAMES[0]]
    keys = {key(order)}
    entry = order.entries[0]
    other_text = replace(entry, fragment=replace(entry.fragment, html=entry.fragment.html + " "))
    (order.folder / "images").mkdir()
    for changed in (
        replace(order, parts=(replace(order.parts[0], entries=(other_text,)),)),
        replace(order, site_url="https://other.example.org/"),
        replace(order, metadata=order.metadata.model_copy(update={"status": Status.FINAL})),
        replace(order, edition=order.collection.editions[1]),
        replace(order, sessions=3),
    ):
        keys.add(key(changed))
    assert len(keys) == 6
    emblem, templates = order.content / "emblems" / "sweden.svg", order.templates
    for path in (emblem, templates / "print.css", templates / "front.html.j2"):
        path.write_bytes(path.read_bytes() + b"\n")
        keys.add(key(order))
    assert len(keys) == 9


def test_where_the_project_lies_is_not(tmp_path):
    one, other = (orders_of(tmp_path / place)[NAMES[0]] for place in ("here", "there"))
    assert key(one) == key(other)


@pytest.mark.parametrize(("status", "severity"), [("draft", "aviso"), ("review", "error")])
def test_limits_are_measured(tmp_path, status, severity):
    long = "# T\n\n" + "Las ciudades actúan juntas cuando una crisis pasa de sus fronteras. " * 150
    texts = TEXTS | {"prediagnosis.es.md": long, "chapters/02-redes.es.md": long}
    bindery = Bindery(tmp_path)
    books, _ = bindery(orders_of(tmp_path / "library", texts, status=status))
    found = [diagnostic for book in books for diagnostic in limits(book)]
    assert [line for line in as_text(found, "es").splitlines() if not line.startswith(" ")] == [
        "cuadernos/11-montevideo-2020/chapters: aviso PDF09: «Capítulos» ocupa 6 páginas; el límite es 2",
        f"cuadernos/11-montevideo-2020/prediagnosis.es.md: {severity} PDF09: «T» ocupa 5 páginas; el límite es 1",
    ]
