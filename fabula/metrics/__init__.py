"""Texts to numbers, one module a family; `fabula.metrics.registry` knows all of them."""
