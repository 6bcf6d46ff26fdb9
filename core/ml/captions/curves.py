"""Whether a map's strong places carry the word: its chance when they are hidden first, or shown first, one by one.

Deletion and insertion (Petsiuk et al. 2018, "RISE"), a place being hidden by the picture's mean vector. A map that
tells the truth lets the chance fall sooner, and rise sooner, than places in random order do.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import AppError
from core.ml.captions import maps
from core.ml.captions.captioner import Caption, Captioner, View
from core.ml.captions.lessons import Captioned
from core.ml.captions.maps import Maps
from core.progress import Report, ignore

SHARES = (0.0, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1.0)
RANDOM = "random"
Curves = dict[str, list[NDArray[np.float64]]]


def measure(
    captioner: Captioner, pictures: Sequence[Captioned], methods: Sequence[str], report: Report = ignore
) -> dict[str, Any]:
    """For each method, and for random order: the mean chance of a word at each share hidden or shown, and the areas.

    {"shares", "n", "methods": {name: {"deletion", "insertion", "deletion_area", "insertion_area"}}}; of a caption of
    each picture, its known words.
    """
    names = (*methods, RANDOM)
    hidden: Curves = {name: [] for name in names}
    shown: Curves = {name: [] for name in names}
    for number, one in enumerate(pictures):
        report(number, len(pictures))
        try:
            view = captioner.view(one.picture)
        except AppError:
            continue
        caption = captioner.read(view, one.captions[0])
        subject, is_known = captioner.subject(view, caption), np.array(caption.is_known)
        for name in names:
            drawn = _drawn(captioner, view, caption, name, number)
            hidden[name].append(maps.deletion(subject, drawn, [1 - share for share in SHARES])[is_known])
            shown[name].append(maps.insertion(subject, drawn, SHARES)[is_known])
    report(len(pictures), len(pictures))
    found = {name: _figures(hidden[name], shown[name]) for name in names}
    return {"shares": list(SHARES), "n": sum(map(len, hidden[RANDOM])), "methods": found}


def _drawn(captioner: Captioner, view: View, caption: Caption, name: str, seed: int) -> Maps:
    if name != RANDOM:
        return captioner.draw(view, caption, name)
    shape = len(caption.ids), captioner.rows * captioner.columns
    return maps.shares(np.random.default_rng(seed).random(shape))


def _figures(hidden: Sequence[NDArray[np.float64]], shown: Sequence[NDArray[np.float64]]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for name, found in (("deletion", hidden), ("insertion", shown)):
        curve = np.concatenate(found).mean(axis=0) if found and sum(map(len, found)) else np.zeros(len(SHARES))
        told[name] = [round(float(value), 5) for value in curve]
        told[f"{name}_area"] = float(np.trapezoid(curve, SHARES))
    return told
