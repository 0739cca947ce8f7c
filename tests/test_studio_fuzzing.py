"""The API against what its own description allows, and what it does not."""

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from studio import serving, shelve

from fabula.studio.limits import Limits

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]
EXAMPLES = 15
"""Requests for each operation, right ones and wrong ones each."""
SECONDS = 2.0
"""No story takes longer."""


def test_whatever_is_sent_is_never_an_error_of_the_server(project: Path) -> None:
    shelve(project)
    statuses = dict[str, set[int]]()
    with serving(limits=Limits(seconds=SECONDS)) as address:
        schema = schemathesis.openapi.from_url(f"{address}/openapi.json")
        for found in schema.get_all_operations():
            operation = found.ok()
            statuses[operation.label] = set()
            for mode in GenerationMode:
                fuzz(operation, mode, statuses[operation.label])
    assert len(statuses) >= 14
    assert all(status < 500 for found in statuses.values() for status in found), statuses
    assert 200 in statuses["POST /api/generate"]
    assert 422 in statuses["POST /api/generate"]


def fuzz(operation: Any, mode: GenerationMode, statuses: set[int]) -> None:
    """Send what a description allows or forbids; note the answers."""

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        derandomize=True,
        database=None,
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def send(case: Any) -> None:
        statuses.add(case.call(timeout=60).status_code)

    with suppress(Unsatisfiable):  # of an operation without parameters nothing can be wrong
        send()
