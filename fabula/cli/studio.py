"""`fabula studio`: open the page where people write with these models.

    fabula studio
    fabula studio --models my/model another/model --port 8200
    fabula studio --host 0.0.0.0 --name story.example.org

Only this machine reaches it, unless --host says otherwise: then a token is asked for, which stands
in the link that is shown (or in FABULA_STUDIO_TOKEN).
"""

import argparse
import logging
import os
import secrets
from pathlib import Path
from urllib.parse import quote

TOKEN = "FABULA_STUDIO_TOKEN"
PORT = 8150


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where it is served, and what with."""
    parser.add_argument("--models", nargs="+", type=Path, default=[], metavar="FOLDER")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on")
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument(
        "--name", action="append", default=[], help="another name by which this machine is called"
    )
    parser.add_argument("--store", type=Path, help="the file that keeps the stories")


def main(options: argparse.Namespace) -> None:
    """Serve until Ctrl-C."""
    logging.getLogger().setLevel(logging.WARNING)
    import torch

    from fabula.config.threads import Threads
    from fabula.studio.app import STORE, Options
    from fabula.studio.server import is_loopback, serve

    torch.set_num_threads(Threads.load().threads)
    token = os.environ.get(TOKEN, "")
    if not (token or is_loopback(options.host)):
        token = secrets.token_urlsafe(24)
    hosts = frozenset(name.lower() for name in options.name)

    def started(address: str) -> None:
        needed = f"#token={quote(token, safe='')}" if token else ""
        print(f"The studio is open at {address}{needed}")
        print("Ctrl-C closes it.", flush=True)

    serve(
        options.host,
        options.port,
        Options(options.models, options.store or STORE, hosts, token),
        started,
    )
