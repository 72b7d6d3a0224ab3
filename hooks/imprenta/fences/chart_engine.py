"""Draws one Vega-Lite chart in a process of its own: reads JSON on standard input, writes SVG on standard output.

Run as a file, not imported: a chart from a pull request that wants too much memory or time takes this process along,
and no other.
"""

from __future__ import annotations

import json
import resource
import sys

import vl_convert

MEMORY = 1_000_000_000
"""Bytes that the engine may hold; a chart takes a quarter of it."""


def main() -> int:
    """Draw the chart; exit with 1 and the engine's words on standard error where it refuses."""
    order = json.load(sys.stdin)
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    vl_convert.register_font_directory(order["fonts"])
    try:
        drawing = vl_convert.vegalite_to_svg(
            order["spec"], allowed_base_urls=[], format_locale=order["locale"], config=order["config"]
        )
    except ValueError as problem:
        print(problem, file=sys.stderr)
        return 1
    sys.stdout.write(drawing)
    return 0


if __name__ == "__main__":
    sys.exit(main())
