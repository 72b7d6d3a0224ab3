"""Shows the board: as text on a terminal, and as tables on a page of the site for editors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from lxml import html as lxml_html
from lxml.html.builder import E

from imprenta import report
from imprenta.board import Board, Due, Item, VolumeBoard
from imprenta.languages import format_date, format_number, strings
from imprenta.model import Collection, PartialDate, Status
from imprenta.roomtext import scrolling_box
from imprenta.urls import language_prefix, page_url, relative_url

PAGE = "board"
MARK = "<!--board-->"
"""Where the template leaves room: pages are rendered before the books, whose pages the board counts."""

COLUMNS = ("document", "language", "texts", "words", "pages", "limit", "translation")


def as_text(board: Board, collection: Collection, language: str) -> str:
    """Return the board as tables, one per volume."""
    words = strings(language, "board")
    locale = _locale(collection, language)
    blocks = [words["on"].format(date=format_date(board.date, locale))]
    for volume in board.volumes:
        lines = [f"{volume.label.get(language, volume.slug)} — {_standing(volume, language)}"]
        if volume.items:
            rows = [_cells(item, collection, language) for item in volume.items]
            lines.append(report.table([words[column] for column in COLUMNS], rows))
        lines += [f"  {_due_line(due, collection, language)}" for due in volume.deliverables]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def write_board(board: Board, collection: Collection, site: Path) -> None:
    """Fill the board into its page of each language."""
    for code in collection.metadata.codes:
        page = site / language_prefix(collection, code) / PAGE / "index.html"
        if page.is_file():
            text = page.read_text(encoding="utf-8")
            page.write_text(text.replace(MARK, as_html(board, collection, code)), encoding="utf-8")


def as_html(board: Board, collection: Collection, language: str) -> str:
    """Return the board as one section per volume, with a table of its texts and one of its deliverables."""
    words = strings(language, "board")
    date = format_date(board.date, _locale(collection, language))
    pieces = [E.p(words["on"].format(date=date))]
    pieces += [_section(volume, collection, language) for volume in board.volumes]
    return "\n".join(str(lxml_html.tostring(piece, encoding="unicode")) for piece in pieces)


def _section(volume: VolumeBoard, collection: Collection, language: str) -> lxml_html.HtmlElement:
    words = strings(language, "board")
    here = f"{language_prefix(collection, language)}{PAGE}/"
    whole = next(entry for entry in collection.volumes if entry.slug == volume.slug)
    href = relative_url(page_url(collection, language, whole, None), here)
    title = E.h2(E.a(volume.label.get(language, volume.slug), href=href), id=volume.slug)
    section = E.section(title, E.p(_standing(volume, language)), {"class": "board"})
    if volume.items:
        head = E.tr(*(E.th(words[column], scope="col") for column in COLUMNS))
        rows = [_row(item, collection, language) for item in volume.items]
        section.append(_table(words["texts_caption"], volume, language, head, rows))
    if volume.deliverables:
        head = E.tr(*(E.th(words[key], scope="col") for key in ("product", "due", "state")))
        rows = [_due_row(due, collection, language) for due in volume.deliverables]
        section.append(_table(words["deliverables_caption"], volume, language, head, rows))
    return section


def _table(
    caption: str, volume: VolumeBoard, language: str, head: lxml_html.HtmlElement, rows: Sequence[lxml_html.HtmlElement]
) -> lxml_html.HtmlElement:
    box = scrolling_box(f"{caption}: {volume.label.get(language, volume.slug)}", "wide")
    box.append(E.table(E.caption(caption), E.thead(head), E.tbody(*rows)))
    return box


def _row(item: Item, collection: Collection, language: str) -> lxml_html.HtmlElement:
    first, *others = _cells(item, collection, language)
    classes = ["board__too-long"] if item.too_long else []
    classes.append(f"board__{item.translation}")
    return E.tr(E.th(first, scope="row"), *(E.td(cell) for cell in others), {"class": " ".join(classes)})


def _due_row(due: Due, collection: Collection, language: str) -> lxml_html.HtmlElement:
    product, date, state = _due_cells(due, collection, language)
    return E.tr(E.th(product, scope="row"), E.td(date), E.td(state), {"class": f"board__{due.urgency}"})


def _locale(collection: Collection, language: str) -> str:
    """Return the locale of a language; the collection's first where the press speaks one that it has not."""
    metadata = collection.metadata
    code = language if language in metadata.codes else metadata.default_language
    return metadata.language(code).locale


def _standing(volume: VolumeBoard, language: str) -> str:
    site, words = strings(language, "site"), strings(language, "board")
    status = site[f"status_{volume.status}"].lower()
    if volume.status is Status.ANNOUNCED and not volume.errors + volume.warnings:
        return status
    return words["standing"].format(status=status, errors=volume.errors, warnings=volume.warnings)


def _cells(item: Item, collection: Collection, language: str) -> list[str]:
    words = strings(language, "board")
    locale = _locale(collection, language)
    if not item.texts:
        state = words["absent"]
        return [_title(item, collection, language), item.language, "–", "–", "–", _limit(item, words), state]
    pages = format_number(item.pages or 0, locale)
    marked = words["too_long"].format(pages=pages) if item.too_long else pages
    return [
        _title(item, collection, language),
        item.language,
        str(item.texts) if item.texts == item.expected else words["of"].format(count=item.texts, all=item.expected),
        format_number(item.words, locale),
        f"≈ {marked}" if item.estimated else marked,
        _limit(item, words),
        words[f"translation_{item.translation}"],
    ]


def _title(item: Item, collection: Collection, language: str) -> str:
    return item.title.best(language, *collection.metadata.codes)


def _limit(item: Item, words: Mapping[str, str]) -> str:
    if item.limit is None:
        return "–"
    return words["limit_hard" if item.hard else "limit_soft"].format(pages=item.limit)


def _due_line(due: Due, collection: Collection, language: str) -> str:
    product, date, state = _due_cells(due, collection, language)
    return "  ".join(filter(None, (f"{product}:", date, state)))


def _due_cells(due: Due, collection: Collection, language: str) -> Iterator[str]:
    words = strings(language, "board")
    codes = collection.metadata.codes
    note = due.note.best(language, *codes) if due.note else ""
    product = due.product.best(language, *codes)
    yield f"{product} ({note})" if note else product
    yield due.due and _date(due.due, _locale(collection, language))
    if due.urgency == "done":
        yield words[f"state_{due.state}"]
    else:
        yield words[due.urgency].format(days=abs(due.days or 0))


def _date(written: str, locale: str) -> str:
    return format_date(PartialDate.model_validate(written), locale)
