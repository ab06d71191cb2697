"""From answers to the one commented file."""

import json
from collections.abc import Mapping
from urllib.parse import urlsplit, urlunsplit

from firstwall.runtime.setup.keys_of_site import KEYS, Toml
from firstwall.runtime.setup.questions import Answers, is_remote
from firstwall.runtime.setup.site_file import SECTIONS

HEAD = """\
# The configuration of one Firstwall site. Read at each start; an environment variable of the name in brackets wins.
# A line that begins with # takes effect when the # is taken away. No secret stands here: the database superuser's
# password is in superuser/password in the home, the keys are in the key folder.
"""


def without_password(url: str) -> str:
    """The same URL for the site file."""
    if not url:
        return ""
    parts = urlsplit(url)
    user, at, host = parts.netloc.rpartition("@")
    return urlunsplit(parts._replace(netloc=f"{user.partition(':')[0]}{at}{host}"))


def values_of(answers: Answers, *, profile: str) -> dict[str, Toml]:
    """What the answers say, by the keys of the file; what was not asked is left out."""
    url = answers["database_url"]
    host = urlsplit(answers["address"]).hostname or "localhost"
    values: dict[str, Toml] = {
        "site.home": answers["home"],
        "site.keys": answers["keys"],
        "site.node": answers["node"],
        "site.profile": profile,
        "pages.address": answers["address"],
        "pages.names": list(dict.fromkeys([host, "localhost", "127.0.0.1"])),
        "pages.port": int(answers["port"]),
        "database.url": without_password(url),
    }
    if is_remote(url):
        values |= {"database.tls": "verify-full", "database.tls_root": answers["database_root"]}
    if answers["backups"]:
        values["backup.folder"] = answers["backups"]
    return values


EXAMPLES: Mapping[str, Toml] = {
    "site.spool": "/srv/firstwall/spool",
    "site.no_specific_checks": ["EE", "LV"],
    "site.checkers": ["supervisor"],
    "site.room_kept_mb": 256,
    "site.keeper": "file",
    "site.keeper_passphrase": "/run/credentials/firstwall.service/kek",
    "pages.metrics_port": 9108,
    "pages.workers": 1,
    "people.provider": "https://login.customs.example/realm",
    "people.provider_client": "firstwall",
    "people.provider_secret": "/etc/firstwall/provider.secret",
    "people.provider_acr": ["https://login.customs.example/high"],
    "people.provider_amr": ["hwk", "pin"],
    "people.provider_hosts": ["keys.customs.example"],
    "people.codes": False,
    "database.tls": "verify-full",
    "database.tls_root": "/etc/ssl/certs/database.pem",
    "database.listen": "127.0.0.1",
    "index.saved_after": 600,
    "backup.folder": "/mnt/backup/firstwall",
    "backup.key": "/etc/firstwall/backup.pub",
    "backup.days": 28,
    "backup.every": 60,
}


def site_file(values: Mapping[str, Toml]) -> str:
    """Every key with its meaning; those without an answer stand as comments, so that nothing has to be looked up."""
    lines = [HEAD.rstrip()]
    for section in SECTIONS:
        lines += ["", f"[{section}]"]
        for key in (key for key in KEYS if key.section == section):
            lines.append(f"# {key.meaning} [{key.variable}]")
            off = "" if key.path in values else "# "
            lines.append(f"{off}{key.name} = {_toml(values.get(key.path, EXAMPLES.get(key.path, '')))}")
    return "\n".join(lines) + "\n"


def _toml(value: Toml) -> str:
    """JSON's texts, numbers, truths and lists are TOML's as well."""
    return json.dumps(value, ensure_ascii=False)
