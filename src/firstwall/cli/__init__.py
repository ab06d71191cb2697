"""The command line, one file per job: the same services as the pages and the API. No rule lives here."""
