"""The tag model: a transformer conditioned on narrative tags.

As it was first described (`the original`): twelve post-norm encoder layers in four groups (d 256, 8
heads; feed-forward 768, 1024, 1024, 768; dropout within layers and after each group), learned
positions, a window of 50 tokens, an untied linear head with a bias. With GPT-2's vocabulary and our
9 special tokens: 34,488,410 parameters.

`attention: bidirectional` is the original. A window is left-padded, all its tokens see each other,
and only its last token predicts. `attention: causal` is the fast variant: the same layers under a
causal mask, so that every position of a window predicts. What may a position know? Position t sees
the t tokens before it in its window and nothing else. A window that begins in the middle of a story
begins without `[BOS]`, so the model can tell that it came in late, and its first positions predict
from few tokens; training shows every such start (`stride`). A story that outgrows the window is
written as it is evaluated: a full window moves on by half its size (`fabula.generation.kv_cache`).

Tags are tokens at the beginning of each window (`tags_at: every_window`) or of the story
(`story_start`). A tag decides few tokens, far behind it, and attention learns late to look back for
it. `every_token` spares it that: windows are those of `every_window`, and a vector of each tag is
added to its own embedding and to those of all tokens after it.
"""

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import PretrainedConfig, PreTrainedModel
from transformers.modeling_outputs import CausalLMOutput

from fabula.tokens.windows import Layout, PrefixAt

EVERY_TOKEN = "every_token"


class TagModelConfig(PretrainedConfig):
    """The shape of a tag model, and how its tags are inserted."""

    model_type = "fabula_tagmodel"
    attribute_map = {"hidden_size": "width", "num_attention_heads": "heads"}  # noqa: RUF012
    vocab_size: int = 0
    width: int = 256
    heads: int = 8
    layers_per_group: int = 3
    feedforward: list[int] | None = None
    window: int = 50
    attention: str = "causal"
    tags_at: str = "every_window"
    tag_ids: list[int] | None = None
    """The tokens that are tags; asked for by `tags_at: every_token` alone."""
    dropout: float = 0.0
    pad_token_id: int = 0
    bos_token_id: int = 1
    eos_token_id: int = 2
    tie_word_embeddings: bool = False

    @property
    def num_hidden_layers(self) -> int:
        """All layers of all groups."""
        return self.layers_per_group * len(self.feedforward or [])


class Layer(nn.Module):
    """A post-norm encoder layer with ReLU: that of `torch.nn.TransformerEncoderLayer`."""

    def __init__(self, width: int, heads: int, feedforward: int, dropout: float) -> None:
        super().__init__()
        self.heads, self.dropout = heads, dropout
        self.attention_in = nn.Linear(width, 3 * width)
        self.attention_out = nn.Linear(width, width)
        self.attention_norm = nn.LayerNorm(width)
        self.feedforward_in = nn.Linear(width, feedforward)
        self.feedforward_out = nn.Linear(feedforward, width)
        self.feedforward_norm = nn.LayerNorm(width)

    def forward(self, x: Tensor, mask: Tensor | None, causal: bool) -> Tensor:
        """(B, T, width) -> the same; `mask` (B, 1, T, T) is True where a key may be seen."""
        q, k, v = self.project(x)
        if x.device.type == "cpu":
            mixed = self.attend(q, k, v, mask, causal)
        else:
            dropout = self.dropout if self.training else 0.0
            mixed = functional.scaled_dot_product_attention(
                q, k, v, mask, dropout, is_causal=causal
            )
        return self.finish(x, mixed)

    def project(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """(B, T, width) -> queries, keys and values, each (B, heads, T, width / heads)."""
        b, t, width = x.shape
        qkv = self.attention_in(x).view(b, t, 3, self.heads, width // self.heads)
        q, k, v = qkv.permute(2, 0, 3, 1, 4)
        return q, k, v

    def finish(self, x: Tensor, mixed: Tensor) -> Tensor:
        """What follows the attention: `x` (B, T, width), `mixed` (B, heads, T, width / heads)."""
        joined = self.attention_out(mixed.transpose(1, 2).reshape(x.shape))
        x = self.attention_norm(x + self._drop(joined))
        hidden = self._drop(functional.relu(self.feedforward_in(x)))
        out: Tensor = self.feedforward_norm(x + self._drop(self.feedforward_out(hidden)))
        return out

    def attend(self, q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None, causal: bool) -> Tensor:
        """Attention written out: in such short windows far faster on a CPU, above all backwards."""
        if causal:
            mask = torch.ones(q.shape[2], q.shape[2], dtype=torch.bool, device=q.device).tril()
        scores = q @ k.transpose(-2, -1) / q.shape[-1] ** 0.5
        if mask is not None:
            scores = scores.masked_fill(~mask, float("-inf"))
        return self._drop(scores.softmax(dim=-1)).to(v.dtype) @ v

    def _drop(self, x: Tensor) -> Tensor:
        return functional.dropout(x, self.dropout, self.training)


class TagModel(PreTrainedModel):
    """Tokens of one window, tags among them -> logits of the next token at every position."""

    config_class = TagModelConfig
    config: TagModelConfig
    main_input_name = "input_ids"

    def __init__(self, config: TagModelConfig) -> None:
        """Every layer is initialised by itself: the original's were copies of one another."""
        super().__init__(config)
        self.tokens = nn.Embedding(config.vocab_size, config.width)
        self.positions = nn.Embedding(config.window, config.width)
        self.layers = nn.ModuleList(
            Layer(config.width, config.heads, feedforward, config.dropout)
            for feedforward in config.feedforward or []
            for _ in range(config.layers_per_group)
        )
        self.head = nn.Linear(config.width, config.vocab_size)
        self.tag_vectors: nn.Embedding | None = None
        if config.tags_at == EVERY_TOKEN:
            self.tag_vectors = nn.Embedding(len(config.tag_ids or []), config.width)
        self.post_init()

    def insert_tags(self, tags_at: str, tag_ids: Sequence[int]) -> None:
        """From now on take tags in this way; the vectors of `every_token` begin at 0 where the
        model has none yet, so that it computes what it did before."""
        self.config.tags_at = tags_at
        if tags_at != EVERY_TOKEN:
            self.config.tag_ids, self.tag_vectors = None, None
        elif self.tag_vectors is None:
            self.config.tag_ids = list(tag_ids)
            self.tag_vectors = nn.Embedding(len(tag_ids), self.config.width)
            nn.init.zeros_(self.tag_vectors.weight)

    def get_input_embeddings(self) -> nn.Module:
        """The token embedding."""
        return self.tokens

    def get_output_embeddings(self) -> nn.Module:
        """The head, which is not tied to the token embedding."""
        return self.head

    def _init_weights(self, module: nn.Module) -> None:
        if isinstance(module, nn.Linear | nn.Embedding):
            nn.init.normal_(module.weight, std=0.02)
        if isinstance(module, nn.Linear):
            nn.init.zeros_(module.bias)
        if isinstance(module, nn.LayerNorm):
            nn.init.ones_(module.weight)
            nn.init.zeros_(module.bias)

    def forward(
        self,
        input_ids: Tensor,
        attention_mask: Tensor | None = None,
        **_: Any,
    ) -> CausalLMOutput:
        """Logits (B, T, vocabulary), T at most the window; bidirectional: (B, 1, vocabulary)."""
        x = self.states(input_ids, attention_mask)
        return CausalLMOutput(logits=self.head(x if self._causal else x[:, -1:]))

    @property
    def _causal(self) -> bool:
        return bool(self.config.attention == "causal")

    def states(self, input_ids: Tensor, attention_mask: Tensor | None = None) -> Tensor:
        """What the layers make of T tokens: (B, T, width).

        `attention_mask` (B, T) is 0 at padding, which nobody sees. With causal attention the first
        real token has position 0, wherever padding pushed it. With bidirectional attention the
        last slot of the window is always the last position, as in the original.
        """
        t = input_ids.shape[1]
        if not self._causal:
            positions = torch.arange(t, device=input_ids.device) + self.config.window - t
        elif attention_mask is None:
            positions = torch.arange(t, device=input_ids.device)
        else:
            positions = (attention_mask.cumsum(1) - 1).clamp(min=0)
        x: Tensor = self.tokens(input_ids) + self.positions(positions) + self.told(input_ids)
        mask = None if attention_mask is None else _visible(attention_mask, self._causal)
        for number, layer in enumerate(self.layers, start=1):
            x = layer(x, mask, self._causal and mask is None)
            if number % self.config.layers_per_group == 0:
                x = functional.dropout(x, self.config.dropout, self.training)
        return x

    def told(self, input_ids: Tensor) -> Tensor:
        """What is added to the embeddings of tokens (B, T): the vectors of all tags up to each of
        them, (B, T, width); zeros unless tags are told at every token."""
        if self.tag_vectors is None:
            return self.tokens.weight.new_zeros(*input_ids.shape, self.config.width)
        tags = torch.tensor(self.config.tag_ids, device=input_ids.device)
        so_far = (input_ids[..., None] == tags).cumsum(dim=1)  # (B, T, tags)
        told: Tensor = so_far.to(self.tag_vectors.weight.dtype) @ self.tag_vectors.weight
        return told

    def layout(self, stride: int) -> Layout:
        """How windows of this model lie over a story."""
        once = self.config.tags_at == "story_start"
        tags_at: PrefixAt = "story_start" if once else "every_window"
        last_only = self.config.attention == "bidirectional"
        return Layout(self.config.window, stride, tags_at, last_only)


def _visible(attention_mask: Tensor, causal: bool) -> Tensor:
    """(B, T) -> (B, 1, T, T). Padding sees itself: a row that sees nothing would turn to NaN."""
    t = attention_mask.shape[1]
    visible = attention_mask.bool()[:, None, None, :].expand(-1, 1, t, t)
    if causal:
        visible = visible & torch.ones(t, t, dtype=torch.bool, device=visible.device).tril()
    return visible | torch.eye(t, dtype=torch.bool, device=visible.device)
