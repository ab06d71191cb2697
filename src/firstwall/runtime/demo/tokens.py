"""A token for API and command line for each demo person, in a file of its own that only the node's user can read."""

from pathlib import Path

from firstwall.authorities import services
from firstwall.runtime.demo.coalition import Coalition


def write_tokens(coalition: Coalition, folder: Path) -> None:
    """Mint what is missing; a person whose file is there keeps it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for authority in coalition.authorities:
        for member in authority.members:
            path = folder / member.login
            if path.exists():
                continue
            unfinished = folder / f".{member.login}"
            unfinished.touch(mode=0o600)
            unfinished.write_text(services.mint_token(member.login) + "\n")
            unfinished.rename(path)
