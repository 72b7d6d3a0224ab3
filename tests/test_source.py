"""A Markdown file, read once, with the line of everything."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest
from imprenta.model import Heading, Link, Text
from imprenta.source import MAX_BYTES, read_text

from tests.hanging import no_longer_than

PATH = PurePosixPath("cuadernos/01-a/agenda.es.md")


def read(tmp_path: Path, source: str | bytes) -> tuple[Text | None, list[tuple[str, int | None]]]:
    file = tmp_path / "agenda.es.md"
    file.write_bytes(source if isinstance(source, bytes) else source.encode("utf-8"))
    text, problems = read_text(file, PATH)
    return text, [(problem.code, problem.place.line) for problem in problems]


def text(tmp_path: Path, source: str | bytes) -> Text:
    found, problems = read(tmp_path, source)
    assert found and not problems
    return found


def test_headings(tmp_path: Path) -> None:
    found = text(
        tmp_path, "# Uno *dos* `tres`\n\n## Cuatro {#four}\n\nCinco\n-----\n\n### Seis {.a #six lang=pt} ###\n"
    )
    assert found.headings == (
        Heading(1, "Uno dos tres", "", 1),
        Heading(2, "Cuatro", "four", 3),
        Heading(2, "Cinco", "", 5),
        Heading(3, "Seis", "six", 8),
    )
    assert found.title == "Uno dos tres"


def test_lines_after_front_matter(tmp_path: Path) -> None:
    found = text(tmp_path, "---\ndescription: x\n---\n\n# Uno\n\nDos\n[tres](a.md)\n")
    assert (found.body_line, found.headings[0].line, found.links[0]) == (4, 5, Link("a.md", "tres", 8))
    assert found.front_matter == {"description": "x"}


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_ends_of_other_systems(tmp_path: Path, ending: str) -> None:
    found = text(
        tmp_path, f"\ufeff---{ending}description: x{ending}---{ending}# Uno{ending}{ending}[dos](a.md){ending}"
    )
    assert (found.headings[0].line, found.links[0].line, found.front_matter) == (4, 6, {"description": "x"})


def test_links_and_images(tmp_path: Path) -> None:
    source = (
        '# T\n\n[uno](a.md "título") y\n![dos *tres*](b.png) y [cuatro][r]\n\n- [cinco](<c d.md>)\n\n| a |\n| - |\n'
        "| [seis](e.md) |\n\n!!! note\n    [siete](f.md)\n\nx[^1]\n\n[^1]: [ocho](g.md)\n\n[r]: d.md\n"
    )
    found = text(tmp_path, source)
    assert [(link.target, link.text, link.line) for link in found.links] == [
        ("a.md", "uno", 3),
        ("d.md", "cuatro", 4),
        ("c%20d.md", "cinco", 6),
        ("e.md", "seis", 10),
        ("f.md", "siete", 13),
        ("g.md", "ocho", 17),
    ]
    assert [(image.target, image.line) for image in found.images] == [("b.png", 4)]


def test_fences(tmp_path: Path) -> None:
    found = text(
        tmp_path,
        "# T\n\n```agenda\ndays:\n```\n\n~~~ {.python}\n[x](y.md)\n~~~\n\n- a\n\n    ```chart\n    1\n    ```\n",
    )
    assert [(fence.name, fence.body, fence.line) for fence in found.fences] == [
        ("agenda", "days:\n", 4),
        ("python", "[x](y.md)\n", 8),
        ("chart", "1\n", 14),
    ]
    assert found.links == ()


def test_raw_html_and_attributes(tmp_path: Path) -> None:
    found = text(tmp_path, "# T {#t}\n\n<div>\nx\n</div>\n\ny <kbd>z</kbd> *a*{lang=pt}\n")
    assert [(piece.text.strip(), piece.line) for piece in found.html] == [
        ("<div>\nx\n</div>", 3),
        ("<kbd>", 7),
        ("</kbd>", 7),
    ]
    assert [(piece.text, piece.line) for piece in found.attributes] == [("{#t}", 1), ("{lang=pt}", 7)]


def test_words(tmp_path: Path) -> None:
    assert (
        text(
            tmp_path, "# Uno dos {#x}\n\nLas ciudades-red, *tres*{lang=pt}: 12 345.\n\n```chart\nno se lee\n```\n"
        ).words
        == 7
    )


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (b"# a\n\nb \xf3\n", [("STR01", 3)]),
        ("# a".encode("utf-16"), [("STR01", 1)]),
        ("", [("STR04", None)]),
        ("---\ndescription: x\n---\n", [("STR04", None)]),
        ("# a\n\nb\x00c\n", [("STR22", 3)]),
        ("# a\n" + "x" * MAX_BYTES, [("STR03", None)]),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, source: str | bytes, expected: list[tuple[str, int | None]]) -> None:
    assert read(tmp_path, source)[1] == expected


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    found, problems = read_text(tmp_path / "nothing.es.md", PATH)
    assert found is None and [problem.code for problem in problems] == ["STR02"]


HOSTILE = {
    "brackets": "[" * 50_000,
    "images": "![" * 15_000,
    "links in links": "[a](" * 20_000,
    "tags never closed": "<a " * 30_000,
    "backticks": "".join("`" * n + " " for n in range(300)),
    "notes": "[^1] " * 10_000 + "\n\n[^1]: x",
    "hashes in an id": "# {" + "#" * 50_000,
    "spaces in a heading": "# a" + " " * 50_000 + "b",
    "quotes in quotes": "> " * 5_000 + "a",
    "lists in lists": "\n".join("    " * n + "- a" for n in range(300)),
    "lists on one line": "- " * 5_000,
    "emphasis": "*a **b " * 20_000,
    "braces": "a{" * 20_000,
    "a wide table": "|" * 5_000 + "\n" + "|-" * 5_000 + "|\n" + ("|a" * 5_000 + "\n") * 5,
    "many definitions": "\n".join(f"[a{n}]: b" for n in range(10_000)),
    "entities": "&" * 50_000,
    "a word": "a" * 500_000,
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_markdown_ends_soon(tmp_path: Path, case: str) -> None:
    """What is let through can be rendered by the site's own parser in a bounded time, too."""
    import markdown

    with no_longer_than(10):
        found, problems = read(tmp_path, f"# T\n\n{HOSTILE[case]}\n")
    assert all(code in {"STR20", "STR21"} for code, _ in problems)
    if found:
        with no_longer_than(20):
            markdown.markdown(found.source, extensions=["admonition", "attr_list", "footnotes", "tables", "toc"])
