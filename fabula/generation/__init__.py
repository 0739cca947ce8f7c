"""From a model to stories: strategies, search, guidance, and what is mended afterwards.

In come a model, prompts and parameters; out come stories. It may import the top of `fabula`,
`config`, `tokens` and `models`, and `corpus` for its cleaning rules.
"""
