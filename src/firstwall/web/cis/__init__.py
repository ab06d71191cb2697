"""Alerts: list, read, enter, amend, withdraw."""
