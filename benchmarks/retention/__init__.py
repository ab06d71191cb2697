"""How long many alerts take to end, and whether a lane notices."""
