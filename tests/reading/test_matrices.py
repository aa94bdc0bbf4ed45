"""The parser multiplies by NumPy on one core; nothing else in the process does because of it."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("spacy")

from thinc.api import get_current_ops
from threadpoolctl import threadpool_info

from goodoffices.reading.matrices import on_one_core
from goodoffices.reading.parse import open_model


def _cores() -> set[int]:
    return {pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"}


def test_products_are_those_of_the_parsers_own_code() -> None:
    ops = open_model().pipeline.get_pipe("tok2vec").model.ops
    draw = np.random.default_rng(7)
    for is_x, is_y in ((False, False), (False, True), (True, False), (True, True)):
        x = draw.normal(size=(5, 3) if is_x else (3, 5)).astype("float32")
        y = draw.normal(size=(4, 5) if is_y else (5, 4)).astype("float32")
        expected = get_current_ops().gemm(x, y, trans1=is_x, trans2=is_y)
        np.testing.assert_allclose(ops.gemm(x, y, trans1=is_x, trans2=is_y), expected, rtol=1e-5)
        given = np.empty((3, 4), dtype="float32")
        assert ops.gemm(x, y, out=given, trans1=is_x, trans2=is_y) is given
        np.testing.assert_allclose(given, expected, rtol=1e-5)


def test_pipelines_loaded_by_others_keep_their_own_products() -> None:
    ops = open_model().pipeline.get_pipe("parser").model.ops
    assert type(ops) is not type(get_current_ops())


def test_one_core_is_used_inside_and_as_before_afterwards() -> None:
    before = _cores()
    with on_one_core():
        assert _cores() == {1}
    assert _cores() == before
