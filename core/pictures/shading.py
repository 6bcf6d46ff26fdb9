"""A picture under a map: bright where a model looked, dark elsewhere, on the one scale of core.heat; without Qt."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence

import numpy as np
from PIL import Image

from core.heat import levels
from core.records import Box

FLOOR = 0.12  # so bright is what was not looked at: the picture can still be made out
QUALITY = 80


def shaded(picture: Image.Image, cells: Sequence[Sequence[float]], view: Box) -> Image.Image:
    """The picture (RGB) with the map (rows × columns, sums to 1) over the part `view` of it; the rest is dark."""
    level = levels(np.asarray(cells, np.float32), is_smooth=True)
    width, height = picture.size
    seen = max(1, round(view.width * width)), max(1, round(view.height * height))
    light = Image.fromarray((level * 255).astype(np.uint8)).resize(seen, Image.Resampling.BILINEAR)
    mask = Image.new("L", picture.size, 0)
    mask.paste(light, (round(view.left * width), round(view.top * height)))
    dark = picture.point(lambda value: value * FLOOR)
    return Image.composite(picture, dark, mask)


def as_data(picture: Image.Image) -> str:
    """As it stands in an HTML page."""
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=QUALITY)
    return f"data:image/jpeg;base64,{base64.b64encode(file.getvalue()).decode()}"
