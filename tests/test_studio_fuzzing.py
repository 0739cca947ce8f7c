"""The API against what its own description allows, and what it does not."""

from collections import Counter
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
    statuses = dict[str, Counter[int]]()
    with serving(limits=Limits(seconds=SECONDS)) as address:
        schema = schemathesis.openapi.from_url(f"{address}/openapi.json")
        for found in schema.get_all_operations():
            operation = found.ok()
            statuses[operation.label] = Counter()
            for mode in GenerationMode:
                fuzz(operation, mode, statuses[operation.label])
    total = sum((found for found in statuses.values()), Counter[int]())
    print(f"{total.total()} requests for {len(statuses)} operations: {dict(sorted(total.items()))}")
    assert len(statuses) >= 14
    assert total.total() >= len(statuses) * EXAMPLES
    assert all(status < 500 for found in statuses.values() for status in found), statuses
    assert 200 in statuses["POST /api/generate"]
    assert 422 in statuses["POST /api/generate"]


def fuzz(operation: Any, mode: GenerationMode, statuses: Counter[int]) -> None:
    """Send what a description allows or forbids; count the answers."""

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
        statuses[case.call(timeout=60).status_code] += 1

    with suppress(Unsatisfiable):  # of an operation without parameters nothing can be wrong
        send()
