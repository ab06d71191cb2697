"""Traffic is parsed apart: each message in a process of its own that reaches no file, no network and no database (SEC-53).

Whoever takes in traffic calls `items_apart` or `movements_apart`, never a reader. `apart.py` is the side of the one who
asks, `nursery.py` the process that forks a parser for each message, `parser.py` what runs in it, `confining.py` what is
taken from it before it sees the first byte, `wire.py` how the two speak.
"""
