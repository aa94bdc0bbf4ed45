"""Where directed dyads lie in a flat matrix of sources by targets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from goodoffices.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    Cells = np.ndarray[Any, np.dtype[np.int64]]
    Places = np.ndarray[Any, np.dtype[np.int32]]

__all__ = ["cells_of", "check_actors", "sides_of"]


def check_actors(actors: Sequence[str]) -> None:
    """Refuse a list of actors in which one stands twice.

    >>> check_actors(["TUR", "RUS"])
    """
    if len(set(actors)) != len(actors):
        raise InputError("an actor is named twice among those of the scores")


def cells_of(rows: pa.Table, actors: Sequence[str]) -> Cells:
    """Return the place of the source and target of each row in a flat matrix over some actors.

    >>> import pyarrow as pa
    >>> cells_of(pa.table({"source": ["RUS"], "target": ["TUR"]}), ["TUR", "RUS"]).tolist()
    [2]

    Raises
    ------
    InputError
        A row names an actor that is none of ``actors``.
    """
    source, target = sides_of(rows, actors)
    cells: Cells = source.astype(np.int64) * len(actors) + target
    return cells


def sides_of(rows: pa.Table, actors: Sequence[str]) -> tuple[Places, Places]:
    """Return the place of the source and of the target of each row among some actors.

    Raises
    ------
    InputError
        A row names an actor that is none of ``actors``.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    names = pa.array(actors, pa.string())
    sides = []
    for side in ("source", "target"):
        places = pc.index_in(rows[side], value_set=names)
        if places.null_count:
            stranger = rows[side].filter(pc.is_null(places))[0].as_py()
            raise InputError(f"{side} {stranger!r} is none of the actors of the scores")
        sides.append(places.to_numpy())
    return sides[0], sides[1]
