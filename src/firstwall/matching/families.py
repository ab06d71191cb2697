def family_of(letters: str) -> int:
    return 0
