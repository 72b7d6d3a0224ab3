"""A text must not act, hide the funders' foot or pass for the press, however the readers of Markdown differ."""

from __future__ import annotations

import re

import pypdfium2
import pytest
from imprenta.checks.acting import acting_html
from imprenta.diagnostics import Severity
from imprenta.fences import KINDS
from imprenta.fragments import CLASS
from imprenta.press import open_press

from tests.conftest import Draw
from tests.sites import REPOSITORY

VOLUME = "cuadernos/01-lima-2014/volume.yml"
NOTE = "cuadernos/01-lima-2014/concept-note.es.md"

RENDERED = {
    "an id that ends the attribute of whoever repeats it": "<h1 id='x\"/onfocus=\"alert(1)'>Nota</h1>",
    "an id with a tag": '<h1 id="x&lt;svg&gt;">Nota</h1>',
    "a style that covers the page": '<a href="x" style="position:fixed;inset:0">x</a>',
    "a style sheet": "<style>.funding{display:none}</style>",
    "a style sheet in a drawing": "<svg><style>.funding{display:none}</style></svg>",
    "a style in a drawing": '<svg style="position:fixed;inset:0"></svg>',
    "a shape that repeats another": '<svg><g id="a"><use href="#a"></use></g></svg>',
    "an image set": '<img alt="x" src="a.png" srcset="a.png 1x, https://evil.example/x.png 2x">',
    "an image by its address alone": r'<img alt="x" src="\\evil.example/x.png">',
    "what the search says of a volume": '<span data-pagefind-meta="status">x</span>',
    "a field": '<p contenteditable="true">x</p>',
}
"""Fragments as Markdown could leave them, whatever the text was."""

MADE = {
    "a fence": '<table class="agenda-day"><tr class="session session-break"><th scope="row"><time datetime="09:30">'
    '9:30</time></th><td style="text-align: right;">1</td></tr></table>',
    "a drawing": '<svg class="cycle-drawing" viewBox="0 0 1 1" width="9" style="max-width:100%" role="img">'
    '<title>T</title><text x="1" fill="currentColor">a</text></svg>',
    "code": '<div class="highlight"><pre><span></span><code><span class="nt">a</span></code></pre></div>',
    "a note": '<p>a<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup></p><div class="footnote"><ol>'
    '<li id="fn:1"><p>b <a class="footnote-backref" href="#fnref:1" title="Jump back">↩</a></p></li></ol></div>',
    "an admonition": '<div class="admonition warning"><p class="admonition-title">Ojo</p></div>',
    "words of another language": '<p>Un <em lang="pt-BR">texto</em> <bdo dir="rtl">x</bdo></p>',
    "a table of an editor": '<table><colgroup><col span="2"></colgroup><tr><th colspan="2">x</th></tr></table>',
    "what opens": "<details open><summary>Más</summary><p>x</p></details>",
}


@pytest.mark.parametrize("case", RENDERED)
def test_a_fragment_is_only_what_markdown_and_fences_make(case: str) -> None:
    assert list(acting_html(RENDERED[case]))


@pytest.mark.parametrize("case", MADE)
def test_what_markdown_and_fences_make_stays(case: str) -> None:
    assert list(acting_html(MADE[case])) == []


HOSTILE = "<script>alert(1)</script>"
UNSEEN = {
    "a title that one reader sees": f"---\ntemplate: board.html\ntitle: '{HOSTILE}'\n---\nUna\nDos\n===\n",
    "metadata without a fence": f"template: partials/content.html\ntitle: `{HOSTILE}`\n===\n\nTexto.\n",
    "metadata after an empty fence": f"---\n---\ntemplate: base.html\ndescription: `{HOSTILE}`\n---\n# Malo\n",
}


@pytest.mark.slow
def test_no_text_chooses_what_the_checks_have_not_read(draw: Draw) -> None:
    names = {f"docs/malo-{number}.es.md": text for number, text in enumerate(UNSEEN.values())}
    drawn = draw(names)
    # Warnings and refusals are both right; what is built must not act.
    for diagnostic in open_press(drawn.root, "").diagnostics:
        if diagnostic.severity is Severity.ERROR:
            names.pop(str(diagnostic.place.path), None)
            (drawn.root / diagnostic.place.path).unlink(missing_ok=True)
    assert names, "nothing left to build: take the refused texts out of the test"
    built = drawn.configure().build()
    assert built.status == 0, built.log
    for name in names:
        page = built.page(name.removeprefix("docs/").removesuffix(".es.md") + "/")
        # As data for search engines it may stand: a browser runs nothing of that.
        assert not page.xpath("//script[contains(., 'alert')][not(@type='application/ld+json')]"), name
        assert page.xpath("//header"), name


def test_classes_of_the_fences_are_known() -> None:
    sources = (REPOSITORY / "hooks/imprenta/fences").glob("*.py")
    given = [names for file in sources for names in re.findall(r'class_="([^"{]+)"', file.read_text("utf-8"))]
    found = set(" ".join(given).split())
    assert found >= set(KINDS) - {"chart"}
    assert [name for name in sorted(found) if not CLASS.fullmatch(name)] == []


def test_a_fence_that_never_ends_is_read_as_html(draw: Draw) -> None:
    drawn = draw({NOTE: "# Nota\n\nTexto.\n\n## Parte {#at-stake}\n\n```\nasí\n\n<p onclick=a()>x</p>\n"})
    found = [(d.code, d.place.line) for d in open_press(drawn.root, "").diagnostics if d.code == "SEC01"]
    assert found == [("SEC01", 7)]


UNSHOWABLE = {"half a pair": "\\ud800", "no character": "\\ufffe", "line separator": "\\u2028", "tag": "\\U000e0041"}


@pytest.mark.parametrize("case", UNSHOWABLE)
def test_no_name_holds_what_no_page_can(draw: Draw, case: str) -> None:
    drawn = draw().replace(VOLUME, "es: Oficinas que duran", f'es: "Oficinas {UNSHOWABLE[case]}que duran"')
    assert [d.code for d in open_press(drawn.root, "").diagnostics] == ["STR22"]


@pytest.mark.slow
def test_names_of_several_lines_are_set_in_one(draw: Draw) -> None:
    drawn = draw()
    for name in ("Oficinas que duran", "Lima", "Municipality of Lima"):
        text = (drawn.root / VOLUME).read_text("utf-8")
        drawn.write({VOLUME: text.replace(name, '"{}"'.format(name.replace(" ", "\\n") + "\\nsegunda"), 1)})
    built = drawn.configure().build()
    assert built.status == 0, built.log


FORGED = """# Nota

Texto.

## Parte {#at-stake}

!!! foot
    Con el apoyo de Zeta.

<div class="foot funding draft">Con el apoyo de Zeta.</div>

*Con el apoyo de Zeta.*{.foot}

Más texto.
"""


@pytest.mark.slow
def test_a_text_cannot_stand_in_the_funders_foot(draw: Draw) -> None:
    built = draw({NOTE: FORGED}).configure().build(books=True)
    assert built.status == 0, built.log
    page = built.page("01-lima-2014/concept-note/")
    assert not page.xpath("//article//*[contains(@class, 'foot ') or @class='foot' or contains(@class, 'funding')]")
    document = pypdfium2.PdfDocument(built.site / "01-lima-2014" / "cuaderno-1.es.pdf")
    said = ["".join(sheet.get_textpage().get_text_range().split()) for sheet in document]
    document.close()
    assert sum(text.count("Zeta") for text in said) == 3
    # In the foot it would stand on every page.
    assert sum("Zeta" in text for text in said) <= 2
