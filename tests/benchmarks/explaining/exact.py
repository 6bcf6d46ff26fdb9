"""What must hold to the last digits: methods that say the same where they must, and as Captum says."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch

from core.jobs.explaining import ExplainOptions
from core.ml.card import ModelCard
from core.ml.checkpoint import RunModel
from core.ml.explain import gradients, methods
from core.ml.explain.randomisation import randomisation
from core.ml.explain.subject import Subject
from core.ml.models import registry
from core.ml.predictor import Predictor
from core.ml.text.batches import collate
from core.ml.text.tokenizer import UNK
from core.ml.text.words import train as train_words
from tests.benchmarks.explaining.runs import Run
from tests.benchmarks.texts.jobs import CPU
from tests.benchmarks.texts.targets import Target

EXACT = 1e-5
SAME = ("gradient-input", "integrated-gradients", "leave-one-out")
RANDOM_BELOW = 0.3
N_RANDOMISED = 20


def linear(texts: Sequence[str]) -> Target:
    """A bag of words, an unknown word that says nothing: all methods are the exact evidence."""
    tokenizer = train_words(texts, 4000, "words")
    config = registry.config_for(
        "attention-lstm",
        {"encoder": "average", "is_uniform": True, "is_linear": True},
        vocabulary=len(tokenizer),
        n_labels=2,
    )
    torch.manual_seed(0)
    model = registry.build("attention-lstm", config).eval().requires_grad_(False)
    with torch.no_grad():
        embedding = model.get_parameter("embedding.weight")
        embedding.normal_()
        embedding[: UNK + 1] = 0
    predictor = Predictor(RunModel(ModelCard("attention-lstm", ("a", "b"), False, neural=config), model, tokenizer))
    worst = 0.0
    for text in texts:
        subject = Subject.of(predictor, text, ExplainOptions(removal="unknown"))
        exact = methods.attribute(subject, "evidence").scores
        worst = max(worst, *(float(np.abs(methods.attribute(subject, name).scores - exact).max()) for name in SAME))
    asked = f"evidence = {' = '.join(SAME)} to {EXACT:g}"
    return Target(f"linear model, {len(texts)} texts", asked, f"{worst:.1e}", worst <= EXACT)


def completeness(run: Run, texts: Sequence[str]) -> list[Target]:
    found = (methods.attribute(Subject.of(run.predictor, text), "integrated-gradients") for text in texts)
    errors = np.array([float(one.facts["completeness_error"]) for one in found])
    name, median, high = _name(run), float(np.median(errors)), float(np.percentile(errors, 95))
    return [
        Target(f"{name}: IG completeness error, median of {len(texts)}", "< 1 %", f"{median:.4%}", median < 0.01),
        Target(f"{name}: IG completeness error, 95th percentile", "< 5 %", f"{high:.4%}", high < 0.05),
    ]


def captum(run: Run, texts: Sequence[str]) -> Target:
    """Integrated gradients of the neural part with as many nodes, relative to the largest score."""
    from captum.attr import IntegratedGradients

    model = run.predictor.model.neural
    assert model is not None
    worst, nodes = 0.0, gradients.NODES
    gradients.NODES = (50,)  # type: ignore[assignment]
    for text in texts:
        subject = Subject.of(run.predictor, text)
        ours = gradients.integrated_gradients(subject).scores - gradients.linear_part(subject)
        pieces = run.predictor.pieces(text)
        row = torch.tensor(subject.weights * run.predictor.card.neural_scale, dtype=torch.float32)

        def target(vectors: torch.Tensor, pieces=pieces, row=row) -> torch.Tensor:  # type: ignore[no-untyped-def]
            handle = model.get_submodule("embedding").register_forward_hook(lambda *_: vectors)
            try:
                return model(collate([pieces.sequence] * len(vectors), CPU)).scores @ row
            finally:
                handle.remove()

        ids = torch.from_numpy(pieces.sequence.ids.astype("int64"))
        vectors = model.get_parameter("embedding.weight")[ids][None].detach().requires_grad_()
        theirs = IntegratedGradients(target).attribute(vectors, torch.zeros_like(vectors), n_steps=50)
        expected = pieces.by_word(theirs[0].sum(dim=1).detach().numpy())
        worst = max(worst, float(np.abs(ours - expected).max()))
    gradients.NODES = nodes
    return Target(f"{_name(run)}: integrated gradients as Captum's", f"{EXACT:g}", f"{worst:.1e}", worst <= EXACT)


def randomised(run: Run, texts: Sequence[str]) -> list[Target]:
    """ρ of the explanation by wholly random weights to the model's own."""
    names = [methods.own(run.predictor.model), "attention"]
    names = [name for name in dict.fromkeys(names) if name in methods.offered(run.predictor.model)]
    found = randomisation([Subject.of(run.predictor, text) for text in texts[:N_RANDOMISED]], names)
    return [
        Target(
            f"{_name(run)}: ρ of {name} under random weights",
            f"|ρ| < {RANDOM_BELOW}",
            f"{found[name][-1]['rho']:+.3f}",
            abs(found[name][-1]["rho"]) < RANDOM_BELOW,
        )
        for name in names
    ]


def _name(run: Run) -> str:
    return run.folder.name
