"""The minimiser that every fit goes through, on functions whose minimum is known."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from scipy.optimize import minimize as theirs

from core.ml import lbfgs


def bowl(steepness):
    """Σ steepness · (x − i)² · (i + 1) over places i, and its gradient."""
    weights, centre = torch.arange(1.0, 6.0, dtype=torch.float64), torch.arange(5.0, dtype=torch.float64)

    def objective(point):
        off = point - centre
        return steepness * (weights * off.square()).sum(), 2 * steepness * weights * off

    return objective


@pytest.mark.parametrize("steepness", [1e-6, 1.0, 1e4, 1e9])
def test_the_minimum_is_found_however_steep_the_function(steepness):
    found = lbfgs.minimize(bowl(steepness), torch.zeros(5, dtype=torch.float64), tolerance=1e-9)
    assert found.tolist() == pytest.approx([0, 1, 2, 3, 4], abs=1e-3 if steepness == 1e-6 else 1e-6)


def test_it_ends_where_scipys_does_in_a_bent_valley():
    def rosenbrock(point):
        point = point.detach().requires_grad_()
        value = ((1 - point[:-1]).square() + 100 * (point[1:] - point[:-1].square()).square()).sum()
        (gradient,) = torch.autograd.grad(value, point)
        return value.detach(), gradient

    start = torch.tensor([-1.2, 1.0, 0.5], dtype=torch.float64)
    found = lbfgs.minimize(rosenbrock, start, tolerance=1e-9, max_steps=500)
    expected = theirs(
        lambda x: [float(y.numpy()) if y.ndim == 0 else y.numpy() for y in rosenbrock(torch.tensor(x))],
        start.numpy(),
        jac=True,
        method="L-BFGS-B",
    ).x
    assert np.abs(found.numpy() - expected).max() < 1e-4
