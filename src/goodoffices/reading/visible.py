"""Make letters that nobody sees, but that steer terminals or turn lines, visible in their place."""

from __future__ import annotations

import re

__all__ = ["visible"]

# C0 and C1 controls but for tab and line feed, marks of direction, line separators, unpaired
# surrogates, interlinear marks and tags. Joiners and soft hyphens stay: writing needs them.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_MARK = "\ufffd"


def visible(text: str) -> str:
    r"""Return a text of the same length with a replacement mark for each letter that hides.

    Hidden controls can repaint a terminal, and marks of direction can make "denied" read as
    something else; in their place stands U+FFFD, so that offsets into the text still hold.

    >>> visible("red \x1b[31m" + chr(0x202E) + "alert") == "red \ufffd[31m\ufffdalert"
    True
    """
    return _UNSEEN.sub(_MARK, text)
