"""Asking the Hugging Face Hub: again where that helps, and with one clear message where not."""

import errno
import logging
import os
import socket
import time
from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from urllib.parse import urlsplit

from fabula.config.data import Hub
from fabula.errors import DataError

LOG = logging.getLogger(__name__)

TRIES = 4
LONGEST_WAIT = 300
"""Seconds; the hub counts requests in windows of five minutes."""
PASSING = {408, 429, 500, 502, 503, 504}
"""Answers that may be different a moment later."""

NETWORK = (ConnectionError, TimeoutError, socket.gaierror)
"""Errors of the system that are of the network and not of a disk."""
PROXIES = ("ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY")
CERTIFICATES = ("SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")

Answer = TypeVar("Answer")


def require_client() -> None:
    """`DataError` where the environment says something that the hub's client cannot work with."""
    endpoint = os.environ.get("HF_ENDPOINT", "https://huggingface.co")
    if not _is_address(endpoint):
        raise DataError(
            f"HF_ENDPOINT: expected an address that begins with https://, got {endpoint!r}; "
            "mend the environment variable, or unset it"
        )
    try:
        from huggingface_hub import get_session, get_token

        get_session()
        token = get_token() or ""
    except (ImportError, ValueError, OSError, _invalid_url()) as error:
        names = [*PROXIES, *map(str.lower, PROXIES), *CERTIFICATES]
        named = ", ".join(name for name in names if os.environ.get(name))
        raise DataError(
            f"the hub's client does not start: {_first_line(error)}\n"
            f"  mend or unset the environment variable: {named or 'one that begins with HF_'}"
            f"{'; a SOCKS proxy needs `pip install socksio`' if 'SOCKS' in str(error) else ''}"
        ) from None
    if odd := next((place for place, sign in enumerate(token, 1) if not "!" <= sign <= "~"), 0):
        raise DataError(
            f"HF_TOKEN: character {odd} is {token[odd - 1]!a}, and a token is plain letters and "
            "digits; copy it again, or log in with `hf auth login`"
        )


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and parts.port != 0
            and text.isprintable()
            and " " not in text
        )
    except ValueError:
        return False


def _invalid_url() -> type[Exception]:
    from httpx2 import InvalidURL

    found: type[Exception] = InvalidURL
    return found


def ask(hub: Hub, request: Callable[[], Answer]) -> Answer:
    """The answer to a request through the hub's client; `DataError` says what the user can do."""
    from httpx2 import HTTPError, InvalidURL
    from huggingface_hub import constants, get_session
    from huggingface_hub.errors import HFValidationError

    for attempt in range(1, TRIES + 1):
        session = get_session()
        session.event_hooks = {**session.event_hooks, "response": [_refuse_long_wait]}
        try:
            return request()
        except HFValidationError as error:
            raise DataError(f"data.hub.name: {error}") from None
        except (ValueError, InvalidURL) as error:
            raise DataError(
                f"the hub at {constants.ENDPOINT} gave no answer that can be read: "
                f"{_first_line(error)}\n  a proxy or a login page of the network may stand "
                "between; look at the address in a browser"
            ) from None
        except (HTTPError, OSError) as error:
            if isinstance(error, OSError) and error.errno and not isinstance(error, NETWORK):
                _explain_system(error)
                raise
            if attempt == TRIES or not _passes(error):
                raise DataError(explain(hub, error)) from None
            pause = _asked_to_wait(getattr(getattr(error, "response", None), "headers", {}))
            LOG.warning("the hub: %s; trying again", _first_line(error))
            time.sleep(2 ** (attempt - 1) if pause is None else pause)
    raise AssertionError


def _explain_system(error: OSError) -> None:
    """`DataError` for what the system has against the hub's cache; not for a full disk."""
    if error.errno != errno.ENOSPC:
        raise DataError(
            f"{error.filename or 'the cache of the hub'} cannot be used: {error.strerror}\n"
            "  allow it, or name another folder for the cache in HF_HOME"
        ) from None


def _passes(error: Exception) -> bool:
    """Whether another try may help, which the client itself has not had yet."""
    from huggingface_hub.errors import LocalEntryNotFoundError, OfflineModeIsEnabled

    status = _status(error)
    tried = isinstance(error, (LocalEntryNotFoundError, OfflineModeIsEnabled))
    return not tried if status is None else status in PASSING


def _refuse_long_wait(response: Any) -> None:
    """The client would wait as long as the hub asks it to, be it a day."""
    wait = _asked_to_wait(response.headers) if response.status_code in PASSING else None
    if wait is not None and wait > LONGEST_WAIT:
        raise DataError(
            f"the hub wants no request for the next {wait:,} seconds ({response.status_code}); "
            "run the same command then, loaded files are kept"
        )


def _asked_to_wait(headers: Mapping[str, str]) -> int | None:
    """Seconds, as the hub's answer says."""
    after = headers.get("retry-after", "")
    return int(after) if after.isdigit() else None


def explain(hub: Hub, error: Exception) -> str:
    """What went wrong in the user's words, and what to do."""
    from huggingface_hub import constants, errors

    page = f"{constants.ENDPOINT}/datasets/{hub.name}"
    login = "log in with `hf auth login`, or set HF_TOKEN"
    cause = error.__cause__ if isinstance(error, errors.LocalEntryNotFoundError) else None
    status = _status(cause or error)
    if isinstance(error, errors.GatedRepoError):
        return f"{hub.name} is gated: accept its terms at {page}, then {login}"
    if isinstance(error, errors.RevisionNotFoundError):
        return (
            f"data.hub.revision: {hub.name} has no revision {hub.revision!r}; "
            f"{page}/commits/main lists its commits"
        )
    if isinstance(error, errors.RepositoryNotFoundError) or status in (401, 403, 404):
        return (
            f"data.hub.name: the hub shows no dataset {hub.name!r} ({status}); look for its name "
            f"at {constants.ENDPOINT}/datasets; if it is private, {login}"
        )
    if status == 429:
        return (
            "the hub wants no more requests for now (429); run the same command in some minutes, "
            f"loaded files are kept; it allows more to those who {login}"
        )
    if status is not None:
        return (
            f"the hub is in trouble ({status}): {_first_line(cause or error)}\n"
            "  run the same command later, loaded files are kept"
        )
    return _unreachable(cause or error)


def _unreachable(error: Exception | BaseException) -> str:
    from httpx2 import ConnectError, ConnectTimeout
    from huggingface_hub import constants
    from huggingface_hub.errors import OfflineModeIsEnabled

    if isinstance(error, (ConnectError, ConnectTimeout, OfflineModeIsEnabled)):
        return (
            f"cannot reach the hub at {constants.ENDPOINT}: {_first_line(error)}\n"
            "  check the network, or take stories that need none: data.source: embedded or files"
        )
    return (
        f"the download from the hub broke off: {_first_line(error)}\n"
        "  run the same command again, loaded files are kept"
    )


def _status(error: BaseException) -> int | None:
    status = getattr(getattr(error, "response", None), "status_code", None)
    return status if isinstance(status, int) else None


def _first_line(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
