"""What one process does for one book: lay it out, finish it, read it back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyphen
from bs4 import BeautifulSoup

from imprenta.book import audit, credits, fonts
from imprenta.book.cache import Kept
from imprenta.book.emblems import read_emblem
from imprenta.book.furniture import supports
from imprenta.book.order import BookOrder
from imprenta.book.render import NotBound, Rendered, render
from imprenta.book.wording import to_the_letter
from imprenta.diagnostics import Diagnostic, Place, error


@dataclass(frozen=True, slots=True)
class Done:
    """What became of an order: a finished PDF and what is kept beside it, or neither; and what was found."""

    pdf: bytes | None = None
    kept: Kept | None = None
    problems: tuple[Diagnostic, ...] = ()


def make(order: BookOrder, cache: Path) -> Done:
    """Make a book. Whatever goes wrong becomes a diagnostic: one book must not end the others."""
    try:
        rendered = render(order, cache)
        report = audit.audit(rendered.pdf, _expectations(order, rendered))
    except NotBound as problem:
        return Done(problems=problem.problems)
    except Exception as problem:
        reason = f"{type(problem).__name__}: {problem}"
        return Done(problems=(error("PDF01", Place(order.place), file=order.file, reason=reason),))
    if report.problems:
        return Done(problems=(*rendered.problems, *report.problems))
    kept = Kept(rendered.pages, rendered.parts, report, rendered.problems)
    return Done(rendered.pdf, kept, rendered.problems)


def warm_up(order: BookOrder) -> None:
    """Do once, before the forks, what each process would have to do anew: patterns, dictionaries of hyphenation."""
    BeautifulSoup("<p></p>", "html.parser").select("section > h1, [data-outline]")
    pyphen.Pyphen(lang=pyphen.language_fallback(order.language.code))
    for funder in supports(order):
        to_the_letter(funder.statement)


def _expectations(order: BookOrder, rendered: Rendered) -> audit.Expectations:
    """Return what reading the book back must find."""
    funders = supports(order)
    files = [order.content / funder.emblem.file for funder in order.scheme.funders if funder.emblem]
    return audit.Expectations(
        place=Place(order.place),
        file=str(order.file),
        title=credits.finish_metadata(order).full_title,
        language=order.language.code,
        statements=tuple(funder.statement for funder in funders if funder.statement),
        support_lines=tuple(funder.line for funder in funders if funder.line),
        emblems=tuple(read_emblem(file) for file in files),
        outline=rendered.outline,
        fonts=(fonts.SERIF, fonts.SANS, fonts.EMBLEM),
        pages=rendered.pages,
    )
