"""How good stories and models are.

In come stories, models and a corpus to hold them against; out come figures with their intervals. It
may import the top of `fabula`, `config`, `world`, `corpus`, `tokens`, `models` and `generation`.
"""
