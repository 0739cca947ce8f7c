"""From parameters and stories to a trained model: losses, optimizers, budgets, checkpoints, logs.

`gpt2` and `tagmodel` make the new models and the rows that they train on; all else serves both. Out
come the best weights, curves and figures. It may import `config`, all that `models` may, and
`models`.
"""
