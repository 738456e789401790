"""The reader as a torch network: MiniLM, case shapes, one BiLSTM over words, and a head for each ability.

The encoder is all-MiniLM-L6-v2 (Wang et al. 2020; Reimers and Gurevych 2019). It reads lower-cased word pieces; what
the case of a word says comes in as a *shape* beside it. Heads: part of speech and a biaffine parser (Dozat and Manning
2017), span layers as conditional random fields over BIOES labels (Lample et al. 2016), mention heads with their spans
and antecedents at the level of words (Dobrovolskii 2021). What goes in and comes out is said at `Network.forward`.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

WIDTH, LAYERS, ATTENTION_HEADS, INNER, POSITIONS, PIECES = 384, 6, 12, 1536, 512, 30522
SHAPES = 16
FAR = -1e4  # the score of what cannot be
EAGER = 16.0  # a weight of a feature of pairs moves so much faster than others: few pairs have it, and it must reach 5
ROOT = 1  # columns of `arcs` before the first word

UPOS = [
    "ADJ",
    "ADP",
    "ADV",
    "AUX",
    "CCONJ",
    "DET",
    "INTJ",
    "NOUN",
    "NUM",
    "PART",
    "PRON",
    "PROPN",
    "PUNCT",
    "SCONJ",
    "SYM",
    "VERB",
    "X",
]
KINDS = ("-", "person", "group", "place", "time", "event", "object", "abstract")
SPANS: dict[str, tuple[str, ...]] = {
    "names": ("person", "group", "organization", "place", "asset", "nationality", "time", "quantity", "title"),
    "attribution": ("source", "cue", "content"),
    "re3d": (
        "CommsIdentifier",
        "DocumentReference",
        "Frequency",
        "Location",
        "MilitaryPlatform",
        "Money",
        "Nationality",
        "Organisation",
        "Person",
        "Quantity",
        "Temporal",
        "Vehicle",
        "Weapon",
    ),
    "sfm": ("PER", "RNK", "ORG", "TOR"),
}


def bioes(kinds: tuple[str, ...]) -> list[str]:
    """The labels of a span layer: outside, and the begin, inside, end and single word of every kind."""
    return ["O", *(f"{place}-{kind}" for kind in kinds for place in "BIES")]


def follows(before: str, after: str) -> bool:
    """May label `after` stand behind label `before`?"""
    if before[0] in "BI":
        return after[0] in "IE" and after[1:] == before[1:]
    return after[0] in "OBS"


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a reader is to learn: its relations and its span layers. It travels with the weights."""

    relations: tuple[str, ...]
    layers: tuple[str, ...]
    features: int = 0  # number of weights for pairs of mentions
    tags: tuple[str, ...] = tuple(UPOS)
    kinds: tuple[str, ...] = KINDS
    limit: int = 160  # word pieces of a window

    def labels_of(self, layer: str) -> list[str]:
        """The BIOES labels of a span layer."""
        return bioes(SPANS[layer])


class Veil(nn.Module):
    """Dropout of whole channels of a window: as good as the usual kind here, and its mask costs next to nothing."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        """Some channels of each window set to nothing, while it trains."""
        if not self.training:
            return x
        kept = torch.rand(x.shape[0], *[1] * (x.dim() - 2), x.shape[-1]) >= self.share
        return x * (kept.to(x.dtype) / (1 - self.share))


class Block(nn.Module):
    """One transformer layer, as BERT has it (layer norm after each part)."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.mix = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.dropout = Veil(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Vectors [B,T,384] in context; `mask` is added to the scores of attention."""
        rows, length, _ = x.shape
        q, k, v = (
            part(x).view(rows, length, ATTENTION_HEADS, -1).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        scores = q @ k.transpose(-1, -2) / math.sqrt(WIDTH // ATTENTION_HEADS) + mask.to(q.dtype)
        seen = torch.softmax(scores, -1).to(q.dtype) @ v
        x = self.norm1(x + self.dropout(self.mix(seen.transpose(1, 2).reshape(rows, length, WIDTH))))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """MiniLM with case shapes added to its word pieces."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces = nn.Embedding(PIECES, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = Veil(0.1)
        self.blocks = nn.ModuleList(Block() for _ in range(LAYERS))

    def forward(self, pieces: Tensor, shapes: Tensor) -> Tensor:
        """A vector [B,T,384] for each word piece in context."""
        mask = (pieces == 0)[:, None, None, :].float() * FAR
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.pieces(pieces) + self.positions(places) + self.kind + self.shapes(shapes)
        x = self.dropout(self.norm(x))
        for block in self.blocks:
            x = block(x, mask)
        return x

    def take(self, weights: Mapping[str, Tensor]) -> None:
        """Takes the weights of all-MiniLM-L6-v2, named as BERT's are."""
        names = {
            "pieces.weight": "embeddings.word_embeddings.weight",
            "positions.weight": "embeddings.position_embeddings.weight",
            "norm.weight": "embeddings.LayerNorm.weight",
            "norm.bias": "embeddings.LayerNorm.bias",
        }
        parts = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "mix": "attention.output.dense",
            "norm1": "attention.output.LayerNorm",
            "up": "intermediate.dense",
            "down": "output.dense",
            "norm2": "output.LayerNorm",
        }
        for layer in range(LAYERS):
            for ours, theirs in parts.items():
                for leaf in ("weight", "bias"):
                    names[f"blocks.{layer}.{ours}.{leaf}"] = f"encoder.layer.{layer}.{theirs}.{leaf}"
        state = {ours: weights[theirs] for ours, theirs in names.items()}
        state["kind"] = weights["embeddings.token_type_embeddings.weight"][0]
        state["shapes.weight"] = self.shapes.weight
        self.load_state_dict(state)


class Crf(nn.Module):
    """A linear-chain conditional random field over the labels of one span layer."""

    def __init__(self, labels: list[str]) -> None:
        super().__init__()
        self.labels = labels
        size = len(labels)
        self.steps = nn.Parameter(torch.zeros(size, size))
        legal = torch.tensor([[follows(a, b) for b in labels] for a in labels])
        self.register_buffer("barred", (~legal).float() * FAR, persistent=False)
        opens = torch.tensor([follows("O", b) for b in labels])
        closes = torch.tensor([a[0] in "OES" for a in labels])
        self.register_buffer("no_open", (~opens).float() * FAR, persistent=False)
        self.register_buffer("no_close", (~closes).float() * FAR, persistent=False)

    def loss(self, scores: Tensor, gold: Tensor, mask: Tensor) -> Tensor:
        """Minus log likelihood of `gold` [B,N], summed over the sequences; words lie flush left."""
        steps = self.steps + self.barred
        scores = scores.float()
        total = scores[:, 0] + self.no_open
        for at in range(1, scores.shape[1]):
            following = torch.logsumexp(total[:, :, None] + steps, 1) + scores[:, at]
            total = torch.where(mask[:, at, None], following, total)
        partition = torch.logsumexp(total + self.no_close, 1)
        picked = (scores.gather(2, gold[:, :, None])[:, :, 0] * mask).sum(1)
        moved = (steps[gold[:, :-1], gold[:, 1:]] * mask[:, 1:]).sum(1)
        return (partition - picked - moved).sum()


class Network(nn.Module):
    """The encoder and all heads."""

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self.plan = plan
        self.encoder = Encoder()
        self.cases = nn.Embedding(SHAPES, 32)
        self.flow = nn.LSTM(WIDTH + 32, WIDTH // 2, batch_first=True, bidirectional=True)
        self.norm = nn.LayerNorm(WIDTH)
        self.dropout = Veil(0.25)
        self.tags = nn.Linear(WIDTH, len(plan.tags))
        self.kinds = nn.Linear(WIDTH, len(plan.kinds))
        self.arc_dependent, self.arc_head = nn.Linear(WIDTH, 256), nn.Linear(WIDTH, 256)
        self.arc_pair, self.arc_bias = nn.Linear(256, 256), nn.Linear(256, 1)
        self.arc_root = nn.Parameter(torch.randn(256) * 0.02)
        self.link_dependent, self.link_head = nn.Linear(WIDTH, 96), nn.Linear(WIDTH, 96)
        self.link_root = nn.Parameter(torch.randn(96) * 0.02)
        self.link_pair = nn.Linear(96, len(plan.relations) * 96, bias=False)
        self.link_own = nn.Linear(96, len(plan.relations))
        self.edge_head, self.edge_start, self.edge_end = (nn.Linear(WIDTH, 96) for _ in range(3))
        self.edge_first, self.edge_last = nn.Linear(96, 96), nn.Linear(96, 96)
        self.query, self.key = (
            nn.Sequential(nn.Linear(WIDTH, 256), nn.GELU(), nn.Dropout(0.2), nn.Linear(256, 96)) for _ in range(2)
        )
        self.pairs = nn.Parameter(torch.zeros(plan.features))
        self.layers = nn.ModuleDict(
            {
                layer: nn.Sequential(
                    nn.Linear(WIDTH, 192), nn.GELU(), nn.Dropout(0.2), nn.Linear(192, len(plan.labels_of(layer)))
                )
                for layer in plan.layers
            }
        )
        self.crf = nn.ModuleDict({layer: Crf(plan.labels_of(layer)) for layer in plan.layers})
        with torch.no_grad():
            self.link_pair.weight.mul_(0.1)

    def words(self, pieces: Tensor, shapes: Tensor, firsts: Tensor) -> Tensor:
        """A vector for each word: its first piece in context, its shape, and what stands before and behind."""
        read = self.encoder(pieces, shapes)
        at = firsts[:, :, None].expand(-1, -1, WIDTH)
        real = (firsts > 0)[:, :, None]
        first = read.gather(1, at) * real
        case = self.cases(shapes.gather(1, firsts)) * real
        flow, _ = self.flow(self.dropout(torch.cat([first, case.to(first.dtype)], -1)))
        return self.dropout(self.norm(first + flow))

    def arcs(self, words: Tensor, sentences: Tensor) -> Tensor:
        """Scores [B,N,N+1] of every word as the head of every other in its sentence; column 0 is the root."""
        dependent, head = F.gelu(self.arc_dependent(words)), F.gelu(self.arc_head(words))
        head = torch.cat([self.arc_root.to(head.dtype).expand(head.shape[0], 1, -1), head], 1)
        scores = self.arc_pair(dependent) @ head.transpose(1, 2) / 16 + self.arc_bias(head).transpose(1, 2)
        return scores.float() + self._apart(sentences)

    def _apart(self, sentences: Tensor) -> Tensor:
        same = (sentences[:, :, None] == sentences[:, None, :]) & (sentences >= 0)[:, None, :]
        size = sentences.shape[1]
        places = torch.arange(size, device=sentences.device)
        itself = places[:, None] == places[None, :]  # `torch.eye` exports as what onnxruntime cannot run
        barred = (~same | itself).float() * FAR
        return F.pad(barred, (ROOT, 0))

    def relations(self, words: Tensor, heads: Tensor) -> Tensor:
        """Scores [B,N,R] of each relation between a word and its head; `heads` are columns of `arcs`."""
        dependent, head = F.gelu(self.link_dependent(words)), F.gelu(self.link_head(words))
        head = torch.cat([self.link_root.to(head.dtype).expand(head.shape[0], 1, -1), head], 1)
        chosen = head.gather(1, heads[:, :, None].expand(-1, -1, head.shape[2]))
        pair = self.link_pair(dependent).view(*dependent.shape[:2], -1, 96)
        return (pair * chosen[:, :, None]).sum(-1) / 10 + self.link_own(dependent + chosen)

    def edges(self, words: Tensor, sentences: Tensor) -> tuple[Tensor, Tensor]:
        """Scores [B,N,N] of each word as the first, and as the last, of the mention with this head."""
        head = F.gelu(self.edge_head(words))
        first = self.edge_first(head) @ F.gelu(self.edge_start(words)).transpose(1, 2) / 10
        last = self.edge_last(head) @ F.gelu(self.edge_end(words)).transpose(1, 2) / 10
        size = sentences.shape[1]
        same = (sentences[:, :, None] == sentences[:, None, :]) & (sentences >= 0)[:, None, :]
        places = torch.arange(size, device=sentences.device)
        behind = places[None, :] > places[:, None]
        before = places[None, :] < places[:, None]
        return (
            first.float() + (~same | behind).float() * FAR,
            last.float() + (~same | before).float() * FAR,
        )

    def forward(self, pieces: Tensor, shapes: Tensor, firsts: Tensor, sentences: Tensor) -> tuple[Tensor, ...]:
        """All that the exported reader gives, in the order of `outputs`.

        Args:
            pieces: [B,T] word pieces, [CLS] first, [SEP] last, 0 behind.
            shapes: [B,T] the shape of the word that a piece belongs to.
            firsts: [B,N] where each word begins among the pieces, 0 behind.
            sentences: [B,N] the number of each word's sentence in its window, -1 behind.
        """
        words = self.words(pieces, shapes, firsts)
        arcs = self.arcs(words, sentences)
        relations = self.relations(words, arcs.argmax(-1))
        first, last = self.edges(words, sentences)
        return (
            self.tags(words),
            arcs,
            relations,
            self.kinds(words),
            first.argmax(-1),
            last.argmax(-1),
            self.query(words),
            self.key(words),
            *(self.layers[layer](words) for layer in self.plan.layers),
        )

    def weights(self) -> Tensor:
        """What each feature of a pair of mentions weighs."""
        return self.pairs * EAGER

    def outputs(self) -> list[str]:
        """The names of what `forward` gives."""
        return ["tags", "arcs", "relations", "kinds", "starts", "ends", "queries", "keys", *self.plan.layers]
