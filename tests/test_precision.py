import pytest
import torch

from fabula.models import precision


def test_precision_can_be_forced() -> None:
    assert precision.use_bf16("bf16")
    assert not precision.use_bf16("fp32")


@pytest.mark.parametrize(("fp32", "bf16", "chosen"), [(4.0, 1.0, True), (1.0, 3.0, False)])
def test_the_probe_takes_the_faster(
    fp32: float, bf16: float, chosen: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = {torch.float32: fp32, torch.bfloat16: bf16}
    monkeypatch.setattr(precision, "_seconds", lambda dtype, _: seconds[dtype])
    precision._pays.cache_clear()
    assert precision.use_bf16("auto") is chosen
    precision._pays.cache_clear()


def test_the_probe_runs_on_this_machine() -> None:
    assert precision.use_bf16("auto") in (True, False)
