"""The runs of a project: a row here, and a folder runs/<id>/ that the worker fills."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Row, insert, select

from core.errors import N_, InputError
from core.jobs import specs
from core.jobs.explaining import ATTENTION, AUTO
from core.jobs.specs import ExplainSpec, PretrainSpec, SettingValue, TrainSpec, TrustSpec
from core.progress import Report, ignore
from core.project import checking, run_files, schema, snapshot
from core.project.changes import Action, now
from core.project.documents import Documents
from core.project.find import filter_text
from core.project.journal import Journal
from core.project.labels import LabelSet
from core.project.pictures import Pictures
from core.project.predictions import Predictions
from core.project.store import damaged
from core.project.values import DocumentFilter, Run, RunKind, TrainedOn
from core.records import Label
from core.trust import RunProbes, RunTrust, run_probes, run_trust

__all__ = ["Run", "Runs"]

DRAFT = ".new"  # the ending of a run's folder while it is being made
ACTIVE = "active_run"
LANGUAGES = ("source_language", "target_language")
FOUNDATION = "foundation.json"  # in the folder of a run that others can build on
PRETRAIN: Literal["pretrain"] = "pretrain"
SNAPSHOT = "snapshot.jsonl"
PREDICTIONS = "predictions.jsonl"
CHECKED = "check.jsonl"
SURVEYED = "survey.jsonl"
ALL_DOCUMENTS = "documents.jsonl"
SURVEYED_MAX, SURVEYED_CHARS = 1000, 300_000
CHECKED_MAX = 1000  # documents: all of them get a level of trust, fewer are looked at closely
runs, properties = schema.runs, schema.properties
QUERY = select(runs.c.id, runs.c.created, runs.c.filter, runs.c.spec, runs.c.counts).order_by(runs.c.number.desc())


@dataclass(frozen=True, slots=True)
class RunRules:
    """What a project means to its runs."""

    folder: Path
    is_multi_label: bool
    predictions: Predictions
    has_pairs: bool = False
    pictures: Pictures | None = None


class Runs:
    """Side by side, the newest first; one of them is active."""

    def __init__(self, journal: Journal, labels: LabelSet, documents: Documents, rules: RunRules) -> None:
        self._journal = journal
        self._store = journal.store
        self._labels = labels
        self._documents = documents
        self._predictions = rules.predictions
        self._folder = rules.folder
        self._is_multi_label = rules.is_multi_label
        self._has_pairs = rules.has_pairs
        self._pictures = rules.pictures

    def create(
        self,
        model: str,
        settings: Mapping[str, SettingValue],
        *,
        seed: int,
        device: str,
        chosen: TrainedOn = TrainedOn(),  # noqa: B008
        report: Report = ignore,
    ) -> tuple[Run, TrainSpec]:
        """Freeze the labelled documents for a new run; the worker does the rest with the spec.

        It begins with what the newest pretraining learned, if there is one. Of pairs and pictures, all are frozen.
        """
        if self._has_pairs or self._pictures:
            return self._create_without_labels(model, settings, seed=seed, device=device, chosen=chosen, report=report)
        labels = [label for label in self._labels.all()]
        pretrained = self.foundation()
        with self._new_folder(model) as draft:
            path = self._folder / draft.name.removesuffix(DRAFT)
            contents = snapshot.write(self._store, draft / SNAPSHOT, self._selection(chosen, seed), report)
            used = self._used(labels, contents)
            spec = TrainSpec(
                run_dir=str(path),
                model=model,
                settings=dict(settings),
                labels=tuple(label.name for label in used),
                is_multi_label=self._is_multi_label,
                device=device,
                seed=seed,
                pretrained=str(pretrained.path) if pretrained else "",
            )
            _settle(draft, path, spec)
        # where the project lies may change: the row knows folders by their names
        kept = replace(spec, run_dir="", pretrained=pretrained.id if pretrained else "")
        where = filter_text.to_text(chosen.where, {label.id: label.name for label in labels})
        return self._add(path.name, kept, [label.id for label in used], contents, where), spec

    def _create_without_labels(
        self,
        model: str,
        settings: Mapping[str, SettingValue],
        *,
        seed: int,
        device: str,
        chosen: TrainedOn,
        report: Report,
    ) -> tuple[Run, TrainSpec]:
        with self._new_folder(model) as draft:
            path = self._folder / draft.name.removesuffix(DRAFT)
            contents = self._freeze(draft / SNAPSHOT, self._selection(chosen, seed), report)
            spec = TrainSpec(
                run_dir=str(path),
                model=model,
                settings=dict(settings),
                device=device,
                seed=seed,
                task=specs.CAPTION if self._pictures else specs.TRANSLATION,
                languages=self.languages(),
            )
            _settle(draft, path, spec)
        where = filter_text.to_text(chosen.where, {})
        return self._add(path.name, replace(spec, run_dir=""), [], contents, where), spec

    def _freeze(self, path: Path, selection: snapshot.Selection, report: Report) -> snapshot.Contents:
        if self._pictures is None:
            return snapshot.write_pairs(self._store, path, selection, report)
        contents = snapshot.write_pictures(self._store, path, self._pictures, selection, report)
        if not contents.parts["train"]:
            raise InputError("no-captions", N_("core", "There is nothing to learn from: no picture has captions yet."))
        return contents

    def languages(self) -> tuple[str, str]:
        """What both sides of a project of pairs are called."""
        rows = self._store.execute(select(properties.c.key, properties.c.value).where(properties.c.key.in_(LANGUAGES)))
        found = {str(key): str(value) for key, value in rows}
        return found.get(LANGUAGES[0], ""), found.get(LANGUAGES[1], "")

    def set_languages(self, source: str, target: str) -> None:
        """Note them once; what is known already stays."""
        if self.languages() == ("", ""):
            with self._journal.fact("languages") as action:
                for key, name in zip(LANGUAGES, (source, target), strict=True):
                    action.put(properties, (key,), {"value": name})

    def create_pretraining(
        self, minutes: float = 0.0, *, seed: int = 0, report: Report = ignore
    ) -> tuple[Run, PretrainSpec]:
        """Freeze all texts, without their labels, to learn words from; `minutes` 0: as long as it helps."""
        with self._new_folder(PRETRAIN) as draft:
            path = self._folder / draft.name.removesuffix(DRAFT)
            contents = snapshot.write_texts(self._store, draft / SNAPSHOT, report=report)
            if not contents.parts:
                raise InputError("no-texts", N_("core", "There are no texts to learn from yet."))
            spec = PretrainSpec(run_dir=str(path), minutes=minutes, seed=seed)
            _settle(draft, path, spec)
        return self._add(path.name, replace(spec, run_dir=""), [], contents), spec

    def pretrained(self) -> Run | None:
        """The newest pretraining that came to its end."""
        return next((run for run in self.all() if run.kind == PRETRAIN and run.state == "finished"), None)

    def foundation(self) -> Run | None:
        """The newest run that has learned from all texts and that others can build on."""
        return self.pretrained() or self._learned_on_its_own()

    def _learned_on_its_own(self) -> Run | None:
        """The newest run that learned from all texts for itself and kept it for others."""
        finished = (run for run in self.all() if run.state == "finished")
        return next((run for run in finished if (run.path / FOUNDATION).is_file()), None)

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
        run = None if row is None else self._run(row, active)
        return run if run is not None and run.kind == "train" else None

    def activate(self, id: str) -> None:
        if self.get(id).kind != "train":
            raise InputError("no-model", N_("core", "Run “{run}” learned words only; it cannot predict."), run=id)
        with self._journal.action("activate-run") as action:
            _activate(action, id)

    def finish(self, id: str, report: Report = ignore) -> bool:
        """Take in what a finished run predicts; make it active unless the active one is better on its hold-out."""
        run, active = self.get(id), self.active()
        if run.kind != "train":
            return False
        if run.task == specs.TEXT:
            self._predictions.take_in(id, run.path / PREDICTIONS, report)
        if active is not None and _score(run) < _score(active):
            return False
        with self._journal.fact("activate-run") as action:  # nobody's act: an undo of the last label must not hit it
            _activate(action, id)
        return True

    def resume_spec(self, id: str) -> TrainSpec:
        """What goes on with a run from its last checkpoint."""
        run = self.get(id)
        if run.kind != "train":
            raise InputError("no-resume", N_("core", "Learning from all texts starts anew; it cannot be resumed."))
        if not (run.path / SNAPSHOT).exists():
            raise InputError("run-incomplete", N_("core", "The files of run “{run}” are not all there."), run=id)
        text = self._store.execute(select(runs.c.spec).where(runs.c.id == id)).scalar_one()
        spec = specs.from_json(json.loads(text))
        assert isinstance(spec, TrainSpec)
        known = {other.id: str(other.path) for other in self.all()}
        return replace(spec, run_dir=str(run.path), pretrained=known.get(spec.pretrained, ""), is_resumed=True)

    def check_spec(self, id: str, report: Report = ignore) -> TrustSpec:
        """What checks a run's explanations, on documents that are frozen for it now."""
        run = self.get(id)
        checking.write(self._store, run.path / CHECKED, CHECKED_MAX, report)
        return TrustSpec(run_dir=str(run.path), data=str(run.path / CHECKED), is_kept=True)

    def survey_spec(self, id: str, report: Report = ignore) -> ExplainSpec:
        """What explains a sample of the documents of now, for all that is told of words and of two runs."""
        path = self.get(id).path
        checking.write(self._store, path / SURVEYED, SURVEYED_MAX, report, max_chars=SURVEYED_CHARS)
        methods = (AUTO, ATTENTION)
        return ExplainSpec(
            str(path), input=str(path / SURVEYED), output=str(path / run_files.EXPLAINED), methods=methods
        )

    def explained(self, id: str) -> Path:
        """The file that a survey leaves; it may not be there."""
        return self.get(id).path / run_files.EXPLAINED

    def scores_spec(self, id: str, report: Report = ignore) -> ExplainSpec:
        """What explains every document of now by the run's own method."""
        path = self.get(id).path
        checking.write_all(self._store, path / ALL_DOCUMENTS, report)
        return ExplainSpec(str(path), input=str(path / ALL_DOCUMENTS), output=str(path / run_files.SCORES))

    def surveyed(self, id: str) -> list[int]:
        """The documents that a survey is about."""
        lines = run_files.read_objects(self.get(id).path / SURVEYED)
        return [line["id"] for line in lines if isinstance(line.get("id"), int)]

    def trust(self, id: str) -> tuple[RunTrust | None, RunProbes | None]:
        """What checks found out about a run's explanations; None: not checked."""
        path = self.get(id).path
        found = (run_files.read_object(path / name) for name in ("trust.json", "probes.json"))
        return run_trust(next(found)), run_probes(next(found))

    def _selection(self, chosen: TrainedOn, seed: int) -> snapshot.Selection:
        if chosen.where == DocumentFilter():
            return snapshot.Selection(chosen.limit, seed)
        only = {id for ids in self._documents.ids(chosen.where) for id in ids}
        return snapshot.Selection(chosen.limit, seed, only)

    def _add(
        self,
        id: str,
        spec: TrainSpec | PretrainSpec,
        label_ids: list[int],
        contents: snapshot.Contents,
        where: str = "",
    ) -> Run:
        """The row of a run whose folder is there."""
        row = {
            "id": id,
            "created": now(),
            "filter": where,
            "spec": _json(specs.to_json(spec)),
            "label_ids": _json(label_ids),
            "counts": _json(dict(contents.parts)),
        }
        with self._store.transaction():
            self._store.execute(insert(runs), row)
        return self.get(id)

    def _run(self, row: Row[Any], active: str | None) -> Run:
        path = self._folder / row.id
        if path.parent != self._folder or path.name == "..":  # a project from somebody else, made to reach out
            raise damaged()
        try:
            spec, counts = json.loads(row.spec), json.loads(row.counts)
            kind: RunKind = PRETRAIN if spec["kind"] == PRETRAIN else "train"
            state, error = run_files.state(path)
            return Run(
                id=row.id,
                path=path,
                model=PRETRAIN if kind == PRETRAIN else spec["model"],
                settings=spec["settings"],
                created=row.created,
                state=state,
                is_active=row.id == active,
                seed=spec["seed"],
                device=spec.get("device", "auto"),
                metrics=run_files.read_object(path / "metrics.json"),
                epochs=run_files.read_objects(path / "history.jsonl"),
                snapshot_counts=counts,
                error=error,
                labels=tuple(spec.get("labels", ())),
                kind=kind,
                task=spec.get("task", specs.TEXT),
                comparison=run_files.comparison(path),
                filter=row.filter,
                notices=run_files.notices(path),
            )
        except (KeyError, TypeError, ValueError, AttributeError):
            raise damaged() from None

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


def _score(run: Run) -> float:
    """What runs are compared by: macro-F1, of a translation BLEU, of captions BLEU-4."""
    metrics = run.metrics or {}
    value = metrics.get("macro_f1", metrics.get("bleu"))
    if isinstance(value, list):  # BLEU-1 to 4
        value = value[-1] if value else None
    return -1.0 if value is None else float(value)


def _settle(draft: Path, path: Path, spec: TrainSpec | PretrainSpec) -> None:
    """A draft that has all it needs becomes the run's folder."""
    (draft / "spec.json").write_text(_json(specs.to_json(spec)), encoding="utf-8")
    draft.rename(path)


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False)
