"""The counts over samples of traffic: what was read, what was not and why (issue 6)."""

from datetime import date
from pathlib import Path
from shutil import copy

from benchmarks.formats import __main__ as bench
from benchmarks.formats.reading import count_folder
from benchmarks.formats.table import table

TODAY = date(2026, 11, 24)


def test_each_sample_is_counted_and_each_failure_has_its_words(tmp_path: Path, monkeypatch, capsys) -> None:
    folder = tmp_path / "traffic"
    folder.mkdir()
    copy("examples/formats/cuscar.edi", folder / "good.edi")
    (folder / "cut.edi").write_bytes((folder / "good.edi").read_bytes()[:900])
    (folder / "page.xml").write_text("<html/>")
    (folder / "nobody.edi").write_text("UNB+UNOA:1+A+B+261124:0700+1'UNH+1+CONTRL:D:3:UN'UCI+1'UNT+3+1'UNZ+1+1'")
    rows = [
        "path\tformat",
        "good.edi\tcuscar\tok",
        "cut.edi\tcuscar\tbroken",
        "page.xml\txml\tok",
        "nobody.edi\tcontrl\tok",
    ]
    (folder / "INDEX.tsv").write_text("\n".join(rows) + "\n")
    found = {(row.format, row.state): row for row in count_folder(folder, today=TODAY)}
    assert (found["cuscar", "ok"].outcomes["read"], found["cuscar", "ok"].parties) == (1, 8)
    assert found["cuscar", "broken"].outcomes == {"in part": 1} and found["xml", "ok"].outcomes == {"refused": 1}
    lines = table(row.as_json() for row in found.values())
    assert any("XML of no known message (1)" in line for line in lines)
    assert any("the message names nobody (1)" in line for line in lines)
    assert lines[-1].startswith("| all |  | 4 | 1 | 1 | 1 | 1 | 0 |")
    monkeypatch.setenv("FIRSTWALL_DATA", str(tmp_path))
    assert bench.main([]) == 0 and "| all |" in capsys.readouterr().out


def test_without_the_samples_nothing_is_claimed(monkeypatch, capsys) -> None:
    monkeypatch.delenv("FIRSTWALL_DATA", raising=False)
    assert bench.main([]) == 0
    assert capsys.readouterr().out.startswith("not run")
