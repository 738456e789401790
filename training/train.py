"""Trains a reader: `python -m training.train CONFIG`. Stop it when you like; the same command goes on where it stopped.

A configuration (`training/configs/*.toml`) names the corpora and how often each is read in an epoch. What is trained is
saved every few minutes in its build folder; `reader.pt` is the moving average of the weights at the end.
"""

import argparse
import itertools
import json
import random
import sys
import time
import tomllib
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import Tensor
from torch.nn import functional as F
from torch.optim import swa_utils as swa
from tqdm import tqdm

from eval.corpora import Document
from reportedly.lang.antecedents import FEATURES
from reportedly.lang.encoder import WordPiece

from .batches import IGNORED, Batch, Cutter, Mentions, Window, collate, epoch, load, with_mentions
from .network import SPANS, Network, Plan

WEIGHTS = {"tags": 0.3, "heads": 1.0, "relations": 0.6, "kinds": 0.4, "edges": 0.3, "antecedents": 0.5}
"""How much each loss counts; span layers count 1."""


def losses(network: Network, batch: Batch) -> Iterator[tuple[str, Tensor]]:
    """What the network gets wrong in each ability that the batch knows the answers of."""
    words = network.words(batch.pieces, batch.shapes, batch.firsts)
    real = batch.firsts > 0
    if (batch.tags != IGNORED).any():
        yield (
            "tags",
            F.cross_entropy(network.tags(words).float().flatten(0, 1), batch.tags.flatten(), ignore_index=IGNORED),
        )
    if (batch.heads != IGNORED).any():
        arcs = network.arcs(words, batch.sentences)
        yield "heads", F.cross_entropy(arcs.flatten(0, 1), batch.heads.flatten(), ignore_index=IGNORED)
        known = batch.heads.clamp(min=0)
        relations = network.relations(words, known).float()
        yield "relations", F.cross_entropy(relations.flatten(0, 1), batch.relations.flatten(), ignore_index=IGNORED)
    for layer, (rows, gold) in batch.layers.items():
        scores = network.layers[layer](words[rows])
        mask = real[rows]
        yield layer, network.crf[layer].loss(scores, gold, mask) / mask.sum()
    if batch.mentions is not None:
        yield from _referring(network, batch, batch.mentions, words)


def _referring(network: Network, batch: Batch, mentions: Mentions, words: Tensor) -> Iterator[tuple[str, Tensor]]:
    yield (
        "kinds",
        F.cross_entropy(network.kinds(words).float().flatten(0, 1), mentions.kinds.flatten(), ignore_index=IGNORED),
    )
    first, last = network.edges(words, batch.sentences)
    pick = mentions.at
    yield (
        "edges",
        (
            F.cross_entropy(first.flatten(0, 1)[pick], mentions.first)
            + F.cross_entropy(last.flatten(0, 1)[pick], mentions.last)
        ),
    )
    flat = words.flatten(0, 1)[pick]
    queries, keys = network.query(flat).float(), network.key(flat).float()
    scores = queries @ keys.T / keys.shape[-1] ** 0.5 + network.weights()[mentions.features].sum(-1)
    earlier = torch.ones_like(scores, dtype=torch.bool).tril(-1)
    none = torch.zeros_like(scores[:, :1])
    everything = torch.logsumexp(torch.cat([none, scores.masked_fill(~earlier, -1e4)], 1), 1)
    has = mentions.antecedents.any(1)
    right = torch.logsumexp(scores.masked_fill(~mentions.antecedents, -1e4), 1)
    yield "antecedents", (everything - torch.where(has, right, torch.zeros_like(right))).mean()


class Trainer:
    """One run: its network, its optimizer, and where it stands."""

    def __init__(self, config: dict[str, Any], build: Path) -> None:
        self.config, self.build = config, build
        torch.manual_seed(config["seed"])
        self.documents = {
            source: [d for d in load(build.parent / "data" / f"{source}.jsonl") if d.split == "train"]
            for source in config["corpora"]
        }
        layers = [layer for layer in SPANS if layer in config["layers"]]
        self.documents = {
            s: [only(d, layers) for d in ds][: config.get("documents")] for s, ds in self.documents.items()
        }
        relations = {
            r for ds in self.documents.values() for d in ds for row in d.rows for r in row.layers.get("relations", ())
        }
        self.plan = Plan(relations=tuple(sorted(relations | {"root"})), layers=tuple(layers), features=FEATURES)
        self.network = Network(self.plan)
        self.cutter = Cutter(self.plan, WordPiece.load())
        self.checkpoint = build / "checkpoint.pt"
        self.step, self.total = 0, self._count()

    def start(self, weights: Path) -> None:
        """From the pinned weights, or from a reader that is already trained: what fits is taken over."""
        if weights.suffix == ".safetensors":
            self.network.encoder.take(load_file(weights))
        else:
            trained = torch.load(weights, weights_only=True)["network"]
            own = self.network.state_dict()
            self.network.load_state_dict(
                {**own, **{k: v for k, v in trained.items() if k in own and own[k].shape == v.shape}}
            )

    def _count(self) -> int:
        """The steps of the whole run."""
        return sum(1 for number in range(self.config["epochs"]) for _ in self._epoch(number))

    def _epoch(self, number: int) -> Iterator[Any]:
        rng = random.Random(f"{self.config['seed']}/{number}")
        return epoch(self.documents, self.config["corpora"], self.cutter, rng=rng, size=self.config.get("size", 2048))

    def prepare(self) -> None:
        """Sets up what learns; where a checkpoint lies, the run goes on from there."""
        network = self.network
        network.encoder.pieces.weight.requires_grad_(requires_grad=False)
        named = [(name, p) for name, p in network.named_parameters() if p.requires_grad]
        self.learned = [p for _, p in named]
        groups = [
            {"params": [p for n, p in named if n.startswith("encoder.") == inner], "lr": self.config[rate]}
            for inner, rate in ((True, "encoder_rate"), (False, "head_rate"))
        ]
        self.warm = max(1, self.total // 15)
        rest = max(1, self.total - self.warm)
        optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
        schedule = torch.optim.lr_scheduler.LambdaLR(
            optimizer, lambda step: min((step + 1) / self.warm, max(0.0, (self.total - step) / rest))
        )
        average = swa.AveragedModel(network, multi_avg_fn=swa.get_ema_multi_avg_fn(0.998))
        self.parts = {"network": network, "average": average, "optimizer": optimizer, "schedule": schedule}
        if self.checkpoint.exists():
            saved = torch.load(self.checkpoint, weights_only=True)
            for name, part in self.parts.items():
                part.load_state_dict(saved[name])
            self.step = saved["step"]
        network.train()

    def save(self) -> None:
        """Writes the checkpoint, and the reader as it is now."""
        state = {name: part.state_dict() for name, part in self.parts.items()}
        torch.save({**state, "step": self.step}, self.checkpoint.with_suffix(".tmp"))
        self.checkpoint.with_suffix(".tmp").replace(self.checkpoint)
        write(self.parts["average"].module, self.build / "reader.pt")

    def learn(self, found: list[Window], document: Document | None) -> dict[str, float]:
        """One step; how wrong it was in each ability."""
        torch.manual_seed(self.config["seed"] * 1_000_003 + self.step)
        batch = collate(found, self.plan, random.Random(self.step))
        if document is not None:
            batch = with_mentions(batch, document, found, self.plan)
        with torch.autocast("cpu", torch.bfloat16):
            parts = dict(losses(self.network, batch))
        optimizer, schedule, average = (self.parts[name] for name in ("optimizer", "schedule", "average"))
        if parts:
            optimizer.zero_grad(set_to_none=True)
            torch.stack([WEIGHTS.get(name, 1.0) * value for name, value in parts.items()]).sum().backward()
            torch.nn.utils.clip_grad_norm_(self.learned, 1.0)
            optimizer.step()
        schedule.step()
        if self.step > self.warm:
            average.update_parameters(self.network)
        return {name: value.item() for name, value in parts.items()}

    def run(self, *, save_every: float, stop_after: float) -> bool:
        """Trains to the end, or for `stop_after` seconds. Is it done?"""
        self.prepare()
        began = saved = time.monotonic()
        bar = tqdm(total=self.total, initial=self.step, mininterval=5, file=sys.stderr)
        tally: dict[str, float] = {}
        everything = (group for number in range(self.config["epochs"]) for group in self._epoch(number))
        for found, document in itertools.islice(everything, self.step, None):
            self.step += 1
            for name, value in self.learn(found, document).items():
                tally[name] = 0.98 * tally.get(name, value) + 0.02 * value
            bar.update()
            bar.set_postfix({k: f"{v:.3f}" for k, v in tally.items()}, refresh=False)
            now = time.monotonic()
            if now - saved > save_every or now - began > stop_after:
                self.save()
                saved = now
            if now - began > stop_after:
                return False
        self.save()
        bar.close()
        return True


def only(document: Any, layers: list[str]) -> Any:
    """The document without the span layers that this run does not learn."""
    for row in document.rows:
        for layer in [name for name in SPANS if name in row.layers and name not in layers]:
            del row.layers[layer]
    return document


def write(network: Network, path: Path) -> None:
    """The weights with their plan."""
    plan = {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(network.plan).items()}
    torch.save({"network": network.state_dict(), "plan": json.dumps(plan)}, path)


def restore(path: Path) -> Network:
    """A network as `write` has left it, ready to be used."""
    saved = torch.load(path, weights_only=True)
    plan = {k: tuple(v) if isinstance(v, list) else v for k, v in json.loads(saved["plan"]).items()}
    network = Network(Plan(**plan))
    network.load_state_dict(saved["network"])
    return network.eval()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("config", type=Path)
    parser.add_argument("--build", type=Path, default=Path("build/training"))
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--save-every", type=float, default=180, help="seconds")
    parser.add_argument("--stop-after", type=float, default=float("inf"), help="seconds; the next run goes on")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.set_flush_denormal(True)  # numbers next to nothing would slow a processor down tenfold
    config = tomllib.loads(args.config.read_text(encoding="utf-8"))
    build = args.build / args.config.stem
    build.mkdir(parents=True, exist_ok=True)
    trainer = Trainer(config, build)
    start = config.get("start")
    if start != "random":
        trainer.start(args.build / start / "reader.pt" if start else args.build / "model.safetensors")
    done = trainer.run(save_every=args.save_every, stop_after=args.stop_after)
    print(f"step {trainer.step} of {trainer.total}: {'done' if done else 'stopped; the same command goes on'}")


if __name__ == "__main__":
    main()
