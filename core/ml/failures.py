"""Any exception as something a user can read: an AppError's parts, with the traceback as details to copy."""

from __future__ import annotations

import errno
import traceback
from typing import Any

import torch

from core import memory
from core.errors import N_, AppError

OUT_OF_MEMORY = AppError(
    "out-of-memory",
    N_(
        "core",
        "There is not enough memory. Close other programs; "
        "a smaller batch size, hidden size or number of tokens needs less, too.",
    ),
)
DISK_FULL = AppError("disk-full", N_("core", "The disk is full; make room and resume the run."))


def is_out_of_memory(error: BaseException) -> bool:
    """It; or what it came from, when it is one of ours."""
    if isinstance(error, AppError):
        return error.__cause__ is not None and is_out_of_memory(error.__cause__)
    return isinstance(error, MemoryError | torch.OutOfMemoryError) or memory.is_short(str(error))


def smaller_batch(n: int, smaller: int) -> AppError:
    template = N_("core", "Not enough memory for {n} texts at once; goes on with {smaller}.")
    return AppError("smaller-batch", template, n=n, smaller=smaller)


def diverged(epoch: int) -> AppError:
    template = N_(
        "core",
        "Training broke down in epoch {epoch}: the loss is no longer a number. A smaller learning rate should help.",
    )
    return AppError("diverged", template, epoch=epoch)


def broke_down(epoch: int, kept: int) -> AppError:
    template = N_(
        "core",
        "Training broke down in epoch {epoch}: the loss is no longer a number. "
        "The model of epoch {kept} is kept; a smaller learning rate should help.",
    )
    return AppError("broke-down", template, epoch=epoch, kept=kept)


def as_app_error(error: BaseException) -> AppError:
    if is_out_of_memory(error):
        return OUT_OF_MEMORY
    if isinstance(error, AppError):
        return error
    if isinstance(error, OSError):
        if error.errno == errno.ENOSPC:
            return DISK_FULL
        reason = error.strerror or type(error).__name__
        return AppError("file-error", N_("core", "A file cannot be read or written: {reason}."), reason=reason)
    template = N_("core", "Something went wrong in the program ({kind}); the details can be copied.")
    return AppError("internal", template, kind=type(error).__name__)


def describe(error: BaseException) -> dict[str, Any]:
    """The fields of messages.Failed beside the job; JSON can hold them. No text of a document is among them."""
    shown = as_app_error(error)
    frames = "".join(traceback.format_tb(error.__traceback__))
    values = {key: value if isinstance(value, int | float | str) else str(value) for key, value in shown.values.items()}
    return {
        "code": shown.code,
        "template": shown.template,
        "values": values,
        "details": "" if shown is error else f"{frames}{type(error).__name__}",
    }
