"""The `alliances` fence: which cities made which alliance, on maps and as the table that says the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml.etree import _Element
from pydantic import Field, RootModel

from imprenta.diagnostics import Diagnostic, Place, error
from imprenta.fences.alliances_drawing import Place as MapPlace
from imprenta.fences.alliances_drawing import maps, sign
from imprenta.fences.context import RenderingContext
from imprenta.fences.markup import element, fill, head, to_html
from imprenta.fences.reading import Reading, read_yaml, settle
from imprenta.languages import country_name, is_country
from imprenta.model import Fence, Frozen


class City(Frozen):
    """A city of an alliance."""

    name: str
    country: str = Field(description="ISO 3166-1 code: UY")
    latitude: float | None = Field(default=None, ge=-90, le=90)
    longitude: float | None = Field(default=None, ge=-180, le=180)


class Alliance(Frozen):
    """Cities that work together."""

    name: str
    year: int | None = Field(default=None, ge=1900, le=2200)
    cities: tuple[City, ...]
    text: str | None = None


class Alliances(RootModel[tuple[Alliance, ...]]):
    """The body of the fence."""

    model_config = {"frozen": True}


def read(fence: Fence, place: Place) -> tuple[Alliances | None, list[Diagnostic]]:
    """Read the fence; beside what `read_yaml` tells, FEN01 and FEN12 to FEN14."""
    reading = read_yaml(Alliances, fence, place)
    alliances = reading.found.model
    return settle(alliances, [*reading.diagnostics, *(_problems(alliances, reading) if alliances else ())])


def _problems(alliances: Alliances, reading: Reading[Alliances]) -> Iterator[Diagnostic]:
    if not alliances.root:
        yield error("FEN01", reading.at(), fence=reading.fence.name)
    for index, alliance in enumerate(alliances.root):
        if len(alliance.cities) < 2:
            yield error("FEN12", reading.at(index, "cities"), name=alliance.name, count=len(alliance.cities))
        for number, city in enumerate(alliance.cities):
            if not is_country(city.country):
                yield error("FEN13", reading.at(index, "cities", number, "country"), found=city.country)
            if (city.latitude is None) != (city.longitude is None):
                yield error("FEN14", reading.at(index, "cities", number), name=city.name)


def figures(alliances: Alliances) -> dict[str, str]:
    """Return what every translation must have alike, by key."""
    told = {"alliances": str(len(alliances.root))}
    for index, alliance in enumerate(alliances.root):
        told[f"{index}.year"] = str(alliance.year or "")
        told[f"{index}.cities"] = str(len(alliance.cities))
        for number, city in enumerate(alliance.cities):
            told[f"{index}.cities.{number}.country"] = city.country
            told[f"{index}.cities.{number}.latitude"] = str(city.latitude)
            told[f"{index}.cities.{number}.longitude"] = str(city.longitude)
    return told


def render(alliances: Alliances, context: RenderingContext) -> str:
    """Return the maps of the cities whose place is known, and the table of all, the cities by country, as HTML."""
    words = context.words
    table = element(
        "table",
        element("caption", words["alliances_caption"]),
        head(words["alliances_name"], words["alliances_cities"]),
        element("tbody", *(_row(index, alliance, context) for index, alliance in enumerate(alliances.root))),
        class_="alliances",
    )
    drawn = _maps(alliances, context)
    if not drawn:
        return to_html(table)
    figure = element("figure", *drawn, class_="alliances-maps")
    return to_html(element("div", figure, table, class_="alliances-drawn"))


def _maps(alliances: Alliances, context: RenderingContext) -> list[_Element]:
    located = [
        (city, MapPlace(city.name, city.latitude, city.longitude, index))
        for index, alliance in enumerate(alliances.root)
        for city in alliance.cities
        if city.latitude is not None and city.longitude is not None
    ]
    countries = {place: city.country for city, place in located}

    def title(part: Sequence[MapPlace]) -> str:
        names = sorted({country_name(countries[place], context.locale) for place in part})
        return context.words["alliances_map"].format(countries=", ".join(names))

    def description(part: Sequence[MapPlace]) -> str:
        lists = {place.alliance: [other.name for other in part if other.alliance == place.alliance] for place in part}
        return "; ".join(f"{alliances.root[index].name}: {', '.join(names)}" for index, names in sorted(lists.items()))

    return maps([place for _, place in located], title, description)


def _row(index: int, alliance: Alliance, context: RenderingContext) -> _Element:
    located = any(city.latitude is not None for city in alliance.cities)
    name: list[_Element | str] = [sign(index), " "] if located else []
    name.append(element("span", alliance.name, class_="alliance-name"))
    if alliance.year:
        name += [" ", element("span", "(", element("time", str(alliance.year), datetime=f"{alliance.year:04}"), ")")]
    countries: dict[str, list[str]] = {}
    for city in alliance.cities:
        countries.setdefault(city.country, []).append(city.name)
    cities = [
        fill(
            context.words["alliances_country"],
            "li",
            country=element("span", country_name(code, context.locale), class_="alliance-country"),
            cities=", ".join(names),
        )
        for code, names in countries.items()
    ]
    text = element("p", alliance.text, class_="alliance-text") if alliance.text else None
    return element("tr", element("th", *name, scope="row"), element("td", element("ul", *cities), text))
