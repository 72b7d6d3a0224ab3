"""Files of a pull request: drawings that reach out when they are opened, files that no rule reads, links as folders."""

from __future__ import annotations

import pytest
from imprenta.desk.word_images import as_png
from imprenta.press import open_press
from PIL import EpsImagePlugin

from tests.conftest import Draw

DRAWING = "cuadernos/01-lima-2014/images/plano.svg"
SHAPES = '<path d="M0 0h9v9z"/></svg>'
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'

REACHING = {
    "a style sheet before the drawing": f'<?xml-stylesheet href="https://evil.example/a.css"?>{SVG}{SHAPES}',
    "a style sheet after it": f'{SVG}{SHAPES}<?xml-stylesheet href="https://evil.example/a.css"?>',
    "an image set": f'{SVG}<style>svg{{background:image-set("https://evil.example/a.png" 1x)}}</style>{SHAPES}',
    "an image set of the old name": f"{SVG}<g style=\"mask:-webkit-image-set('https://evil.example/a' 1x)\"/>{SHAPES}",
    "a source": f'{SVG}<style>path{{fill:src("https://evil.example/a.svg#a")}}</style>{SHAPES}',
}


@pytest.mark.parametrize("case", REACHING)
def test_a_drawing_loads_nothing_when_it_is_opened(draw: Draw, case: str) -> None:
    found = open_press(draw({DRAWING: REACHING[case]}).root, "").diagnostics
    assert [(d.code, str(d.place.path)) for d in found] == [("SEC01", DRAWING)]


def test_a_drawing_with_its_own_styles_stays(draw: Draw) -> None:
    kept = f"{SVG}<defs><linearGradient id='g'/></defs><style>path{{fill:url(#g);stroke:#123}}</style>{SHAPES}"
    assert open_press(draw({DRAWING: kept}).root, "").diagnostics == ()


def _repeated(levels: int, times: int) -> str:
    uses = "".join(f'<g id="g{n}">{f"""<use href="#g{n + 1}"/>""" * times}</g>' for n in range(levels))
    return f'{SVG}<defs>{uses}<path id="g{levels}" d="M0 0h1"/></defs><use href="#g0"/></svg>'


ENDLESS = {
    "a thousand million shapes": _repeated(9, 10),
    "a group that repeats itself": f'{SVG}<g id="a"><use href="#a"/></g></svg>',
    "two that repeat each other": f'{SVG}<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g></svg>',
    "a long chain": _repeated(2_000, 1),
}


@pytest.mark.parametrize("case", ENDLESS)
def test_a_drawing_can_be_drawn(draw: Draw, case: str) -> None:
    found = open_press(draw({DRAWING: ENDLESS[case]}).root, "").diagnostics
    assert [(d.code, str(d.place.path), d.values["found"]) for d in found] == [("SEC01", DRAWING, "<use> × ∞")]


def test_a_drawing_may_repeat_its_shapes(draw: Draw) -> None:
    assert open_press(draw({DRAWING: _repeated(3, 9)}).root, "").diagnostics == ()


def test_an_image_of_a_word_file_starts_no_program(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[object] = []
    monkeypatch.setattr(EpsImagePlugin, "Ghostscript", lambda *given, **_: started.append(given))
    script = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\n(/etc/passwd) (r) file\n%%EOF\n"
    assert as_png(script) == b""
    assert started == []


STRANGERS = ("otra.xht", "malo.es.markdown", "malo.mkd", "CNAME", "datos/a.rdf", "a.atom", "a.wasm")


@pytest.mark.parametrize("name", STRANGERS)
def test_docs_holds_pages_and_images_only(draw: Draw, name: str) -> None:
    drawn = draw({f"docs/{name}": "<script xmlns='http://www.w3.org/1999/xhtml'>alert(1)</script>"})
    assert [(d.code, str(d.place)) for d in open_press(drawn.root, "").diagnostics] == [("SEC06", f"docs/{name}")]


@pytest.mark.parametrize("top", ["docs", "cuadernos"])
def test_the_folders_themselves_are_no_links(draw: Draw, top: str) -> None:
    root = draw().root
    (root / top).rename(root / "otra")
    (root / top).symlink_to("otra")
    assert [(d.code, str(d.place)) for d in open_press(root, "").diagnostics] == [("SEC05", top)]
