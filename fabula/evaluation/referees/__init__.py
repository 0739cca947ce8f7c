"""Readers that come in packages with their weights, behind the extra `judge`.

In come texts; out comes what a sentence embedder, a grammar checker and a larger language model say
of each. No package is imported before it reads, and none is needed: `missing` says what is not
there.
"""
