"""What all sections of `params.yaml` are made of: their base, the kinds of values, the messages.

Each parameter stands once, in `params.yaml`: there are no defaults here. A new parameter is one
field of its section and one line there.
"""

import difflib
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from fabula import paths
from fabula.config.yaml12 import read_yaml
from fabula.errors import ParamsError

Fraction = Annotated[float, Field(ge=0, lt=1)]
NotNegative = Annotated[float, Field(ge=0)]
Count = Annotated[int, Field(ge=0)]
Positive = Annotated[int, Field(gt=0)]
Seed = Annotated[int, Field(ge=0, lt=2**32)]
Precision = Literal["auto", "fp32", "bf16"]
"""`auto` times both once at the start and takes the faster; the choice is logged."""

REFUSED = {
    "max_minutes": "a run that ends by the clock cannot be repeated; `fabula pace` turns "
    "minutes into steps of this machine, for max_steps",
}
"""What to do instead of a key that people look for."""


class Section(BaseModel):
    """A frozen part of `params.yaml`: no unknown keys, no conversions, no infinities."""

    model_config = ConfigDict(
        frozen=True,
        strict=True,
        extra="forbid",
        allow_inf_nan=False,
        use_attribute_docstrings=True,
    )

    KEY: ClassVar[str] = ""
    """Where it stands at the top of `params.yaml`; empty: it is the file itself, or deeper in."""

    @classmethod
    def load(cls, path: Path = paths.PARAMS) -> Self:
        """Read it and check it, and nothing else of the file; `ParamsError` lists every problem."""
        values = read_yaml(path)
        return cls.check(values.get(cls.KEY) if cls.KEY else values, str(path))

    @classmethod
    def check(cls, values: Any, name: str) -> Self:
        """The section of a mapping; `name` says in the `ParamsError` where it came from."""
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            problems = [_explain(cls, problem) for problem in error.errors()]
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        raise ParamsError(f"{name}: {count}\n" + "\n".join(f"  {problem}" for problem in problems))


def _explain(section: type[Section], problem: ErrorDetails) -> str:
    """One line: the full path of the key, what is wrong, the value received, what is known."""
    top = (section.KEY,) if section.KEY else ()
    path = ".".join(map(str, (*top, *problem["loc"])))
    if problem["type"] == "missing":
        return f"{path}: missing"
    if problem["type"] == "extra_forbidden":
        *parents, key = problem["loc"]
        known = list(_within(section, parents).model_fields)
        near = difflib.get_close_matches(str(key), known, n=1)
        hint = f"did you mean {near[0]}?" if near else f"known: {', '.join(known)}"
        return f"{path}: unknown; {REFUSED.get(str(key), hint)}"
    if problem["type"] == "value_error":
        return f"{path}: {problem['ctx']['error']}"
    reason = problem["msg"][0].lower() + problem["msg"][1:]
    return f"{path}: {reason}, got {problem['input']!r}"


def _within(section: type[Section], keys: list[int | str]) -> type[Section]:
    for key in keys:
        annotation = section.model_fields[str(key)].annotation
        assert isinstance(annotation, type)
        assert issubclass(annotation, Section)
        section = annotation
    return section
