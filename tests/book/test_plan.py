"""Which books are made, and what stands in each."""

from __future__ import annotations

import pickle
from dataclasses import replace

from tiny_library import TEXTS, orders_of


def test_one_book_per_language_and_edition_that_has_a_text(tmp_path):
    made = orders_of(tmp_path)
    assert [str(order.file) for order in made.values()] == [
        "11-montevideo-2020/cuaderno-11.es.pdf",
        "11-montevideo-2020/cuaderno-11-prediagnosis.es.pdf",
        "11-montevideo-2020/cuaderno-11.en.pdf",
    ]


def test_parts_follow_the_edition_and_documents_share_one(tmp_path):
    order = orders_of(tmp_path)["cuaderno-11.es.pdf"]
    held = [(part.key, part.title, [entry.fragment.document for entry in part.entries]) for part in order.parts]
    assert held == [
        ("chapters", "Capítulos", ["chapters/01-frente", "chapters/02-redes"]),
        ("documents", "Documentos", ["concept-note", "agenda", "prediagnosis"]),
        ("annexes", "Anexos", ["annexes/01-guia"]),
    ]
    assert [entry.label for entry in order.entries] == ["Capítulo 1", "Capítulo 2", "", "", "", "Anexo 1"]
    assert order.sessions == 2


def test_untranslated_documents_are_in_the_cuaderno_only(tmp_path):
    made = orders_of(tmp_path, TEXTS | {"prediagnosis.en.md": "# Pre-diagnosis\n\nText.\n"})
    assert [entry.fragment.translated for entry in made["cuaderno-11.en.pdf"].entries] == [
        True,
        False,
        True,
        False,
        True,
        False,
    ]
    assert all(entry.fragment.translated for entry in made["cuaderno-11-prediagnosis.en.pdf"].entries)


def test_a_limit_is_measured_in_one_book_only(tmp_path):
    made = orders_of(tmp_path)
    assert [part.measured for part in made["cuaderno-11.es.pdf"].parts] == [True, False, False]
    limited = {name: [entry.measured for entry in order.entries if entry.limit] for name, order in made.items()}
    assert limited == {
        "cuaderno-11.es.pdf": [False],
        "cuaderno-11-prediagnosis.es.pdf": [True],
        "cuaderno-11.en.pdf": [False],
    }


def test_announced_volumes_get_no_book(tmp_path):
    assert orders_of(tmp_path, {}, status="announced") == {}


def test_orders_cross_from_process_to_process(tmp_path):
    order = orders_of(tmp_path)["cuaderno-11.es.pdf"]
    assert pickle.loads(pickle.dumps(order)) == order
    assert replace(order, site_url="x").weight == order.weight
