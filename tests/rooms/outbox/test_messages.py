"""REL-03, SEC-48: a message lives as its act does, and only its two authorities see it, in its strand."""

from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError

from firstwall.authorities.acting import acting
from firstwall.kernel.actor import Actor
from firstwall.kernel.words import Strand
from firstwall.outbox import queries, services
from firstwall.outbox.models import Message
from firstwall.outbox.types import State

C, A = Strand.CRIMINAL, Strand.ADMINISTRATIVE
OBJECT = uuid4()
SENDER, RECIPIENT, STRANGER = (UUID(int=n) for n in (1, 2, 3))


def person_of(authority: UUID, strand: Strand = C) -> Actor:
    return Actor(uuid4(), "P", authority, "X", None, (C, A), strand, "coordinator", "border_check")


def put(strand: Strand = C, **parts) -> UUID:
    sender = person_of(SENDER, strand)
    with acting(sender):
        return services.put(
            sender,
            kind="sighting.reported",
            recipient_authority=RECIPIENT,
            object_type="sighting",
            object_id=OBJECT,
            **parts,
        )


def waiting(authority: UUID, strand: Strand = C) -> dict[str, int]:
    actor = person_of(authority, strand)
    with acting(actor):
        return queries.waiting_for(actor).counts


def test_the_recipient_is_told_and_nobody_else(clean: object) -> None:
    put()
    assert waiting(RECIPIENT) == {"sighting.reported": 1}
    assert waiting(STRANGER) == waiting(SENDER) == waiting(RECIPIENT, A) == {}


def test_a_message_of_an_act_undone_is_not_there(clean: object) -> None:
    sender = person_of(SENDER)
    with pytest.raises(KeyError), acting(sender):
        services.put(sender, kind="k", recipient_authority=RECIPIENT, object_type="o", object_id="1")
        raise KeyError
    assert waiting(RECIPIENT) == {}


def test_reading_is_seen_by_the_sender(clean: object) -> None:
    put()
    sender, reader = person_of(SENDER), person_of(RECIPIENT)
    with acting(reader):
        assert services.mark_read(reader, object_id=OBJECT) == 1
        assert services.mark_read(reader, object_id=OBJECT) == 0
    with acting(sender):
        (delivery,) = queries.deliveries_of(sender, object_id=OBJECT)
        assert delivery.state == State.READ and delivery.read_at and delivery.delivered_at
        assert services.mark_read(sender, object_id=OBJECT) == 0
    assert waiting(RECIPIENT) == {}


def test_what_goes_abroad_is_saved_first(clean: object) -> None:
    put(same_node=False)
    sender = person_of(SENDER)
    with acting(sender):
        (delivery,) = queries.deliveries_of(sender, object_id=OBJECT)
    assert delivery.state == State.SAVED and delivery.delivered_at is None


def test_a_stranger_sees_no_row_and_marks_none(clean: object) -> None:
    """SEC-04: by raw access as the product's own login."""
    put()
    stranger = person_of(STRANGER)
    with acting(stranger):
        assert Message.objects.count() == 0
        assert Message.objects.update(state="read") == 0
    with pytest.raises(DatabaseError), acting(stranger):
        services.put(person_of(SENDER), kind="k", recipient_authority=STRANGER, object_type="o", object_id="1")


def test_a_sender_cannot_mark_its_message_as_read(clean: object) -> None:
    put()
    with acting(person_of(SENDER)):
        assert Message.objects.update(state="refused") == 0


def test_without_context_there_is_nothing(clean: object) -> None:
    put()
    assert Message.objects.count() == 0
