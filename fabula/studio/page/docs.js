// The OpenAPI description as a page.

import { json } from "./api.js";
import { $, element } from "./dom.js";

const described = await json("GET", "/openapi.json");
const schemas = described.components.schemas;

for (const [path, methods] of Object.entries(described.paths)) {
  for (const [method, { description, requestBody }] of Object.entries(methods)) {
    const body = requestBody?.content["application/json"].schema.$ref?.split("/").at(-1);
    $("paths").append(
      element("h2", { textContent: `${method.toUpperCase()} ${path}` }),
      element("p", { textContent: description || "" }),
      ...(body ? [fields(schemas[body])] : []),
    );
  }
}

function fields({ properties = {}, required = [] }) {
  return element("ul", {}, ...Object.entries(properties).map(([name, about]) => {
    const initial = required.includes(name) ? "needed" : JSON.stringify(about.default ?? null);
    return element(
      "li", {}, element("code", { textContent: name }), ` (${initial}) ${about.description || ""}`,
    );
  }));
}
