"""What a page is about, for search engines: schema.org in JSON-LD.

The collection is a `BookSeries`, a published volume a `Book` and `Report` in it, a workshop an `EducationEvent`, a
chapter a `Chapter`. Of an announced volume only its workshop is told, of a draft nothing but where its page stands.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from imprenta.citation.record import Contributor, Record, published_languages, record
from imprenta.covers import cover
from imprenta.figures import figure
from imprenta.languages import strings
from imprenta.model import Collection, Document, Part, PartialDate, Status, Volume
from imprenta.urls import page_url

Thing = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Site:
    """What every description needs: the collection, the address of its site (with a closing slash), and the language.

    `books` tells whether this build binds PDFs, so that they may be named.
    """

    collection: Collection
    url: str
    language: str
    books: bool

    def page(self, volume: Volume | None, document: Document | None = None, language: str = "") -> str:
        """Return the absolute address of a page."""
        return self.url + page_url(self.collection, language or self.language, volume, document)

    def name(self) -> str:
        """Return the collection's name."""
        return self.collection.metadata.name.best(self.language, *self.collection.metadata.codes)


def home(site: Site) -> list[Thing]:
    """Describe the home page: the collection and its published volumes."""
    metadata = site.collection.metadata
    volumes = [v for v in site.collection.volumes if site.language in published_languages(site.collection, v)]
    series = _series(site) | {
        "description": metadata.description.best(site.language),
        "inLanguage": list(metadata.codes),
        "license": metadata.licence.url,
        "publisher": _publisher(site),
        "hasPart": [_volume_name(site, volume) for volume in volumes],
    }
    page = {"@type": "CollectionPage", "name": site.name(), "url": site.page(None), "inLanguage": site.language}
    return [page | {"mainEntity": series}]


def landing(site: Site, volume: Volume) -> list[Thing]:
    """Describe a volume's landing page: the volume where it is published, and its workshop unless it is a draft."""
    things = [breadcrumbs(site, volume, None)]
    if site.language in published_languages(site.collection, volume):
        things.append(_book(site, volume))
    elif volume.metadata.status is Status.ANNOUNCED and volume.metadata.workshop:
        things.append(_event(site, volume))
    return things


def text(site: Site, volume: Volume, document: Document) -> list[Thing]:
    """Describe the page of a document: a part of its volume where that is published in this language."""
    things = [breadcrumbs(site, volume, document)]
    published = site.language in published_languages(site.collection, volume)
    if published and site.language in document.translations:
        things.append(_part(site, volume, document) | {"isPartOf": _volume_name(site, volume)})
    return things


def breadcrumbs(site: Site, volume: Volume | None, document: Document | None) -> Thing:
    """Describe the way from the home page to a page."""
    steps = [(site.name(), site.page(None))]
    if volume:
        steps.append((_title(volume, site.language), site.page(volume)))
    if document:
        steps.append((_heading(document, site.language), site.page(volume, document)))
    items = [
        {"@type": "ListItem", "position": number, "name": name, "item": url}
        for number, (name, url) in enumerate(steps, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def script(things: list[Thing]) -> str:
    """Return the text of a `<script type="application/ld+json">`: figures still to be filled in stand as numbers."""
    whole: Thing = {"@context": "https://schema.org", "@graph": things}
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    for sign, escaped in (("&", "\\u0026"), ("<", "\\u003c"), (">", "\\u003e")):
        text = text.replace(sign, escaped)
    return text.replace(f'"{_NUMBER}', "").replace(f'{_NUMBER}"', "")


_NUMBER = "@number@"
"""Stands round a mark that will be a number, whose quotes go."""


def _book(site: Site, volume: Volume) -> Thing:
    about = record(site.collection, volume, site.language, site.url)
    metadata = volume.metadata
    thing: Thing = {
        "@type": ["Book", "Report"],
        "@id": _volume_id(site, volume),
        "name": about.title,
        "url": about.url,
        "author": [_author(author) for author in about.authors],
        "publisher": _publisher(site),
        "datePublished": str(about.year) if about.year else None,
        "creativeWorkStatus": about.status_name or None,
        "inLanguage": site.language,
        "isPartOf": _series(site),
        "position": about.number,
        "reportNumber": str(about.number) if about.number else None,
        "abstract": about.abstract,
        "keywords": list(about.keywords),
        "license": about.licence.url,
        "isbn": about.isbn,
        "sameAs": f"https://doi.org/{about.doi}" if about.doi else None,
        "funder": list(_funders(site, volume)),
        "about": _event(site, volume) if metadata.workshop else None,
        "hasPart": [_part(site, volume, d) for d in volume.everything if site.language in d.translations],
    }
    thing |= _translations(site, volume) | (_file(site, about) if site.books and about.pdf else {})
    return {key: value for key, value in thing.items() if value not in (None, [])}


def _file(site: Site, about: Record) -> Thing:
    """Describe the bound book. Its figures are marks, filled in when the books are there."""
    pdf = about.pdf or ""
    picture = cover(about.volume, site.language).fallback
    return {
        "image": site.url + picture.url,
        "numberOfPages": f"{_NUMBER}{figure(pdf, 'rawpages', site.language)}{_NUMBER}",
        "encoding": {
            "@type": "MediaObject",
            "contentUrl": site.url + pdf,
            "encodingFormat": "application/pdf",
            "inLanguage": site.language,
            "contentSize": figure(pdf, "bytes", site.language) + " B",
            "sha256": figure(pdf, "sha256", site.language),
        },
    }


def _translations(site: Site, volume: Volume) -> Thing:
    """Name the same volume in the other languages: as its translations, or as what it is translated from."""
    source = volume.metadata.source_language
    others = [code for code in published_languages(site.collection, volume) if code != site.language]
    if site.language == source:
        return {"workTranslation": [{"@id": _volume_id(site, volume, code)} for code in others]}
    return {"translationOfWork": {"@id": _volume_id(site, volume, source)}} if source in others else {}


def _part(site: Site, volume: Volume, document: Document) -> Thing:
    thing: Thing = {
        "@type": "Chapter" if document.part is Part.CHAPTER else "CreativeWork",
        "name": _heading(document, site.language),
        "url": site.page(volume, document),
        "inLanguage": site.language,
    }
    return thing | ({"position": document.number} if document.number else {})


def _event(site: Site, volume: Volume) -> Thing:
    workshop = volume.metadata.workshop
    if workshop is None:
        raise ValueError(volume.slug)
    city = workshop.city.best(site.language, volume.metadata.source_language)
    place: Thing = {"@type": "Place", "name": workshop.venue.name if workshop.venue else city}
    place["address"] = {"@type": "PostalAddress", "addressLocality": city, "addressCountry": workshop.country}
    if workshop.coordinates:
        position = workshop.coordinates
        place["geo"] = {"@type": "GeoCoordinates", "latitude": position.latitude, "longitude": position.longitude}
    hosts = [{"@type": "Organization", "name": host.best(site.language)} for host in workshop.hosts]
    name = strings(site.language, "machines")["workshop"].format(city=city, year=workshop.start.year)
    thing: Thing = {
        "@type": "EducationEvent",
        "name": name,
        "startDate": _iso(workshop.start),
        "endDate": _iso(workshop.end or workshop.start),
        "location": place,
        "organizer": hosts or [_publisher(site)],
    }
    return thing


def _iso(date: PartialDate) -> str:
    """Return a date in ISO 8601, which knows no quarters: of these the year alone."""
    return str(date.year) if date.quarter else str(date)


def _series(site: Site) -> Thing:
    return {"@type": "BookSeries", "@id": f"{site.url}#collection", "name": site.name(), "url": site.page(None)}


def _volume_name(site: Site, volume: Volume) -> Thing:
    thing: Thing = {
        "@type": ["Book", "Report"],
        "@id": _volume_id(site, volume),
        "name": _title(volume, site.language),
        "url": site.page(volume),
    }
    return thing | ({"position": volume.metadata.number} if volume.metadata.number else {})


def _volume_id(site: Site, volume: Volume, language: str = "") -> str:
    return site.page(volume, language=language) + "#book"


def _title(volume: Volume, language: str) -> str:
    return volume.metadata.title.best(language, volume.metadata.source_language)


def _heading(document: Document, language: str) -> str:
    text = document.translations.get(language) or next(iter(document.translations.values()))
    return text.title


def _publisher(site: Site) -> Thing:
    publisher = site.collection.metadata.publisher
    thing: Thing = {
        "@type": "Organization",
        "name": publisher.name.best(site.language),
        "alternateName": publisher.short_name,
    }
    return thing | ({"url": publisher.url} if publisher.url else {})


def _author(author: Contributor) -> Thing:
    return {"@type": "Organization" if author.organisation else "Person", "name": author.name}


def _funders(site: Site, volume: Volume) -> Iterator[Thing]:
    for funder in site.collection.scheme(volume).funders:
        thing: Thing = {"@type": "Organization", "name": funder.name.best(site.language)}
        yield thing | ({"url": funder.url} if funder.url else {})
