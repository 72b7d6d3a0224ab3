"""The command `imprenta`: what an editor does outside the site's build.

Exit status: 0 all is well, 1 errors were found in the texts, 2 the command could not do what was asked.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from imprenta import report
from imprenta.collection import CONTENT
from imprenta.diagnostics import Diagnostic, Severity
from imprenta.languages import interface_languages, strings
from imprenta.press import open_press

FORMATS: dict[str, Callable[[Sequence[Diagnostic], str], str]] = {
    "text": report.as_text,
    "json": report.as_json,
    "github": report.as_github,
}


class NotPossibleError(Exception):
    """The command cannot do what was asked; its words are for the person who asked."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status."""
    arguments = sys.argv[1:] if arguments is None else arguments
    language = _wanted_language(arguments)
    options = _parser(language).parse_args(arguments)
    try:
        return int(options.run(options, report.interface_language(options.lang)))
    except NotPossibleError as problem:
        print(f"imprenta: {problem}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 2


def _wanted_language(arguments: Sequence[str]) -> str:
    """Find `--lang` before parsing: the help itself is in that language."""
    finder = argparse.ArgumentParser(add_help=False)
    finder.add_argument("--lang", default="")
    return report.interface_language(finder.parse_known_args(arguments)[0].lang)


def _parser(language: str) -> argparse.ArgumentParser:
    words = strings(language, "cli")
    parser = argparse.ArgumentParser(
        prog="imprenta",
        description=words["description"],
        epilog=words["examples"],
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(required=True, metavar=words["command"])
    check = commands.add_parser(
        "check",
        help=words["check"],
        description=words["check"],
        epilog=words["check_examples"],
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    check.add_argument("paths", nargs="*", type=Path, metavar=words["path"], help=words["paths_help"])
    check.add_argument("--format", choices=FORMATS, default="text", help=words["format_help"])
    check.set_defaults(run=_check)
    parser.add_argument("--lang", choices=interface_languages(), default="", help=words["lang_help"])
    # Without a default of its own, or it would undo the one given before the command.
    check.add_argument("--lang", choices=interface_languages(), default=argparse.SUPPRESS, help=words["lang_help"])
    return parser


def _check(options: argparse.Namespace, language: str) -> int:
    words = strings(language, "cli")
    root = project_root(Path.cwd(), words["no_project"])
    found = open_press(root, "").diagnostics
    wanted = [_inside(path, root, words["no_path"]) for path in options.paths]
    shown = [d for d in found if not wanted or any((root / d.place.path).is_relative_to(path) for path in wanted)]
    text = FORMATS[options.format](shown, language)
    if text:
        print(text)
    if options.format == "text":
        print(report.summary(shown, language), file=sys.stderr)
    return int(any(diagnostic.severity is Severity.ERROR for diagnostic in shown))


def project_root(start: Path, complaint: str) -> Path:
    """Return the folder that holds `cuadernos/` and `mkdocs.yml`, looking upwards from `start`.

    Raises:
        NotPossibleError: there is none.
    """
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / CONTENT).is_dir() and (folder / "mkdocs.yml").is_file():
            return folder
    raise NotPossibleError(complaint)


def _inside(path: Path, root: Path, complaint: str) -> Path:
    resolved = path.resolve()
    if not resolved.exists() or not resolved.is_relative_to(root):
        raise NotPossibleError(complaint.format(path=path))
    return resolved


if __name__ == "__main__":
    sys.exit(main())
