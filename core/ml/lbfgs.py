"""L-BFGS for smooth convex functions (Nocedal and Wright 2006, algorithm 7.5), with a step that always goes down."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

import torch
from torch import Tensor

MEMORY = 10
SUFFICIENT = 1e-4  # of the decrease that the slope promises (Armijo)
SHORTEST_STEP = 1e-4  # of the first that is tried

Objective = Callable[[Tensor], tuple[Tensor, Tensor]]


def minimize(objective: Objective, start: Tensor, *, tolerance: float = 1e-3, max_steps: int = 200) -> Tensor:
    """The point where no part of the gradient exceeds `tolerance` times that at zero or at the start."""
    point = start
    value, gradient = objective(point)
    target = tolerance * max(1.0, float(objective(torch.zeros_like(start))[1].abs().max()))
    pairs: deque[tuple[Tensor, Tensor]] = deque(maxlen=MEMORY)
    for _ in range(max_steps):
        if float(gradient.abs().max()) <= target:
            break
        direction = _direction(gradient, pairs)
        slope = float((direction * gradient).sum())
        if slope >= 0:
            pairs.clear()
            direction, slope = -gradient, -float(gradient.square().sum())
        step = 1.0 if pairs else min(1.0, 1 / max(1e-12, float(gradient.norm())))
        shortest = step * SHORTEST_STEP
        while True:
            there = point + step * direction
            value_there, gradient_there = objective(there)
            if float(value_there) <= float(value) + SUFFICIENT * step * slope or step < shortest:
                break
            step /= 2
        if step < shortest:
            break
        moved, turned = there - point, gradient_there - gradient
        if float((moved * turned).sum()) > 0:
            pairs.append((moved, turned))
        point, value, gradient = there, value_there, gradient_there
    return point


def _direction(gradient: Tensor, pairs: deque[tuple[Tensor, Tensor]]) -> Tensor:
    """Minus the gradient times what the pairs (moved, turned) tell of the inverse Hessian (algorithm 7.4)."""
    direction, shares = -gradient, []
    for moved, turned in reversed(pairs):
        share = (moved * direction).sum() / (moved * turned).sum()
        direction = direction - share * turned
        shares.append(share)
    if pairs:
        moved, turned = pairs[-1]
        direction = direction * ((moved * turned).sum() / turned.square().sum())
    for (moved, turned), share in zip(pairs, reversed(shares), strict=True):
        direction = direction + (share - (turned * direction).sum() / (moved * turned).sum()) * moved
    return direction
