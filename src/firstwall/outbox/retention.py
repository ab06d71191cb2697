"""How long messages stay: as long as the object they speak of, which the receiving room decides; they hold no data."""

RETENTION = {"outbox_message": ("24 months", "LOG-05 (b): who was told what, and when")}
