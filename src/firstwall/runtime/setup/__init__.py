"""A site of one's own before it runs: the questions of `firstwall init`, the one file they end in, the system units.

Words: *site file* (one commented TOML, 0600, no secret in it), *key* (a line of it), *answer*. No Django; nothing here
starts a process.
"""
