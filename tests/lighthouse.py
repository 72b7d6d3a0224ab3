"""Scores the site that stands with Lighthouse, mobile profile, on Debian's Chromium: `make lighthouse`.

Not part of `make test`: it needs Node.js and npm, and its performance score depends on how busy the machine is.
"""

from __future__ import annotations

import functools
import gzip
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from imprenta.report import table

ROOT = Path(__file__).resolve().parents[1]
SITE = ROOT / "site"
TOOL = ROOT / ".cache" / "lighthouse"
VERSION = "13.5.0"

PAGES = {
    "home": "",
    "volume": "11-montevideo-2020/",
    "chapter": "11-montevideo-2020/chapters/01-primera-linea/",
    "search": "search/",
}
"""Kinds of pages, with one of each kind."""

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LEAST = 95
TRIES = 3
"""A busy machine lowers the performance score: the best of so many runs counts."""


class _Compressed(SimpleHTTPRequestHandler):
    """Serves files as a real host does: compressed, and with a life in the reader's cache."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            self.send_error(404)
            return
        content = file.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Cache-Control", "max-age=600")
        if file.suffix in {".html", ".css", ".js", ".svg", ".json", ".xml"}:
            content = gzip.compress(content, 6, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args: object) -> None:
        return


def main() -> None:
    """Score each kind of page in each language; exit with 1 where a score is too low."""
    if not (SITE / "index.html").is_file():
        sys.exit("site/ is not there: make site")
    program = _installed()
    prefixes = ["", *(f"{folder.name}/" for folder in sorted(SITE.iterdir()) if (folder / "search").is_dir())]
    rows, low = [], False
    with _served() as address:
        for prefix in prefixes:
            for name, path in PAGES.items():
                scores = _best(program, f"{address}/{prefix}{path}")
                low = low or min(scores.values()) < LEAST
                rows.append([f"/{prefix}", name, *(str(scores[category]) for category in CATEGORIES)])
                print(f"… {prefix}{name}", file=sys.stderr, flush=True)
    print(table(["language", "page", *CATEGORIES], rows))
    sys.exit(int(low))


def _installed() -> Path:
    program = TOOL / "node_modules" / ".bin" / "lighthouse"
    if not program.exists():
        if not shutil.which("npm"):
            sys.exit("npm is not there: install Node.js")
        package = f"lighthouse@{VERSION}"
        subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", TOOL, package], check=True)
    return program


@contextmanager
def _served() -> Iterator[str]:
    handler = functools.partial(_Compressed, directory=str(SITE))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def _best(program: Path, address: str) -> Mapping[str, int]:
    best: dict[str, int] = dict.fromkeys(CATEGORIES, 0)
    for _ in range(TRIES):
        for category, score in _scores(program, address).items():
            best[category] = max(best[category], score)
        if min(best.values()) >= LEAST:
            break
    return best


def _scores(program: Path, address: str) -> dict[str, int]:
    flags = "--headless=new --no-sandbox --disable-gpu --disable-background-networking --no-first-run"
    command = [program, address, "--quiet", "--output=json", "--output-path=stdout", f"--chrome-flags={flags}"]
    command.append(f"--only-categories={','.join(CATEGORIES)}")
    environment = os.environ | {"CHROME_PATH": shutil.which("chromium") or ""}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        sys.exit(done.stderr[-2000:])
    categories = json.loads(done.stdout)["categories"]
    return {category: round(100 * (categories[category]["score"] or 0)) for category in CATEGORIES}


if __name__ == "__main__":
    main()
