"""The `deliverables` fence: an empty block where the table of `volume.yml`'s deliverables is drawn."""

from __future__ import annotations

from lxml.etree import _Element

from imprenta.diagnostics import Diagnostic, Place, error
from imprenta.fences.context import RenderingContext
from imprenta.fences.markup import element, head, to_html
from imprenta.languages import format_date, format_span
from imprenta.model import Deliverable, DeliverableState, Fence, Frozen, Localized, PartialDate


class Deliverables(Frozen):
    """The body of the fence: nothing."""


def read(fence: Fence, place: Place) -> tuple[Deliverables | None, list[Diagnostic]]:
    """Read the fence; FEN11 where it has a body."""
    if not fence.body.strip():
        return Deliverables(), []
    blank = fence.body[: len(fence.body) - len(fence.body.lstrip())].count("\n")
    return None, [error("FEN11", Place(place.path, fence.line + blank))]


def figures(deliverables: Deliverables) -> dict[str, str]:
    """Return what every translation must have alike: nothing, since all draw the same data."""
    return {}


def render(deliverables: Deliverables, context: RenderingContext) -> str:
    """Return the volume's deliverables against their dates as an HTML table."""
    products = context.volume.metadata.deliverables if context.volume else ()
    words = context.words
    full = any(product.content for product in products)
    limited = any(product.limit for product in products)
    recorded = any(product.state is not DeliverableState.UNRECORDED for product in products)
    columns = [words["deliverables_product"]]
    columns += [words["deliverables_content"]] if full else []
    columns += [words["deliverables_due"]]
    columns += [words["deliverables_limit"]] if limited else []
    columns += [words["deliverables_state"]] if recorded else []
    return to_html(
        element(
            "table",
            element("caption", words["deliverables_caption"]),
            head(*columns),
            element("tbody", *(_row(product, (full, limited, recorded), context) for product in products)),
            class_="deliverables",
        )
    )


def _row(product: Deliverable, columns: tuple[bool, bool, bool], context: RenderingContext) -> _Element:
    words = context.words
    full, limited, recorded = columns
    cells = [element("th", _text(product.product, context), scope="row")]
    if full:
        cells.append(element("td", _text(product.content, context)))
    cells.append(element("td", *_due(product, context)))
    if limited:
        limit = words["deliverables_pages"].format(count=product.limit.pages) if product.limit else "—"
        cells.append(element("td", limit))
    if recorded:
        cells.append(element("td", words[f"deliverables_{product.state}"]))
    return element("tr", *cells, class_=f"deliverable deliverable-{product.state}")


def _text(text: Localized | None, context: RenderingContext) -> str:
    return (text.get(context.language) if text else None) or "—"


def _due(product: Deliverable, context: RenderingContext) -> list[_Element | str]:
    if product.due is None:
        return [_text(product.due_note, context)]
    due = _moment(product.due, context)
    if product.until:
        due = element("span", format_span(product.due, product.until, context.locale))
    note = product.due_note.get(context.language) if product.due_note else None
    return [due, f" ({note})"] if note else [due]


def _moment(date: PartialDate, context: RenderingContext) -> _Element:
    words = format_date(date, context.locale)
    # HTML knows years, months and days, but no quarters.
    return element("span", words) if date.quarter else element("time", words, datetime=str(date))
