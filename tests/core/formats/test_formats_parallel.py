import gzip
import json

import pytest

from core import pairs
from core.errors import InputError
from core.formats import parallel
from core.formats.parallel import PairChoice
from core.records import Rejected, Row

TMX = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header/><body>
<tu><tuv xml:lang="en-US"><seg>Two <bpt i="1">&lt;b&gt;</bpt>rooms</seg></tuv>
<tuv xml:lang="zh-CN"><seg>两间房</seg></tuv></tu>
<tu><tuv xml:lang="en-US"><seg>Alone</seg></tuv></tu>
</body></tmx>"""


def read(*files, **choice):
    found = list(parallel.read(files, PairChoice(**choice)))
    return [pairs.of_text(row.text) for row in found if isinstance(row, Row)], [
        row for row in found if isinstance(row, Rejected)
    ]


def write(path, text):
    path.write_text(text, encoding="utf-8")
    return path


def test_a_table_s_usual_names_are_found(tmp_path):
    file = write(tmp_path / "a.tsv", "id\ttarget\tsource\n1\t两间房\tTwo rooms\n2\t水\tWater\n")
    assert read(file)[0] == [pairs.SentencePair("Two rooms", "两间房"), pairs.SentencePair("Water", "水")]
    assert parallel.sides([file], PairChoice()) == parallel.Sides("source", "target")


def test_else_the_two_columns_with_the_most_text_or_those_named(tmp_path):
    file = write(tmp_path / "a.csv", "en,zh,fr\nTwo rooms please,请给我两间房,Deux\nSome water,来点水,Eau\n")
    assert parallel.sides([file], PairChoice()) == parallel.Sides("en", "zh")
    assert read(file, source="fr", target="en")[0][0] == pairs.SentencePair("Deux", "Two rooms please")
    with pytest.raises(InputError, match="xx"):
        read(file, source="xx")


def test_json_lines_bring_their_links_and_their_part(tmp_path):
    line = {"source": "two rooms", "target": "两间 房", "sure": [[0, 0]], "possible": [[1, 1]], "split": "test"}
    file = write(tmp_path / "a.jsonl", json.dumps(line) + "\n")
    (row,) = parallel.read([file], PairChoice())
    assert [(one.source.start, one.target.end, one.is_sure) for one in row.links] == [(0, 2, True), (4, 4, False)]
    assert row.split == "holdout" and row.meta == {}


def test_two_files_are_read_line_by_line(tmp_path):
    english, chinese = (
        write(tmp_path / "a.en", "Two rooms\n\nWater\nTea\n"),
        write(tmp_path / "a.zh", "两间房\n空\n水\n"),
    )
    links = write(tmp_path / "a.align", "0-0 1-0\n\n0-0\n")
    (group,) = parallel.groups([english, chinese, links])
    found = list(parallel.read(group, PairChoice()))
    assert [type(row).__name__ for row in found] == ["Row", "Rejected", "Row", "Rejected"]
    assert [row.line for row in found if isinstance(row, Rejected)] == [2, 4]
    assert len(found[0].links) == 2
    assert parallel.sides(group, PairChoice()) == parallel.Sides("en", "zh")


def test_tables_are_not_read_together(tmp_path):
    files = [tmp_path / name for name in ("a.tsv", "b.tsv", "c.txt", "d.txt")]
    assert parallel.groups(files) == [(files[0],), (files[1],), (files[2], files[3])]


@pytest.mark.parametrize("name", ["a.tmx", "a.tmx.gz"])
def test_a_translation_memory_gives_its_first_two_languages(tmp_path, name):
    data = TMX.encode()
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith("gz") else data)
    found, refused = read(tmp_path / name)
    assert found == [pairs.SentencePair("Two rooms", "两间房")] and len(refused) == 1
    assert read(tmp_path / name, source="zh", target="en")[0] == [pairs.SentencePair("两间房", "Two rooms")]


def test_entities_are_refused(tmp_path):
    bomb = '<!DOCTYPE tmx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><tmx><tu><tuv><seg>&b;</seg></tuv></tu></tmx>'
    with pytest.raises(InputError, match="entities"):
        read(write(tmp_path / "a.tmx", bomb))
    with pytest.raises(InputError, match="entities"):
        read(write(tmp_path / "b.tmx", "<a>" * 200))


def test_broken_xml_is_named_with_its_line(tmp_path):
    with pytest.raises(InputError, match="line 2"):
        read(write(tmp_path / "a.tmx", "<tmx>\n<body></tmx>"))


def test_empty_and_overlong_sides_are_refused(tmp_path):
    file = write(tmp_path / "a.tsv", f"source\ttarget\nTwo\t\nWater\t{'水' * 2001}\nTea\t茶\n")
    found, refused = read(file)
    assert len(found) == 1 and [row.line for row in refused] == [2, 3]


def test_links_to_words_that_are_not_there_are_refused(tmp_path):
    file = write(tmp_path / "a.tsv", "source\ttarget\tlinks\nTwo rooms\t两间\t0-0 5-0\nTea\t茶\tx\n")
    _, refused = read(file)
    assert [row.line for row in refused] == [2, 3]


def test_one_column_is_too_few(tmp_path):
    with pytest.raises(InputError, match="one column"):
        read(write(tmp_path / "a.csv", "text\nTwo rooms\nWater\n"))
