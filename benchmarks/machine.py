"""The machine that the figures are of, without its name."""

import platform
import re
from pathlib import Path

import torch
import transformers

CPU_INFO = Path("/proc/cpuinfo")
TELLING_FLAGS = ("avx2", "avx512f", "avx512_bf16", "amx_bf16")
"""Instructions that decide how fast training can be."""


def describe() -> str:
    """One line: processor, cores, instructions, accelerator, libraries."""
    text = CPU_INFO.read_text(encoding="utf-8") if CPU_INFO.exists() else ""
    parts = [
        processor(text) or platform.processor() or platform.machine(),
        f"{torch.get_num_threads()} cores",
        " ".join(flags(text)) or "instructions unknown",
    ]
    if torch.cuda.is_available():
        parts.append(torch.cuda.get_device_name())
    versions = f"torch {torch.__version__}, transformers {transformers.__version__}"
    return ", ".join([*parts, f"{platform.system()}, Python {platform.python_version()}", versions])


def processor(cpu_info: str) -> str:
    """The model that Linux names, with family and model number: names alone can be vague."""
    fields = dict(re.findall(r"^(model name|cpu family|model)\s*: (.*)$", cpu_info, re.MULTILINE))
    if "model name" not in fields:
        return ""
    return f"{fields['model name']} (family {fields['cpu family']}, model {fields['model']})"


def flags(cpu_info: str) -> list[str]:
    """Those of `TELLING_FLAGS` that the processor has."""
    found = re.search(r"^flags\s*: (.*)$", cpu_info, re.MULTILINE)
    known = set(found.group(1).split()) if found else set()
    return [flag for flag in TELLING_FLAGS if flag in known]
