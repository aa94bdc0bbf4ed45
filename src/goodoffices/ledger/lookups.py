"""Small tables that queries join: kinds of acts, which actors are states, and who acts for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices import ontology
from goodoffices.errors import InputError
from goodoffices.world import load_world

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["LOOKUPS", "acts_table", "lookup_table", "state_roles_table", "states_table"]

LOOKUPS = ("acts", "state_roles", "states")


def acts_table() -> pa.Table:
    """Return the CAMEO acts: code, root, act_group, quad, goldstein.

    >>> acts_table().column_names
    ['code', 'root', 'act_group', 'quad', 'goldstein']
    """
    import pyarrow as pa

    acts = ontology.acts().values()
    return pa.table(
        {
            "code": pa.array([one.code for one in acts], pa.string()),
            "root": pa.array([one.root for one in acts], pa.string()),
            "act_group": pa.array([one.group for one in acts], pa.string()),
            "quad": pa.array([one.quad for one in acts], pa.string()),
            "goldstein": pa.array([one.goldstein for one in acts], pa.float64()),
        }
    )


def states_table() -> pa.Table:
    """Return the ids of all states, former and de-facto ones too, and of no organisation.

    >>> ids = states_table()["actor_id"].to_pylist()
    >>> "TUR" in ids, "NATO" in ids
    (True, False)
    """
    import pyarrow as pa

    ids = sorted(str(one.id) for one in load_world().entities() if one.kind != "organisation")
    return pa.table({"actor_id": pa.array(ids, pa.string())})


def state_roles_table() -> pa.Table:
    """Return the roles whose acts are acts of the state, "" for none told.

    >>> "" in state_roles_table()["role"].to_pylist()
    True
    """
    import pyarrow as pa

    return pa.table({"role": pa.array(sorted(ontology.STATE_ROLES), pa.string())})


def lookup_table(name: str) -> pa.Table:
    """Return one of the small tables."""
    if name == "acts":
        return acts_table()
    if name == "state_roles":
        return state_roles_table()
    if name == "states":
        return states_table()
    raise InputError(f"no lookup table {name!r}; there are {', '.join(LOOKUPS)}")
