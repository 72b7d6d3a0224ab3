"""What lets a reader keep the site on a device: its name and icons, and which build the kept pictures are of.

Web Application Manifest (W3C): one per language, because it has one name. The service worker itself is
`overrides/sw.js`; here it learns the digest of the files that it keeps without asking again, so that a build that
changes none of them makes no reader load them anew.
"""

from __future__ import annotations

import hashlib
import io
import json
from functools import partial
from pathlib import Path

import vl_convert
from PIL import Image

from imprenta.keeping import Keeper, digest
from imprenta.languages import strings
from imprenta.model import Collection
from imprenta.motifs import HOUSE_INK
from imprenta.urls import language_prefix, page_url, relative_url

WORKER = "sw.js"
MARK = "@build@"
"""Stands in the service worker for the digest of the lasting files."""

MANIFEST = "manifest.webmanifest"
ICON = "assets/favicon.svg"
ICONS = "assets/icons"
SIZES = (180, 192, 512)
"""Pixels: what Apple's devices ask for, and what browsers ask for."""

MASKED = 512
"""Of the icon that a device may cut to any shape, with the drawing inside the safe zone (40 % of the width)."""

PAPER = "#ffffff"

_LASTING = ("assets/fonts", "assets/motifs", "assets/covers", "assets/icons")
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".svg"})
"""What `sw.js` keeps without asking again (its `LASTING`): folders, and pictures anywhere."""


def write_offline(collection: Collection, site: Path, cache: Path) -> None:
    """Write icons and manifests, and tell the service worker its build; after everything else is in place."""
    _write_icons(site, Keeper(cache))
    for language in collection.metadata.codes:
        file = site / manifest_url(collection, language)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(
            json.dumps(manifest(collection, language), ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
        )
    stamp(site)


def manifest_url(collection: Collection, language: str) -> str:
    """Return the address of a language's manifest, relative to the root of the site."""
    return language_prefix(collection, language) + MANIFEST


def manifest(collection: Collection, language: str) -> dict[str, object]:
    """Return a language's manifest; its addresses are relative to itself, wherever the site is served."""
    own, metadata = manifest_url(collection, language), collection.metadata
    home = relative_url(page_url(collection, language, None, None), own)

    def icon(size: int, purpose: str) -> dict[str, str]:
        name = f"{ICONS}/{_name(size, purpose == 'maskable')}"
        return {"src": relative_url(name, own), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}

    return {
        "id": home,
        "name": metadata.name.best(language),
        "short_name": strings(language, "site")["volumes"],
        "description": metadata.description.best(language),
        "lang": language,
        "start_url": home,
        "scope": relative_url("", own),
        "display": "minimal-ui",
        "theme_color": HOUSE_INK,
        "background_color": PAPER,
        "icons": [*(icon(size, "any") for size in SIZES[1:]), icon(MASKED, "maskable")],
    }


def _name(size: int, masked: bool) -> str:
    return f"icon-{size}-maskable.png" if masked else f"icon-{size}.png"


def _write_icons(site: Path, keeper: Keeper) -> None:
    drawing = (site / ICON).read_text(encoding="utf-8")
    (site / ICONS).mkdir(parents=True, exist_ok=True)
    for size, masked in (*((size, False) for size in SIZES), (MASKED, True)):
        key = f"icon {digest(drawing.encode())} {size} {masked}"
        content = keeper.get(key, partial(_picture, drawing, size, masked))
        (site / ICONS / _name(size, masked)).write_bytes(content)


def _picture(drawing: str, size: int, masked: bool) -> bytes:
    """Return the drawing as a PNG; masked: on a ground of its ink that reaches every edge."""
    inner = round(size * 0.72) if masked else size
    rendered = Image.open(io.BytesIO(vl_convert.svg_to_png(drawing, scale=16.0))).convert("RGBA")
    picture = rendered.resize((inner, inner), Image.Resampling.LANCZOS)
    canvas = Image.new("RGBA", (size, size), HOUSE_INK if masked else (0, 0, 0, 0))
    canvas.alpha_composite(picture, ((size - inner) // 2, (size - inner) // 2))
    packed = io.BytesIO()
    # A palette is a quarter of the size, and this drawing has few colours.
    canvas.quantize(64, Image.Quantize.FASTOCTREE).save(packed, "PNG", optimize=True)
    return packed.getvalue()


def stamp(site: Path) -> None:
    """Write the digest of the lasting files into the service worker."""
    worker = site / WORKER
    content = worker.read_text(encoding="utf-8")
    worker.write_text(content.replace(MARK, lasting_digest(site)), encoding="utf-8")


def lasting_digest(site: Path) -> str:
    """Return the digest of the names and contents of every file that the service worker does not ask for again."""
    found = hashlib.sha256()
    for file in sorted(site.rglob("*")):
        path = file.relative_to(site).as_posix()
        if file.is_file() and (file.suffix in _PICTURES or path.startswith(_LASTING)):
            found.update(f"{path}\0{digest(file.read_bytes())}\n".encode())
    return found.hexdigest()[:16]
