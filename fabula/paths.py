"""Every path of the pipeline, relative to the project's root, where every command runs."""

from pathlib import Path

PARAMS = Path("params.yaml")
PIPELINE = Path("dvc.yaml")
PARAMS_CHECKED = Path("data/params.checked")
"""What other stages wait for: it never changes, so no knob runs them again."""
PARAMS_SCHEMA = Path("data/params.schema.json")
"""The allowed parameters as JSON schema, for editors; no stage reads it."""
PRESETS = Path("presets")
RESULTS = Path("results")
README = Path("README.md")
LOCK = Path("dvc.lock")

STORIES = Path("data/stories")
"""`train.parquet`, `validation.parquet` and `test.parquet`, with `README.md`, their data card."""
DATA_METRICS = Path("metrics/data.json")
"""The manifest of the stories."""
DATA_PICTURE = Path("plots/data.png")

TOKENIZER = Path("data/tokenizer")
TOKENS = Path("data/tokens")
"""Arrow shards: `<split>-00000.arrow`, ..."""
TOKENS_METRICS = Path("metrics/tokens.json")

CHECKPOINTS = Path(".checkpoints")
LOGS = Path("logs")
"""How fast each model trained, as CSV: it differs from run to run, so Git and DVC leave it out."""
GPT2_BASE = Path("models/gpt2-base")
"""GPT-2 before training: the row that every table compares with."""
GPT2 = Path("models/gpt2")
GPT2_METRICS = Path("metrics/gpt2.json")
GPT2_CURVES = Path("plots/gpt2")
"""`train.csv` and `validation.csv`."""
TAGMODELS = Path("models/tagmodel")
"""One model folder for each way of inserting tags."""
TAGMODEL_METRICS = Path("metrics/tagmodel.json")
TAGMODEL_CURVES = Path("plots/tagmodel")
"""`<tags_at>_train.csv` and `<tags_at>_validation.csv`."""
REFERENCE_LM = Path("models/reference_lm")
"""The model that reads what the others write, and is never compared with them."""
REFERENCE_LM_METRICS = Path("metrics/reference_lm.json")

SAMPLES = Path("data/samples.jsonl")
PROMPTS = Path("data/prompts.jsonl")
SAMPLES_MARKDOWN = Path("plots/samples.md")
SAMPLES_HTML = Path("plots/samples.html")
"""The first samples side by side, to read."""
DECODING_SWEEP = Path("plots/decoding.csv")
DECODING_PICTURE = Path("plots/decoding.png")
"""What each way of choosing the next token does to quality and variety."""
EVALUATE_METRICS = Path("metrics/evaluate.json")
DIFFERENCES_METRICS = Path("metrics/differences.json")
"""How far one model lies above another on the same stories."""
ERRORS = Path("data/errors.json")
"""The worst stories of each kind of error, with the places that make them so."""
VALIDITY_METRICS = Path("metrics/validity.json")
"""What the measures of quality notice of broken stories of this corpus."""
ERRORS = Path("data/errors.json")
"""The worst stories of each kind of error."""
CONTROL_SAMPLES = Path("data/control.jsonl")
CONTROL_METRICS = Path("metrics/control.json")
CONTROL_PICTURE = Path("plots/control.png")
"""What tags are worth to each model, and what guidance towards them does."""
LOSS_PICTURE = Path("plots/loss.png")
TRAINING_PICTURE = Path("plots/training.png")
"""Loss against tokens, learning rate and gradient norm of all models."""
POSITIONS = Path("plots/positions")
"""`<row>.csv`: each model's loss by the position in a story."""
POSITIONS_PICTURE = Path("plots/positions.png")
REPORT_HTML = Path("plots/report.html")
REPORT_MARKDOWN = Path("plots/report.md")
"""What the run found, for a reader."""
EARLY_STOPPING_METRICS = Path("metrics/early_stopping.json")
"""Where early stopping would have ended a run that overfits, and what that costs."""
EARLY_STOPPING_CURVE = Path("plots/early_stopping.csv")
EARLY_STOPPING_PICTURE = Path("plots/early_stopping.png")
SPEED_PICTURE = LOGS / "speed.png"
COMPARISON = LOGS / "comparison.md"
COMPARISON_PICTURE = LOGS / "comparison.png"
"""Runs beside each other; not in Git, as they tell seconds."""


def stories(split: str) -> Path:
    """The parquet file of one split's stories."""
    return STORIES / f"{split}.parquet"
