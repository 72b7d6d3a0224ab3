"""The contract with MkDocs and Jinja: a page that is taken up again is the page that was rendered."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest
from imprenta import figures, rendering
from imprenta.pagekeeping import PageKeeper
from jinja2 import DictLoader, Environment
from mkdocs.commands.build import get_context
from mkdocs.config.base import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, get_files
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

TEXT = """# One & *only* {#top}

Words, [a part](two.md#part), [no part](two.md#gone), [here](#below) and <a id="raw"></a>.

## Below `code` {#below}

### Deeper

## Beside
"""
OTHER = "## Part {#part}\n\nNo title. [Back](one.md#below)\n"


@pytest.fixture
def config(tmp_path: Path) -> MkDocsConfig:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "one.md").write_text(TEXT)
    (tmp_path / "docs" / "two.md").write_text(OTHER)
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Test\nmarkdown_extensions: [attr_list, {toc: {permalink: '#'}}]\n"
        "validation: {links: {anchors: warn}}\n"
    )
    return load_config(str(tmp_path / "mkdocs.yml"))


def pages(config: MkDocsConfig, keeper: PageKeeper | None) -> tuple[Files, list[Page]]:
    """Return the pages, rendered by MkDocs alone or through the keeper."""
    files = get_files(config)
    get_navigation(files, config)
    found = [file.page for file in files.documentation_pages() if file.page]
    for page in found:
        page.read_source(config)
        if keeper:
            rendering.keep_rendered(page, keeper, ("key",))
        page.render(config, files)
    return files, found


def told(page: Page) -> dict[str, Any]:
    """Return everything that MkDocs has set on a page, what refers to files by their names."""
    plain = {
        name: value for name, value in vars(page).items() if name not in ("render", "file", "toc", "links_to_anchors")
    }
    beside = {
        name: other.file.src_uri if other else None for name, other in vars(page).items() if isinstance(other, Page)
    }
    links = page.links_to_anchors
    return {
        **{name: value for name, value in plain.items() if not isinstance(value, Page)},
        **beside,
        "title": page.title,
        "links": None if links is None else {file.src_uri: found for file, found in links.items()},
        "toc": [(item.title, item.url, item.level, vars(item).get("active")) for item in page.toc],
        "toc tree": str(page.toc),
    }


def test_a_page_taken_up_is_the_page_rendered(config: MkDocsConfig, tmp_path: Path, caplog: Any) -> None:
    def warned(files: Files, found: list[Page]) -> list[str]:
        caplog.clear()
        for page in found:
            page.validate_anchor_links(files=files, log_level=logging.WARNING)
        return [record.getMessage() for record in caplog.records]

    plain = pages(config, None)
    keeper = PageKeeper(tmp_path / "kept", "around")
    made = pages(config, keeper)
    assert keeper.close("around") == 2
    keeper = PageKeeper(tmp_path / "kept", "around")
    kept = pages(config, keeper)
    assert keeper.close("around") == 0, "nothing was rendered again"
    assert [told(page) for page in plain[1]] == [told(page) for page in made[1]] == [told(page) for page in kept[1]]
    assert set(vars(plain[1][0])) == set(vars(kept[1][0])) - {"render"}, "MkDocs remembers more than is kept"
    assert "One" in str(kept[1][0].toc) and kept[1][0].links_to_anchors
    assert warned(*plain) == warned(*kept) != [], "a link to a heading that is gone"


def test_a_page_that_is_remarked_on_is_rendered_again(config: MkDocsConfig, tmp_path: Path, caplog: Any) -> None:
    (tmp_path / "docs" / "two.md").write_text("[Nowhere](gone.md)\n")
    for _ in range(2):
        caplog.clear()
        keeper = PageKeeper(tmp_path / "kept", "around")
        pages(config, keeper)
        keeper.close("around")
        assert [record.getMessage() for record in caplog.records if "gone.md" in record.getMessage()] != []


@pytest.mark.parametrize("damaged", [b"", b"{}", b"\xff"])
def test_what_is_damaged_is_rendered_again(config: MkDocsConfig, tmp_path: Path, damaged: bytes) -> None:
    keeper = PageKeeper(tmp_path / "kept", "around")
    plain = pages(config, keeper)[1]
    keeper.close("around")
    for file in (tmp_path / "kept").iterdir():
        file.write_bytes(damaged)
    keeper = PageKeeper(tmp_path / "kept", "around")
    assert [told(page) for page in pages(config, keeper)[1]] == [told(page) for page in plain]
    assert keeper.close("around") == 2


def test_a_template_keeps_what_its_context_says(config: MkDocsConfig) -> None:
    env = Environment(loader=DictLoader({"base": "{{ word }}{% block b %}{% endblock %}", "page": TEMPLATE}))
    rendering.keep_output(env)
    shelf: dict[str, str] = {}

    def keep(render: Any) -> str:
        return shelf.setdefault("page", render())

    template = env.get_template("page")
    assert template.render({"word": "one"}) == template.render(word="one") == "one!"
    assert [template.render({"word": word, rendering.KEPT: keep}) for word in ("two", "three")] == ["two!", "two!"]
    context = get_context(get_navigation(get_files(config), config), [], config)
    assert template.render({**context, "word": "four"}) == "four!"


TEMPLATE = "{% extends 'base' %}{% block b %}!{% endblock %}"


def test_a_page_carries_the_marks_of_its_own_build(monkeypatch: pytest.MonkeyPatch) -> None:
    page = f"<p>{figures.figure('a.pdf', 'size', 'es_MX')} {figures.if_bound('b.pdf')}x{figures.END}</p>"
    assert figures.joined(figures.parted(page)) == page
    monkeypatch.setattr(figures, "_SIGN", "@@figure-other")
    assert "@@figure-other|es_MX|size|a.pdf@@" in figures.joined(page.split(figures.END.partition("|")[0]))
