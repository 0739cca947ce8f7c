"""The tests that train a model pass where sums are rounded otherwise: on other processors.

No other processor is at hand, but PyTorch and oneDNN can be told to compute as on an older one.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
OLDER = {"ATEN_CPU_CAPABILITY": "default", "ONEDNN_MAX_CPU_ISA": "AVX2", "OMP_NUM_THREADS": "2"}
TRAINING = (
    "tests/test_early_stopping.py",
    "tests/test_kv_cache.py",
    "tests/test_likelihood.py",
    "tests/test_losses.py",
    "tests/test_models.py",
    "tests/test_tag_control.py",
    "tests/test_training.py",
    "tests/test_writing.py",
)
AGAINST_THEMSELVES = ("same_bytes", "interrupted", "done_again")
"""These hold a run against itself and nothing else, on whichever processor."""
WITHOUT_A_MODEL = ("judge", "rare_tag", "told_badly", "cannot_be_learned", "quality_of_texts")
"""What these fit is scikit-learn's."""


def test_models_may_be_trained_on_an_older_processor() -> None:
    command = [sys.executable, "-m", "pytest", "--quiet", "-p", "no:cacheprovider", *TRAINING]
    command += ["-k", f"not ({' or '.join(AGAINST_THEMSELVES + WITHOUT_A_MODEL)})"]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | OLDER, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-4000:]
