"""What is right and wrong with a node, each thing one line with a cure: the same judgements for the start, `firstwall doctor`
and the health page.

Words: *finding* (ok, warn or bad), *minimum* (the oldest minor version of PostgreSQL that is not known to be unsafe).
"""
