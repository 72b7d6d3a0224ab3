"""The rules. Each is a generator `(Collection) -> Iterator[Diagnostic]` whose docstring is the rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

from imprenta.checks import (
    fences,
    footnotes,
    funding,
    glossary,
    headings,
    images,
    links,
    markup,
    parity,
    staleness,
    structure,
    tables,
    translation,
    typography,
    values,
)
from imprenta.diagnostics import Diagnostic
from imprenta.model import Collection
from imprenta.readings import AFRESH, Readings

Rule = Callable[[Collection], Iterator[Diagnostic]]

RULES: tuple[Rule, ...] = (
    structure.required_documents,
    structure.one_number_one_volume,
    structure.one_number_one_chapter,
    structure.announced_without_texts,
    structure.workshop_of_a_workshop_volume,
    structure.names_make_addresses,
    structure.one_address_one_page,
    values.workshop_values,
    values.known_themes,
    values.known_parts_of_editions,
    values.front_matter,
    links.links_lead_somewhere,
    links.links_say_where,
    images.images_are_there,
    images.images_can_be_read,
    funding.schemes_exist,
    funding.schemes_are_whole,
    funding.emblems_exist,
    glossary.terms_are_whole,
    glossary.keys_are_one_terms,
    glossary.names_are_one_terms,
    translation.documents_are_translated,
    translation.volume_texts_are_translated,
    translation.collection_texts_are_translated,
    staleness.translations_are_current,
    staleness.translations_are_recorded,
    staleness.records_have_texts,
    parity.translations_hold_the_same,
    headings.one_title,
    headings.no_skipped_level,
    headings.no_id_twice,
    headings.no_empty_heading,
    headings.headings_share_ids,
    footnotes.notes_and_calls_match,
    tables.tables_have_headers,
    tables.rows_are_whole,
    tables.tables_stand_apart,
    tables.tables_fit_a_page,
    tables.lists_stand_apart,
    typography.texts_follow_their_language,
    typography.metadata_follows_its_language,
    markup.no_acting_html,
    markup.no_acting_links,
    markup.no_acting_metadata,
    *fences.RULES,
)


KEPT = (typography.texts_follow_their_language, parity.translations_hold_the_same)
"""Rules that take longer than all others, and look at the words of a text or two alone."""


def check(collection: Collection, readings: Readings = AFRESH) -> list[Diagnostic]:
    """Return everything that the rules find, in no particular order."""
    fast = (rule(collection) for rule in RULES if rule not in KEPT)
    return [*chain.from_iterable(fast), *chain.from_iterable(rule(collection, readings) for rule in KEPT)]
