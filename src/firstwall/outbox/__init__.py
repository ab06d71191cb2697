"""Messages owed to others, stored in the transaction of the act that caused them (REL-03).

A message says what happened to which object, and nothing about any person: the recipient reads the object itself, under a
mandate of its own. It is seen by its two authorities only (SEC-48). Carrying it to another node is `exchange`'s work.

Words: saved, sent, delivered, read, refused. Doors: `services`, `queries`, `types`.
"""
