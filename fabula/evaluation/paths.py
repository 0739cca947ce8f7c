"""Where the figures are."""

from pathlib import Path

QUALITY = Path("models/quality")
"""What the measures of quality and the judge of tags have learned from training stories."""
EVALUATE_METRICS = Path("metrics/evaluate.json")
NEW_WORLD_METRICS = Path("metrics/new_world.json")
"""The headline figures on stories of a new world: names, things, places and plots held back."""
DIFFERENCES_METRICS = Path("metrics/differences.json")
"""How far one model lies above another on the same stories."""
VALIDITY_METRICS = Path("metrics/validity.json")
"""What the measures of quality notice of broken stories of this corpus."""
ERRORS = Path("data/errors.json")
"""The worst stories of each kind of error, with the places that make them so."""
POSITIONS = Path("plots/positions")
"""`<row>.csv`: each model's loss by the position in a story."""
CONTROL_METRICS = Path("metrics/control.json")
"""What tags are worth to each model, and what guidance towards them does."""
DECODING_SWEEP = Path("plots/decoding.csv")
"""What each decoding strategy does to quality and variety."""
