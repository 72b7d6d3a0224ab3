"""Lines are broken where WeasyPrint breaks them, and no word is left alone before a link."""

from __future__ import annotations

import random
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from typing import Any
from unittest import mock

import pytest
import weasyprint
from imprenta.book import linebreak
from imprenta.book.linebreak import shaped_once
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text.fonts import FontConfiguration

BEFORE_A_LINK = (
    "between regions is a reasonable hypothesis that is seldom documented. The <a>fourth chapter</a> suggests."
)
STYLE = """
@page { size: 900px 1000000px }
p { font: 14px sans-serif; margin: 0; hyphens: auto; hyphenate-character: "-"; hyphenate-limit-zone: 18px }
.spaced { letter-spacing: -.006em } .cell { overflow-wrap: anywhere; hyphenate-limit-chars: 10 4 4 }
"""
WORDS = {
    "es": "la ciudad internacionalización, cooperación «descentralizada» y políticas; 1 234 habitantes: municipio — "
    "así, euro-latinoamericana ¿gobernanza? acción/acciones agenda 2030 (multilateralismo) de los gobiernos locales",
    "en": "the city’s internationalisation, decentralised co-operation and policies; 1,234 inhabitants: office — thus "
    "Euro-Latin-American “governance”? and/or agenda 2030 (multilateralism) of the local governments affiliated",
}


def paragraphs(html: str, context: AbstractContextManager[object]) -> list[list[tuple[str, float]]]:
    """Return the lines of each paragraph with their widths, as laid out in `context`."""
    with context:
        document = weasyprint.HTML(string=html).render(
            stylesheets=[weasyprint.CSS(string=STYLE)], font_config=FontConfiguration()
        )
    boxes_of_paragraphs = (box for box in document.pages[0]._page_box.descendants() if box.element_tag == "p")
    return [
        [("".join(text.text for text in texts(line)), line.width) for line in box.children]
        for box in boxes_of_paragraphs
        if isinstance(box, boxes.BlockBox)
    ]


def texts(line: Any) -> list[Any]:
    return [box for box in line.descendants() if isinstance(box, boxes.TextBox)]


def at_many_widths(text: str, widths: Iterable[int], attributes: str = "") -> str:
    """Return paragraphs of the same text in widths given in tenths of a pixel."""
    return "".join(f'<p {attributes} style="width: {width / 10}px">{text}</p>' for width in widths)


@pytest.mark.parametrize(("context", "lonely"), [(nullcontext(), {"between"}), (shaped_once(), set())])
def test_a_word_is_left_alone_only_where_nobody_mends(context, lonely):
    found = paragraphs(at_many_widths(BEFORE_A_LINK, range(4000, 6000, 12)), context)
    assert {line.strip() for lines in found for line, _ in lines[:-1] if " " not in line.strip()} == lonely


@pytest.mark.parametrize("attributes", ["", "class=spaced", "class=cell"])
@pytest.mark.parametrize("language", WORDS)
def test_lines_are_broken_where_weasyprint_breaks_them(language, attributes):
    dice = random.Random(language)
    widths, html = range(2000, 4600, 173), ""
    for _ in range(12):
        text = " ".join(dice.choices(WORDS[language].split(), k=45))
        html += at_many_widths(text, widths, f"lang={language} {attributes}")
    theirs, ours = paragraphs(html, nullcontext()), paragraphs(html, shaped_once())
    assert len(theirs) == len(ours) == 12 * len(widths)
    fuller = [better(*pair, width / 10) for *pair, width in zip(theirs, ours, [*widths] * 12, strict=True)]
    # Where WeasyPrint divides a last word, gives up a hyphen that fits, or puts one that does not.
    assert all(fuller) and sum(lines not in ("same", "whole") for lines in fuller) <= 5
    assert "whole" in fuller


def better(theirs: list[tuple[str, float]], ours: list[tuple[str, float]], width: float) -> str:
    """Tell in what our first other line is better; an empty word: in nothing."""
    for (their_text, their_width), (our_text, our_width) in zip(theirs, ours, strict=False):
        assert our_width <= width + 0.01
        if their_text != our_text:
            if their_text is theirs[-2][0] and " " not in theirs[-1][0] + ours[-1][0]:
                return "whole"
            if len(our_text) > len(their_text):
                return "fuller"
            return "inside" if their_width > width or their_text.endswith("-") else ""
        # The space between the last letter and what the next line begins with is still in ours.
        if abs(their_width - our_width) > 0.4:
            return ""
    return "same"


def test_the_last_word_is_never_divided():
    text = "Las ciudades actúan juntas cuando hay multilateralismo."
    found = paragraphs(at_many_widths(text, range(2000, 3600, 20), "lang=es"), shaped_once())
    assert {lines[-1][0].split(" ")[-1] for lines in found} == {"multilateralismo."}


def test_what_divides_a_text_otherwise_is_left_to_weasyprint():
    texts = (
        "a\u00adpenas multi\u00adlateralismo " * 9,
        "uno <em>dos</em> שלום עולם tres " * 9,
        "x" * 300,
        "漢字 y texto " * 20,
    )
    html = "".join(at_many_widths(text, range(900, 3000, 333), "lang=es") for text in texts)
    ours, theirs = paragraphs(html, shaped_once()), paragraphs(html, nullcontext())
    assert [[text for text, _ in lines] for lines in ours] == [[text for text, _ in lines] for lines in theirs]


def test_a_very_long_text_is_not_kept_over_and_over():
    breaker = linebreak._Breaker(inline.split_first_line)
    text = f'<p style="width: 300px">{"palabra corta " * 4000}</p>'
    with mock.patch.object(inline, "split_first_line", breaker.split_first_line):
        assert len(paragraphs(text, nullcontext())[0]) > 900
    kept = [shaped for manner in breaker._manners.values() for shaped in manner._recent]
    assert sum(len(shaped.text) for shaped in kept) < 2 * len(text)
