from collections.abc import Iterator
from pathlib import Path

import pytest

from core.errors import Cancelled
from core.pictures.thumbnails import AT_ONCE, FILE, SIDE, Thumbnails
from tests.torture.strangers.pictures import drawn, saved


@pytest.fixture
def thumbnails(tmp_path: Path) -> Iterator[Thumbnails]:
    found = Thumbnails(tmp_path)
    yield found
    found.close()


def test_small_pictures_are_made_once(thumbnails: Thumbnails, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(saved(drawn(size=(600, 400)), "PNG"))
    assert thumbnails.get("a") is None
    assert thumbnails.make([("a", path)]) == 1
    path.unlink()
    assert thumbnails.make([("a", path)]) == 0
    assert thumbnails.get("a").size == (SIDE, SIDE * 2 // 3)


def test_what_is_no_picture_is_not_tried_again_but_what_is_away_is(thumbnails: Thumbnails, tmp_path: Path) -> None:
    bad, away = tmp_path / "bad.png", tmp_path / "away.png"
    bad.write_bytes(b"no picture")
    assert thumbnails.make([("bad", bad), ("away", away)]) == 0
    for path in (bad, away):
        path.write_bytes(saved(drawn(), "PNG"))
    assert thumbnails.make([("bad", bad), ("away", away)]) == 1
    assert thumbnails.get("bad") is None and thumbnails.get("away") is not None


def test_what_was_made_before_a_cancel_stays(thumbnails: Thumbnails, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(saved(drawn(), "PNG"))

    def report(done: int, _: int) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        thumbnails.make([(str(n), path) for n in range(2 * AT_ONCE)], report)
    assert thumbnails.has("0") and not thumbnails.has(str(AT_ONCE))


def test_where_none_can_be_kept_they_are_made_all_the_same(tmp_path: Path) -> None:
    found = Thumbnails(tmp_path / "not there")
    found.put([("a", drawn())])
    assert found.get("a") is not None
    found.close()


@pytest.mark.parametrize("content", [b"no database", b"SQLite format 3\0" + bytes(200)])
def test_a_broken_file_is_made_anew(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    found = Thumbnails(tmp_path)
    found.put([("a", drawn())])
    assert found.get("a") is not None
    found.close()
