"""From rows to a trained model: losses, optimizers, budgets, checkpoints, logs.

In come a model, rows and knobs; out come the best weights, curves and figures. It may import all
that `models` may, and `models`.
"""
