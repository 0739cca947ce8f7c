"""The tag model as one file that needs torch and transformers alone, made from its own code.

`fabula/models/tagmodel.py` stays the only place where the model is written down: this takes away
what the rest of the project needs of it. `AutoModelForCausalLM.from_pretrained(folder,
trust_remote_code=True)` then reads a folder that has the file beside its weights.
"""

import ast
from pathlib import Path

from fabula.models import tagmodel

FILE = "modeling_fabula.py"
AUTO_MAP = {
    "AutoConfig": f"{Path(FILE).stem}.{tagmodel.TagModelConfig.__name__}",
    "AutoModelForCausalLM": f"{Path(FILE).stem}.{tagmodel.TagModel.__name__}",
}
"""What `config.json` says of it, under `auto_map`."""
OF_THE_PROJECT = {"layout"}
"""Methods that say how this project cuts stories into windows."""


def source() -> str:
    """The code of the tag model without this project's imports and the methods that use them."""
    code = Path(str(tagmodel.__file__)).read_text(encoding="utf-8")
    lines = code.splitlines()
    for node in _of_the_project(ast.parse(code)):
        assert node.end_lineno is not None
        lines[node.lineno - 1 : node.end_lineno] = [""] * (node.end_lineno - node.lineno + 1)
    kept = "\n".join(lines)
    while "\n\n\n\n" in kept:
        kept = kept.replace("\n\n\n\n", "\n\n\n")
    return f"{kept.rstrip()}\n"


def _of_the_project(tree: ast.Module) -> list[ast.stmt]:
    imports = [
        node
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "fabula"
    ]
    methods = [
        node
        for each in tree.body
        if isinstance(each, ast.ClassDef)
        for node in each.body
        if isinstance(node, ast.FunctionDef) and node.name in OF_THE_PROJECT
    ]
    return [*imports, *methods]
