"""How fast an outsider verifies the ledger: a bundle of a million clean entries, and the proof of one (SEC-31)."""
