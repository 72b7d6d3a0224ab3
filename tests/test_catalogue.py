"""What readers choose volumes by, in the real collection."""

from __future__ import annotations

from pathlib import Path

import pytest
from imprenta.catalogue import FACETS, facets, related, traits
from imprenta.collection import read_collection
from imprenta.model import Collection, Volume

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def collection() -> Collection:
    found = read_collection(ROOT).collection
    assert found
    return found


def volume(collection: Collection, slug: str) -> Volume:
    return next(volume for volume in collection.volumes if volume.slug == slug)


def test_every_volume_is_found_by_each_of_its_traits(collection: Collection) -> None:
    offered = {facet.key: {option.key: option.count for option in facet.options} for facet in facets(collection, "es")}
    assert tuple(offered) == FACETS
    for key in FACETS:
        for value, count in offered[key].items():
            having = [v for v in collection.volumes if value in traits(collection, v, "es")[key]]
            assert len(having) == count


def test_keys_are_shared_by_the_languages_and_names_are_not(collection: Collection) -> None:
    mexico = volume(collection, "01-mexico-2013")
    spanish, english = traits(collection, mexico, "es"), traits(collection, mexico, "en")
    assert spanish["city"] == {"Ciudad de México": "Ciudad de México"}
    assert english["city"] == {"Ciudad de México": "Mexico City"}
    assert [list(spanish[key]) for key in FACETS] == [list(english[key]) for key in FACETS]


def test_a_funder_goes_by_its_acronym(collection: Collection) -> None:
    funders = traits(collection, volume(collection, "11-montevideo-2020"), "en")["funder"]
    assert list(funders.values()) == ["European Union", "Sida"]


def test_near_volumes_share_a_theme_or_a_keyword(collection: Collection) -> None:
    madrid = volume(collection, "10-madrid-2018")
    near = related(collection, madrid)
    assert near and madrid not in near and len(near) <= 3
    assert near[0].slug in {"metodologia-alianzas", "07-montevideo-2015"}
