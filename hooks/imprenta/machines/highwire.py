"""The `citation_*` tags that Google Scholar and reference managers read on a volume's landing page.

Google Scholar, Inclusion Guidelines for Webmasters; a technical report is one of its kinds.
"""

from __future__ import annotations

from collections.abc import Iterator

from imprenta.citation.record import Record

Tag = tuple[str, str]
"""Name and content of a `<meta>`."""


def highwire(record: Record, site_url: str) -> Iterator[Tag]:
    """Yield the tags of a published volume."""
    yield "citation_title", record.title
    for author in record.authors:
        yield "citation_author", f"{author.family}, {author.given}" if author.family else author.name
    if record.year:
        yield "citation_publication_date", str(record.year)
    yield "citation_technical_report_institution", record.publisher
    if record.number:
        yield "citation_technical_report_number", str(record.number)
    yield "citation_series_title", record.collection
    yield "citation_publisher", record.publisher
    yield "citation_language", record.language
    for keyword in record.keywords:
        yield "citation_keywords", keyword
    if record.isbn:
        yield "citation_isbn", record.isbn
    if record.doi:
        yield "citation_doi", record.doi
    yield "citation_abstract_html_url", record.url
    if record.pdf:
        yield "citation_pdf_url", site_url + record.pdf
