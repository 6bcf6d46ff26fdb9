"""The jobs that ask a trained translation run: translate, align, measure. Models stay loaded from one to the next."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from core.alignment.links import GoldLinks, to_pharaoh
from core.errors import N_, AppError, InputError
from core.jobs.aligning import BOTH, check_method
from core.jobs.messages import Started
from core.jobs.pair_specs import AgreementSpec, AlignSpec, MeasureSpec, PairedSpec, PairQuestion, TranslateSpec
from core.ml import corpus, device
from core.ml.ask import Kept, Line, answer_file
from core.ml.beam import BeamOptions
from core.ml.job import Job
from core.ml.translation import comparing, gold, measuring, pairs
from core.ml.translation.pairs import Pair
from core.ml.translation.translator import TranslateOptions, Translator, to_json
from core.progress import Report, ignore

KEPT = 3  # a run, one of the other direction, one beside
Translators = Kept[Translator]


def translators() -> Translators:
    return Kept(Translator.load, KEPT)


def answer(spec: PairQuestion, job: Job, models: Translators) -> dict[str, Any]:
    """Whatever the question is."""
    if isinstance(spec, PairedSpec):
        return comparing.compare(spec)
    chosen, name = device.choose(spec.device)
    job.send(Started(job.id, name))
    translator = models.get(spec.run_dir, chosen)
    match spec:
        case TranslateSpec():
            return _translate(spec, job, translator)
        case AlignSpec():
            backward = models.get(spec.backward, chosen) if spec.backward else None
            return _align(spec, job, translator, backward)
        case AgreementSpec():
            return _agree(spec, job, translator, models.get(spec.backward, chosen) if spec.backward else None)
        case MeasureSpec():
            others = [models.get(one, chosen) if one else None for one in (spec.other, spec.backward)]
            return _measure(spec, job, translator, *others)


def _translate(spec: TranslateSpec, job: Job, translator: Translator) -> dict[str, Any]:
    started = time.monotonic()
    options = TranslateOptions(BeamOptions(spec.beam), max(1, spec.n_best), spec.has_unknown_replaced)

    def documents(texts: Sequence[str], report: Report) -> Iterator[dict[str, Any]]:
        for found in translator.translate(texts, options, report):
            yield to_json(found, translator.card.reading)

    if not spec.input:
        return {"documents": list(documents(spec.texts, ignore))}

    def lines(given: Sequence[Line], report: Report) -> Iterator[Line]:
        for line, found in zip(given, documents([line["text"] for line in given], report), strict=True):
            yield line | found

    n = answer_file(Path(spec.input), Path(spec.output), lines, job, "predict")
    return {"n": n, "seconds": time.monotonic() - started}


def _align(spec: AlignSpec, job: Job, translator: Translator, backward: Translator | None) -> dict[str, Any]:
    check_method(spec.method)
    if not translator.has_attention:
        raise InputError("no-attention", N_("core", "This model has no attention; it cannot say which words belong."))
    if spec.method == BOTH and backward is None:
        raise InputError("no-backward", N_("core", "grow-diag-final needs a run of the other direction too."))
    reading = spec.reading or translator.card.reading

    def documents(texts: Sequence[tuple[str, str]], report: Report) -> Iterator[dict[str, Any]]:
        found = translator.align(texts, report)
        opposing = gold.opposing_matrices(backward, texts, report)
        for one, opposed in zip(found, opposing, strict=True):
            weights = one.weights(reading)
            assert weights is not None
            links = gold.extract(weights, spec.method, spec.threshold, opposed)
            yield {**to_json([one], reading), "links": sorted(links)}

    if not spec.input:
        return {"documents": list(documents(list(zip(spec.sources, spec.targets, strict=True)), ignore))}

    def lines(given: Sequence[Line], report: Report) -> Iterator[Line]:
        texts = [(line["source"], line["target"]) for line in given]
        for line, found in zip(given, documents(texts, report), strict=True):
            links = [(int(i), int(j)) for i, j in found["links"]]
            yield line | {"links": links, "pharaoh": to_pharaoh(GoldLinks(frozenset(links)))}

    keys = ("source", "target")
    return {"n": answer_file(Path(spec.input), Path(spec.output), lines, job, "predict", keys)}


def _agree(spec: AgreementSpec, job: Job, translator: Translator, backward: Translator | None) -> dict[str, Any]:
    asked = [(translator, spec.run_dir), (backward, spec.backward)]
    seen = [gold.taught(Path(run_dir)) for one, run_dir in asked if one is not None and one.card.is_taught]
    known = [pair for pair in _pairs(spec.pairs) if not any(pair.id in ids for ids in seen)]
    result = gold.measure(translator, known, job.phase("evaluate"), backward)
    return {"n_gold": 0, "alignment": {}} | result | {"reading": translator.card.reading}


def _pairs(lines: Iterable[Mapping[str, Any]]) -> list[Pair]:
    try:
        return [pairs.pair_of(line) for line in lines]
    except (KeyError, TypeError, ValueError) as error:
        raise AppError("bad-links", N_("core", "The links of a pair are damaged.")) from error


def _measure(
    spec: MeasureSpec, job: Job, translator: Translator, other: Translator | None, backward: Translator | None
) -> dict[str, Any]:
    found = _pairs(corpus.read_jsonl(Path(spec.data), ("source", "target")))
    sources, targets = [pair.source for pair in found], [pair.target for pair in found]
    options = TranslateOptions(BeamOptions(spec.beam))

    def said(model: Translator) -> list[str]:
        return [best.text for best, *_ in model.translate(sources, options, job.phase("evaluate"))]

    own = said(translator)
    result = measuring.evaluate(sources, own, targets)
    result |= gold.measure(translator, [pair for pair in found if pair.links], job.phase("evaluate"), backward)
    if other is not None and found:
        _, first, streams = measuring.grouped(sources, own, targets)
        second = measuring.grouped(sources, said(other), targets)[1]
        result["paired"] = measuring.paired(first, second, streams)
    return result
