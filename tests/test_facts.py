"""Each fact that the editors wrote down is in its source, and in the text that readers see, in every language.

The sources are shared beside the repository and not part of it: where they are absent, that half is skipped.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.real import RealSite, plain
from tests.sites import REPOSITORY

FACTS = Path(__file__).parent / "facts"
SOURCES = REPOSITORY.parent / "shared" / "sources"

Fact = Mapping[str, str]


def facts() -> list[tuple[str, Fact]]:
    """Return every fact with the slug of its volume."""
    found: list[tuple[str, Fact]] = []
    for file in sorted(FACTS.glob("*.yml")):
        listed = YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))
        texts = [{key: str(value) for key, value in fact.items()} for fact in listed]
        found += [(fact.get("volume", file.stem), fact) for fact in texts]
    return found


ALL = facts()
IDS = [f"{slug}: {fact['fact']}" for slug, fact in ALL]


@cache
def source(name: str) -> str:
    return plain((SOURCES / name).read_text(encoding="utf-8"))


def test_there_are_facts_for_every_volume() -> None:
    volumes = {folder.parent.name for folder in (REPOSITORY / "cuadernos").glob("*/volume.yml")}
    assert {slug for slug, _ in ALL} == volumes


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the sources are not beside the repository")
@pytest.mark.parametrize(("slug", "fact"), ALL, ids=IDS)
def test_the_source_says_so(slug: str, fact: Fact) -> None:
    assert plain(fact["quote"]) in source(fact["source"])


@pytest.mark.slow
@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize(("slug", "fact"), ALL, ids=IDS)
def test_readers_are_told(slug: str, fact: Fact, language: str, real_site: RealSite) -> None:
    url = "" if language == "es" else f"{language}/"
    url += f"{slug}/" if fact["page"] == "volume" else f"{slug}/{fact['page']}/"
    assert plain(fact[language]) in real_site.text(url)
