"""All parts of the studio as one ASGI application."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from fabula.config.generate import Generate
from fabula.studio import api, judging, openai_shape
from fabula.studio.engine import Engine
from fabula.studio.figures import Figures
from fabula.studio.guard import Guard, RefusedError, answer
from fabula.studio.limits import Limits
from fabula.studio.reader import Reader
from fabula.studio.shelf import Shelf
from fabula.studio.store import Store
from fabula.studio.writer import RETRY_SECONDS, Writer

PAGE = Path(__file__).parent / "page"
STORE = Path(".studio/stories.sqlite")
"""In the project, where no stage reads or writes; Git leaves it out."""


@dataclass(frozen=True)
class Options:
    """What a studio is started with."""

    models: Sequence[Path] = ()
    """Model folders beside those of the last run and of the repository."""
    store: Path = STORE
    hosts: frozenset[str] = frozenset()
    token: str = ""
    limits: Limits = field(default_factory=Limits)


def studio(options: Options) -> Guard:
    """The application; `FabulaError` where its library cannot be opened."""
    figures, engine = Figures(), Engine(options.limits)
    shelf, store = Shelf(options.models), Store(options.store)
    writer = Writer(shelf, engine, figures, options.limits, Generate.load())

    @asynccontextmanager
    async def running(_: FastAPI) -> AsyncIterator[None]:
        engine.start()
        yield
        engine.close()

    app = FastAPI(title="Fabula studio", docs_url=None, redoc_url=None, lifespan=running)
    app.include_router(api.routes(writer, Reader(), store))
    app.include_router(openai_shape.routes(writer))
    app.include_router(judging.routes())
    app.mount("/", StaticFiles(directory=PAGE, html=True))
    _explain_errors(app)
    return Guard(app, options.limits, options.hosts, options.token, figures.answered)


def _explain_errors(app: FastAPI) -> None:
    """Every refusal has one shape, and none repeats what was sent."""

    @app.exception_handler(RefusedError)
    async def refused(_: Request, error: RefusedError) -> JSONResponse:
        late = error.status == HTTPStatus.TOO_MANY_REQUESTS
        headers = {"retry-after": str(RETRY_SECONDS)} if late else None
        return JSONResponse(answer(error.code, error.message), error.status, headers)

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        problems = [
            f"{'.'.join(map(_word, problem['loc'][1:]))}: {problem['msg']}"
            for problem in error.errors()[:5]
        ]
        message = "; ".join(problems) or "the request cannot be read"
        return JSONResponse(answer("value", message), HTTPStatus.UNPROCESSABLE_ENTITY)

    @app.exception_handler(HTTPException)
    async def http(_: Request, error: HTTPException) -> JSONResponse:
        return JSONResponse(answer("http", str(error.detail)), error.status_code, error.headers)


def _word(part: object) -> str:
    """A part of a path to a value; a key that somebody made up may be anything."""
    return str(part)[:40].encode("ascii", "replace").decode()
