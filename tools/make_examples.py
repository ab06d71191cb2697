"""Write the files under examples/ again, byte for byte. Run it after a change in firstwall.runtime.demo."""

from pathlib import Path

from firstwall.runtime.demo.example_files import files

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"


def main() -> None:
    """Write every file and say how large the whole is."""
    made = files()
    for name, content in made.items():
        path = EXAMPLES / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    print(f"{len(made)} files, {sum(map(len, made.values())):,} bytes in {EXAMPLES}")


if __name__ == "__main__":
    main()
