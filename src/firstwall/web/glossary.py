"""The glossary of the law's words, and the keys that work on every page."""

from django.utils.translation import gettext_lazy as _

GLOSSARY = (
    (
        _("Alert"),
        _(
            "Data entered in the Customs Information System by an authority that owns them and asks "
            "others for one suggested action."
        ),
        "2009/917/JHA Art. 3, 5",
    ),
    (
        _("Authority"),
        _(
            "A customs or other authority that a state or the Union has put on the list of "
            "designations, with the categories and purposes it may use."
        ),
        "2009/917/JHA Art. 7; 515/97 Art. 29",
    ),
    (
        _("Administrative strand"),
        _("The data set for operations in breach of customs and agricultural legislation of the Union."),
        "515/97 Art. 23",
    ),
    (
        _("Criminal strand"),
        _(
            "The data set for serious contraventions of national laws. Its records and those of the "
            "administrative strand are never mixed."
        ),
        "2009/917/JHA Art. 1",
    ),
    (
        _("Discreet surveillance"),
        _("Let pass, show no interest, note what is seen and report it. Nobody but the officer may notice."),
        "2009/917/JHA Art. 5(1), 6(1)",
    ),
    (
        _("Grounds"),
        _(
            "Why it is thought that the person has committed, is committing or will commit an offence. "
            "Without grounds no personal data may be entered."
        ),
        "2009/917/JHA Art. 5(2); 515/97 Art. 27(2)",
    ),
    (
        _("Handling code"),
        _(
            "What the owner allows others to do with the data: H1 not in court, H2 no passing on, H3 "
            "read the condition, each without permission."
        ),
        "2009/917/JHA Art. 8",
    ),
    (
        _("Hit"),
        _("A candidate that an officer has confirmed to be the person or thing of an alert."),
        "2009/917/JHA Art. 6",
    ),
    (
        _("Ledger"),
        _("The record of every search, reading, entry, decision and refusal. It can be added to and never changed."),
        "2009/917/JHA Art. 28; 515/97 Art. 38",
    ),
    (
        _("Mandate"),
        _("What a session acts under: person, authority, strand, role, purpose and reference."),
        "2009/917/JHA Art. 8(1)",
    ),
    (
        _("Owner"),
        _("The authority that entered an alert. Only the owner changes or withdraws it."),
        "2009/917/JHA Art. 13",
    ),
    (
        _("Sighting and reporting"),
        _("Let pass, and report to the owner what was found, where and when."),
        "2009/917/JHA Art. 5(1), 6(1)",
    ),
    (
        _("Specific check"),
        _("Search the person, the means of transport or the objects as far as the law of the place allows."),
        "2009/917/JHA Art. 5(1), 6(2)",
    ),
)

KEYS = (
    ("/", _("Go to the search field")),
    ("?", _("Show this list")),
    ("↓", _("From the field of a check to its first candidate")),
    ("Y", _("Hit: the same")),
    ("N", _("Hit: different")),
    ("U", _("Hit: unsure")),
    ("R", _("Hit: report it to the owner")),
    ("S", _("Hit: skip to the next")),
    ("Z", _("Hit: take the last decision back")),
)
