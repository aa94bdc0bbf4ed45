"""The brief as JSON, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.brief.records import Brief
from goodoffices.errors import InputError

if TYPE_CHECKING:
    from os import PathLike

__all__ = ["brief_json", "read_brief"]

FORMAT = 1


def brief_json(brief: Brief) -> bytes:
    """Return the whole brief as JSON, with the fields in a fixed order.

    The same brief gives the same bytes. ``format`` tells the version of the layout.
    """
    import msgspec

    return msgspec.json.format(msgspec.json.encode(brief), indent=2)


def read_brief(raw: bytes, *, where: str | PathLike[str] = "") -> Brief:
    """Return the brief that :func:`brief_json` wrote."""
    import msgspec

    try:
        found = msgspec.json.decode(raw, type=Brief)
    except msgspec.DecodeError as error:
        raise InputError(f"this is no brief in JSON ({error})", where=str(where)) from error
    if found.format > FORMAT:
        raise InputError(
            f"the brief has format {found.format}, this program reads up to {FORMAT}; "
            f"update goodoffices",
            where=str(where),
        )
    return found
