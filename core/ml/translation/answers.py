"""The jobs that ask a trained translation run: translate, align, measure. Models stay loaded from one to the next."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from core.alignment.links import GoldLinks, to_pharaoh
from core.errors import N_, AppError, InputError
from core.jobs.aligning import BOTH, check_method
from core.jobs.messages import Started
from core.jobs.specs import AlignSpec, MeasureSpec, PairedSpec, PairQuestion, TranslateSpec
from core.ml import corpus, device
from core.ml.ask import Kept, Line, answer_file
from core.ml.beam import BeamOptions
from core.ml.job import Job
from core.ml.translation import comparing, gold, measuring, pairs
from core.ml.translation.translator import TranslateOptions, Translation, Translator, to_json
from core.progress import Report, ignore

Translators = Kept[Translator]


def translators() -> Translators:
    return Kept(Translator.load)


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
        case MeasureSpec():
            return _measure(spec, job, translator, models.get(spec.other, chosen) if spec.other else None)


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
        turned: Sequence[Translation | None] = [None] * len(texts)
        if backward is not None:
            turned = backward.align([(target, source) for source, target in texts])
        for one, other in zip(found, turned, strict=True):
            weights, opposite = one.weights(reading), None if other is None else other.weights(reading)
            assert weights is not None
            links = gold.extract(weights, spec.method, spec.threshold, opposite)
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


def _measure(spec: MeasureSpec, job: Job, translator: Translator, other: Translator | None) -> dict[str, Any]:
    lines = list(corpus.read_jsonl(Path(spec.data), ("source", "target")))
    try:
        found = [pairs.pair_of(line) for line in lines]
    except (KeyError, TypeError, ValueError) as error:
        raise AppError("bad-links", N_("core", "The links of a pair are damaged.")) from error
    sources, targets = [pair.source for pair in found], [pair.target for pair in found]
    options = TranslateOptions(BeamOptions(spec.beam))

    def said(model: Translator) -> list[str]:
        return [best.text for best, *_ in model.translate(sources, options, job.phase("evaluate"))]

    own = said(translator)
    result = measuring.evaluate(sources, own, targets)
    result |= gold.measure(translator, [pair for pair in found if pair.links], job.phase("evaluate"))
    if other is not None and found:
        _, first, streams = measuring.grouped(sources, own, targets)
        second = measuring.grouped(sources, said(other), targets)[1]
        result["paired"] = measuring.paired(first, second, streams)
    return result
