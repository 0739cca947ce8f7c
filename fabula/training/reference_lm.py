"""How the reference LM is made; `fabula.evaluation.reference_lm` says what it is for.

Its shape and recipe are fixed here, so that figures of different experiments compare.
"""

from fabula.config.gpt2 import Gpt2
from fabula.config.training import Lora

RECIPE = Gpt2(
    init="scratch",
    architecture="nanochat",
    layers=3,
    width=192,
    heads=3,
    context=512,
    dropout=0.1,
    condition="nothing",
    attention="auto",
    gradient_checkpointing=False,
    lora=Lora(rank=0, alpha=1.0, dropout=0.0, merge=True),
    fsdp=False,
    epochs=3.0,
    max_steps=0,
    max_tokens=0,
    batch_size=4,
    accumulation_steps=1,
    optimizer="muon",
    learning_rate=0.006,
    warmup_ratio=0.05,
    weight_decay=0.1,
    input_noise=0.0,
    max_grad_norm=1.0,
    precision="auto",
    compile=False,
    evaluations=4,
    validation_stories=100,  # they choose the weights alone: all four losses on the same stories
    patience=0,
    min_delta=0.0,
    conditioning_dropout=0.0,
    seed=1,
)
"""What it is and how it is trained."""
