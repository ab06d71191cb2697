"""How fast a check and a file of traffic are, on a real site: PostgreSQL, granian, ledger, all of it."""
