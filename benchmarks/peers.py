"""The peers' recipes, as they are usually written: plain Trainer, fp32, no compilation.

The earlier GPT-2 system: one story a row, padded and cut at 128 tokens, batch 8, AdamW with weight
decay 0.01, dropout 0.1. What would only hold them back is mended: padding is masked in the loss,
rows begin and end with tokens of their own, and from scratch the learning rate is ten times the
5e-5 that they give for fine-tuning. The original tag model: one prediction for each window of 50
tokens, batch 1, Adam with 1e-4.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from transformers import (
    DataCollatorForLanguageModeling,
    GPT2Config,
    GPT2LMHeadModel,
    PreTrainedTokenizerFast,
    PrinterCallback,
    Trainer,
    TrainingArguments,
    default_data_collator,
    set_seed,
)

from fabula.stories import BOS, EOS

LENGTH = 128
"""Tokens in a row: what a story has beyond them is cut off."""
BATCH = 8
WINDOW = 50
"""Tokens that the tag model sees."""
SEED = 1

Row = dict[str, list[int]]


def rows(texts: Sequence[str], tokenizer: PreTrainedTokenizerFast) -> list[Row]:
    """One row a story, padded or cut."""
    encoded = tokenizer(
        [f"{BOS}{text}{EOS}" for text in texts],
        truncation=True,
        max_length=LENGTH,
        padding="max_length",
    )
    pairs = zip(encoded["input_ids"], encoded["attention_mask"], strict=True)
    return [{"input_ids": ids, "attention_mask": mask} for ids, mask in pairs]


def useful_tokens(row: Mapping[str, Sequence[int]]) -> int:
    """The tokens of a row that reach the loss: no padding, and not the first one."""
    return sum(row["attention_mask"]) - 1


def gpt2(layers: int, width: int, heads: int, entries: int) -> GPT2LMHeadModel:
    """GPT-2 with random weights and the dropout, activation and attention of its defaults."""
    set_seed(SEED)
    return GPT2LMHeadModel(
        GPT2Config(vocab_size=entries, n_layer=layers, n_embd=width, n_head=heads)
    )


def gpt2_trainer(
    model: nn.Module,
    rows: Sequence[Row],
    tokenizer: PreTrainedTokenizerFast,
    steps: int,
    folder: Path,
) -> Trainer:
    """The Trainer of the earlier GPT-2 system, for so many steps."""
    args = _arguments(folder, steps, BATCH, learning_rate=5e-4, weight_decay=0.01)
    return _quiet(
        Trainer(
            model=model,
            args=args,
            train_dataset=rows,
            data_collator=DataCollatorForLanguageModeling(tokenizer, mlm=False),
        )
    )


class OriginalTagModel(nn.Module):
    """Twelve encoder layers in four groups; the last token of a window predicts the next one."""

    def __init__(self, entries: int, width: int = 256) -> None:
        """Three layers for each width of the feed-forward layers; dropout after each group."""
        super().__init__()
        self.tokens = nn.Embedding(entries, width)
        self.positions = nn.Embedding(WINDOW, width)
        self.layers = nn.ModuleList(
            nn.TransformerEncoderLayer(width, 8, feedforward, dropout=0.1, batch_first=True)
            for feedforward in (768, 1024, 1024, 768)
            for _ in range(3)
        )
        self.dropout = nn.Dropout(0.1)
        self.head = nn.Linear(width, entries)

    def forward(self, input_ids: Tensor, labels: Tensor, **_: Any) -> dict[str, Tensor]:
        """Windows (B, T) and the token after each (B, 1) -> the mean loss and logits."""
        x = self.tokens(input_ids) + self.positions.weight  # (B, T, width)
        for number, layer in enumerate(self.layers, start=1):
            x = layer(x)
            if number % 3 == 0:
                x = self.dropout(x)
        logits = self.head(x[:, -1])  # (B, vocabulary)
        loss = nn.functional.cross_entropy(logits, labels[:, 0])
        return {"loss": loss, "logits": logits}


def tagmodel(entries: int) -> OriginalTagModel:
    """The tag model with random weights."""
    set_seed(SEED)
    return OriginalTagModel(entries)


def tagmodel_trainer(
    model: nn.Module, windows: torch.utils.data.Dataset[Any], steps: int, folder: Path
) -> Trainer:
    """Adam, one window a step."""
    args = _arguments(folder, steps, batch=1, learning_rate=1e-4, weight_decay=0.0)
    return _quiet(
        Trainer(
            model=model,
            args=args,
            train_dataset=windows,
            data_collator=default_data_collator,
        )
    )


def _arguments(
    folder: Path, steps: int, batch: int, *, learning_rate: float, weight_decay: float
) -> TrainingArguments:
    return TrainingArguments(
        output_dir=str(folder),
        max_steps=steps,
        per_device_train_batch_size=batch,
        learning_rate=learning_rate,
        weight_decay=weight_decay,
        seed=SEED,
        use_cpu=not torch.cuda.is_available(),
        save_strategy="no",  # their checkpoints would only cost them time
        logging_steps=100,
        disable_tqdm=True,
        report_to="none",
    )


def _quiet(trainer: Trainer) -> Trainer:
    trainer.remove_callback(PrinterCallback)
    return trainer
