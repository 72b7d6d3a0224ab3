"""What a reader can choose volumes by, and which volumes are near to each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from imprenta.languages import strings
from imprenta.model import Collection, Localized, Volume

FACETS = ("theme", "city", "year", "funder", "status")
"""In the order in which the catalogue shows them; each is a name in the address: `?theme=alliances`."""


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a facet: its key in the address, its name, and how many volumes have it."""

    key: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """Something volumes differ in, with the values that occur."""

    key: str
    name: str
    options: tuple[Option, ...]


def traits(collection: Collection, volume: Volume, language: str) -> Mapping[str, Mapping[str, str]]:
    """Return a volume's values by facet: key to name. Keys are the same in every language."""
    metadata, codes = volume.metadata, (language, *collection.metadata.codes)
    workshop = metadata.workshop
    year = str(workshop.start.year) if workshop else str(metadata.year or "")
    default = collection.metadata.default_language
    return {
        "theme": {key: collection.metadata.themes[key].best(*codes) for key in metadata.themes},
        "city": {workshop.city.best(default): workshop.city.best(*codes)} if workshop else {},
        "year": {year: year} if year else {},
        "funder": {
            funder.name.best(default): _short(funder.name, codes) for funder in collection.scheme(volume).funders
        },
        "status": {str(metadata.status): strings(language, "site")[f"status_{metadata.status}"]},
    }


def _short(name: Localized, codes: Iterable[str]) -> str:
    """Return a funder's acronym where its name ends in one, else its name."""
    full = name.best(*codes)
    _, opening, acronym = full.rpartition(" (")
    return acronym.removesuffix(")") if opening else full


def facets(collection: Collection, language: str) -> tuple[Facet, ...]:
    """Return the facets in which volumes differ, their values by name (years: the newest first)."""
    found = [traits(collection, volume, language) for volume in collection.volumes]
    made = (_facet(key, [volume[key] for volume in found], language) for key in FACETS)
    return tuple(facet for facet in made if len(facet.options) > 1)


def _facet(key: str, values: list[Mapping[str, str]], language: str) -> Facet:
    names = {value: name for each in values for value, name in each.items()}
    options = [Option(value, name, sum(value in each for each in values)) for value, name in names.items()]
    if key == "year":
        options.sort(key=lambda option: option.name, reverse=True)
    elif key != "status":
        options.sort(key=lambda option: option.name.casefold())
    return Facet(key, strings(language, "site")[f"facet_{key}"], tuple(options))


def related(collection: Collection, volume: Volume, most: int = 3) -> tuple[Volume, ...]:
    """Return the volumes that share themes or keywords with one, the nearest first."""

    def shared(other: Volume) -> int:
        themes = set(volume.metadata.themes) & set(other.metadata.themes)
        return 2 * len(themes) + len(_keywords(volume) & _keywords(other))

    others = [other for other in collection.volumes if other is not volume and shared(other)]
    return tuple(sorted(others, key=shared, reverse=True)[:most])


def _keywords(volume: Volume) -> set[str]:
    return {word.casefold() for words in volume.metadata.keywords.root.values() for word in words}
