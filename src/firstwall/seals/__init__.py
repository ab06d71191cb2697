"""Keys by kind, sealing of values, signing. The only room that names an algorithm (SEC-39, SEC-40, SEC-43).

Personal values of alerts and sightings are sealed under a data key of the authority that supplied them; data keys lie
in the database, wrapped by a key that does not. The ledger's personal parts are sealed under a key of the day, which
dies after six calendar months (LOG-05, SEC-33). Checkpoints of the ledger are signed with a key that only its sequencer
loads.

Words: seal, open, wrap, key of the day, note. Doors: `services` (values), `day_keys`, `signing`, `context_mac`,
`inventory`. This room decides nothing about who may read; it refuses only what has been altered or moved.
"""
