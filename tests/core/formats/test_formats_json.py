"""JSON lines, arrays, and the exports of other tools."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from core.errors import InputError
from core.formats.detect import choose, inspect, read
from core.formats.jsonl import write_jsonl
from core.records import Rejected, Row, Span


def load(path: Path) -> tuple[list[Row], list[Rejected]]:
    table = inspect(path)
    found = list(read(table, choose(table)))
    return [one for one in found if isinstance(one, Row)], [one for one in found if isinstance(one, Rejected)]


def save(path: Path, content: Any) -> Path:
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def test_bad_lines_are_refused_and_the_rest_comes_in(tmp_path: Path) -> None:
    lines = ['{"text": "a", "label": 1}', "{", "", "[1]", '{"text": "\\ud800"}', '{"text": ["b", "c"]}', '"d"']
    rows, rejected = load(save(tmp_path / "a.jsonl", "\n".join(lines)))
    assert [(row.line, row.text, row.labels) for row in rows] == [(1, "a", ("1",)), (6, "b, c", ()), (7, "d", ())]
    assert [one.line for one in rejected] == [2, 4, 5]
    assert "JSON" in rejected[0].reason


@pytest.mark.parametrize("deep", ["[" * 100_000 + "]" * 100_000, '{"a":' * 100_000 + "1" + "}" * 100_000])
def test_deep_nesting_rejects_a_line_and_refuses_an_array(tmp_path: Path, deep: str) -> None:
    rows, rejected = load(save(tmp_path / "a.jsonl", '{"text": "a"}\n' + deep + '\n{"text": "b"}\n'))
    assert [row.text for row in rows] == ["a", "b"]
    assert [one.line for one in rejected] == [2]
    with pytest.raises(InputError, match=r"a\.json, line 2"):
        load(save(tmp_path / "a.json", '[{"text": "a"},\n' + deep + "]"))


def test_an_array_is_read_value_by_value_with_line_numbers(tmp_path: Path) -> None:
    records = [{"text": f"text {i} " + "x" * 300, "label": ["a", "b"]} for i in range(1000)]
    rows, _ = load(save(tmp_path / "a.json", json.dumps(records, indent=1)))
    assert [row.text for row in rows] == [record["text"] for record in records]
    assert (rows[0].line, rows[1].line) == (2, 9)
    assert rows[0].labels == ("a", "b")


@pytest.mark.parametrize("content", ['[{"text": "a"}, {"text": ', '[{"text": "a"}', '[{"text": "a"}, nonsense]'])
def test_a_broken_array_is_refused_with_its_line(tmp_path: Path, content: str) -> None:
    with pytest.raises(InputError, match=r"a\.json, line 1: not valid JSON"):
        load(save(tmp_path / "a.json", content))


def test_a_json_file_of_lines_is_read_by_line(tmp_path: Path) -> None:
    path = save(tmp_path / "a.json", '{"text": "a"}\n{"text": \n{"text": "c"}\n')
    assert inspect(path).format == "jsonl"
    assert len(load(path)[1]) == 1


def test_chinese_json_in_gbk_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes('{"text": "房间很大，服务也好，早餐的味道不错", "label": "好评"}\n'.encode("gb18030") * 3)
    assert load(path)[0][2].labels == ("好评",)


def test_what_is_written_comes_back_with_rationales(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    record = {"text": "很好😀\r\n", "labels": ["好评"], "rationales": [[0, 2], [2, 3]], "meta": {"source": "=web"}}
    assert write_jsonl([record], path) == 1
    [row] = load(path)[0]
    assert (row.text, row.labels) == ("很好😀\r\n", ("好评",))
    assert row.rationales == (Span(0, 2), Span(2, 3))
    assert row.meta == {"meta.source": "=web"}
