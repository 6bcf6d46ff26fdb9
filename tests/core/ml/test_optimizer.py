from __future__ import annotations

import subprocess
import sys

import pytest
import torch
from torch import nn

from core.ml.optimizer import AdamW, AveragedWeights


def models():
    torch.manual_seed(0)
    one, other = nn.Linear(5, 3), nn.Linear(5, 3)
    other.load_state_dict(one.state_dict())
    return one, other


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_it_steps_as_torch_does():
    mine, theirs = models()
    own = AdamW(mine.parameters(), weight_decay=0.05)
    reference = torch.optim.AdamW(theirs.parameters(), lr=0.02, weight_decay=0.05, foreach=True)
    for step in range(30):
        values = torch.randn(8, 5, generator=torch.Generator().manual_seed(step))
        for model in (mine, theirs):
            model.zero_grad()
            model(values).square().mean().backward()
        own.step(0.02)
        reference.step()
    for parameter, expected in zip(mine.parameters(), theirs.parameters(), strict=True):
        assert torch.allclose(parameter, expected, rtol=1e-6, atol=1e-8)


def test_a_parameter_without_a_gradient_only_decays():
    weight = nn.Parameter(torch.ones(2))
    AdamW([weight], weight_decay=0.1).step(0.5)
    assert torch.allclose(weight, torch.full((2,), 0.95))


def test_the_average_follows_and_swaps_back():
    model, _ = models()
    first = model.weight.detach().clone()
    average = AveragedWeights(model.parameters(), decay=0.9)
    model.weight.data += 1
    average.update()
    average.swap()
    assert torch.all(model.weight > first)
    assert torch.all(model.weight < first + 1)
    average.swap()
    assert torch.equal(model.weight, first + 1)


def test_neither_training_nor_asking_loads_the_costly_parts_of_torch(trained):
    code = (
        "import sys, pathlib, core.ml.train, core.ml.ask, torch\n"
        "from core.ml.explain.text import explain\n"
        "from core.ml.predictor import Predictor\n"
        "from core.ml.models import registry\n"
        "from core.ml.optimizer import AdamW\n"
        "model = registry.build('attention-lstm', dict(vocabulary=9, n_labels=2, embedding_size=4, hidden_size=4,\n"
        "                       dropout=0.1, word_dropout=0.1))\n"
        "from core.ml.text.batches import TokenSequence, collate\n"
        "model(collate([TokenSequence.of([2, 3])], torch.device('cpu'))).scores.sum().backward()\n"
        "torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)\n"
        "AdamW(model.parameters(), 0.1).step(0.1)\n"
        "explain(Predictor.load(pathlib.Path(sys.argv[1]), torch.device('cpu')), ['x'], 'integrated-gradients')\n"
        "sys.exit('torch._dynamo' in sys.modules or 'sympy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code, str(trained)], check=False).returncode == 0
