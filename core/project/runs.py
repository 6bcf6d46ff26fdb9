"""The runs of a project: a row here, and a folder runs/<id>/ that the worker fills."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, get_args

from sqlalchemy import Row, insert, select

from core import locks
from core.errors import N_, InputError
from core.jobs import specs
from core.jobs.specs import SettingValue, TrainSpec
from core.progress import Report, ignore
from core.project import schema, snapshot
from core.project.changes import Action, Journal, now
from core.project.labels import LabelSet
from core.project.predictions import Predictions
from core.project.store import damaged
from core.project.values import Run, RunState
from core.records import Label

__all__ = ["Run", "Runs"]

LOCK = "run.lock"
DRAFT = ".new"  # the ending of a run's folder while it is being made
ACTIVE = "active_run"
runs, properties = schema.runs, schema.properties
QUERY = select(runs.c.id, runs.c.created, runs.c.spec, runs.c.counts).order_by(runs.c.number.desc())


@dataclass(frozen=True, slots=True)
class RunRules:
    """What a project means to its runs."""

    folder: Path
    is_multi_label: bool


class Runs:
    """Side by side, the newest first; one of them is active."""

    def __init__(self, journal: Journal, labels: LabelSet, predictions: Predictions, rules: RunRules) -> None:
        self._journal = journal
        self._store = journal.store
        self._labels = labels
        self._predictions = predictions
        self._folder = rules.folder
        self._is_multi_label = rules.is_multi_label

    def create(
        self,
        model: str,
        settings: Mapping[str, SettingValue],
        *,
        seed: int,
        device: str,
        limit_labels: int | None = None,
        report: Report = ignore,
    ) -> tuple[Run, TrainSpec]:
        """Freeze the labelled documents for a new run; the worker does the rest with the spec."""
        labels = [label for label in self._labels.all()]
        with self._new_folder(model) as draft:
            path = self._folder / draft.name.removesuffix(DRAFT)
            contents = snapshot.write(
                self._store, draft / "snapshot.jsonl", limit_labels=limit_labels, seed=seed, report=report
            )
            used = self._used(labels, contents)
            spec = TrainSpec(
                run_dir=str(path),
                model=model,
                settings=dict(settings),
                labels=tuple(label.name for label in used),
                is_multi_label=self._is_multi_label,
                device=device,
                seed=seed,
            )
            (draft / "spec.json").write_text(_json(specs.to_json(spec)), encoding="utf-8")
            draft.rename(path)
        row = {
            "id": path.name,
            "created": now(),
            "spec": _json(specs.to_json(replace(spec, run_dir=""))),
            "label_ids": _json([label.id for label in used]),
            "counts": _json(dict(contents.parts)),
        }
        with self._store.transaction():
            self._store.execute(insert(runs), row)
        return self.get(path.name), spec

    def all(self) -> list[Run]:
        active = self._active_id()
        return [self._run(row, active) for row in self._store.execute(QUERY)]

    def get(self, id: str) -> Run:
        row = self._store.execute(QUERY.where(runs.c.id == id)).one_or_none()
        if row is None:
            raise InputError("no-run", N_("core", "The project has no run “{run}”."), run=id)
        return self._run(row, self._active_id())

    def active(self) -> Run | None:
        active = self._active_id()
        row = self._store.execute(QUERY.where(runs.c.id == active)).one_or_none()
        return None if row is None else self._run(row, active)

    def activate(self, id: str) -> None:
        self.get(id)
        with self._journal.action("activate-run") as action:
            _activate(action, id)

    def finish(self, id: str) -> bool:
        """Take in what a finished run predicts; make it active unless the active one is better on its hold-out."""
        run, active = self.get(id), self.active()
        self._predictions.take_in(id, run.path / "predictions.jsonl")
        if active is not None and _macro_f1(run) < _macro_f1(active):
            return False
        with self._journal.fact("activate-run") as action:  # nobody's act: an undo of the last label must not hit it
            _activate(action, id)
        return True

    def resume_spec(self, id: str) -> TrainSpec:
        """What goes on with a run from its last checkpoint."""
        run = self.get(id)
        if not (run.path / "snapshot.jsonl").exists():
            raise InputError("run-incomplete", N_("core", "The files of run “{run}” are not all there."), run=id)
        text = self._store.execute(select(runs.c.spec).where(runs.c.id == id)).scalar_one()
        spec = specs.from_json(json.loads(text))
        assert isinstance(spec, TrainSpec)
        return replace(spec, run_dir=str(run.path), is_resumed=True)

    def _run(self, row: Row[Any], active: str | None) -> Run:
        path = self._folder / row.id
        if path.parent != self._folder or path.name == "..":  # a project from somebody else, made to reach out
            raise damaged()
        spec, state = json.loads(row.spec), _read(path / "state.json") or {}
        return Run(
            id=row.id,
            path=path,
            model=spec["model"],
            settings=spec["settings"],
            created=row.created,
            state=_state(path, state),
            is_active=row.id == active,
            seed=spec["seed"],
            device=spec["device"],
            metrics=_read(path / "metrics.json"),
            epochs=_epochs(path / "history.jsonl"),
            snapshot_counts=json.loads(row.counts),
            error=state.get("error"),
            labels=tuple(spec["labels"]),
        )

    def _active_id(self) -> str | None:
        return self._store.execute(select(properties.c.value).where(properties.c.key == ACTIVE)).scalar()

    def _used(self, labels: list[Label], contents: snapshot.Contents) -> list[Label]:
        """The labels that the model can learn."""
        used = [label for label in labels if contents.train_labels[label.name]]
        if len(used) < (1 if self._is_multi_label else 2):
            template = N_("core", "There is too little to learn from: label some documents with at least two labels.")
            raise InputError("too-few-labels", template)
        return used

    @contextmanager
    def _new_folder(self, model: str) -> Iterator[Path]:
        """A draft of runs/<id>; gone again when the block fails."""
        stem = f"{datetime.now():%Y%m%d-%H%M%S}-{model}"
        number = 1
        while True:
            name = stem if number == 1 else f"{stem}-{number}"
            draft = self._folder / f"{name}{DRAFT}"
            number += 1
            if not (self._folder / name).exists() and not draft.exists():
                break
        draft.mkdir(parents=True)
        try:
            yield draft
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise


def _activate(action: Action, id: str) -> None:
    action.put(properties, (ACTIVE,), {"value": id})


def _macro_f1(run: Run) -> float:
    value = (run.metrics or {}).get("macro_f1")
    return -1.0 if value is None else float(value)


def _state(path: Path, state: Mapping[str, Any]) -> RunState:
    """What the worker said last, unless the worker is gone."""
    said = state.get("state", "new")
    if not path.is_dir() or said not in get_args(RunState):
        return "failed"
    if said in ("running", "paused") and not locks.is_held(path / LOCK):
        return "interrupted"
    return said  # type: ignore[no-any-return]


def _epochs(path: Path) -> tuple[Mapping[str, Any], ...]:
    """The epochs so far; a line that is still being written is left out."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError:
        return ()
    return tuple(epoch for epoch in map(_parse, lines) if epoch is not None)


def _read(path: Path) -> dict[str, Any] | None:
    try:
        return _parse(path.read_text(encoding="utf-8"))
    except OSError:
        return None


def _parse(text: str) -> dict[str, Any] | None:
    try:
        data = json.loads(text)
    except ValueError:
        return None
    return data if isinstance(data, dict) else None


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False)
