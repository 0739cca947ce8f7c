"""Pushing a model folder to the Hugging Face Hub, or to another server that speaks as it does."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from huggingface_hub import HfApi, constants, get_token
from huggingface_hub.errors import HFValidationError

from fabula.errors import ModelError
from fabula.sharing import card, folders

LOGIN = "log in with `hf auth login`, or set HF_TOKEN"


def publish(folder: Path, name: str, private: bool) -> str:
    """Push a model folder with its card to the hub as `name`; gives the address of its page.

    The hub has either all of it or what it had before: it is one commit. `ModelError` says what
    the user can do where there is no token, or the hub refuses.
    """
    _require_name(name)
    token = get_token()
    if not token:
        raise ModelError(f"there is no token for the hub at {constants.ENDPOINT}: {LOGIN}")
    with TemporaryDirectory() as temporary:
        whole = Path(temporary) / "model"
        folders.write(folder, whole, card.card(folder, name))
        api = HfApi(constants.ENDPOINT, token=token)
        try:
            address = str(api.create_repo(name, private=private or None, exist_ok=True))
            api.upload_folder(repo_id=name, folder_path=whole, commit_message=f"Publish {name}")
        except Exception as error:
            raise _explained(name, error) from error
    return address


def _require_name(name: str) -> None:
    if name.count("/") != 1:
        raise ModelError(f"{name!r} is no name on a hub: write USER/NAME")


def _explained(name: str, error: Exception) -> Exception:
    """What went wrong in the user's words; the error itself where the network has no part in it."""
    status = getattr(getattr(error, "response", None), "status_code", None)
    first = next(iter(str(error).strip().splitlines()), type(error).__name__)
    if isinstance(error, HFValidationError):
        return ModelError(f"{name!r} is no name on a hub: {first}")
    if status in (401, 403):
        return ModelError(
            f"the hub does not let this token write {name!r} ({status}): {LOGIN}, with a token "
            "that may write there"
        )
    if status is not None:
        return ModelError(f"the hub refused {name!r} ({status}): {first}")
    if isinstance(error, OSError) or type(error).__module__.startswith(("httpx", "httpcore")):
        return ModelError(
            f"cannot reach the hub at {constants.ENDPOINT}: {first}{os.linesep}"
            "  check the network; nothing was published, run the same command again"
        )
    return error
