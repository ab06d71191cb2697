"""The ledger, as a supervisor reads it."""
