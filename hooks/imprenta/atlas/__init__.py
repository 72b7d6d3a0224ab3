"""Maps drawn from Natural Earth's outlines (`SOURCE.md`): light SVG, the same for web and book.

Layer 2: it knows places and pixels, and neither the collection nor the site; the `alliances` fence and the home page's
map both stand on it. It must not import `imprenta.fences`, whose package imports it in turn: who draws brings the
measure of its letters.
"""
