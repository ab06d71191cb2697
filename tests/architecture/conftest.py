"""What the checks of the house share."""

from collections.abc import Iterator

import psycopg
import pytest

from firstwall.runtime.postgres import Cluster
from firstwall.runtime.provision import DATABASE


@pytest.fixture
def superuser(clean: Cluster) -> Iterator[psycopg.Connection]:
    """A connection of the bootstrap superuser, to read the catalogue as it is."""
    with clean.superuser.connect(DATABASE) as connection:
        yield connection
