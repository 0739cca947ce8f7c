"""Learning from preferences: models and a ranker that write, or choose, what people like more.

In come pairs of stories of which somebody chose one; out come a model that was trained on them, a
ranker, and figures of what that did. It may import the top of `fabula`, `config`, `world`,
`corpus`, `tokens`, `models`, `training`, `generation`, `evaluation` and `judging`.
"""
