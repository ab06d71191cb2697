"""One scoreboard of what defends the house: python tools/security.py [--write | --asvs]. Exit code 1 when a line is red.

Each line is a proof that runs now: tests that write their figures, Django's own check of the deployment, the secrets in the tree
and in its whole history, the bill of materials. --write renews docs/reference/security.md and asvs.md, --asvs the latter alone.
"""

import importlib.util
import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BILL = ROOT / "build" / "firstwall.cdx.json"
MADE = "<!-- Made by `make security`; run that again to renew it. -->"
SECRETS = {
    "private key": re.compile(r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\n[A-Za-z0-9+/=]{20}"),
    "bearer token of ours": re.compile(r"\bfw_[A-Za-z0-9_-]{43}\b"),
    "cloud key": re.compile(r"\bAKIA[0-9A-Z]{16}\b"),
    "token of a forge": re.compile(r"\bgh[pousr]_[A-Za-z0-9]{36}\b|\bglpat-[A-Za-z0-9_-]{20}\b"),
    "password in an address": re.compile(
        r"\b[a-z]+://[^\s:/@'\"{}<>]+:(?!PASSWORD|password|secret|\.\.\.)[^\s:/@'\"{}<>$]{6,}@(?!h/)(?![a-z]+\.example\b)[a-z0-9]"
    ),
}
# What Django's check says of a site behind its proxy, with the reason why it stays so.
ACCEPTED = {
    "security.W002": "frame-ancestors 'none' of the content security policy stands on every answer",
    "security.W005": "the other hosts of the administration's domain are not ours to bind",
    "security.W008": "the proxy speaks TLS; nobody else reaches this process",
    "security.W021": "the public preload list is the administration's to join",
}
# Addresses and keys that a test makes up, each with its reason; anything else is red.
MADE_UP: dict[str, str] = {}


@dataclass
class Line:
    """One line of the board; `passed` is None when it was not run, with the reason in `figure`."""

    name: str
    figure: str
    passed: bool | None
    proof: str


def tests(*names: str) -> tuple[bool, str, list[dict]]:
    """Run tests in a process of their own; passed, the last line, the figures that they reported."""
    with tempfile.NamedTemporaryFile("r", suffix=".jsonl") as board:
        environment = os.environ | {"FIRSTWALL_SCOREBOARD": board.name}
        command = [sys.executable, "-m", "pytest", "-n", "0", "-p", "no:randomly", *names]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        figures = [json.loads(line) for line in board.read().splitlines()]
    lines = [line for line in done.stdout.splitlines() if line.strip()]
    if done.returncode:
        print(done.stdout[-6000:], file=sys.stderr)
    return done.returncode == 0, lines[-1] if lines else "", figures


def access() -> list[Line]:
    """The matrix, the canaries, the fuzzing, the payloads: one run, so that the shared site is filled twice only."""
    proof = "tests/access"
    passed, _last, figures = tests(proof)
    found = {one["line"]: one for one in figures}
    matrix, canaries = found.get("matrix", {}), found.get("canaries", {})
    fuzzed, strict, payloads = (found.get(name, {}) for name in ("schemathesis", "strict decoding", "payloads"))

    def good(figure: dict, *names: str) -> bool:
        return bool(figure) and all(figure[name] == 0 for name in names)

    return [
        Line("doors declared, and as the source says (SEC-01)", "all" if passed else "see above", passed, proof),
        Line(
            "access matrix (SEC-02)",
            f"{matrix.get('differences', '?')} differences in {matrix.get('tries', 0)} tries; "
            f"{matrix.get('doors', 0)} of {matrix.get('of', '?')} pages and operations",
            good(matrix, "differences") and matrix["doors"] == matrix["of"],
            f"{proof}/test_matrix.py",
        ),
        Line(
            "canaries of others (CIS-01, CIS-29)",
            f"{canaries.get('leaks', '?')} in {canaries.get('answers', 0)} answers",
            good(canaries, "leaks"),
            f"{proof}/test_matrix.py",
        ),
        Line(
            "API fuzzed as two users (REL-19)",
            f"{fuzzed.get('wrong', '?')} crashes or leaks in {fuzzed.get('tried', 0)} calls, "
            f"{fuzzed.get('operations', '?')} operations",
            good(fuzzed, "wrong"),
            f"{proof}/test_hostile_input.py",
        ),
        Line(
            "strict decoding (SEC-52)",
            f"{strict.get('wrong', '?')} of {strict.get('tried', 0)} bodies taken, at {strict.get('operations', '?')} operations",
            good(strict, "wrong"),
            f"{proof}/test_hostile_input.py",
        ),
        Line(
            "payloads in text fields, in Chromium (SEC-57)",
            f"{payloads.get('ran', '?')} ran: {payloads.get('payloads', 0)} payloads, {payloads.get('fields', 0)} fields",
            good(payloads, "ran"),
            f"{proof}/test_hostile_input.py",
        ),
    ]


def bad_tokens() -> Line:
    """The hostile provider's tokens and all forged cookies and mandates."""
    hostile = sorted(str(one.relative_to(ROOT)) for one in (ROOT / "tests").rglob("test_providers.py"))
    if not hostile:
        return Line("bad tokens of a hostile provider (SEC-16)", "not run: no OpenID Connect door yet", None, "")
    passed, last, _figures = tests(*hostile)
    return Line("bad tokens of a hostile provider (SEC-16)", last, passed, ", ".join(hostile))


def planted() -> Line:
    """Canaries in every table, dump, log, file and index."""
    proof = "tests/law/test_cis_canaries.py"
    passed, last, _figures = tests(proof)
    return Line("canaries in dump, WAL, logs, jobs, index (SEC-39, SEC-61)", last, passed, proof)


def deployment() -> Line:
    """Django's check of a real site: behind TLS, with a secret of its own."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "firstwall.runtime.settings",
        "FIRSTWALL_HOME": tempfile.gettempdir(),
        "FIRSTWALL_ADDRESS": "https://node.example",
        "FIRSTWALL_SECRET_KEY": os.urandom(40).hex(),
    }
    environment.pop("FIRSTWALL_DEMO", None)
    command = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    said = set(re.findall(r"\((\w+\.[WE]\d+)\)", done.stderr + done.stdout))
    new = sorted(said - set(ACCEPTED))
    figure = f"{', '.join(new) or 'nothing new'}; {len(said & set(ACCEPTED))} accepted with a reason"
    return Line(
        "check --deploy (SEC-59)", figure, not new and (done.returncode == 0 or bool(said)), "tools/security.py"
    )


def advisories() -> Line:
    """Known flaws of the locked packages, where a source of advisories can be reached."""
    name = "known flaws of dependencies (SEC-60)"
    if importlib.util.find_spec("pip_audit") is None:
        return Line(name, "not run: pip-audit is not installed and no advisory source was asked", None, "pip-audit")
    command = [
        sys.executable,
        "-m",
        "pip_audit",
        "--require-hashes",
        "-r",
        "requirements/runtime.txt",
        "--timeout",
        "15",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if "vulnerabilit" not in (done.stdout + done.stderr).lower():
        return Line(name, "not run: no advisory source reachable", None, "pip-audit")
    return Line(name, (done.stdout + done.stderr).strip().splitlines()[0][:120], done.returncode == 0, "pip-audit")


def bill_of_materials() -> Line:
    """CycloneDX 1.6 of what a node installs, from the lock: each package with its version and its hashes."""
    parts = []
    for block in re.split(r"\n(?=\S)", (ROOT / "requirements" / "runtime.txt").read_text(encoding="utf-8")):
        found = re.match(r"([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", block)
        if found:
            name, version = found[1].lower().replace("_", "-"), found[2]
            address = f"pkg:pypi/{name}@{version}"
            hashes = [{"alg": "SHA-256", "content": one} for one in re.findall(r"sha256:([0-9a-f]{64})", block)]
            part = {"type": "library", "bom-ref": address, "name": name, "version": version, "purl": address}
            parts.append(part | {"hashes": hashes})
    about = {"type": "application", "name": "firstwall", "version": _version()}
    bill = {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "metadata": {"component": about}}
    BILL.parent.mkdir(exist_ok=True)
    BILL.write_text(json.dumps(bill | {"components": parts}, indent=1), encoding="utf-8")
    without = [one["name"] for one in parts if not one["hashes"]]
    figure = f"{len(parts)} packages, {len(without)} without a hash, in {BILL.relative_to(ROOT)}"
    return Line(
        "bill of materials, CycloneDX 1.6 (SEC-59)", figure, bool(parts) and not without, "requirements/runtime.txt"
    )


def secrets() -> Line:
    """Keys, tokens and passwords in the tree and in everything that ever was in it."""
    names = _git("ls-files", "-z").decode().split("\0")
    texts = {
        name: (ROOT / name).read_text(encoding="utf-8", errors="replace") for name in names if (ROOT / name).is_file()
    }
    history = _git("log", "--all", "-p", "--no-color", "--unified=0", "--", ".", ":!requirements").decode(
        errors="replace"
    )
    texts["the history"] = "\n".join(line[1:] for line in history.splitlines() if line.startswith("+"))
    found = [
        f"{kind} in {name}"
        for name, text in texts.items()
        for kind, pattern in SECRETS.items()
        for hit in pattern.findall(text)
        if str(hit) not in MADE_UP
    ]
    for one in sorted(set(found)):
        print(f"secret: {one}", file=sys.stderr)
    commits = len(_git("rev-list", "--all").split())
    figure = f"{len(found)} in {len(texts) - 1} files and {commits} commits"
    return Line("secrets in tree and history (SEC-59)", figure, not found, "tools/security.py")


def policy() -> Line:
    """No inline script or style, no foreign source: the policy itself, and the templates under it."""
    sys.path[:0] = [str(ROOT / "src")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "firstwall.runtime.settings")
    from firstwall.runtime import settings  # noqa: PLC0415 - the settings want a home, which the command line above has given

    said = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    loose = [
        f"{name} {value}" for name, values in said.items() for value in values if value not in {"'self'", "'none'"}
    ]
    inline = re.compile(
        r"<script(?![^>]*\bsrc=)|<style|<[^>]*\son[a-z]+=\"|<[^>]*\sstyle=|=\"?javascript:", re.IGNORECASE
    )
    templates = list((ROOT / "src/firstwall/web/templates").rglob("*.html"))
    loose += [one.name for one in templates if inline.search(one.read_text(encoding="utf-8"))]
    figure = f"{len(loose)} exceptions in {len(said)} directives and {len(templates)} templates"
    return Line(
        "content security policy (SEC-57)", figure, not loose and said["default-src"] == ["'self'"], "settings.py"
    )


def flaws() -> list[dict]:
    """Published flaws of neighbouring products, each with the test that bears its number, or the reason why none does."""
    return tomllib.loads((ROOT / "tests/access/published_flaws.toml").read_text(encoding="utf-8"))["flaw"]


def published() -> Line:
    """Run the tests that bear the numbers."""
    proof = "tests/access/test_published_flaws.py"
    passed, last, _figures = tests(proof)
    tested = sum(bool(one.get("test")) for one in flaws())
    return Line("published flaws of neighbours", f"{tested} of {len(flaws())} tested; {last}", passed, proof)


def _git(*words: str) -> bytes:
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, check=True).stdout


def _version() -> str:
    found = re.search(r'__version__ = "([^"]+)"', (ROOT / "src/firstwall/__init__.py").read_text(encoding="utf-8"))
    return found[1] if found else "0"


def board() -> list[Line]:
    """Every line, the quick ones first."""
    quick = [policy(), deployment(), bill_of_materials(), secrets(), advisories()]
    return [*quick, *access(), published(), planted(), bad_tokens()]


MARKS = {True: "green", False: "RED", None: "not run"}


def render(lines: list[Line]) -> str:
    """The board as a page of the reference."""
    size = "full" if os.environ.get("FIRSTWALL_PROOF") == "full" else "reduced"
    text = [
        f"# Security: the scoreboard\n\n{MADE}\n",
        f"Run on {datetime.now(UTC):%Y-%m-%d} at {size} size (`FIRSTWALL_PROOF=full make security` is the whole).",
        "What a line cannot show is said in [SECURITY.md](../../SECURITY.md).\n",
        "| Proof | Figure | Result | Where |",
        "| --- | --- | --- | --- |",
    ]
    text += [
        f"| {one.name} | {one.figure} | {MARKS[one.passed]} | {f'`{one.proof}`' if one.proof else ''} |"
        for one in lines
    ]
    text += [
        "\n## Published flaws of neighbouring products\n",
        "| Number | Product | What it was | Here |",
        "| --- | --- | --- | --- |",
    ]
    for one in flaws():
        here = f"`{one['test']}`" if one.get("test") else f"no test: {one['reason']}"
        text.append(f"| {one['number']} | {one['product']} | {one['what']} | {here} |")
    return "\n".join(text) + "\n"


def asvs() -> str:
    """Items of OWASP ASVS 5.0.0 by their published number; all others are not mapped."""
    table = tomllib.loads((ROOT / "tests/access/asvs.toml").read_text(encoding="utf-8"))
    items = table["item"]
    lines = [
        f"# OWASP ASVS 5.0.0\n\n{MADE}\n",
        "Scope by SEC-62: level 2 in all chapters but V17, level 3 in V6, V8, V9, V11 and V16, and 1.2.10, 1.3.12 and 2.3.5.",
        f"{len(items)} items are mapped, by published number. An item that is not here is **not mapped yet**: nothing is",
        "claimed of it. In two chapters the rest is counted:\n",
    ]
    for chapter, total in table["chapter"].items():
        mapped = sum(one["number"].split(".")[0] == chapter.removeprefix("V") for one in items)
        lines.append(f"- {chapter}: {total} items, {mapped} mapped, {total - mapped} not mapped yet")
    lines += ["\n| Item | What meets it | Test |", "| --- | --- | --- |"]
    key = lambda one: [int(part) for part in one["number"].split(".")]  # noqa: E731
    lines += [f"| {one['number']} | {one['met_by']} | `{one['test']}` |" for one in sorted(items, key=key)]
    for title, name in (("Not applicable", "not_applicable"), ("Known and not met", "not_met")):
        lines += [f"\n## {title}\n", "| Item | Why |", "| --- | --- |"]
        lines += [
            f"| {number} | {why} |"
            for number, why in sorted(table[name].items(), key=lambda one: key({"number": one[0]}))
        ]
    lines.append("\nV17 (WebRTC) is outside the scope.")
    return "\n".join(lines) + "\n"


def main(words: list[str]) -> int:
    """Print the board; with --write renew the documents too."""
    os.chdir(ROOT)
    if "--asvs" in words:
        (ROOT / "docs/reference/asvs.md").write_text(asvs(), encoding="utf-8")
        return 0
    lines = board()
    for one in lines:
        print(f"{MARKS[one.passed]:>8}  {one.name}: {one.figure}")
    if "--write" in words:
        (ROOT / "docs/reference/security.md").write_text(render(lines), encoding="utf-8")
        (ROOT / "docs/reference/asvs.md").write_text(asvs(), encoding="utf-8")
    return 1 if any(one.passed is False for one in lines) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
