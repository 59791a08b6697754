"""Writes the network as two ONNX files in whole numbers of eight bits, small and quick on any computer."""

import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from minutebook.detector.learned.windows import PLACES
from minutebook.detector.signals import ALONE, TOGETHER
from training.net import Net, base_tokenizer


class _Encoder(nn.Module):
    def __init__(self, net: Net) -> None:
        super().__init__()
        self.net = net

    def forward(self, ids: Tensor, mask: Tensor, types: Tensor) -> Tensor:
        return self.net.encode(ids, mask, types)


def export(net: Net, folder: Path) -> None:
    """Write `encoder.onnx`, `head.onnx` and `tokenizer.json` into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    net.eval()
    with tempfile.TemporaryDirectory() as name:
        temporary = Path(name)
        _write_encoder(net, temporary / "encoder.onnx")
        _write_head(net, temporary / "head.onnx")
        for part in ("encoder", "head"):
            quantize_dynamic(
                temporary / f"{part}.onnx",
                folder / f"{part}.onnx",
                weight_type=QuantType.QInt8,
                per_channel=True,
                # Processors without VNNI add in 16 bits: full range would overflow there.
                reduce_range=True,
                extra_options={"EnableSubgraph": True},
            )
    base_tokenizer().backend_tokenizer.save(str(folder / "tokenizer.json"))


def _write_encoder(net: Net, path: Path) -> None:
    sample = torch.ones((2, 9), dtype=torch.long)
    torch.onnx.export(
        _Encoder(net),
        (sample, sample, sample * 0),
        path,
        input_names=["ids", "mask", "types"],
        output_names=["vector"],
        dynamic_axes={name: {0: "pairs", 1: "tokens"} for name in ("ids", "mask", "types")}
        | {"vector": {0: "pairs"}},
        opset_version=17,
        dynamo=False,
    )


def _write_head(net: Net, path: Path) -> None:
    width = 2 * net.encoder.config.hidden_size + ALONE
    known = torch.ones((2, PLACES), dtype=torch.bool)
    sample = (torch.randn(2, PLACES, width), known, known.long(), known.long(), torch.randn(2, TOGETHER))
    names = ["vectors", "known", "same", "answered", "signals"]
    torch.onnx.export(
        net,
        sample,
        path,
        input_names=names,
        output_names=["logits"],
        dynamic_axes={name: {0: "windows"} for name in (*names, "logits")},
        opset_version=17,
        dynamo=False,
    )
