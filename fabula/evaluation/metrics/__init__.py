"""Texts to numbers, one module a family; `fabula.evaluation.metrics.registry` knows all of them."""
