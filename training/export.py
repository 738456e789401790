"""A trained reader into one ONNX file: `python -m training.export CONFIG`.

The file carries its label lists, the transitions of its span layers and the weights of the features of pairs as JSON
in its metadata. The weights of `reader.onnx` are one byte each, with a scale for every output channel; activations are scaled
when it runs.
"""

import argparse
import json
import warnings
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.registry import CommonOpsRegistry, IntegerOpsRegistry
from onnxruntime.quantization.shape_inference import quant_pre_process

from .network import Network
from .train import restore

INPUTS = ("pieces", "shapes", "firsts", "sentences")


def metadata(network: Network) -> str:
    """What the runtime must know of the reader, as JSON."""
    plan = network.plan
    layers = {}
    for layer in plan.layers:
        crf = network.crf[layer]
        layers[layer] = {
            "labels": plan.labels_of(layer),
            "steps": [[round(x, 4) for x in row] for row in (crf.steps + crf.barred).tolist()],
            "opens": crf.no_open.tolist(),
            "closes": crf.no_close.tolist(),
        }
    return json.dumps(
        {
            "tags": plan.tags,
            "relations": plan.relations,
            "kinds": plan.kinds,
            "limit": plan.limit,
            "layers": layers,
            "pairs": [round(x, 4) for x in network.weights().tolist()],
        }
    )


def export(network: Network, path: Path) -> None:
    """Writes the network as ONNX, opset 17, with free sizes of batch, pieces and words."""
    example = {
        "pieces": torch.tensor([[101, 2023, 2003, 102], [101, 2023, 102, 0]]),
        "shapes": torch.tensor([[0, 1, 2, 0], [0, 1, 0, 0]]),
        "firsts": torch.tensor([[1, 2], [1, 0]]),
        "sentences": torch.tensor([[0, 0], [0, -1]]),
    }
    axes = {
        **{name: {0: "windows", 1: "pieces"} for name in INPUTS[:2]},
        **{name: {0: "windows", 1: "words"} for name in (*INPUTS[2:], *network.outputs())},
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            network,
            tuple(example[name] for name in INPUTS),
            path,
            input_names=list(INPUTS),
            output_names=network.outputs(),
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
    model = onnx.load(path)
    onnx.helper.set_model_props(model, {"reader": metadata(network)})
    onnx.save(model, path)


def shrink(source: Path, target: Path) -> None:
    """The same graph with weights of one byte.

    The LSTM keeps its four: in one byte (DynamicQuantizeLSTM) its sums depend on the number of threads.
    """
    prepared = target.with_suffix(".prepared")
    quant_pre_process(source, prepared, skip_symbolic_shape=True)
    kinds = sorted((set(IntegerOpsRegistry) | set(CommonOpsRegistry)) - {"LSTM"})
    quantize_dynamic(prepared, target, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=kinds)
    prepared.unlink()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("config", type=Path)
    parser.add_argument("--build", type=Path, default=Path("build/training"))
    args = parser.parse_args()
    folder = args.build / args.config.stem
    network = restore(folder / "reader.pt")
    whole, small = folder / "reader-fp32.onnx", folder / "reader.onnx"
    export(network, whole)
    shrink(whole, small)
    for path in (whole, small):
        print(f"{path}: {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
