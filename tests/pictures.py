"""Takes the pictures that README, CONTRIBUTING and the editors' pages show, from the site that stands: `make pictures`.

Not a test: whoever changes the look runs it and looks at what comes out before committing it.
"""

from __future__ import annotations

import functools
import shutil
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
SITE = ROOT / "site"
PICTURES = ROOT / "docs" / "assets" / "pictures"

SCREENS = {
    "home": ("", 1280, 860, "light"),
    "home-dark": ("", 1280, 860, "dark"),
    "volume": ("11-montevideo-2020/", 1280, 860, "light"),
    "chapter": ("en/11-montevideo-2020/chapters/01-primera-linea/", 1280, 860, "light"),
    "agenda-phone": ("10-madrid-2018/agenda/", 390, 780, "light"),
    "search": ("search/?q=gestion", 1280, 860, "light"),
}
"""Pictures of the site: address, width and height of the window, colour scheme."""

BOOKS = {
    "books.es": ("11-montevideo-2020/cuaderno-11.es.pdf", (0, 1, 2, 5, 11, -1)),
    "books.en": ("10-madrid-2018/cuaderno-10.en.pdf", (0, 1, 2, 5, 11, -1)),
    "book": ("11-montevideo-2020/cuaderno-11.es.pdf", (0, 11)),
}
"""Pictures of the books: file and pages, from 0; those from the end are negative."""

GAP = 12
PAGE_WIDTH = 420


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        return


def main() -> None:
    """Take every picture anew."""
    if not (SITE / "index.html").is_file():
        sys.exit("site/ is not there: make site")
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name, (file, pages) in BOOKS.items():
        _save(_spread(SITE / file, pages), name)
    with _served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, (path, width, height, scheme) in SCREENS.items():
            _screen(browser, f"{address}/{path}", width, height, scheme, PICTURES / f"{name}.png")
            _save(Image.open(PICTURES / f"{name}.png").convert("RGB"), name)
        browser.close()


@contextmanager
def _served() -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=str(SITE))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def _screen(browser: Browser, address: str, width: int, height: int, scheme: str, file: Path) -> None:
    page = browser.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(address, wait_until="networkidle")
    page.wait_for_timeout(600)
    page.screenshot(path=str(file))
    page.close()


def _spread(file: Path, pages: Sequence[int]) -> Image.Image:
    """Return pages of a PDF side by side, at most three in a row, on the grey of a desk."""
    with pypdfium2.PdfDocument(file) as book:
        sheets = [book[page % len(book)] for page in pages]
        images = [sheet.render(scale=PAGE_WIDTH / sheet.get_width()).to_pil().convert("RGB") for sheet in sheets]
    columns = min(3, len(images))
    rows = -(-len(images) // columns)
    width, height = images[0].size
    desk = Image.new("RGB", (columns * (width + GAP) + GAP, rows * (height + GAP) + GAP), "#d9dcdf")
    for index, image in enumerate(images):
        desk.paste(image, (GAP + index % columns * (width + GAP), GAP + index // columns * (height + GAP)))
    return desk


def _save(image: Image.Image, name: str) -> None:
    """Write a picture with a palette: a third of the weight, and no difference that one sees."""
    file = PICTURES / f"{name}.png"
    image.quantize(192, dither=Image.Dither.NONE).save(file, optimize=True)
    print(f"{file.relative_to(ROOT)}  {file.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
