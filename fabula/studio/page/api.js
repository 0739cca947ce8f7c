// Requests to the studio, with the token where there is one.

const TOKEN = "fabula.token";

export class ApiError extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** A token in the address is kept for this tab and taken out of the address. */
export function takeToken() {
  const found = new URLSearchParams(location.hash.slice(1)).get("token");
  if (!found) return;
  sessionStorage.setItem(TOKEN, found);
  history.replaceState(null, "", location.pathname);
}

export async function call(method, path, body, options = {}) {
  const headers = { "content-type": "application/json" };
  const token = sessionStorage.getItem(TOKEN);
  if (token) headers.authorization = `Bearer ${token}`;
  let response;
  try {
    response = await fetch(path, {
      method, headers, body: body === undefined ? undefined : JSON.stringify(body), ...options,
    });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new ApiError(0, "offline", "The studio does not answer. Is it still running?");
  }
  if (!response.ok) {
    const { error } = await response.json().catch(() => ({ error: {} }));
    throw new ApiError(
      response.status, error.code || "unknown", error.message || `The studio said ${response.status}.`,
    );
  }
  return response;
}

export async function json(method, path, body, options) {
  const response = await call(method, path, body, options);
  return response.status === 204 ? null : response.json();
}

/** Server-sent events of a request as [name, data]. */
export async function* events(path, body, signal) {
  const response = await call("POST", path, { ...body, stream: true }, { signal });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    let part;
    try {
      part = await reader.read();
    } catch (error) {
      if (error.name === "AbortError") throw error;
      throw new ApiError(0, "offline", "The studio stopped in the middle; what was written is kept.");
    }
    if (part.done) return;
    const blocks = (rest + part.value).split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) {
      const [name, data] = block.split("\n");
      yield [name.slice("event: ".length), JSON.parse(data.slice("data: ".length))];
    }
  }
}
