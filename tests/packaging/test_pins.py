"""What goes into the bundle is pinned with hashes, and what is known against it is said."""

from __future__ import annotations

import re
import tomllib

import audit
import identity
import pin

BUG = {"id": "PYSEC-1"}


def pinned() -> dict[str, str]:
    text = pin.FILE.read_text(encoding="utf-8")
    return {name: version for name, version in re.findall(r"(?m)^([a-z0-9-]+)==(\S+)", text)}


def test_every_package_of_the_program_is_pinned_at_its_version() -> None:
    project = tomllib.loads((identity.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = dict(line.split("==") for line in project["dependencies"])
    assert {name.lower(): version for name, version in wanted.items()}.items() <= pinned().items()


def test_every_pin_has_a_hash_and_none_is_for_cards() -> None:
    blocks = re.split(r"(?m)^(?=[a-z0-9-]+==)", pin.FILE.read_text(encoding="utf-8"))[1:]
    assert [block for block in blocks if "--hash=sha256:" not in block or pin.FOR_CARDS.match(block)] == []


def test_a_known_vulnerability_is_told_and_fails() -> None:
    found = [{"name": "a", "version": "1", "vulns": [BUG]}, {"name": "b", "skip_reason": "not found"}]
    assert audit.verdict(found) == ("a 1: PYSEC-1", True)


def test_an_audit_that_could_look_nothing_up_was_not_run() -> None:
    assert audit.verdict([{"name": "b", "skip_reason": "not found"}])[0].startswith("not run")
    text, is_bad = audit.verdict([{"name": "a", "version": "1", "vulns": []}, {"name": "b", "skip_reason": "x"}])
    assert (text, is_bad) == ("nothing is known against 1 of 2 packages", False)
