"""`firstwall enrolment-link`: the first account of a site that is no demo (SEC-15)."""

from firstwall.authorities.services import issue_enrolment_link


def command() -> None:
    """Print the secret; it is kept nowhere in the clear."""
    print(issue_enrolment_link())
