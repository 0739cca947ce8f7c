"""What people say of stories, and what follows from it.

In come stories of several writers, and people's judgements of them; out come rounds of blind pairs,
a store that loses no judgement, and figures with their intervals. It may import the top of `fabula`
and `evaluation`.
"""
