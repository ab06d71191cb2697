"""How long keys stay. A data key lives as long as anything sealed under it; a day's key dies on its day (SEC-33, SEC-40)."""

from firstwall.kernel.keeping import Kept

RETENTION = (
    Kept("seals_datakey", "as long as a value is sealed under it", "SEC-40", "nothing; without it the values are gone"),
)
