"""A mandate held over several commands: opened once, the person's own, worth nothing when closed (SEC-21)."""

import os

import pytest
from tests.harness.coalition import a_coalition
from typer.testing import CliRunner

from firstwall.authorities import services as authorities
from firstwall.cli import alerts, mandate


@pytest.fixture
def run(clean):
    a_coalition()

    def run(app, *words: str, login: str = "ee.coordinator", mandate: str = ""):
        held = {"FIRSTWALL_TOKEN": authorities.mint_token(login), "FIRSTWALL_MANDATE": mandate}
        return CliRunner().invoke(app, [*words, "--as", login], env={**os.environ, **held})

    return run


def test_open_use_close(run):
    wanted = ["--role", "coordinator", "--strand", "C", "--purpose", "supply", "--reference", "OP-7"]
    number = run(mandate.app, "open", *wanted).output.strip()
    assert '"OP-7"' in run(mandate.app, "show", mandate=number).output
    assert run(alerts.app, "list", mandate=number).exit_code == 0
    assert run(alerts.app, "list", "--strand", "A", mandate=number).exit_code == 3
    assert run(alerts.app, "list", login="lv.coordinator", mandate=number).exit_code == 3
    assert run(mandate.app, "close", mandate=number).exit_code == 0
    assert run(alerts.app, "list", mandate=number).exit_code == 3
    assert run(alerts.app, "list", mandate="x").exit_code == 2
    assert run(mandate.app, "close").exit_code == 2


def test_a_purpose_outside_the_role_opens_nothing(run):
    refused = run(mandate.app, "open", "--role", "coordinator", "--strand", "C", "--purpose", "supervision")
    assert refused.exit_code == 3 and refused.output.strip()
