"""Check digits of the identifiers that the demo invents, so that the product's own checks accept them.

ISO 6346 for containers, IMO resolution A.1117(30) for ships, the ninth sign of ISO 3779 for vehicles.
"""

_CONTAINER = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", [n for n in range(10, 39) if n % 11], strict=True))
_VIN = dict(
    zip("ABCDEFGHJKLMNPRSTUVWXYZ", [1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9], strict=True)
)
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


def container_digit(first_ten: str) -> int:
    """ISO 6346: letters 10 to 38 without multiples of 11, weights powers of two, modulo 11, ten becomes nought."""
    total = sum((_CONTAINER.get(sign) or int(sign)) * 2**place for place, sign in enumerate(first_ten))
    return total % 11 % 10


def imo_digit(first_six: str) -> int:
    """The last digit of the sum of the six digits weighted seven to two."""
    return sum(int(digit) * weight for digit, weight in zip(first_six, range(7, 1, -1), strict=True)) % 10


def vin_sign(seventeen: str) -> str:
    """The ninth sign of a vehicle identification number; what stands there now does not count."""
    total = sum((_VIN.get(sign) or int(sign)) * weight for sign, weight in zip(seventeen, _VIN_WEIGHTS, strict=True))
    return "X" if total % 11 == 10 else str(total % 11)
