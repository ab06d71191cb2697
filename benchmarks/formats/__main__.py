"""python -m benchmarks.formats [--write]: read the public samples of traffic under $FIRSTWALL_DATA/traffic and print counts.

The samples are not part of this repository. With --write the counts go to published.json, from where the reference takes them.
"""

import argparse
import json
import os
import sys
from datetime import date
from pathlib import Path

from benchmarks.formats.reading import count_folder
from benchmarks.formats.table import table

PUBLISHED = Path(__file__).with_name("published.json")
TODAY = date(2026, 11, 24)  # so that "in the future" means the same in every run


def main(words: list[str]) -> int:
    """Count, print, and write when asked."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--write", action="store_true")
    said = parser.parse_args(words)
    folder = Path(os.environ.get("FIRSTWALL_DATA", "")) / "traffic"
    if not (os.environ.get("FIRSTWALL_DATA") and (folder / "INDEX.tsv").exists()):
        print("not run: no traffic/INDEX.tsv under FIRSTWALL_DATA")
        return 0
    rows = [row.as_json() for row in count_folder(folder, today=TODAY)]
    print("\n".join(table(rows)))
    if said.write:
        PUBLISHED.write_text(json.dumps(rows, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 1 if any(row["outcomes"].get("crashed") for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
