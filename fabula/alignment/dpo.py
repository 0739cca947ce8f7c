"""Direct preference optimization by `trl`: a model learns to find chosen stories likelier.

Of a prompt x with a chosen story w and a rejected one l, the loss is (Rafailov et al. 2023,
arXiv:2305.18290, equation 7)

    -ln sigmoid(beta (ln p(w|x) / p0(w|x) - ln p(l|x) / p0(l|x)))

where p0 is the model before. beta ln p/p0 is the reward that the model implies of a story.
"""

import logging
from collections.abc import Sequence
from copy import deepcopy
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import torch
from transformers import PreTrainedModel, PreTrainedTokenizerFast, PrinterCallback
from transformers.pytorch_utils import Conv1D

from fabula import models
from fabula.alignment.pairs import Preference
from fabula.config.align import Align
from fabula.errors import ModelError
from fabula.evaluation.intervals import Values
from fabula.models.adapters import quiet
from fabula.models.likelihood import row_losses
from fabula.models.precision import inference, use_bf16
from fabula.models.tagmodel import TagModel
from fabula.tokens.tokenization import encode
from fabula.tokens.windows import IGNORED, Row, collate

log = logging.getLogger(__name__)

TokenPair = dict[str, list[int]]
"""`prompt_ids`, `chosen_ids`, `rejected_ids`, as trl names them."""


def require_trl() -> None:
    """`ModelError` where it is not installed, before anything is computed."""
    try:
        import trl  # noqa: F401
    except ImportError as error:
        raise ModelError(
            f"align needs trl, and it cannot be imported ({error}): install it by `pip install "
            "-c constraints.txt -e '.[align]'`, or set align.least_pairs above the pairs in "
            "data/feedback, so that nothing is learned from them"
        ) from error


def token_pairs(
    model: PreTrainedModel, tokenizer: PreTrainedTokenizerFast, pairs: Sequence[Preference]
) -> list[TokenPair]:
    """The pairs as a model reads them: `[BOS]` and the prompt after the tags, then the story and
    `[EOS]`. Pairs that the model cannot read as a whole are left out, and a line says how many."""
    special, most = models.special_ids(tokenizer), models.positions(model.config)
    sides = ([each.prompt for each in pairs], [each.chosen for each in pairs])
    texts = [encode(tokenizer, side) for side in (*sides, [each.rejected for each in pairs])]
    found = []
    for pair, prompt, chosen, rejected in zip(pairs, *texts, strict=True):
        tags = special.of(pair.tags) if models.takes_tags(model) else []
        begin = [*tags, special.bos, *prompt]
        if len(begin) + max(len(chosen), len(rejected)) < most:
            ends = {"chosen_ids": [*chosen, special.eos], "rejected_ids": [*rejected, special.eos]}
            found.append({"prompt_ids": begin, **ends})
    if missing := len(pairs) - len(found):
        told = "%s pairs have stories longer than the model's %d tokens, and are left out"
        log.info(told, f"{missing:,}", most)
    return found


def train(
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerFast,
    pairs: Sequence[TokenPair],
    config: Align,
) -> PreTrainedModel:
    """A model that learned from the pairs; the one that is given stays as it is.

    `ModelError` for a tag model, and where there is no `trl`.
    """
    if isinstance(model, TagModel):
        raise ModelError("align: a tag model cannot learn from pairs; give it a causal model")
    require_trl()
    with TemporaryDirectory() as folder, quiet():
        trainer = _trainer(deepcopy(model).train(), model, tokenizer, pairs, config, folder)
        trainer.train()
        trained = trainer.model
        if config.lora.rank:
            trained = trained.merge_and_unload()
    # without what trl put in: its forward, and the token that it pads with
    fresh = deepcopy(model)
    fresh.load_state_dict(trained.state_dict())
    return fresh.eval()


def _trainer(
    model: PreTrainedModel,
    before: PreTrainedModel,
    tokenizer: PreTrainedTokenizerFast,
    pairs: Sequence[TokenPair],
    config: Align,
    folder: str,
) -> Any:
    from datasets import Dataset
    from peft import LoraConfig
    from trl import DPOConfig, DPOTrainer

    class OfTokens(DPOTrainer):
        def _prepare_dataset(self, dataset: Any, *_: Any) -> Any:
            """They are tokens already, the very ones that the model would write."""
            return dataset

    adapter = LoraConfig(
        r=config.lora.rank or 1,
        lora_alpha=config.lora.alpha,  # type: ignore[arg-type]  # any number will do
        lora_dropout=config.lora.dropout,
        target_modules="all-linear",
        fan_in_fan_out=any(isinstance(module, Conv1D) for module in model.modules()),
        task_type="CAUSAL_LM",
    )
    arguments = DPOConfig(
        output_dir=folder,
        beta=config.beta,
        max_length=None,
        precompute_ref_log_probs=True,
        num_train_epochs=config.epochs,
        per_device_train_batch_size=config.batch_size,
        gradient_accumulation_steps=config.accumulation_steps,
        learning_rate=config.learning_rate,
        warmup_steps=config.warmup_ratio,
        lr_scheduler_type="linear",
        weight_decay=config.weight_decay,
        max_grad_norm=config.max_grad_norm,
        optim="adamw_torch",
        bf16=use_bf16(config.precision, before.device),
        activation_checkpointing=False,
        use_cpu=before.device.type == "cpu",
        logging_steps=10,
        save_strategy="no",
        report_to="none",
        disable_tqdm=True,
        seed=config.seed,
    )
    trainer = OfTokens(
        model,
        None if config.lora.rank else deepcopy(before),
        arguments,
        train_dataset=Dataset.from_list(list(pairs)),
        processing_class=deepcopy(tokenizer),
        peft_config=adapter if config.lora.rank else None,
    )
    trainer.remove_callback(PrinterCallback)
    return trainer


def rewards(
    after: PreTrainedModel,
    before: PreTrainedModel,
    pairs: Sequence[TokenPair],
    config: Align,
) -> Values:
    """(pairs, 2): the implied reward of each chosen and each rejected story."""
    rows = [_row(pair["prompt_ids"], pair[side]) for pair in pairs for side in SIDES]
    after_nats, before_nats = (_nats(each, rows, config) for each in (after, before))
    found: Values = config.beta * (before_nats - after_nats).reshape(-1, 2)
    return found


def divergence(
    after: PreTrainedModel,
    before: PreTrainedModel,
    stories: Sequence[tuple[list[int], list[int]]],
    config: Align,
) -> Values:
    """(stories, 2): KL(after || before) in nats, summed over the tokens of each story, and these.

    `stories` are tokens of a prompt and of what `after` wrote. At each token the whole of both
    distributions is compared, so the figure is as sure as the stories are many.
    """
    rows = [_row(*story) for story in stories]
    found = np.zeros((len(rows), 2))
    with inference(config.precision, after.device):
        for start in range(0, len(rows), config.batch_size):
            batch = collate(rows[start : start + config.batch_size])
            labels, ids = batch.pop("labels"), batch["input_ids"].to(after.device)
            new, old = (
                model(input_ids=ids).logits.float().log_softmax(-1) for model in (after, before)
            )
            apart = (new.exp() * (new - old)).sum(-1).cpu() * (labels != IGNORED)
            counted = (labels != IGNORED).sum(1)
            found[start : start + len(labels)] = torch.stack([apart.sum(1), counted], 1).numpy()
    return found


SIDES = ("chosen_ids", "rejected_ids")


def _nats(model: PreTrainedModel, rows: Sequence[Row], config: Align) -> Values:
    """(rows,): -ln p of the labels of each."""
    found = np.zeros(len(rows))
    with inference(config.precision, model.device):
        for numbers, losses, _ in row_losses(model, rows, 2 * config.batch_size):
            found[numbers] = losses.sum(axis=1)
    return found


def _row(prompt: Sequence[int], story: Sequence[int]) -> Row:
    """Labels are those of the story alone."""
    ids = np.array([*prompt, *story], dtype=np.int64)
    labels = ids[1:].copy()
    labels[: len(prompt) - 1] = IGNORED
    return {"input_ids": ids[:-1], "labels": labels}
