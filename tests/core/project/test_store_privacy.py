"""No text of a document gets into an error, and so none into a log."""

import traceback
from pathlib import Path

from core.errors import AppError
from core.project.project import Project


def test_a_database_error_does_not_carry_the_values(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.fovea", labels=["a"]) as project:
        store = project.labels._journal.store
        secret = "secret"[::-1]  # the traceback quotes this very source
        try:
            store.sql("INSERT INTO labels (name) VALUES (?)", (secret,))
        except AppError as error:
            assert secret not in "".join(traceback.format_exception(error))
        else:
            raise AssertionError("the row was taken")
