"""How long messages stay: they hold no personal data, and tell who was told what and when (LOG-05 (b))."""

from firstwall.kernel.keeping import Kept

RETENTION = (
    Kept("outbox_message", "24 months", "LOG-05 (b), LED Art. 25; our choice where national law is silent", "nothing"),
)
