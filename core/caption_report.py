"""Where a run looked at each word of captions, as one HTML file, and as JSON lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from core.errors import N_
from core.report import Say, page

STYLE = """
figure { display: inline-block; margin: 0 12px 16px 0; vertical-align: top; text-align: center; }
figure img { display: block; max-width: 220px; max-height: 220px; margin: 0 auto 4px; }
img.whole { max-width: 100%; max-height: 26rem; } .warning { font-weight: 600; }
"""
ABOUT = N_(
    "report",
    "Bright is where the model looked when it said the word: the weights of that very step. One scale for all words: "
    "fully bright is {n} times what an even look would give, so a picture that stays dim says nothing.",
)
PEOPLE = N_("report", "Captions by people")
RUN = N_("report", "Run {run}, {method}.")


@dataclass(frozen=True, slots=True)
class PictureReport:
    """One picture: its captions by people, the caption that is shown, and (word, note, image data) of each word.

    `warning` is what is to be known before the maps are believed.
    """

    name: str
    image: str
    caption: str
    people: Sequence[str] = ()
    words: Sequence[tuple[str, str, str]] = ()
    warning: str = ""


def captions_html(
    pictures: Iterable[PictureReport], *, title: str, about: tuple[str, str], n: str, say: Say = str
) -> str:
    """A report of pictures; all images stand in the file. `about` are run and method, `n` what the scale ends at."""
    run, method = about
    head = f"{say(RUN).format(run=run, method=method)} {say(ABOUT).format(n=n)}"
    return page(title, [f'<p class="muted">{escape(head)}</p>', *(_article(one, say) for one in pictures)], STYLE)


def map_lines(image: str, caption: str, method: str, view: Sequence[float], words: Sequence[Mapping[str, Any]]) -> str:
    """One line for a caption, with keys as `explain` writes them; `view` is the part that the maps cover."""
    row = {"image": image, "caption": caption, "method": method, "view": list(view), "words": list(words)}
    return json.dumps(row, ensure_ascii=False) + "\n"


def _article(one: PictureReport, say: Say) -> str:
    parts = [f"<h2>{escape(one.caption)}</h2>", f'<p class="muted">{escape(one.name)}</p>']
    if one.warning:
        parts.append(f'<p class="warning">{escape(one.warning)}</p>')
    parts.append(f'<img class="whole" alt="{escape(one.name, quote=True)}" src="{one.image}">')
    figures = "".join(_figure(*word) for word in one.words)
    parts.append(f"<p>{figures}</p>")
    if one.people:
        listed = "".join(f"<li>{escape(caption)}</li>" for caption in one.people)
        parts.append(f"<h3>{escape(say(PEOPLE))}</h3><ul>{listed}</ul>")
    return f"<article>{''.join(parts)}</article>"


def _figure(word: str, note: str, image: str) -> str:
    said = f"{escape(word)}<br><span class='muted'>{escape(note)}</span>"
    return f'<figure><img alt="{escape(word, quote=True)}" src="{image}"><figcaption>{said}</figcaption></figure>'
