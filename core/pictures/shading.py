"""A picture under a map: bright where a model looked, dark elsewhere, on the one scale of core.heat; without Qt.

What the model never saw is hatched: dark would say that it did not look there.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw

from core.heat import levels
from core.records import Box

FLOOR = 0.12  # so bright is what was not looked at: the picture can still be made out
VEIL, LINE, VEILED = (208, 208, 208), (112, 112, 112), 0.55  # grey over what was not seen, its lines, how opaque
STEP = 9  # pixels between the lines
QUALITY = 80


def shaded(picture: Image.Image, cells: Sequence[Sequence[float]], view: Box) -> Image.Image:
    """The picture (RGB) with the map (rows × columns, sums to 1) over the part `view` of it; the rest is hatched."""
    level = levels(np.asarray(cells, np.float32), is_smooth=True)
    width, height = picture.size
    left, top = round(view.left * width), round(view.top * height)
    size = max(1, round(view.width * width)), max(1, round(view.height * height))
    light = Image.fromarray((level * 255).astype(np.uint8)).resize(size, Image.Resampling.BILINEAR)
    seen = picture.crop((left, top, left + size[0], top + size[1]))
    found = _hatched(picture)
    found.paste(Image.composite(seen, seen.point(lambda value: value * FLOOR), light), (left, top))
    return found


def _hatched(picture: Image.Image) -> Image.Image:
    width, height = picture.size
    found = Image.blend(picture, Image.new("RGB", picture.size, VEIL), VEILED)
    draw = ImageDraw.Draw(found)
    for x in range(-height, width, STEP):
        draw.line((x, height, x + height, 0), fill=LINE)
    return found


def as_data(picture: Image.Image) -> str:
    """As it stands in an HTML page."""
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=QUALITY)
    return f"data:image/jpeg;base64,{base64.b64encode(file.getvalue()).decode()}"
