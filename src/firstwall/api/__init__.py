"""HTTP API v1, one file per room: the same services as the pages, with a bearer token and a mandate. No rule lives here."""
