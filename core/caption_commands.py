"""What the headless commands do in a project of pictures: import, measure, show where words look, export."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from core.commands import Result
from core.formats import captions
from core.formats.common.album import LOSS_WORDS
from core.project import caption_export
from core.project.project import Project
from core.project.taking import bring
from core.project.values import ExportChoice, ImportOptions
from core.terminal import ProgressBar


@dataclass(frozen=True, slots=True)
class PictureChoice:
    """Where the pictures are (none: among the files, or beside them), and whether they are copied into the project.

    `is_text_only`: there are none; the captions teach a model how captions read.
    """

    places: tuple[Path, ...] = ()
    is_copied: bool = False
    format: str = ""
    is_text_only: bool = False


def import_pictures(project: Project, files: Sequence[Path], choice: PictureChoice, options: ImportOptions) -> Result:
    """All files together: captions and boxes of the same pictures may stand in several."""
    bar = ProgressBar(files[0].name)
    with captions.opened(files, choice.places, choice.format, bar) as told:
        if choice.is_text_only:
            told.album.without_pictures()
        done = bring(project, told.album.rows(), told.images, options, is_copied=choice.is_copied, report=bar)
        n_bare = project.captions.add_bare(", ".join(file.name for file in files), told.album.bare)
        found = {"captions": told.album.n_captions, "regions": told.album.n_regions, "formats": told.album.formats}
    bar.close()
    return {
        "read": done.rows.read,
        "imported": done.rows.imported,
        "duplicates": done.rows.duplicates,
        "rejected": [asdict(rejected) for rejected in done.rows.rejected],
        "holdout": done.rows.holdout,
        "joined": done.rows.answers_added,
        "missing": done.missing,
        "broken": done.broken,
        "copied": done.copied,
        "captions_without_pictures": n_bare,
        **found,
    }


def export(project: Project, output: Path, choice: ExportChoice, query: str) -> Result:
    """The pictures of a filter with their captions and regions, in one of the formats that are read, too."""
    bar = ProgressBar(output.name)
    n, format, lost = caption_export.write(project, output, choice.format, project.filter(query), bar)
    bar.close()
    losses = [{"what": what, "n": number, "text": LOSS_WORDS[what]} for what, number in lost.items()]
    return {"n": n, "format": format, "output": str(output), "losses": losses}
