"""Who may pass which door: written by hand from the law and the specification, without a look at the permissions (SEC-02).

One line per group of doors: the roles that may use them at all, and whose thing it must be; a page whose form asks for more
than the page itself has a line of its own, POST:name.
Roles: A administrator, B border officer, C coordinator, D desk of Europol or Eurojust, I investigator, R rights officer,
S supervisor. Whose: `readers` whoever the alert is open to; `supplier` the alert's own authority; `owner` the authority that
holds the thing (`owner!`: to all others there is no such authorisation, which is a refusal); `other` the one on the other side
of it; `criminal` a mandate of that strand; `both` either of the two; `analyst` the listed analyst alone (CIS-54); `anybody`;
`nobody` no one by this number; `-` the door takes no number.
"""

from dataclasses import dataclass

from tests.access.world import Seat, Thing

LETTERS = {
    "administrator": "A",
    "border_officer": "B",
    "coordinator": "C",
    "agency_desk": "D",
    "investigator": "I",
    "rights_officer": "R",
    "supervisor": "S",
}
TABLE = """
page home home-waiting                                          ABCDIRS -
page alerts files hits sightings                                BCI     -
page search check                                               BCDI    -
page alert alert-part                                           BCDIR   readers
page alert-correct                                              BCDI    readers
page alert-decide alert-clear                                   CIR     readers
page alert-copy alert-transfer                                  CI      readers
page alert-new alert-enter                                      CI      -
page alert-amend alert-keep alert-withdraw                      CI      supplier
page matches                                                    CDI     -
page match                                                      CDI     both
page POST:match                                                 CDI     owner
page registers                                                  BCDI    -
page correction decision                                        BCDI    both
page dispute                                                    CI      both
page POST:correction POST:decision POST:transfer                CI      other
page POST:copy                                                  CI      owner
page copy transfer                                              CI      both
page receipt                                                    CI      owner
page copy-service-new                                           C       -
page copy-service                                               C       owner
page file file-progress file-cancel file-resume                 BCI     owner
page hit hit-decide sighting-new                                BCI     owner
page hit-second hit-assign seizure-of-hit seizure handover-accept BCI   owner
page seizures seizure-new shift figures                         BCI     -
page office-rule                                                C       -
page sighting                                                   BCI     both
page evidence-add                                               BCI     owner
page evidence                                                   BCI     both
page sighting-acknowledge sighting-outcome                      CI      other
page lists lists-published                                      ACS     -
page list-new                                                   A       -
page list                                                       ACS     anybody
page people                                                     AC      -
page person-confirm                                             AC      owner
page indexes                                                    AS      -
page audit ledger ledger-export witnesses witness-ask           S       -
page witness-register witness-end witness-take retention sample             S       -
page accesses accesses-export large-exports                     S       -
page large-export-decide                                        S       nobody
page ledger-entry                                               S       owner
page ledger-proof                                               S       owner
page restricted sample-judge                                    S       nobody
page rights                                                     RCIS    -
page rights-new                                                 R       -
page rights-request rights-gather rights-decide rights-answer   R       owner
page rights-sort                                                R       owner
page rights-position                                            RCI     other
page ways-in passkey-add-options passkey-add                    ABCDIRS -
page passkey-end                                                ABCDIRS nobody
page fide                                                       CDI     -
page fide-own                                                   CI      -
page fide-enter fide-defer                                      CI      criminal
page fide-offences                                              C       criminal
page fide-entry fide-deferral-end                               CI      owner
page alert-release                                              CI      supplier
page alert-attach                                               CI      supplier
page attachment                                                 BCIR    readers
page attachment-remove                                          CI      supplier
page alert-proceedings                                          CI      readers
page proceeding                                                 CI      both
page claim-new                                                  CI      -
page claim                                                      BCDI    both
page POST:claim                                                 CI      both
page decision-new                                               CIR     -
page accounts account-new                                       A       -
page account account-roles account-leaving account-link         A       owner
page proposal-decide service-end                                A       nobody
page offices                                                    A       -
page services service-new                                       A       -
page supervised                                                 S       -
page contest supervised-line rights-check rights-question       S       nobody
page rights-order rights-check-answer                           R       owner
page rights-check-open                                          S       owner
page rights-paid                                                R       nobody
page health health/keys                                         AS      -
page health/reserve                                             A       -
api GET:/mandates/current                                       ABCIRS  -
api GET:/alerts                                                 BCI     -
api POST:/alerts                                                CI      -
api GET:/alerts/{alert} GET:/alerts/{alert}/history             BCIR    readers
api GET:/alerts/{alert}/audience GET:/alerts/{alert}/seen-by    BCIR    readers
api PUT:/alerts/{alert} POST:/alerts/{alert}/review             CI      supplier
api POST:/alerts/{alert}/prolongation                           CI      supplier
api POST:/alerts/{alert}/withdrawal                             CI      supplier
api GET:/matches                                                CI      -
api POST:/matches/{match}/answer                                CI      owner
api GET:/copy-services                                          CI      -
api POST:/copy-services                                         C       -
api POST:/copy-services/{service}/analysts                      C       owner
api DELETE:/copy-services/{service}/analysts/{login}            C       owner
api GET:/copies GET:/receipts GET:/transfers                    CI      -
api POST:/copies POST:/transfers                                CI      -
api POST:/decisions POST:/decisions/by-reference                CIR     -
api POST:/decisions/clearance                                   CIR     -
api GET:/copies/{copy_id}/document                              CI      analyst
api POST:/copies/{copy_id}/review POST:/copies/{copy_id}/erasure CI     owner
api POST:/receipts/{receipt}                                    CI      owner
api POST:/transfers/{transfer}/authorisation                    CI      other
api POST:/transfers/{transfer}/refusal                          CI      other
api POST:/transfers/{transfer}/revocation                       CI      other
api POST:/transfers/documents/{authorisation}                   CI      owner!
api POST:/corrections                                           BCI     -
api GET:/corrections GET:/decisions GET:/disputes               BCI     -
api POST:/corrections/{correction}/acceptance                   CI      other
api POST:/corrections/{correction}/rejection                    CI      other
api POST:/decisions/{decision}/execution                        CI      other
api POST:/decisions/{decision}/retraction                       CI      owner
api PUT:/disputes/{dispute}/position                            CI      other
api PUT:/disputes/{dispute}/referral                            CI      both
api PUT:/disputes/{dispute}/outcome                             CI      both
api POST:/screening/checks                                      BCI     -
api GET:/screening/waiting GET:/screening/hits                  BCI     -
api GET:/screening/sightings GET:/screening/runs                BCI     -
api POST:/screening/runs                                        BCI     -
api GET:/screening/hits/{candidate_id}                          BCI     owner
api POST:/screening/hits/{candidate_id}/decision                BCI     owner
api POST:/screening/hits/{candidate_id}/undo                    BCI     owner
api POST:/screening/hits/{candidate_id}/sighting                BCI     owner
api POST:/screening/hits/{candidate_id}/second                  BCI     owner
api POST:/screening/hits/{candidate_id}/assignment              BCI     owner
api GET:/screening/hits/{candidate_id}/sighting                 BCI     owner
api GET:/seizures POST:/seizures                                BCI     -
api GET:/seizures/{seizure} PUT:/seizures/{seizure}             BCI     owner
api GET:/shifts/handovers POST:/shifts/handovers                BCI     -
api POST:/shifts/handovers/{handover}/acceptance                BCI     owner
api GET:/shifts/unanswered GET:/shifts/offices GET:/shifts/figures BCI  -
api PUT:/shifts/offices                                         C       -
api GET:/screening/sightings/{sighting_id}                      BCI     both
api GET:/screening/sightings/{sighting_id}/evidence             BCI     both
api POST:/screening/sightings/{sighting_id}/evidence            BCI     owner
api GET:/screening/evidence/{evidence_id}                       BCI     both
api POST:/screening/sightings/{sighting_id}/acknowledgement     CI      other
api POST:/screening/sightings/{sighting_id}/outcome             CI      other
api GET:/screening/runs/{run_id}                                BCI     owner
api GET:/screening/runs/{run_id}/candidates                     BCI     owner
api GET:/screening/runs/{run_id}/problems                       BCI     owner
api POST:/screening/runs/{run_id}/cancel                        BCI     owner
api POST:/screening/runs/{run_id}/resume                        BCI     owner
api GET:/ledger POST:/ledger/searches                           S       -
api GET:/ledger/{entry_id}                                      S       owner
api POST:/alerts/{alert}/release                                CI      supplier
api POST:/alerts/{alert}/attachments                            CI      supplier
api GET:/attachments/{attachment}                               BCIR    readers
api POST:/attachments/{attachment}/removal                      CI      supplier
api POST:/proceedings GET:/proceedings                          CI      -
api POST:/fide/questions GET:/fide/offence-lists                CI      -
api GET:/fide/entries POST:/fide/entries                        CI      -
api GET:/fide/deferrals POST:/fide/deferrals                    CI      -
api POST:/fide/offence-lists                                    C       criminal
api GET:/fide/entries/{entry} POST:/fide/entries/{entry}/change CI      owner
api POST:/fide/entries/{entry}/clear                            CI      owner
api POST:/fide/deferrals/{deferral}/end                         CI      owner
api POST:/decisions/{decision}/contest                          CI      other
api POST:/claims                                                CI      -
api GET:/claims                                                 BCI     -
api PUT:/claims/{claim}/answer PUT:/claims/{claim}/payment      CI      nobody
api GET:/contests GET:/supervised                               S       -
api PUT:/contests/{contest}/judgement                           S       nobody
api GET:/supervised/{kind}/{line_id}                            S       nobody
api POST:/rights/requests GET:/rights/requests                  R       -
api GET:/rights/requests/questions                              RCI     -
api GET:/rights/requests/watched                                S       -
api GET:/rights/requests/procedure                              ABCIRS  -
api GET:/rights/requests/{number}                               R       owner
api POST:/rights/requests/{number}/gathering                    R       owner
api POST:/rights/requests/{number}/decision                     R       owner
api POST:/rights/requests/{number}/answer                       R       owner
api POST:/rights/requests/{number}/remedies                     R       owner
api POST:/rights/requests/{number}/check-answer                 R       owner
api PUT:/rights/requests/entries/{holding}/sorting              R       owner
api PUT:/rights/requests/entries/{holding}/position             RCI     other
api PUT:/rights/requests/remedies/{remedy}/payment              R       nobody
api POST:/rights/checks/{number}                                S       owner
api GET:/rights/checks GET:/rights/checks/questions             S       -
api PUT:/rights/checks/questions/{question}/reply               S       nobody
api PUT:/rights/checks/{check}/end                              S       nobody
"""
# Doors without content, or with one's own mandate alone; tests/rooms/web/test_doors.py and tests/access have their tests.
OPEN = {
    ("page", name)
    for name in (
        *("sign-in", "sign-in-demo", "sign-out", "enrol", "mandate", "display", "words", "accessibility"),
        *("openapi-json", "api-root", "healthz"),
        *("sign-in-passkey", "passkey-options", "provider", "provider-answer", "enrol-provider", "enrol-codes"),
        *("enrol-options", "other-ways", "sign-out-everywhere"),
    )
} | {("api", "POST /mandates"), ("api", "DELETE /mandates/current")}
THROUGH, NO, NOTHING, OUT = "through", "no", "nothing", "out"


@dataclass(frozen=True)
class Rule:
    """One line of the table."""

    roles: str
    whose: str


def _rules() -> dict[tuple[str, str], Rule]:
    found = {}
    for line in TABLE.strip().splitlines():
        kind, *names, roles, whose = line.split()
        for name in names:
            found[(kind, name.replace(":", " ", 1) if kind == "api" else name)] = Rule(roles, whose)
    return found


RULES = _rules()


def expected(door: tuple[str, str], method: str, seat: Seat | None, thing: Thing | None) -> set[str]:
    """The answers that are right: through, no (403), nothing (404), out (sign in first)."""
    kind, name = door
    rule = RULES.get((kind, f"{method}:{name}")) or RULES[door]
    if seat is None:
        return {OUT}
    if LETTERS[seat.role] not in rule.roles:
        return {NO, NOTHING}
    if rule.whose == "criminal":
        return {THROUGH} if seat.strand == "C" else {NO}
    if thing is None or is_theirs(rule.whose.rstrip("!"), seat, thing):
        return {THROUGH}
    if rule.whose.endswith("!"):
        return {NO}
    is_absent = thing.note == "absent" or rule.whose == "nobody"
    return {NOTHING} if is_absent or not sees(seat, thing) else {NO, NOTHING}


def is_theirs(whose: str, seat: Seat, thing: Thing) -> bool:
    """Whether the door opens for this seat and this thing."""
    if thing.note == "absent" or whose == "nobody":
        return False
    supervises = seat.role == "supervisor"
    return {
        "anybody": sees(seat, thing),
        "analyst": seat.place == thing.owner and seat.role == "investigator",
        "readers": sees(seat, thing),
        "supplier": sees(seat, thing) and thing.owner == seat.place,
        "owner": supervises or (sees(seat, thing) and thing.owner == seat.place),
        "other": sees(seat, thing) and thing.other == seat.place,
        "both": sees(seat, thing) and seat.place in {thing.owner, thing.other},
    }[whose]


def sees(seat: Seat, thing: Thing) -> bool:
    """CIS-01: the strand; the audience; alerts to every partner, all else to those who take part in it."""
    if thing.kind == "person":
        return seat.place == thing.owner
    if thing.strand != seat.strand:
        return False
    if thing.kind == "list":
        return True
    if thing.kind in {"alert", "attachment"}:
        return not thing.audience or seat.place in thing.audience
    return seat.place in {thing.owner, thing.other} or thing.kind == "copy_service"


def hidden_from(seat: Seat | None, names: dict[str, str]) -> list[str]:
    """Names on alerts that may stand on no page and in no answer for this seat (CIS-01, CIS-29)."""
    if seat is None or seat.role in {"administrator", "supervisor"}:
        return list(names.values())
    narrowed = {"N": ("EE", "A"), "M": ("LV", "A"), "A": ("", "A")}
    return [
        name
        for code, name in names.items()
        if seat.strand != (strand := narrowed.get(code, ("", "C"))[1])
        or narrowed.get(code, ("", strand))[0] not in {"", seat.place}
    ]
