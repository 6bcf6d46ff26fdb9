"""The loops whose gradient is written out give what torch's own modules and its automatic gradient give."""

import pytest
import torch
from torch import nn

from core.ml.models import gru_loop
from core.ml.models.attention_loop import AttentionLoop, attend
from core.ml.models.bahdanau import BiGRU
from core.ml.models.gru_loop import GRULoop
from core.ml.models.maxout import Maxout
from core.ml.models.smoothed import SmoothedLoss

DOUBLE = torch.float64


def numbers(*shape, seed=0):
    generator = torch.Generator().manual_seed(seed + sum(shape))
    return torch.randn(*shape, dtype=DOUBLE, generator=generator, requires_grad=True)


def test_the_gru_is_torch_s():
    torch.manual_seed(0)
    own, theirs = BiGRU(5, 3), nn.GRU(5, 3, bidirectional=True, batch_first=True)
    values, lengths = torch.randn(4, 7, 5), torch.full((4,), 7)
    with torch.no_grad():
        for place, ending in enumerate(("", "_reverse")):
            rows = slice(9 * place, 9 * place + 9)
            theirs.get_parameter(f"weight_ih_l0{ending}").copy_(own.inward.weight[rows])
            theirs.get_parameter(f"bias_ih_l0{ending}").copy_(own.inward.bias[rows])
            theirs.get_parameter(f"weight_hh_l0{ending}").copy_(own.weight[place].T)
            theirs.get_parameter(f"bias_hh_l0{ending}").copy_(torch.cat([torch.zeros(6), own.bias[place]]))
    assert torch.allclose(own(values, lengths), theirs(values)[0], atol=1e-6)


def test_padding_does_not_change_what_the_encoder_makes_of_a_text():
    encoder, values = BiGRU(5, 3), torch.randn(2, 7, 5)
    padded = encoder(values, torch.tensor([7, 4]))[1, :4]
    assert torch.allclose(padded, encoder(values[1:, :4], torch.tensor([4]))[0], atol=1e-6)


def test_the_gradient_of_the_gru_is_right():
    assert torch.autograd.gradcheck(
        GRULoop.apply, (numbers(3, 2, 4, 15), numbers(2, 4, 5), numbers(2, 5, 15), numbers(2, 5))
    )


def test_the_gradient_of_the_attention_is_right():
    shut = torch.zeros(2, 4, dtype=DOUBLE)
    shut[1, 3] = torch.finfo(DOUBLE).min

    def loop(said, keys, values, *own):
        return AttentionLoop.apply(said, keys, values, shut, *own)

    shapes = ((3, 2, 9), (2, 4, 5), (2, 4, 9), (2, 3), (3, 14), (5,), (3,))
    assert torch.autograd.gradcheck(loop, tuple(numbers(*shape) for shape in shapes))


def test_energies_are_those_of_the_paper():
    query, keys, scores = numbers(2, 5), numbers(2, 4, 5), numbers(5)
    expected = torch.softmax(torch.tanh(query[:, None] + keys) @ scores, dim=-1)
    found = attend(query.detach(), keys.detach(), scores.detach(), torch.zeros(2, 4, dtype=DOUBLE))
    assert torch.allclose(found, expected)


def test_of_each_two_numbers_the_greater_has_the_gradient():
    values = numbers(2, 3, 8)
    assert torch.equal(Maxout.apply(values), values.unflatten(-1, (-1, 2)).amax(dim=-1))
    assert torch.autograd.gradcheck(Maxout.apply, (values,))


def test_the_quick_tanh_is_tanh_to_a_rounding():
    values = torch.linspace(-12, 12, 1001)
    assert torch.allclose(gru_loop.tanh(values.clone()), torch.tanh(values), rtol=0, atol=2e-7)


@pytest.mark.parametrize("smoothing", [0.0, 0.1])
def test_the_loss_and_its_gradient_are_torch_s(smoothing):
    scores, wanted = numbers(6, 9), torch.randint(0, 9, (6,))
    expected = nn.functional.cross_entropy(scores, wanted, label_smoothing=smoothing, reduction="sum")
    found = SmoothedLoss.apply(scores, wanted, smoothing)
    assert found.item() == pytest.approx(expected.item(), rel=1e-5)
    own, theirs = (torch.autograd.grad(loss, scores)[0] for loss in (found, expected))
    assert torch.allclose(own, theirs, atol=1e-6)


def test_products_are_worked_out_in_half_precision_only_where_that_is_wanted():
    weight = torch.zeros(2, 2)
    assert gru_loop.working_type(weight) == torch.float32
    with torch.autocast("cpu", torch.bfloat16):
        assert gru_loop.working_type(weight) == torch.bfloat16
        assert gru_loop.product(torch.ones(3, 2), weight.bfloat16()).dtype == torch.float32
