"""Says what was found: diagnostics in words, and the table at the end of a build."""

from __future__ import annotations

import json
import locale
import os
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from imprenta.diagnostics import Diagnostic, Severity
from imprenta.languages import MESSAGES, fallback_language, interface_languages, strings


@cache
def messages(language: str) -> Mapping[str, Mapping[str, str]]:
    """Return the message and the hint of every code in one language."""
    found: dict[str, Mapping[str, str]] = {}
    for file in sorted((MESSAGES / language).glob("diagnostics.*.yml")):
        found.update(strings(language, file.stem))  # type: ignore[arg-type]
    return found


def _words(code: str, language: str) -> Mapping[str, str]:
    # One family at a time: reading all of them takes longer than checking the collection.
    return strings(language, f"diagnostics.{code[:3].lower()}")[code]  # type: ignore[return-value]


def interface_language(wanted: str = "") -> str:
    """Return the language to speak to the person at the terminal: the wanted one, or the locale's."""
    known = interface_languages()
    candidates = [wanted, os.environ.get("LC_ALL", ""), os.environ.get("LC_MESSAGES", ""), os.environ.get("LANG", "")]
    candidates.append(locale.getlocale()[0] or "")
    for candidate in candidates:
        if candidate[:2].lower() in known:
            return candidate[:2].lower()
    return fallback_language()


def message(diagnostic: Diagnostic, language: str) -> str:
    """Return what was found and what was expected."""
    return _words(diagnostic.code, language)["message"].format_map(_values(diagnostic, language))


def hint(diagnostic: Diagnostic, language: str) -> str:
    """Return how to mend it; with a near word, where there is one."""
    words = strings(language, "report")
    text = _words(diagnostic.code, language).get("hint", "").format_map(_values(diagnostic, language))
    near = printable(diagnostic.values.get("near", ""))
    return f"{text} {words['near'].format(near=near)}".strip() if near else text


def _values(diagnostic: Diagnostic, language: str) -> dict[str, str]:
    types = strings(language, "types")
    values = {name: printable(value) for name, value in diagnostic.values.items()}
    if "expected" in values:
        values["expected"] = types.get(values["expected"], values["expected"])
    return values


def printable(text: str) -> str:
    """Return `text` with line breaks and other controls written out: they could forge lines, or drive a terminal."""
    return "".join(f"<U+{ord(c):04X}>" if unicodedata.category(c)[0] == "C" else c for c in text)


def as_text(diagnostics: Iterable[Diagnostic], language: str) -> str:
    """Return one block per diagnostic: `path:line: error CODE: message`, then the hint, indented."""
    words = strings(language, "report")
    blocks = []
    for diagnostic in diagnostics:
        severity = words[diagnostic.severity]
        blocks.append(
            f"{printable(str(diagnostic.place))}: {severity} {diagnostic.code}: {message(diagnostic, language)}"
        )
        if advice := hint(diagnostic, language):
            blocks.append(f"    {advice}")
    return "\n".join(blocks)


def as_json(diagnostics: Iterable[Diagnostic], language: str) -> str:
    """Return the diagnostics as a JSON array, one object each."""
    rows = [
        {
            "path": str(diagnostic.place.path),
            "line": diagnostic.place.line,
            "severity": str(diagnostic.severity),
            "code": diagnostic.code,
            "message": message(diagnostic, language),
            "hint": hint(diagnostic, language),
        }
        for diagnostic in diagnostics
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def as_github(diagnostics: Iterable[Diagnostic], language: str) -> str:
    """Return GitHub workflow commands, which the pull request shows on the lines themselves."""
    lines = []
    for diagnostic in diagnostics:
        body = f"{message(diagnostic, language)} {hint(diagnostic, language)}".strip()
        for raw, escaped in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A")):
            body = body.replace(raw, escaped)
        path = printable(str(diagnostic.place.path))
        for raw, escaped in (("%", "%25"), (":", "%3A"), (",", "%2C")):
            path = path.replace(raw, escaped)
        where = f"file={path}" + (f",line={diagnostic.place.line}" if diagnostic.place.line else "")
        lines.append(f"::{diagnostic.severity} {where},title={diagnostic.code}::{body}")
    return "\n".join(lines)


def summary(diagnostics: Sequence[Diagnostic], language: str) -> str:
    """Return how many errors and warnings there are, in words."""
    words = strings(language, "report")
    errors = sum(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)
    warnings = len(diagnostics) - errors
    return words["summary"].format(errors=errors, warnings=warnings)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return rows as a plain table; columns of figures are set flush right."""
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    numeric = [all(_is_figure(row[column]) for row in rows) for column in range(len(head))]

    def line(cells: Sequence[str]) -> str:
        set_cells = [c.rjust(w) if n else c.ljust(w) for c, w, n in zip(cells, widths, numeric, strict=True)]
        return "  ".join(set_cells).rstrip()

    rule = "  ".join("─" * width for width in widths)
    return "\n".join([line(head), rule, *(line(row) for row in rows)])


def _is_figure(cell: str) -> bool:
    return cell == "–" or cell.split()[0].replace(".", "").isdigit() if cell else True
