"""Whatever stands in a bundle, the reader reads it or refuses it in four lines; it never crashes."""

from __future__ import annotations

import copy
import json
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from foredose import application
from foredose.core import InputError
from foredose.sources.fhir import read_record

DEMO = Path(application.__file__).parent / "demo"
BUNDLE = json.loads((DEMO / "demo-1.json").read_text(encoding="utf-8"))
TODAY = date(2026, 6, 15)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**400), 10**400)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=12)
    | st.sampled_from(
        ["2026-05-01", "2099-01-01", "9999-12-31T23:59:59-14:00", "Patient/demo-2", "active", "#a"]
    ),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["coding", "code", "id", "x"]), inner)
    ),
    max_leaves=4,
)


def places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, inner in items:
        yield from places(inner, (*path, key))


PLACES = list(places(BUNDLE))


def outcome(text: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.json"
        path.write_text(text, encoding="utf-8")
        try:
            return f"read {read_record(path, today=TODAY).person}"
        except InputError as error:
            assert all(error.as_dict().values())
            return error.code


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PLACES), JSON), min_size=1, max_size=3))
def test_any_value_anywhere(changes: list[tuple[tuple[Any, ...], Any]]) -> None:
    bundle = copy.deepcopy(BUNDLE)
    for path, value in changes:
        node = bundle
        try:
            for key in path[:-1]:
                node = node[key]
            node[path[-1]] = value
        except (KeyError, IndexError, TypeError):
            continue
    assert outcome(json.dumps(bundle))


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(json.dumps(BUNDLE))))
def test_any_cut(length: int) -> None:
    text = json.dumps(BUNDLE)
    assert outcome(text[:length]) in {"file.empty", "fhir.not_json", "fhir.not_fhir", "read demo-1"}
