"""The manual that comes with the program: a Markdown file a page, in each language, in the order of their names."""

from __future__ import annotations

from dataclasses import dataclass

from core import paths

FOLDER = "manual"
LANGUAGES = ("en", "zh")


@dataclass(frozen=True, slots=True)
class Page:
    """`name` is the same in all languages; the text is Markdown and begins with the title."""

    name: str
    title: str
    text: str


def pages(language: str) -> list[Page]:
    """Of a language such as "en" or "zh_CN"."""
    files = sorted(paths.resource(FOLDER, language.partition("_")[0]).glob("*.md"))
    texts = [(file.stem, file.read_text(encoding="utf-8")) for file in files]
    return [Page(name, text.partition("\n")[0].removeprefix("# "), text) for name, text in texts]
