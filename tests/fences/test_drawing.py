"""Fences on a page: through Markdown as MkDocs calls it, and through WeasyPrint as the books do."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator
from typing import Any

import imprenta.fences
import pikepdf
import pypdfium2
import pytest
from imprenta.fences import KINDS, InvalidFenceError
from imprenta.fences.context import RenderingContext, current
from markdown import Markdown
from weasyprint import HTML

from tests.fences.conftest import DELIVERABLES, VOLUME

Context = Callable[..., RenderingContext]

BODIES = {
    "agenda": "days:\n  - date: 2018-09-07\n    sessions:\n      - {time: 09:00-09:30, title: A, points: [B]}\n",
    "alliances": "- name: Alianza\n  cities:\n    - {name: Madrid, country: ES}\n    - {name: Quito, country: EC}\n",
    "chart": "# Criterios\nCriterio,Puntos\nTécnica,30\nPrecio,20\n",
    "cycle": "title: Ciclo\nphases:\n  - {name: Preparar, text: Antes}\n  - name: Evaluar\n",
    "deliverables": "",
    "participants": "regions:\n  - name: América\n    members: [Quito]\n",
}


@pytest.fixture
def page(context: Context) -> Iterator[RenderingContext]:
    """Set the context of a page as the handlers do."""
    made = context(volume=VOLUME + DELIVERABLES)
    token = current.set(made)
    yield made
    current.reset(token)


def markdown(source: str) -> str:
    fences = [{"name": name, "class": name, "format": getattr(imprenta.fences, f"{name}_fence")} for name in KINDS]
    settings = {"pymdownx.superfences": {"custom_fences": fences}}
    return str(Markdown(extensions=["pymdownx.superfences", "tables"], extension_configs=settings).convert(source))


def document() -> str:
    return "# Página\n\n" + "\n".join(f"```{name}\n{body}```\n" for name, body in BODIES.items())


def test_every_kind_is_tried_here() -> None:
    assert set(BODIES) == set(KINDS)


@pytest.mark.parametrize("name", sorted(BODIES))
def test_markdown_shows_a_fence_as_it_is_drawn(page: RenderingContext, name: str) -> None:
    html = markdown(f"Antes.\n\n```{name}\n{BODIES[name]}```\n\nDespués.\n")
    assert imprenta.fences.draw(name, BODIES[name].rstrip("\n")) in html
    assert html.startswith("<p>Antes.</p>") and html.endswith("<p>Después.</p>")


def test_wrong_data_stop_the_page_and_are_not_shown_as_code(page: RenderingContext) -> None:
    with pytest.raises(InvalidFenceError, match=r"fence with wrong data: cycle:2: FEN15 \{'count': '1'"):
        markdown("```cycle\ntitle: T\nphases: [{name: A}]\n```\n")


def test_a_fence_without_a_page_is_told() -> None:
    with pytest.raises(InvalidFenceError, match="no page is being rendered"):
        markdown("```cycle\ntitle: T\nphases: [{name: A}, {name: B}]\n```\n")


@pytest.fixture
def pdf(page: RenderingContext, caplog: pytest.LogCaptureFixture) -> Any:
    """The document with every fence as a tagged PDF, laid out in silence."""
    # One long page: a table that is broken is tagged once for each page.
    style = "<style>@page{size:210mm 2000mm}</style>"
    html = f'<html lang="es"><meta charset="utf-8"><title>P</title>{style}<body>{markdown(document())}</body></html>'
    with caplog.at_level(logging.WARNING, "weasyprint"):
        data = HTML(string=html).write_pdf(pdf_variant="pdf/ua-1")
    assert caplog.messages == []
    return data


def tags(data: bytes) -> list[tuple[str, Any]]:
    with pikepdf.open(io.BytesIO(data)) as opened:
        return list(_tags(opened.Root.StructTreeRoot))


def _tags(node: Any) -> Iterator[tuple[str, Any]]:
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield str(kid.S), str(kid.get("/Alt", "")) or len(kid.get("/A", {}).get("/Headers", []))
            yield from _tags(kid)


def test_drawings_are_figures_with_their_titles(pdf: bytes) -> None:
    assert [alt for tag, alt in tags(pdf) if tag == "/Figure"] == ["Criterios", "Ciclo"]


def test_tables_have_captions_and_every_cell_its_two_headers(pdf: bytes) -> None:
    names = [tag for tag, _ in tags(pdf)]
    assert names.count("/Table") == 4
    assert names.count("/Caption") == 6
    assert {headers for tag, headers in tags(pdf) if tag == "/TD"} == {2}


def test_print_shows_the_data_that_the_web_folds_away(pdf: bytes) -> None:
    opened = pypdfium2.PdfDocument(pdf)
    words = " ".join(opened[index].get_textpage().get_text_range() for index in range(len(opened)))
    assert "Datos del gráfico" in words
    assert "Técnica" in words and "30" in words
    assert "9:00–9:30" in words
