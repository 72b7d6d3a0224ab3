"""One site, built once, served as it will be: under a path, on this machine; and Debian's Chromium to read it with."""

from __future__ import annotations

import functools
import gzip
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from ruamel.yaml import YAML

from tests.browser.reader import PATH, Reader, Window

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
VOLUMES = ("01-mexico-2013", "10-madrid-2018", "metodologia-alianzas")
"""Enough for every kind of page: one announced, one whole, one without a workshop."""


class _Pages(SimpleHTTPRequestHandler):
    """Serves a folder under `PATH`, compressed as a real host does; what is not there gets the site's 404."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        file = self._file()
        code = 200 if file else 404
        file = file or Path(self.directory) / "404.html"
        content = file.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", self.guess_type(file.name))
        if file.suffix in {".html", ".css", ".js", ".svg", ".json", ".xml"}:
            content = gzip.compress(content, 6, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _file(self) -> Path | None:
        path = self.path.split("?")[0].split("#")[0]
        if not path.startswith(PATH) or ".." in path:
            return None
        file = Path(self.directory) / path.removeprefix(PATH)
        if path.endswith("/"):
            file /= "index.html"
        return file if file.is_file() else None

    def log_message(self, *args: object) -> None:
        return


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site of a few real volumes with one book each, and return its folder."""
    project = tmp_path_factory.mktemp("project")
    for name in ("mkdocs.yml", "docs", "overrides", "hooks/main.py"):
        _copy(ROOT / name, project / name)
    content = project / "cuadernos"
    content.mkdir()
    for entry in (ROOT / "cuadernos").iterdir():
        if entry.is_file() or entry.name == "emblems" or entry.name in VOLUMES:
            _copy(entry, content / entry.name)
    _keep_one_edition(content / "collection.yml")
    cache = ROOT / ".cache"
    cache.mkdir(exist_ok=True)
    (project / ".cache").symlink_to(cache)
    built = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet"],
        cwd=project,
        env=os.environ | {"PDF": "1", "NO_MKDOCS_2_WARNING": "1", "IMPRENTA_LANG": "en"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    return project / "site"


def _keep_one_edition(collection: Path) -> None:
    yaml = YAML()
    content = yaml.load(collection)
    del content["editions"][1:]
    yaml.dump(content, collection)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target)
    else:
        shutil.copy(source, target)


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Serve the site; return its address, with a closing slash."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Pages, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{PATH}"
    server.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Debian's Chromium once; skip without it, except where CI must not."""
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("chromium is not installed: apt-get install chromium")
        pytest.skip("chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def window(browser: Browser, address: str) -> Iterator[Window]:
    """Return a maker of windows: it takes what Playwright's `new_context` takes."""
    contexts: list[BrowserContext] = []

    def make(**options: object) -> Reader:
        context = browser.new_context(
            **{"viewport": {"width": 1280, "height": 800}, "service_workers": "block"} | options
        )
        contexts.append(context)
        reader = Reader(context, context.new_page(), address)
        reader.page.on("console", lambda message: reader.hear(message.text))
        reader.page.on("pageerror", lambda error: reader.hear(str(error)))
        reader.page.on("request", lambda request: reader.requests.append(request.url))
        return reader

    yield make
    for context in contexts:
        context.close()
