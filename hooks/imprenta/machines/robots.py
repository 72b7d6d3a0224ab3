"""What crawlers may read: everything but the files of drafts, whose pages ask by themselves not to be indexed."""

from __future__ import annotations

from urllib.parse import urlsplit

from imprenta.model import Collection, Status


def robots(collection: Collection, site_url: str) -> str:
    """Return `robots.txt` (RFC 9309)."""
    root = urlsplit(site_url).path or "/"
    drafts = [volume.slug for volume in collection.volumes if volume.metadata.status is Status.DRAFT]
    lines = ["User-agent: *", "Allow: /", *(f"Disallow: {root}{slug}/*.pdf" for slug in drafts)]
    return "\n".join([*lines, "", f"Sitemap: {site_url}sitemap.xml", ""])
