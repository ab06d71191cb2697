"""Why a database server did not let us in, in one sentence with a cure. Pure: it reads what libpq said."""

import re

from firstwall.runtime.errors import CannotStart

# In this order: the first that fits. The pattern's groups are no part of what is said, so that nothing quoted slips through.
_REASONS: tuple[tuple[str, str, str], ...] = (
    (
        r"password authentication failed|no password supplied",
        "The database server refuses the user name or the password.",
        "Check the user in the URL and the password in superuser/password in the home.",
    ),
    (
        r"could not translate host name|Name or service not known|failed to resolve host",
        "The name of the database server is not known.",
        "Check the host in the URL, and that this machine resolves it.",
    ),
    (
        r"Connection refused",
        "Nobody listens at the database server's address.",
        "Check host and port in the URL, that PostgreSQL runs, and its listen_addresses.",
    ),
    (
        r"timeout expired|timed out|No route to host|Network is unreachable",
        "The database server cannot be reached.",
        "Check the way there: firewall, address, network.",
    ),
    (
        r"No such file or directory",
        "There is no socket of PostgreSQL at this place.",
        "Check that PostgreSQL runs, and the folder of its socket (unix_socket_directories).",
    ),
    (
        r"no pg_hba\.conf entry|pg_hba\.conf rejects",
        "The database server does not expect us from here.",
        "Add a line to its pg_hba.conf: hostssl all all OUR-ADDRESS scram-sha-256, then reload it.",
    ),
    (
        r"certificate has expired",
        "The database server's certificate has expired.",
        "Have it renewed on the server, then start again.",
    ),
    (
        r"certificate is not yet valid",
        "The database server's certificate is not valid yet.",
        "Check the clocks of both machines.",
    ),
    (
        r"does not match host name|server certificate for",
        "The database server's certificate is for another name.",
        "Use the name in the certificate as host of the URL.",
    ),
    (
        r"root certificate file .* does not exist",
        "The file of the certificate authority is missing.",
        "Check database.tls_root in the site file.",
    ),
    (
        r"certificate verify failed|self-signed certificate|unable to get (local )?issuer",
        "The database server's certificate is not signed by the authority we were given.",
        "Check database.tls_root in the site file against the server's certificate.",
    ),
    (
        r"server does not support SSL",
        "The database server speaks no TLS.",
        "Set ssl=on with a certificate there (SEC-38).",
    ),
    (
        r"database .* does not exist",
        "The database that the URL names does not exist.",
        "Name one that exists, such as postgres; Firstwall makes its own.",
    ),
    (r"role .* does not exist", "The user that the URL names does not exist.", "Check the user in the URL."),
    (
        r"too many clients|remaining connection slots",
        "The database server takes no more connections.",
        "Raise its max_connections to at least 80, or end what holds them.",
    ),
    (
        r"the database system is (starting up|shutting down|in recovery)",
        "The database server is not ready yet.",
        "Wait until it is, then start again.",
    ),
)


def explained(said: str) -> CannotStart:
    """The refusal for what libpq said; what no pattern knows is passed on in its own words."""
    for pattern, sentence, cure in _REASONS:
        if re.search(pattern, said):
            return CannotStart(f"The database server does not let us in. {sentence}", cure=cure)
    return CannotStart(f"The database server does not let us in: {said.strip()}")
