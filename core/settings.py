"""The user's settings: declared once as data; the file and the settings dialog follow from it."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from core import paths
from core.errors import N_

FILE_NAME = "settings.json"
MAX_BYTES = 1_000_000
MAX_RECENT = 12

Kind = Literal["choice", "bool", "int", "text", "list"]
Listener = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting; one without a `label` is kept but not shown in the dialog."""

    key: str
    kind: Kind
    default: Any
    label: str = ""
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    """(value, English words to show) of a choice."""
    low: int = 0
    high: int = 0

    def accepts(self, value: object) -> bool:
        match self.kind:
            case "choice":
                return value in [choice for choice, _ in self.choices]
            case "bool":
                return isinstance(value, bool)
            case "int":
                return isinstance(value, int) and not isinstance(value, bool) and self.low <= value <= self.high
            case "text":
                return isinstance(value, str)
            case "list":
                return isinstance(value, list) and all(isinstance(item, str) for item in value)


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "language",
        "choice",
        "auto",
        N_("settings", "Language"),
        choices=(("auto", N_("settings", "As the system")), ("en", "English"), ("zh_CN", "简体中文")),
    ),
    Setting(
        "theme",
        "choice",
        "auto",
        N_("settings", "Theme"),
        choices=(
            ("auto", N_("settings", "As the system")),
            ("light", N_("settings", "Light")),
            ("dark", N_("settings", "Dark")),
        ),
    ),
    Setting(
        "text_size",
        "int",
        18,
        N_("settings", "Size of the document's text"),
        N_("settings", "In pixels, on the label and review pages."),
        low=12,
        high=36,
    ),
    Setting(
        "annotator",
        "text",
        "",
        N_("settings", "Your name"),
        N_("settings", "Kept with each annotation that you make. Empty: your user name on this computer."),
    ),
    Setting(
        "show_suggestion",
        "choice",
        "after",
        N_("settings", "Show what the model thinks"),
        N_("settings", "After your answer is safer: a suggestion that is seen first pulls the answer towards itself."),
        choices=(
            ("after", N_("settings", "After my answer")),
            ("before", N_("settings", "Before my answer")),
        ),
    ),
    Setting(
        "auto_advance",
        "bool",
        True,
        N_("settings", "Go to the next document after an answer"),
        N_("settings", "In projects where a document has a single label."),
    ),
    Setting(
        "queue_order",
        "choice",
        "imported",
        N_("settings", "Order of the queue"),
        choices=(
            ("imported", N_("settings", "As imported")),
            ("random", N_("settings", "Random")),
            ("typical", N_("settings", "Typical and different")),
            ("margin", N_("settings", "Where the model is unsure")),
            ("disagreement", N_("settings", "Where opinions differ")),
        ),
    ),
    Setting(
        "random_share",
        "int",
        15,
        N_("settings", "Random documents among chosen ones, in percent"),
        N_("settings", "They tell whether choosing is better than chance, and find what no model asks for. 0: none."),
        low=0,
        high=100,
    ),
    Setting(
        "threads",
        "int",
        0,
        N_("settings", "Processor threads for training"),
        N_("settings", "0: half of the processor's cores, so that the computer stays free for you."),
        low=0,
        high=256,
    ),
    Setting(
        "compare",
        "bool",
        True,
        N_("settings", "Compare each run with simpler ones"),
        N_("settings", "In the background: the same model with uniform attention, and n-gram logistic regression."),
    ),
    Setting("keys", "text", "{}"),
    Setting("meter_open", "bool", False),
    Setting(
        "backups",
        "choice",
        "hourly",
        N_("settings", "Backups"),
        N_("settings", "In the project's folder, while something changes; the oldest go. See File, Backups."),
        choices=(
            ("hourly", N_("settings", "Every hour")),
            ("daily", N_("settings", "Every day")),
            ("never", N_("settings", "None")),
        ),
    ),
    Setting("recent_projects", "list", []),
    Setting("window", "text", ""),
    Setting("panels", "text", "{}"),
)
BY_KEY = {setting.key: setting for setting in SETTINGS}


class Settings:
    """The values, kept in one small JSON file; what is missing or wrong there is the default."""

    def __init__(self, path: Path, values: dict[str, Any] | None = None) -> None:
        self.path = path
        self._values = values or {}
        self._listeners: list[Listener] = []

    @classmethod
    def load(cls, path: Path | None = None) -> Settings:
        path = path or paths.config_dir() / FILE_NAME
        return cls(path, _read(path))

    def get(self, key: str) -> Any:
        value = self._values.get(key, BY_KEY[key].default)
        return list(value) if isinstance(value, list) else value

    def set(self, key: str, value: Any) -> None:
        """Keep a value, on disk too; listeners hear of it when it changed."""
        if not BY_KEY[key].accepts(value):
            raise ValueError(f"{key} cannot be {value!r}")
        if self.get(key) == value:
            return
        self._values[key] = value
        self._write()
        for listener in list(self._listeners):
            listener(key)

    def subscribe(self, listener: Listener) -> None:
        """Call `listener(key)` after each change. For objects that live as long as the program."""
        self._listeners.append(listener)

    def add_recent(self, project: Path) -> None:
        path = str(project)
        others = [other for other in self.get("recent_projects") if other != path]
        self.set("recent_projects", [path, *others][:MAX_RECENT])

    def remove_recent(self, project: Path) -> None:
        self.set("recent_projects", [other for other in self.get("recent_projects") if other != str(project)])

    def _write(self) -> None:
        """Replace the file as a whole. A folder that cannot be written costs the settings, not the work."""
        temporary = self.path.with_suffix(".tmp")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_text(json.dumps(self._values, ensure_ascii=False, indent=1), encoding="utf-8")
            os.replace(temporary, self.path)  # noqa: PTH105
        except OSError:
            with contextlib.suppress(OSError):
                temporary.unlink()


def _read(path: Path) -> dict[str, Any]:
    try:
        with path.open(encoding="utf-8") as file:
            data = json.loads(file.read(MAX_BYTES))
    except (OSError, ValueError):
        return {}
    if not isinstance(data, dict):
        return {}
    return {key: value for key, value in data.items() if key in BY_KEY and BY_KEY[key].accepts(value)}
