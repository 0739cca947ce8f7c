"""What all sections of `params.yaml` are made of: their base, the kinds of values, the messages.

Each parameter stands once, in `params.yaml`: there are no defaults here. A new parameter is one
field of its section and one line there.
"""

import difflib
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from fabula import paths
from fabula.config.yaml12 import read_yaml
from fabula.errors import ParamsError

MOST = 10**12
"""More than anybody means by a count, and few enough for the integers of all libraries."""
LONGEST = 1000
"""Characters of a text among the parameters."""
SHOWN = 200
"""Characters of a wrong value that a message shows."""


def _fits_a_name(text: str) -> str:
    if odd := next((c for c in text if unicodedata.category(c) in ("Cc", "Cs")), ""):
        raise ValueError(f"a character that no name has, U+{ord(odd):04X}, got {_shown(text)}")
    return text


def _is_not_blank(text: str) -> str:
    if not text.strip():
        raise ValueError(f"expected a name, got {text!r}")
    return text


def _each_once(values: list[Any]) -> list[Any]:
    for number, value in enumerate(values):
        if value in values[:number]:
            raise ValueError(f"names {value!r} twice")
    return values


Fraction = Annotated[float, Field(ge=0, lt=1)]
NotNegative = Annotated[float, Field(ge=0, le=MOST)]
Count = Annotated[int, Field(ge=0, le=MOST)]
Positive = Annotated[int, Field(gt=0, le=MOST)]
Processes = Annotated[int, Field(gt=0, le=4096)]
Width = Annotated[int, Field(gt=0, le=2**20)]
"""Of a layer, or how many there are: more have no place in any memory."""
Text = Annotated[str, Field(max_length=LONGEST), AfterValidator(_fits_a_name)]
Name = Annotated[Text, AfterValidator(_is_not_blank)]
Once = AfterValidator(_each_once)
"""Of a list: what is there twice would be computed and counted twice."""
Seed = Annotated[int, Field(ge=0, lt=2**32)]
Precision = Literal["auto", "fp32", "bf16"]
"""`auto` times both once at the start and takes the faster; the choice is logged."""

REFUSED = {
    "max_minutes": "a run that ends by the clock cannot be repeated; `fabula pace` turns "
    "minutes into steps of this machine, for max_steps",
}
"""What to do instead of a key that people look for."""


STRICT = ConfigDict(
    frozen=True,
    strict=True,
    extra="forbid",
    allow_inf_nan=False,
    use_attribute_docstrings=True,
)
"""Of whatever comes from outside: no unknown keys, no conversions, no infinities."""


class Section(BaseModel):
    """A frozen part of `params.yaml`."""

    model_config = STRICT

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
        raise refusal(name, problems)


def refusal(name: str, problems: Sequence[str]) -> ParamsError:
    """All problems in one error, a line each; `name` says where they are."""
    count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
    return ParamsError(f"{name}: {count}\n" + "\n".join(f"  {problem}" for problem in problems))


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
        return f"{path[:SHOWN]}: unknown; {REFUSED.get(str(key), hint)}"
    if problem["type"] == "value_error":
        return f"{path}: {problem['ctx']['error']}"
    reason = problem["msg"][0].lower() + problem["msg"][1:]
    return f"{path}: {reason}, got {_shown(problem['input'])}"


def _shown(value: object) -> str:
    try:
        text = repr(value)
    except ValueError:  # Python writes no integer of more than 4300 digits
        return "a number of thousands of digits"
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}... ({len(text)} characters)"


def _within(section: type[Section], keys: list[int | str]) -> type[Section]:
    for key in keys:
        annotation = section.model_fields[str(key)].annotation
        assert isinstance(annotation, type)
        assert issubclass(annotation, Section)
        section = annotation
    return section
