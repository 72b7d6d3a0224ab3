"""Why the desk does not do what it was asked; nothing has been changed then."""

from __future__ import annotations

from collections.abc import Mapping


class Refusal(Exception):
    """What stands in the way, without its words: these stand per language in the command's messages.

    Attributes:
        reason: name of the message.
        values: what fills its placeholders.
    """

    def __init__(self, reason: str, /, **values: object) -> None:
        super().__init__(reason, values)
        self.reason = reason
        self.values = {key: str(value) for key, value in values.items()}

    def worded(self, words: Mapping[str, str]) -> str:
        """Return the refusal in words, one line."""
        return words[self.reason].format_map(self.values)
