"""What else a user could pick, on the same Markdown: plain mkdocs-with-pdf, and pandoc to Typst."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.bench.library import WORDS, chapters, volumes

WITH_PDF = """\
site_name: {name}
theme: {{name: material, font: false}}
markdown_extensions: [admonition, attr_list, footnotes, tables]
plugins:
  - with-pdf: {{output_path: book.pdf, cover_title: "{name}", toc_level: 2}}
"""


def prepare_with_pdf(project: Path, folder: Path) -> list[Path]:
    """Write one plain MkDocs project per volume and language; return their folders."""
    projects = []
    for volume in volumes(project):
        for language in WORDS:
            target = folder / f"{volume.name}-{language}"
            (target / "docs").mkdir(parents=True)
            (target / "mkdocs.yml").write_text(WITH_PDF.format(name=volume.name), encoding="utf-8")
            for chapter in chapters(volume, language):
                name = "index.md" if chapter.name.startswith("01-") else chapter.name
                (target / "docs" / name).write_bytes(chapter.read_bytes())
            projects.append(target)
    return projects


def with_pdf(folder: Path) -> None:
    """Build every prepared project, one after the other."""
    for project in sorted(folder.iterdir()):
        subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=project, check=True, capture_output=True)
        if not (project / "site" / "book.pdf").is_file():
            sys.exit(f"{project}: no book")


def typst(project: Path, into: Path) -> None:
    """Make a page of HTML of every chapter and a book of every volume and language, with pandoc and Typst."""
    import pypandoc
    import typst as compiler

    for volume in volumes(project):
        for language in WORDS:
            target = into / f"{volume.name}-{language}"
            target.mkdir(parents=True, exist_ok=True)
            texts = chapters(volume, language)
            for text in texts:
                pypandoc.convert_file(
                    str(text),
                    "html",
                    format="markdown",
                    outputfile=str(target / f"{text.stem}.html"),
                    extra_args=["--standalone", "--metadata", f"title={text.stem}"],
                )
            options = ["--standalone", "--toc", "--variable", f"lang={language}", "--file-scope"]
            body = target / "book.typ"
            pypandoc.convert_file([str(text) for text in texts], "typst", "markdown", options, outputfile=str(body))
            compiler.compile(str(body), output=str(target / "book.pdf"))


if __name__ == "__main__":
    name, first, *rest = sys.argv[1:]
    if name == "with-pdf":
        with_pdf(Path(first))
    else:
        typst(Path(first), Path(rest[0]))
