"""The demo: an invented coalition with alerts and a day of traffic, made from a seed; nothing in it is real.

Pure generators (`names`, `businesses`, `means`, `subjects`, `alerts`, `traffic`, `example_*`) know no database and no framework.
`loader.load` writes the demo through the rooms' own doors; `small.load_small` writes the coalition alone, for tests.
"""
