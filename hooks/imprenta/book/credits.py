"""What the credits page says, and what the file says of itself: the same facts, once as rows and once as metadata."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from imprenta.book.order import BookOrder
from imprenta.book.xmp import FinishMetadata
from imprenta.languages import country_name, format_span, strings
from imprenta.model import Licence, Localized

LINES = 3
"""Names that stand each on a line of its own; more of them run on."""

SHORT = 34
"""Characters of a title in the running head, where it stands for a number and a city."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the credits: what it tells, and the lines that tell it; a link where they are an address."""

    label: str
    values: tuple[str, ...]
    url: str = ""


def said(text: Localized, order: BookOrder) -> str:
    """Return a text in the book's language, or else in the volume's own."""
    return text.best(order.language.code, order.metadata.source_language)


def place_and_dates(order: BookOrder) -> tuple[str, str]:
    """Return city and country, and the days of the workshop in words; empty where the volume comes from none."""
    workshop = order.metadata.workshop
    if workshop is None:
        return "", ""
    locale = order.language.locale
    place = f"{said(workshop.city, order)}, {country_name(workshop.country, locale)}"
    return place, format_span(workshop.start, workshop.end, locale)


def short_name(order: BookOrder) -> str:
    """Return what the running heads call the volume: `Cuaderno 11 · Montevideo 2020`."""
    words = strings(order.language.code, "book")
    workshop = order.metadata.workshop
    if workshop is None:
        return shortened(said(order.metadata.title, order), SHORT)
    place = f"{said(workshop.city, order)} {workshop.start.year}"
    if order.metadata.number is None:
        return place
    return f"{words['running_volume'].format(number=order.metadata.number)} · {place}"


def shortened(text: str, length: int) -> str:
    """Return `text`, cut between words where it has more characters than `length`."""
    if len(text) <= length:
        return text
    return text[:length].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def web_address(order: BookOrder) -> str:
    """Return the address of the volume's page in the web edition."""
    return order.site_url + order.url


def licence(order: BookOrder) -> Licence:
    """Return the licence of the volume, or else the collection's."""
    return order.metadata.licence or order.collection.licence


def authors(order: BookOrder) -> tuple[str, ...]:
    """Return who wrote the volume; the publisher, where nobody is named."""
    named = tuple(said(author.name, order) for author in order.metadata.authors)
    return named or (said(order.collection.publisher.name, order),)


def citation(order: BookOrder) -> str:
    """Return how the volume wants to be cited, in one line."""
    words = strings(order.language.code, "book")
    number = order.metadata.number
    return words["citation"].format(
        authors="; ".join(authors(order)),
        year=order.metadata.year or "",
        title=edition_title(order),
        collection=said(order.collection.name, order),
        number=words["citation_number"].format(number=number) if number else "",
        publisher=order.collection.publisher.short_name,
        url=web_address(order),
    )


def edition_title(order: BookOrder) -> str:
    """Return the title of the file: the volume's, and what of it the edition holds where that is not all."""
    title = said(order.metadata.title, order)
    return title if order.complete else f"{title}. {said(order.edition.title, order)}"


def rows(order: BookOrder) -> Iterator[Row]:
    """Yield the lines of the credits page, in their order."""
    words = strings(order.language.code, "book")
    metadata = order.metadata
    yield from _workshop_rows(order)
    yield Row(words["authors"], authors(order))
    for credit in metadata.credits:
        names = tuple(said(name, order) for name in credit.names)
        yield Row(said(credit.role, order), names if len(names) <= LINES else ("; ".join(names),))
    publisher = order.collection.publisher
    yield Row(words["publisher"], (f"{publisher.short_name}, {said(publisher.name, order)}",))
    status = words[f"status_name_{metadata.status.value}"]
    yield Row(words["status"], (f"{status}, {metadata.year}" if metadata.year else status,))
    for key, identifier in (("isbn", metadata.isbn), ("doi", metadata.doi)):
        if identifier:
            yield Row(words[key], (identifier,), f"https://doi.org/{identifier}" if key == "doi" else "")
    terms = licence(order)
    yield Row(words["licence"], (words["licence_text"].format(name=said(terms.name, order)),), terms.url)
    yield Row(words["cite"], (citation(order),))
    yield Row(words["web"], (web_address(order),), web_address(order))


def _workshop_rows(order: BookOrder) -> Iterator[Row]:
    workshop = order.metadata.workshop
    if workshop is None:
        return
    words = strings(order.language.code, "book")
    yield Row(words["workshop"], place_and_dates(order))
    if workshop.hosts:
        yield Row(words["hosts"], tuple(said(host, order) for host in workshop.hosts))
    if workshop.venue:
        yield Row(words["venue"], tuple(line for line in (workshop.venue.name, workshop.venue.address) if line))


def finish_metadata(order: BookOrder) -> FinishMetadata:
    """Return what the file says of itself."""
    words = strings(order.language.code, "book")
    metadata, code, terms = order.metadata, order.language.code, licence(order)
    funders = order.scheme.funders
    statements = tuple(text for funder in funders if funder.statement and (text := funder.statement.get(code)))
    identifiers = (
        f"https://doi.org/{metadata.doi}" if metadata.doi else "",
        f"urn:isbn:{metadata.isbn}" if metadata.isbn else "",
        web_address(order),
    )
    return FinishMetadata(
        title=edition_title(order),
        language=code,
        subtitle=said(metadata.subtitle, order) if metadata.subtitle else "",
        authors=authors(order),
        subject=" ".join(said(metadata.abstract, order).split()),
        keywords=metadata.keywords.get(code),
        rights=words["licence_text"].format(name=said(terms.name, order)),
        licence_url=terms.url,
        identifiers=tuple(identifier for identifier in identifiers if identifier),
        publisher=said(order.collection.publisher.name, order),
        date=str(metadata.year) if metadata.year else None,
        status=words[f"status_name_{metadata.status.value}"],
        funding=statements,
    )
