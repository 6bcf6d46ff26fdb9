"""What a worker leaves of its checks of a run: trust.json and probes.json."""

from __future__ import annotations

from typing import Any


def _measured(comprehensiveness: float, sufficiency: float, flips: float) -> dict[str, Any]:
    values = {"comprehensiveness": comprehensiveness, "sufficiency": sufficiency, "flips": flips}
    return {"n": 200, **values, **{f"{key}_interval": [value - 0.03, value + 0.03] for key, value in values.items()}}


TRUST: dict[str, Any] = {
    "version": 1,
    "own": "evidence",
    "n": 200,
    "methods": {"evidence": _measured(0.41, 0.03, 0.71), "attention": _measured(0.2, 0.12, 0.4)},
    "random": _measured(0.05, 0.4, 0.09),
    "completeness": {"n": 200, "median": 0.001, "p95": 0.09, "worst": 0.2},
    "agreement": [
        {"one": "evidence", "other": "attention", "n": 200, "tau": 0.3, "tau_deviation": 0.1, "overlap": None}
    ],
    "attention": {"n": 50, "permutation": 0.02, "adversarial": 0.6, "evenness": 0.9, "conicity": 0.8},
    "plausibility": {
        "evidence": {
            "n": 3,
            "token_f1": 0.5,
            "iou_f1": 0.25,
            "auprc": 0.6,
            "share": 0.2,
            "by_annotator": {
                "anna": {"n": 3, "token_f1": 0.4, "iou_f1": 0.2, "auprc": 0.5},
                "ben": {"n": 0, "token_f1": None, "iou_f1": None, "auprc": None},
            },
        },
        "random": {"n": 3, "token_f1": 0.2, "iou_f1": 0.0, "auprc": 0.3, "share": 0.2},
    },
    "annotators": {"n": 2, "token_f1": 0.7, "iou_f1": 0.6},
    "randomised": {
        "n": 20,
        "methods": {"evidence": [{"stage": "output", "rho": 0.5}, {"stage": "embedding", "rho": 0.1}]},
    },
}
PROBES: dict[str, Any] = {
    "version": 1,
    "planted": {
        "word": {
            "n_train": 900,
            "n_test": 100,
            "words": ["zorvex", "quimble"],
            "accuracy": 1.0,
            "methods": {"evidence": {"hit_rate": 1.0, "n": 60}, "attention": {"hit_rate": 0.98, "n": 60}},
        },
        "pair": {
            "n_train": 900,
            "n_test": 100,
            "words": ["zorvex", "quimble"],
            "accuracy": 0.97,
            "methods": {"evidence": {"hit_rate": 0.9, "n": 60}, "attention": {"hit_rate": 0.53, "n": 60}},
        },
    },
    "seeds": {"n_seeds": 2, "n": 100, "same_answer": 0.95, "attention_divergence": 0.1, "tau": 0.5, "overlap": 0.6},
}
