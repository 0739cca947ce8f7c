"""What the user asks for: `params.yaml` and presets, checked.

In comes YAML; out come frozen sections that name every mistake at once, a module each, so that a
new parameter makes nothing stale that reads other sections. It may import the top of `fabula`
(paths, errors, files, stories).
"""
