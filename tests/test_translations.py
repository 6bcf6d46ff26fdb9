"""The window speaks two languages, each of them whole: what is marked is collected, written and compiled."""

from __future__ import annotations

import ast
import importlib.util
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
SOURCES = sorted(file for room in ("core", "gui") for file in (ROOT / room).rglob("*.py"))
KEPT = re.compile(r"\{[^{}]*\}|%L?n|\[\d\||Ctrl\+\w+|…$|\*\.\w+")
MNEMONIC = re.compile(r"&(\w)")
TEMPLATE_AT = {"AppError": 1, "InputError": 1, "Rejected": 2, "Reason": 0}
"""Which argument of a call is words for the user."""

Key = tuple[str, str]


class Translation(NamedTuple):
    forms: tuple[str, ...]
    is_finished: bool


def read(file: Path) -> dict[Key, Translation]:
    found = {}
    for context in ET.parse(file).getroot().iter("context"):
        for message in context.iter("message"):
            node = message.find("translation")
            assert node is not None
            forms = tuple(form.text or "" for form in node.iter("numerusform")) or (node.text or "",)
            key = (context.findtext("name") or "", message.findtext("source") or "")
            found[key] = Translation(forms, node.get("type") is None)
    return found


@pytest.fixture(scope="module")
def chinese() -> dict[Key, Translation]:
    return read(FOLDER / "fovea_zh_CN.ts")


@pytest.fixture
def tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """packaging/translations.py, writing into a folder of this test."""
    spec = importlib.util.spec_from_file_location("fovea_translations", ROOT / "packaging" / "translations.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "FOLDER", tmp_path)
    return module


def test_all_of_the_chinese_is_written(chinese: dict[Key, Translation]) -> None:
    written = {key for key, one in chinese.items() if one.is_finished and all(form.strip() for form in one.forms)}
    assert set(chinese) - written == set()


def test_chinese_keeps_fields_numbers_and_keys(chinese: dict[Key, Translation]) -> None:
    changed = [
        key
        for key, one in chinese.items()
        if any(Counter(KEPT.findall(form)) != Counter(KEPT.findall(key[1])) for form in one.forms)
    ]
    assert changed == []


def test_chinese_mnemonics_are_the_english_letters(chinese: dict[Key, Translation]) -> None:
    with_letter = {key: MNEMONIC.search(key[1]) for key in chinese if "&" in key[1]}
    assert with_letter
    for key, found in with_letter.items():
        assert found is not None
        assert chinese[key].forms[0].endswith(f"(&{found[1]})")


def test_english_plurals_are_filled() -> None:
    english = read(FOLDER / "fovea_en.ts")
    assert english
    for (_, source), one in english.items():
        assert "n" in "".join(re.findall("%L?(n)", source))
        assert one.is_finished
        assert len(one.forms) == 2
        assert all(form and "(s)" not in form for form in one.forms)


def test_every_string_is_collected(tool: ModuleType, tmp_path: Path) -> None:
    tool.collect()
    for language in tool.LANGUAGES:
        name = f"fovea_{language}.ts"
        assert set(read(tmp_path / name)) == set(read(FOLDER / name)), f"run packaging/translations.py: {name}"


def test_no_string_hides_from_the_collector(chinese: dict[Key, Translation]) -> None:
    seen = {key for file in SOURCES for key in marked(parse(file))}
    assert seen - set(chinese) == set(), "lupdate does not look into f-strings"


def test_compiled_files_are_those_of_the_sources(tool: ModuleType, tmp_path: Path) -> None:
    for file in FOLDER.glob("*.ts"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    tool.compile_all(tmp_path)
    for language in tool.LANGUAGES:
        name = f"fovea_{language}.qm"
        assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes(), f"run packaging/translations.py: {name}"


def test_every_error_can_be_translated() -> None:
    trees = {file: parse(file) for file in SOURCES}
    constants = {name: found for name, found in assigned(trees.values()).items() if name.isupper()}
    bare = [
        f"{file.relative_to(ROOT)}:{call.lineno}"
        for file, tree in trees.items()
        for call, template in templates(tree)
        if not is_marked(template, constants | assigned([tree]))
    ]
    assert bare == []


def parse(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def marked(node: ast.AST, context: str = "") -> Iterator[Key]:
    """(context, text) of every tr("…"), translate("…", "…") and N_("…", "…"), wherever they stand."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call):
            words = [arg.value for arg in child.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
            name = _name(child.func)
            if name == "tr" and words:
                yield context, words[0]
            elif name in ("translate", "N_") and len(words) >= 2:
                yield words[0], words[1]
        yield from marked(child, child.name if isinstance(child, ast.ClassDef) else context)


def templates(tree: ast.AST) -> Iterator[tuple[ast.Call, ast.expr]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (at := TEMPLATE_AT.get(_name(node.func))) is not None and len(node.args) > at:
            yield node, node.args[at]


def assigned(trees: Iterable[ast.AST]) -> dict[str, list[ast.expr]]:
    """What each name stands for."""
    values: dict[str, list[ast.expr]] = {}
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    values.setdefault(_name(target), []).append(node.value)
    return values


def is_marked(template: ast.expr, values: dict[str, list[ast.expr]]) -> bool:
    """Whether its words are within N_. An attribute, or a name from a loop, was a template before."""
    match template:
        case ast.Call():
            return _name(template.func) in ("N_", "Reason")
        case ast.IfExp():
            return is_marked(template.body, values) and is_marked(template.orelse, values)
        case ast.Name():
            return not any(map(_is_bare, values.get(template.id, [])))
        case _:
            return isinstance(template, ast.Attribute)


def _is_bare(value: ast.expr) -> bool:
    is_text = isinstance(value, ast.Constant) and isinstance(value.value, str)
    return is_text or isinstance(value, ast.JoinedStr | ast.BinOp)


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
