"""What is learned from the run's own training stories, once, before anything is measured.

In come stories; out come the measures of quality (coherence, context, repetition: together joint
pass) and the judge of tags. `learned` writes what they have learned into one folder and reads it.
"""
