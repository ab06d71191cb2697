"""Addresses of the pages, one list for all rooms; `runtime.urls` includes it. No address holds a name or a number of a person."""

from django.urls import path

from firstwall.web import help, home
from firstwall.web.authorities import lists, people
from firstwall.web.authorities import views as sessions
from firstwall.web.cis import keeping, matches
from firstwall.web.cis import views as alerts
from firstwall.web.screening import checks, files, hits, indexes, reports
from firstwall.web.supervision import accesses, audit, ending, rights, sample
from firstwall.web.supervision import views as ledger

urlpatterns = [
    path("", home.home, name="home"),
    path("waiting", home.home_waiting, name="home-waiting"),
    path("sign-in", sessions.sign_in, name="sign-in"),
    path("sign-in/demo", sessions.sign_in_demo, name="sign-in-demo"),
    path("sign-out", sessions.sign_out, name="sign-out"),
    path("enrol/<str:secret>", sessions.enrol, name="enrol"),
    path("mandate", sessions.mandate, name="mandate"),
    path("display", help.display, name="display"),
    path("words", help.words, name="words"),
    path("accessibility", help.accessibility, name="accessibility"),
    path("search", checks.search, name="search"),
    path("check", checks.check, name="check"),
    path("alerts", alerts.alert_list, name="alerts"),
    path("alerts/new", alerts.choose_category, name="alert-new"),
    path("alerts/new/<str:category>", alerts.enter, name="alert-enter"),
    path("alerts/<uuid:alert_id>", alerts.alert, name="alert"),
    path("alerts/<uuid:alert_id>/amend", alerts.amend, name="alert-amend"),
    path("alerts/<uuid:alert_id>/keep", keeping.keep, name="alert-keep"),
    path("alerts/<uuid:alert_id>/withdraw", alerts.withdraw, name="alert-withdraw"),
    path("alerts/<uuid:alert_id>/<str:part>", alerts.alert, name="alert-part"),
    path("matches", matches.matches, name="matches"),
    path("matches/<uuid:match_id>", matches.match, name="match"),
    path("files", files.files, name="files"),
    path("files/<uuid:run_id>", files.file, name="file"),
    path("files/<uuid:run_id>/progress", files.progress, name="file-progress"),
    path("files/<uuid:run_id>/cancel", files.cancel, name="file-cancel"),
    path("files/<uuid:run_id>/resume", files.resume, name="file-resume"),
    path("hits", hits.queue, name="hits"),
    path("hits/<uuid:hit_id>", hits.review, name="hit"),
    path("hits/<uuid:hit_id>/decide", hits.decide, name="hit-decide"),
    path("hits/<uuid:hit_id>/report", reports.report, name="sighting-new"),
    path("sightings", reports.sightings, name="sightings"),
    path("sightings/<uuid:sighting_id>", reports.sighting, name="sighting"),
    path("sightings/<uuid:sighting_id>/acknowledge", reports.acknowledge, name="sighting-acknowledge"),
    path("sightings/<uuid:sighting_id>/outcome", reports.outcome, name="sighting-outcome"),
    path("lists", lists.lists, name="lists"),
    path("lists/published.json", lists.published, name="lists-published"),
    path("lists/new", lists.propose, name="list-new"),
    path("lists/<uuid:list_id>", lists.version, name="list"),
    path("people", people.people, name="people"),
    path("people/<uuid:person_id>/confirm", people.confirm, name="person-confirm"),
    path("indexes", indexes.indexes, name="indexes"),
    path("audit", audit.answers, name="audit"),
    path("ledger", ledger.ledger, name="ledger"),
    path("ledger/export", ledger.export, name="ledger-export"),
    path("retention", ending.retention, name="retention"),
    path("retention/<uuid:alert_id>", ending.restricted, name="restricted"),
    path("ledger/<uuid:entry_id>", ledger.entry, name="ledger-entry"),
    path("ledger/<uuid:entry_id>/proof", ledger.proof, name="ledger-proof"),
    path("accesses", accesses.accesses, name="accesses"),
    path("accesses/export", accesses.export, name="accesses-export"),
    path("rights", rights.rights, name="rights"),
    path("rights/new", rights.take, name="rights-new"),
    path("rights/<uuid:request_id>", rights.one, name="rights-request"),
    path("rights/<uuid:request_id>/gather", rights.gather, name="rights-gather"),
    path("rights/<uuid:request_id>/decide", rights.decide, name="rights-decide"),
    path("rights/<uuid:request_id>/answer", rights.answer, name="rights-answer"),
    path("rights/entries/<uuid:holding_id>/sort", rights.sort, name="rights-sort"),
    path("rights/entries/<uuid:holding_id>/position", rights.position, name="rights-position"),
    path("sample", sample.sample, name="sample"),
    path("sample/<uuid:entry_id>", sample.judge, name="sample-judge"),
]
