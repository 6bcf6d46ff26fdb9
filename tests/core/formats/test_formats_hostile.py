"""Whatever a file holds, it is read or refused: no other error, no half row."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import InputError
from core.formats.common.format import Options
from core.formats.detect import FORMATS, choose, inspect, read
from core.records import Answer, Rejected, Row
from tests.core.formats.reading import load, save

NAMES = st.sampled_from(
    [
        *("text", "data", "label", "labels", "cats", "entities", "annotations", "user", "start_offset", "meta"),
        *("completions", "result", "value", "choices", "start", "end", "type", "from_name", "completed_by", "id"),
        *("options", "accept", "answer", "spans", "_timestamp", "fields", "responses", "suggestions", "user_id"),
        *("label.responses", "annotation", "status", "inputs", "is_flagged", "split", "rationales", "metadata"),
    ]
)
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.sampled_from(["labels", "accept"])
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(NAMES, inner, max_size=5))
)
JSON_FORMATS = {one.read: name for name, one in FORMATS.items() if "jsonl" in (name, one.dialect_of)}.values()


@pytest.mark.parametrize("format", JSON_FORMATS)
def test_any_json_is_read_or_refused(format: str, tmp_path: Path) -> None:
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), print_blob=False)
    @given(st.lists(st.dictionaries(NAMES, VALUES, max_size=6), min_size=1, max_size=3))
    def check(records: list[dict[str, Any]]) -> None:
        path = tmp_path / "a.jsonl"
        path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
        try:
            table = inspect(path, format=format)
            found = list(read(table, choose(table, text=table.text_column or next(iter(table.columns), None))))
        except InputError:
            return
        for one in found:
            assert isinstance(one, Rejected) or (isinstance(one, Row) and one.text.strip())
            if isinstance(one, Row):
                assert all(0 <= span.start < span.end <= len(one.text) for span in one.rationales)
                assert all(isinstance(value, str) for value in one.meta.values())

    check()


@pytest.mark.parametrize("format", ["prodigy", "argilla", "doccano"])
def test_deep_nesting_is_refused_with_its_line(format: str, tmp_path: Path) -> None:
    deep = '{"text": "b", "data": ' + "[" * 100_000 + "]" * 100_000 + "}"
    path = save(tmp_path / "a.jsonl", '{"text": "a"}\n' + deep + '\n{"text": "c"}\n')
    rows, [rejected] = load(path, format, text="text")
    assert [row.text for row in rows] == ["a", "c"]
    assert rejected.line == 2


def test_a_dangerous_name_of_a_person_is_no_path_in_an_archive(tmp_path: Path) -> None:
    answer = Answer(("x",), "../../evil")
    export = FORMATS["doccano-people"].export
    assert export
    export.write([Row("a", ("x",), answers=(answer,), key="1")], tmp_path / "a.zip", Options())
    [name] = zipfile.ZipFile(tmp_path / "a.zip").namelist()
    assert "/" not in name and ".." not in name
    assert load(tmp_path / "a.zip", "doccano")[0][0].answers == (answer,)
