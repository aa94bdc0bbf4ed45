"""Blocks: the parts of a network that can be judged apart, since no cycle crosses them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["find_blocks"]


def find_blocks(n_nodes: int, ends: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Return the places of the edges of each block that holds a cycle.

    A block (biconnected component) is a largest set of edges of which any two lie on a common
    cycle. A bridge is a block of its own and is left out: it can always be satisfied.

    >>> find_blocks(5, [(0, 1), (1, 2), (0, 2), (2, 3), (3, 4)])
    [[0, 1, 2]]

    Reference: Hopcroft and Tarjan (1973), Algorithm 447, Communications of the ACM 16(6).
    """
    near: list[list[tuple[int, int]]] = [[] for _ in range(n_nodes)]
    for place, (a, b) in enumerate(ends):
        near[a].append((b, place))
        near[b].append((a, place))
    order = [-1] * n_nodes
    blocks: list[list[int]] = []
    for root in range(n_nodes):
        if order[root] < 0:
            _walk_from(root, near, order, blocks)
    return sorted(sorted(block) for block in blocks if len(block) > 1)


def _walk_from(
    root: int,
    near: list[list[tuple[int, int]]],
    order: list[int],
    blocks: list[list[int]],
) -> None:
    """Search in depth without recursion; ``reach`` is the earliest node that a subtree meets."""
    reach = list(order)
    count = max(order) + 1
    order[root] = reach[root] = count
    stack = [(root, -1, iter(near[root]))]
    waiting: list[int] = []
    while stack:
        node, came_by, others = stack[-1]
        for other, place in others:
            if place == came_by:
                continue
            if order[other] < 0:
                count += 1
                order[other] = reach[other] = count
                waiting.append(place)
                stack.append((other, place, iter(near[other])))
                break
            if order[other] < order[node]:
                waiting.append(place)
                reach[node] = min(reach[node], order[other])
        else:
            stack.pop()
            if stack:
                above = stack[-1][0]
                reach[above] = min(reach[above], reach[node])
                if reach[node] >= order[above]:
                    block = [waiting.pop()]
                    while block[-1] != came_by:
                        block.append(waiting.pop())
                    blocks.append(block)
