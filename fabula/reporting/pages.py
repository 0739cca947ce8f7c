"""Pages that are one HTML file and need nothing else: no script, no network, no other file."""

import re
from base64 import b64encode
from html import escape
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt

from fabula.markdown import CONTROL


def html_text(text: str) -> str:
    """Text that HTML shows as it is; a control character, which HTML forbids, as `�`."""
    return CONTROL.sub("�", escape(text, quote=False))


def html_page(title: str, style: str, body: str) -> str:
    """A whole page: `body` is HTML, `style` what it needs besides `STYLE`."""
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{html_text(title)}</title>
<style>{STYLE}{style}</style>
</head>
<body>
{body}
</body>
</html>
"""


def from_markdown(text: str, folder: Path) -> str:
    """Markdown as HTML, its pictures (PNG, by their paths from `folder`) inside it.

    HTML in it stays, so all that is not ours must have come in by `fabula.markdown.literal` or
    `html_text`. A picture that lies elsewhere is not shown. The headings of the second level can be
    linked to, by `anchor`.
    """
    parser = MarkdownIt("commonmark").enable("table")
    tokens = parser.parse(text)
    for token, content in pairwise(tokens):
        if token.type == "heading_open" and token.tag == "h2":
            token.attrSet("id", anchor(content.content))
        for part in content.children or ():
            if part.type == "image":
                part.attrSet("src", _embedded(folder, str(part.attrGet("src"))))
    found: str = parser.renderer.render(tokens, parser.options, {})
    return found.strip()


def _embedded(folder: Path, name: str) -> str:
    """A PNG of the folder itself as a URL that needs no file; nothing for any other file."""
    if Path(name).name != name or not name.endswith(".png"):
        return ""
    encoded = b64encode((folder / name).read_bytes()).decode("ascii")
    return f"data:image/png;base64,{encoded}"


def anchor(heading: str) -> str:
    """What a link to a heading ends with, after `#`: the same here and on a Git server."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


STYLE = """
:root {
  color-scheme: light dark;
  --page: #f6f3ec; --card: #fffdf9; --ink: #24211c; --quiet: #655e53; --line: #ddd6c8;
}
@media (prefers-color-scheme: dark) {
  :root { --page: #15171a; --card: #1e2125; --ink: #e4e0d8; --quiet: #a8a297; --line: #383c42; }
}
* { box-sizing: border-box; }
body {
  max-width: 76rem; margin: 0 auto; padding: 1.5rem clamp(0.75rem, 3vw, 2rem) 4rem;
  background: var(--page); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere;
}
h1 { margin: 0.5rem 0; font-size: 2rem; line-height: 1.2; }
h2 { margin: 0; font-size: 1.35rem; line-height: 1.3; }
h3 { margin: 0; font-size: 1rem; }
small, summary { color: var(--quiet); font-size: 0.875rem; }
blockquote, summary { margin: 0.75rem 0 0; }
blockquote { font: 1.0625rem/1.6 Georgia, "Times New Roman", serif; }
blockquote p { max-width: 32rem; }
blockquote p:first-child { margin-top: 0; }
details { margin-top: 0.75rem; border-top: 1px solid var(--line); }
summary { cursor: pointer; }
@media print {
  :root { font-size: 9pt; --page: white; --card: white; --ink: black; --quiet: #444; }
  @page { margin: 1.5cm; }
  body { padding: 0; }
  nav, details:not([open]) { display: none; }
  h2, h3 { break-after: avoid; }
}
"""
