"""Check, traffic files, hits and sighting reports."""
