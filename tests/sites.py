"""Draws tiny real sites: the base project of `tests/rules/_base`, changed file by file, built as the real one is."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import html as lxml_html
from ruamel.yaml import YAML

REPOSITORY = Path(__file__).resolve().parents[1]
BASE = Path(__file__).parent / "rules" / "_base"
SITE_URL = "https://example.org/press/"
"""Under a folder of its host, as on GitHub Pages: an address that forgets the folder is wrong."""

Files = Mapping[str, str | bytes | None]
"""Contents by path; None takes the file, or the whole folder, away."""


@dataclass(frozen=True)
class Built:
    """What a build left: its exit status, all it printed, and the folder of the site."""

    status: int
    log: str
    site: Path

    def page(self, url: str) -> lxml_html.HtmlElement:
        """Return the page at `url` (relative to the site) as a tree."""
        file = self.site / url if url.endswith(".html") else self.site / url / "index.html"
        return lxml_html.document_fromstring(file.read_bytes().decode("utf-8"))

    @property
    def pages(self) -> list[str]:
        """Addresses of all pages, relative to the site."""
        found = (file.relative_to(self.site).parent.as_posix() for file in self.site.rglob("index.html"))
        return sorted("" if folder == "." else f"{folder}/" for folder in found)


@dataclass(frozen=True)
class Project:
    """A project in a temporary folder."""

    root: Path

    def write(self, files: Files) -> Project:
        """Write or take away files; return the project itself."""
        for path, content in files.items():
            file = self.root / path
            if content is None:
                shutil.rmtree(file) if file.is_dir() else file.unlink()
                continue
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return self

    def replace(self, path: str, old: str, new: str) -> Project:
        """Replace a string that stands once in a file."""
        text = (self.root / path).read_text(encoding="utf-8")
        assert text.count(old) == 1, (path, old)
        return self.write({path: text.replace(old, new)})

    def configure(self, languages: Sequence[Mapping[str, str]] | None = None, site_url: str = SITE_URL) -> Project:
        """Derive `mkdocs.yml` from the real one; `languages` are those of `collection.yml` (es and en without)."""
        yaml = YAML(typ="rt")
        yaml.width = 4096
        config = yaml.load((REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8"))
        config["site_url"] = site_url
        if languages:
            plugin = next(item["i18n"] for item in config["plugins"] if "i18n" in item)
            plugin["languages"] = [
                {"locale": language["code"], "name": language["name"], "default": index == 0}
                for index, language in enumerate(languages)
            ]
        with (self.root / "mkdocs.yml").open("w", encoding="utf-8") as stream:
            yaml.dump(config, stream)
        for name in ("hooks", "overrides"):
            if not (self.root / name).exists():
                (self.root / name).symlink_to(REPOSITORY / name, target_is_directory=True)
        shutil.copytree(REPOSITORY / "docs" / "assets", self.root / "docs" / "assets", dirs_exist_ok=True)
        for page in (REPOSITORY / "docs").glob("*.md"):
            # Pages that the templates lead to (the search, the compliance table): front matter and title are enough.
            front, found, rest = page.read_text(encoding="utf-8").partition("\n---\n")
            if found and "template:" in front:
                own = self.root / "docs" / page.name
                text = own.read_text(encoding="utf-8") if own.exists() else rest.lstrip().splitlines()[0]
                self.write({f"docs/{page.name}": f"{front}\n---\n{text}\n"})
        return self

    def build(self, *, books: bool = False, environment: Mapping[str, str] | None = None) -> Built:
        """Build as `make site` does, in a process of its own."""
        settings = {"PDF": "1" if books else "0", "NO_MKDOCS_2_WARNING": "1", "IMPRENTA_LANG": "es"}
        run = subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--strict"],
            cwd=self.root,
            env={**os.environ, **settings, **(environment or {})},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=300,
            check=False,
        )
        return Built(run.returncode, run.stdout, self.root / "site")


def project(root: Path, files: Files | None = None) -> Project:
    """Copy the base project to `root` and change it; without `mkdocs.yml`'s needs, which `configure` brings."""
    shutil.copytree(BASE, root, dirs_exist_ok=True)
    # The command looks for it; the checks don't read it.
    (root / "mkdocs.yml").write_text("site_name: Test\n", encoding="utf-8")
    return Project(root).write(files or {})


def digests(folder: Path) -> dict[str, str]:
    """Return the digest of every file under a folder, by its path."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def texts(tree: lxml_html.HtmlElement) -> str:
    """Return what can be read on a page, with single spaces."""
    for hidden in tree.xpath("//script | //style"):
        hidden.text = ""
    return " ".join(tree.text_content().split())


def relation(tree: lxml_html.HtmlElement, rel: str) -> list[str]:
    return [str(link.get("href")) for link in tree.xpath(f"//head/link[@rel='{rel}']")]


def alternates(tree: lxml_html.HtmlElement) -> dict[str, str]:
    found = tree.xpath("//head/link[@rel='alternate'][@hreflang]")
    return {str(link.get("hreflang")): str(link.get("href")) for link in found}
