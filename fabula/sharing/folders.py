"""A model folder as others need it: whole, with its card, and readable without this project."""

import shutil
from pathlib import Path

from fabula import files, models
from fabula.errors import ModelError
from fabula.models import adapters
from fabula.models.tagmodel import TagModelConfig
from fabula.sharing import modeling

CARD = "README.md"


def write(folder: Path, target: Path, card: str) -> None:
    """Copy a model folder to `target`, in place of an earlier one there, and put its card into it.

    An adapter is merged into its base. A tag model gets its code, and `config.json` names it.
    `ModelError` where `folder` is no whole model, or `target` lies in it or holds other things.
    """
    _require_apart(folder, target)
    model, tokenizer = models.load(folder)
    with files.replacing(target) as temporary:
        if adapters.is_adapter(folder):
            model.save_pretrained(temporary)
            tokenizer.save_pretrained(temporary)
        else:
            shutil.copytree(folder, temporary)
        files.write_text(temporary / CARD, card)
        config = files.read_json(temporary / "config.json")
        if config["model_type"] == TagModelConfig.model_type:
            files.write_text(temporary / modeling.FILE, modeling.source())
            files.write_json(temporary / "config.json", config | {"auto_map": modeling.AUTO_MAP})


def _require_apart(folder: Path, target: Path) -> None:
    here, there = folder.resolve(), target.resolve()
    if here == there or here in there.parents or there in here.parents:
        raise ModelError(f"{target}: a copy of {folder} cannot lie there; name another folder")
    if there.exists() and not (there / "config.json").is_file():
        raise ModelError(f"{target} holds something that is no model; name another folder")
