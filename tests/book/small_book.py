"""A small book with everything that a book can hold, laid out by WeasyPrint for real."""

from __future__ import annotations

import tempfile
from pathlib import Path

import weasyprint
from imprenta.book.finish import FinishMetadata, finish
from imprenta.book.fonts import font_faces
from imprenta.book.tagging import write_tagged
from weasyprint.text.fonts import FontConfiguration

FIXTURE = Path(__file__).parent / "fixture"
PARAGRAPH = (
    "<p>La acción internacional de los gobiernos locales pide oficinas que duren más que un mandato, con personas que"
    " conozcan a la vez la administración municipal y las redes de ciudades, y con un presupuesto que no dependa de"
    " cada viaje ni de cada convocatoria.</p>"
)
METADATA = FinishMetadata(
    title="Cuaderno de prueba",
    subtitle="Todo lo que cabe en un libro",
    authors=("AL-LAs",),
    language="es",
    subject="Un libro pequeño con todo lo que cabe en un libro.",
    keywords=("ciudades", "redes"),
    rights="AL-LAs, 2026. Creative Commons Atribución 4.0 Internacional",
    licence_url="https://creativecommons.org/licenses/by/4.0/",
    identifiers=("urn:isbn:9780000000002", "https://example.org/es/11/"),
    publisher="Alianza Euro-Latinoamericana de Cooperación entre Ciudades",
    date="2026",
    status="borrador",
    funding=("Este documento ha sido elaborado con la ayuda financiera de la Unión Europea.",),
)


def lay_out(body: str, css: str = "") -> weasyprint.Document:
    """Lay out a whole HTML document with the fixture's style."""
    fonts = FontConfiguration()
    style = (FIXTURE / "book.css").read_text(encoding="utf-8")
    texts = (font_faces(Path(tempfile.gettempdir()) / "imprenta-fonts"), style, css)
    sheets = [weasyprint.CSS(string=text, base_url=f"{FIXTURE}/", font_config=fonts) for text in texts]
    return weasyprint.HTML(string=body, base_url=str(FIXTURE) + "/").render(stylesheets=sheets, font_config=fonts)


def bind(body: str, metadata: FinishMetadata = METADATA, css: str = "") -> bytes:
    """Lay out, tag and finish."""
    return finish(write_tagged(lay_out(body, css), metadata), metadata)


def source() -> str:
    """Return the fixture's HTML, with enough rows and paragraphs to break pages."""
    rows = "".join(f'<tr><th scope="row">{n}:00</th><td>Sesión {n}</td><td>Sala {n}</td></tr>' for n in range(11, 60))
    text = (FIXTURE / "book.es.html").read_text(encoding="utf-8")
    return text.replace("ROWS", rows).replace("PARAGRAPHS", PARAGRAPH * 16)
