"""Where the models are."""

from pathlib import Path

GPT2_BASE = Path("models/gpt2-base")
"""GPT-2 before training: the row that every table compares with."""
GPT2 = Path("models/gpt2")
TAGMODELS = Path("models/tagmodel")
"""One model folder for each way of inserting tags."""
REFERENCE_LM = Path("models/reference_lm")
"""The model that reads what the others write, and is never compared with them."""
BASE = Path("pretrained/base")
BASE_TAGMODEL = Path("pretrained/base-tagmodel")
"""Kept in the repository, to begin with and to write with at once: a causal and a tag model."""
