"""Where training leaves its figures and curves."""

from pathlib import Path

GPT2_METRICS = Path("metrics/gpt2.json")
GPT2_CURVES = Path("plots/gpt2")
"""`train.csv` and `validation.csv`."""
TAGMODEL_METRICS = Path("metrics/tagmodel.json")
TAGMODEL_CURVES = Path("plots/tagmodel")
"""`<tags_at>_train.csv` and `<tags_at>_validation.csv`."""
REFERENCE_LM_METRICS = Path("metrics/reference_lm.json")
EARLY_STOPPING_METRICS = Path("metrics/early_stopping.json")
"""Where early stopping would have ended a run that overfits, and what that costs."""
EARLY_STOPPING_CURVE = Path("plots/early_stopping.csv")
