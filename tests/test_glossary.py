"""The glossary: first uses lead to their explanation, and nothing else of a text changes."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from imprenta.collection import read_collection
from imprenta.glossary import Names, explained, explained_terms, linked, names
from imprenta.model import Collection, Glossary
from lxml import html

ROOT = Path(__file__).parents[1]

GLOSSARY = Glossary.model_validate(
    {
        "terms": [
            {
                "key": "city-network",
                "term": {"es": "red de ciudades", "en": "city network"},
                "definition": {"es": "Una red.", "en": "A network."},
                "forms": {"es": ["redes de ciudades"]},
            },
            {
                "key": "network",
                "term": {"es": "red", "en": "network"},
                "definition": {"es": "Más corto.", "en": "Shorter."},
            },
            {
                "key": "aci",
                "term": {"es": "ACI", "en": "ACI"},
                "definition": {"es": "Una agencia.", "en": "An agency."},
                "also": {"es": ["Agencia de Cooperación"]},
            },
            {
                "key": "area",
                "term": {"es": "ámbito", "en": "area"},
                "definition": {"es": "Un lugar.", "en": "A place."},
            },
        ]
    }
)


def found(language: str = "es") -> Names:
    made = names(GLOSSARY, language)
    assert made is not None
    return made


def shown(fragment: str, language: str = "es") -> list[tuple[str, str]]:
    """Return words and key of each link that is made; all the rest must stay as it is."""
    after = linked(fragment, found(language), language, lambda key: f"g/#{key}")
    before_text = html.fragment_fromstring(fragment, create_parent="div").text_content()
    tree = html.fragment_fromstring(after, create_parent="div")
    assert tree.text_content() == before_text
    links = [(a.text, a.get("href").partition("#")[2]) for a in tree.xpath(".//a[@class='term']")]
    for anchor in tree.xpath(".//a[@class='term']"):
        anchor.drop_tag()
    assert html.tostring(tree) == html.tostring(html.fragment_fromstring(fragment, create_parent="div"))
    return links


@pytest.mark.parametrize(
    ("fragment", "links"),
    [
        ("<p>Una red de ciudades.</p>", [("red de ciudades", "city-network")]),
        ("<p>Una red y una red de ciudades.</p>", [("red", "network"), ("red de ciudades", "city-network")]),
        ("<p>Red de ciudades</p><p>red de ciudades</p>", [("Red de ciudades", "city-network")]),
        ("<p>Las redes\nde ciudades, una red de ciudades</p>", [("redes\nde ciudades", "city-network")]),
        ("<p>La ACI y la aci; la Agencia de Cooperación</p>", [("ACI", "aci")]),
        ("<p>enredo, redes, pared, red-ado</p>", []),
        ("<p>red-social; <b>red</b></p>", [("red", "network")]),
        ("<p>Ámbito y ámbitos</p>", [("Ámbito", "area")]),
        ("<p>x <b>red</b> y <i>y</i> una ACI, fin</p>", [("red", "network"), ("ACI", "aci")]),
        ("red<p>nada</p>ACI", [("red", "network"), ("ACI", "aci")]),
        ("<p>a &lt;red&gt; &amp; b</p>", [("red", "network")]),
    ],
)
def test_the_first_use_of_a_term_is_linked(fragment: str, links: list[tuple[str, str]]) -> None:
    assert shown(fragment) == links


@pytest.mark.parametrize(
    "fragment",
    [
        '<h2 id="red">La red</h2>',
        '<p><a href="x">una red</a></p>',
        "<p><code>red</code> <em>La red</em></p>",
        "<pre>red</pre>",
        '<p><span lang="pt">red</span></p>',
        '<div class="agenda"><table><tr><td>red</td></tr></table></div>',
        '<table class="alliances"><tr><td>red</td></tr></table>',
        '<div class="footnote"><ol><li><p>red</p></li></ol></div>',
        "<svg><text>red</text></svg>",
        "<table><tr><th>red</th></tr></table>",
        "<!-- red -->",
    ],
)
def test_what_is_no_prose_is_left_alone(fragment: str) -> None:
    assert linked(fragment, found(), "es", str) == fragment


def test_words_after_what_is_left_alone_are_prose_again() -> None:
    assert shown('<p><span lang="pt">red</span> y red</p>') == [("red", "network")]
    assert shown("<p><code>red</code> red</p>") == [("red", "network")]


def test_each_language_has_its_names() -> None:
    assert shown("<p>A network, a red</p>", "en") == [("network", "network")]
    assert names(GLOSSARY, "fr") is None


def test_terms_stand_in_the_alphabet_without_regard_to_accents(real: Collection) -> None:
    for language in real.metadata.codes:
        terms = explained_terms(real, language)
        assert len(terms) == len(real.glossary.terms) == 30
        firsts = [term.name[0].casefold().translate(str.maketrans("áéíóú", "aeiou")) for term in terms]
        assert firsts == sorted(firsts)


@pytest.fixture(scope="module")
def real() -> Collection:
    reading = read_collection(ROOT)
    assert reading.collection is not None
    return reading.collection


def test_a_page_leads_to_the_glossary_of_its_language(real: Collection) -> None:
    made = names(real.glossary, "en")
    page = explained(real, made, "<p>A city network.</p>", "en", "en/10-madrid-2018/chapters/01-x/")
    assert page == '<p>A <a class="term" href="../../../glossary/#city-network">city network</a>.</p>'
    assert explained(real, made, "<p>A city network.</p>", "en", "en/glossary/") == "<p>A city network.</p>"


def test_time_grows_with_the_page_and_no_faster(real: Collection) -> None:
    made = names(real.glossary, "es")
    assert made is not None
    words = "<p>El gobierno local atiende su acción y trata de una <b>alianza</b> que no siempre existe.</p>" * 240
    end = "<p>Una red de ciudades y un hermanamiento.</p>"
    short, long = (min(_timed(words * times + end, made) for _ in range(5)) for times in (1, 8))
    assert long < 24 * short


def _timed(page: str, made: Names) -> float:
    start = time.process_time()
    assert "term" in linked(page, made, "es", str)
    return time.process_time() - start
