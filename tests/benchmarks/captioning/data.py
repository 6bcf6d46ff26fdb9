"""The data of the benchmark of captions, as snapshots: Flickr8k's 800, COCO's 80 with their boxes, our own scenes."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import zipfile
from collections import defaultdict
from pathlib import Path
from typing import Any

from core.pictures import scenes
from core.records import Region

DATA = Path(__file__).parents[4] / "shared" / "data"
WEIGHTS = DATA / "weights_imagenet_cnn" / "mobilenet_v2_1.0_224.npz"
DEVELOPMENT = 100  # photographs of the 700, the last by name, by which settings are chosen
NAMES = {  # what people call COCO's categories
    "person": "person people man men woman women boy boys girl girls child children guy lady kid kids player baby",
    "motorcycle": "motorcycle motorcycles motorbike",
    "bicycle": "bicycle bicycles bike bikes",
    "airplane": "airplane airplanes plane planes jet",
    "couch": "couch sofa",
    "tv": "tv television",
    "dog": "dog dogs puppy",
    "cat": "cat cats kitten",
    "skis": "skis ski",
    "cow": "cow cows cattle",
    "boat": "boat boats ship",
    "dining table": "table tables",
    "sports ball": "ball balls",
    "cell phone": "phone cellphone",
    "donut": "donut donuts doughnut",
    "refrigerator": "refrigerator fridge",
    "potted plant": "plant plants",
    "tennis racket": "racket racquet",
}
Lines = list[dict[str, Any]]


def flickr(folder: Path, *, is_development: bool = False) -> Lines:
    """700 photographs to learn from and 100 to measure on; or, for choosing settings, 600 of them and 100."""
    source = DATA / "caption_flickr8k_800"
    _unpack(source / "images.zip", folder)
    captions: dict[str, list[str]] = defaultdict(list)
    parts: dict[str, str] = {}
    for row in _rows(source / "captions.csv.gz"):
        captions[row["image"]].append(row["caption"])
        parts[row["image"]] = row["split"]
    names = sorted(name for name in captions if not is_development or parts[name] == "train")
    held = set(names[-DEVELOPMENT:]) if is_development else {name for name in names if parts[name] == "val"}
    lines: Lines = [
        {
            "id": number,
            "picture": str(next(folder.rglob(name))),
            "part": "holdout" if name in held else "train",
            "captions": captions[name],
        }
        for number, name in enumerate(names)
    ]
    bare = [row["caption"] for row in _rows(source / "captions_without_images.csv.gz")]
    return [*lines, {"id": 0, "picture": "", "part": "text", "captions": bare}]


def coco(folder: Path) -> Lines:
    """80 photographs whose words for a category have its boxes; all of the hold-out."""
    source = DATA / "coco_mini_train"
    _unpack(source / "images.zip", folder)
    found, told = (_json(source / f"{name}_train2017.json.gz") for name in ("instances", "captions"))
    categories = {one["id"]: one["name"] for one in found["categories"]}
    boxes: dict[int, dict[str, list[list[float]]]] = defaultdict(lambda: defaultdict(list))
    images = {one["id"]: one for one in found["images"]}
    for one in found["annotations"]:
        image, (left, top, width, height) = images[one["image_id"]], one["bbox"]
        box = [left / image["width"], top / image["height"], width / image["width"], height / image["height"]]
        boxes[one["image_id"]][categories[one["category_id"]]].append(box)
    captions: dict[int, list[str]] = defaultdict(list)
    for one in told["annotations"]:
        captions[one["image_id"]].append(one["caption"])
    return [
        {
            "id": number,
            "picture": str(next(folder.rglob(images[number]["file_name"]))),
            "part": "holdout",
            "captions": captions[number],
            "regions": _regions(captions[number], boxes[number]),
        }
        for number in sorted(captions)
    ]


def drawn(folder: Path, n: int = scenes.N_SCENES, language: str = "en") -> Lines:
    """Our own scenes; every fifth is of the hold-out."""
    folder.mkdir(parents=True, exist_ok=True)
    return [
        {
            "id": number,
            "picture": str(folder / row.file),
            "part": "holdout" if number % 5 == 0 else "train",
            "captions": list(row.captions),
            "regions": [_region(region) for region in row.regions],
        }
        for number, row in enumerate(scenes.draw(folder, language, n))
    ]


def write(lines: Lines, run_dir: Path) -> None:
    run_dir.mkdir(parents=True, exist_ok=True)
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (run_dir / "snapshot.jsonl").write_text(text, encoding="utf-8")


def _regions(captions: list[str], boxes: dict[str, list[list[float]]]) -> list[dict[str, Any]]:
    category = {word: name for name in boxes for word in NAMES.get(name, f"{name} {name}s").split()}
    found = []
    for number, caption in enumerate(captions):
        for word in re.finditer(r"[a-z]+", caption.lower()):
            for box in boxes.get(category.get(word.group(), ""), ()):
                found.append({"box": box, "name": word.group(), "caption": number, "span": list(word.span())})
    return found


def _region(region: Region) -> dict[str, Any]:
    box, span = region.box, region.span
    assert span is not None
    place = [box.left, box.top, box.width, box.height]
    return {"box": place, "name": region.name, "caption": region.caption, "span": [span.start, span.end]}


def _unpack(archive: Path, folder: Path) -> None:
    if not folder.is_dir():
        with zipfile.ZipFile(archive) as file:
            file.extractall(folder)


def _rows(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(io.StringIO(file.read())))


def _json(path: Path) -> dict[str, Any]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        found: dict[str, Any] = json.load(file)
    return found
