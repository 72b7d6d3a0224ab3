"""Citations in three styles, whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from citeproc import SCHEMA_PATH
from imprenta.citation import styles
from imprenta.citation.record import record, records
from imprenta.citation.styles import STYLES, plain, rendered
from imprenta.citation.view import citation_view
from lxml import etree

from tests.machines.tiny import FINAL, SITE, collection

TITLE = "<i>Redes &lt;y&gt; «alianzas» &amp; retos_1. Una propuesta</i>"
SERIES = "Cuadernos &amp; ciudades, n.º 1"
FOUND_AT = "https://doi.org/10.1234/abc"
EXPECTED = {
    "apa": f"Pérez Soto, A., &amp; Red de Ciudades. (2024). {TITLE} ({SERIES}). AL-LAs. {FOUND_AT}",
    "chicago": f"Pérez Soto, Ana, y Red de Ciudades. {TITLE}. {SERIES}. AL-LAs, 2024. {FOUND_AT}",
    "iso690": f"Pérez Soto, Ana y Red de Ciudades. {TITLE} [en línea]. AL-LAs, 2024. {SERIES}. "
    f"ISBN 978-84-0000-000-0. Disponible en: {FOUND_AT}",
}

REVIEW = {
    "apa": "AL-LAs (Alianza). (2026). <i>Oficinas</i> (Cuadernos &amp; ciudades, n.º 2) [Edición de trabajo]. "
    "https://example.org/cuadernos/02-quito/",
    "chicago": "AL-LAs (Alianza). <i>Oficinas</i>. Edición de trabajo. Cuadernos &amp; ciudades, n.º 2. AL-LAs, 2026. "
    "https://example.org/cuadernos/02-quito/",
    "iso690": "AL-LAs (Alianza). <i>Oficinas</i> [en línea]. Edición de trabajo. AL-LAs, 2026. "
    "Cuadernos &amp; ciudades, n.º 2. Disponible en: https://example.org/cuadernos/02-quito/",
}


def test_a_final_volume_with_a_person_and_an_organisation(tmp_path: Path) -> None:
    made = collection(tmp_path)
    assert rendered(record(made, made.volumes[0], "es", SITE), made.metadata.language("es")) == EXPECTED


def test_a_review_says_that_it_is_a_working_edition_and_names_its_publisher_once_in_apa(tmp_path: Path) -> None:
    made = collection(tmp_path)
    assert rendered(record(made, made.volumes[1], "es", SITE), made.metadata.language("es")) == REVIEW


def test_english_joins_title_and_subtitle_with_a_colon_and_numbers_in_english(tmp_path: Path) -> None:
    made = collection(tmp_path)
    found = rendered(record(made, made.volumes[0], "en", SITE), made.metadata.language("en"))["chicago"]
    assert found == (
        "Pérez Soto, Ana, and City Network. <i>Networks &lt;and&gt; alliances &amp; challenges_1: A proposal</i>. "
        "Notebooks &amp; cities, no. 1. AL-LAs, 2024. https://doi.org/10.1234/abc"
    )


def test_without_a_year_the_citation_says_so(tmp_path: Path) -> None:
    made = collection(tmp_path, {"01-mexico/volume.yml": FINAL.replace("year: 2024\n", "")})
    found = rendered(record(made, made.volumes[0], "en", SITE), made.metadata.language("en"))
    assert "(n.d.)" in found["apa"]
    assert "AL-LAs, n.d." in found["iso690"]


def test_no_draft_and_no_announced_volume_has_a_record(tmp_path: Path) -> None:
    made = collection(tmp_path)
    assert [found.volume for found in records(made, "es", SITE)] == ["02-quito", "01-mexico"]
    assert [found.volume for found in records(made, "en", SITE)] == ["01-mexico"]


def test_the_view_has_words_alone_for_the_clipboard(tmp_path: Path) -> None:
    made = collection(tmp_path)
    view = citation_view(record(made, made.volumes[0], "es", SITE), made.metadata.language("es"), "en")
    assert [style.name for style in view.styles] == ["APA", "Chicago", "ISO 690"]
    assert view.styles[0].text.startswith("Pérez Soto, A., & Red de Ciudades. (2024). Redes <y> «alianzas» & retos_1.")
    assert view.words["cite"] == "How to cite"
    assert [export.url for export in view.exports] == [
        "01-mexico/cuaderno-1.es.bib",
        "01-mexico/cuaderno-1.es.ris",
        "01-mexico/cuaderno-1.es.csl.json",
    ]


def test_markup_goes_from_what_is_copied() -> None:
    assert plain("A. <i>B &amp; C</i>. D") == "A. B & C. D"


@pytest.mark.parametrize("style", STYLES)
def test_every_style_is_valid_csl(style: str) -> None:
    schema = etree.RelaxNG(etree.parse(SCHEMA_PATH))
    path = Path(styles.__file__).parent / "styles" / f"{style}.csl"
    assert schema.validate(etree.parse(str(path))), schema.error_log


def test_a_locale_without_terms_of_its_own_borrows_those_of_its_language() -> None:
    assert styles._known("es-UY").startswith("es-")
    assert styles._known("qaa") == "en-US"
