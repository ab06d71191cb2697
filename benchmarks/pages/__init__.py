"""How fast the pages of alerts, of searching and of the ledger answer over HTTP, at the size of years."""
