"""Writes the page of the rules, `docs/rules.<language>.md`, from the words of the diagnostics and of `rules.yml`.

`python -m imprenta.desk.rulebook` writes it anew; a test holds it equal to them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from imprenta.collection import PAGES
from imprenta.languages import interface_languages, strings
from imprenta.report import messages

_PLACEHOLDER = re.compile(r"(?<!\{)\{\w+\}(?!\})")
EXAMPLE = "TYP01"
"""The code that the page waives in its example."""


def rulebook(language: str) -> str:
    """Return the page in one language, as Markdown."""
    return "\n".join(_lines(language)).rstrip("\n") + "\n"


def _lines(language: str) -> Iterator[str]:
    book = cast(Mapping[str, Any], strings(language, "rules"))
    page, said = book["page"], messages(language)
    yield from (f"# {page['title']}", "", page["intro"], "")
    yield from (f"## {page['severity_title']} {{#severity}}", "", page["severity"], "")
    yield from (f"## {page['fix_title']} {{#fix}}", "", page["fix"], "", *_code("imprenta check --fix"))
    comment = f"imprenta: {strings(language, 'waivers')['allow']} {EXAMPLE}: {page['reason']}"
    yield from (f"## {page['waive_title']} {{#waive}}", "", page["waive"], "")
    yield from _code(f"<!-- {comment} -->", "markdown")
    yield from _code(f"# {comment}", "yaml")
    for family, words in book["families"].items():
        yield from (f"## {words['title']} ({family}) {{#{family.lower()}}}", "", words["about"], "")
        for code in (code for code in book["codes"] if code.startswith(family)):
            yield from _rule(code, book["codes"][code], said[code], page)


def _rule(code: str, rule: Mapping[str, str], said: Mapping[str, str], page: Mapping[str, str]) -> Iterator[str]:
    yield from (f"### {code} · {rule['title']} {{#{code.lower()}}}", "")
    shown = [f"{code}: {said['message']}", *([f"    {said['hint']}"] if said.get("hint") else [])]
    yield from _code("\n".join(_PLACEHOLDER.sub("…", line).replace("{{", "{").replace("}}", "}") for line in shown))
    yield from (rule["why"], "")
    if "wrong" not in rule:
        yield from (page["press"], "")
        return
    for name in ("wrong", "right"):
        yield from (f"**{page[name]}**", "", *_code(rule[name]))


def _code(text: str, name: str = "text") -> tuple[str, ...]:
    # Four: an example may hold a fence of three.
    return f"````{name}", text, "````", ""


def files(root: Path) -> dict[Path, str]:
    """Return the pages by where they belong under the project's `root`."""
    return {root / PAGES / f"rules.{language}.md": rulebook(language) for language in interface_languages()}


if __name__ == "__main__":
    for file, text in files(Path.cwd()).items():
        file.write_text(text, encoding="utf-8")
