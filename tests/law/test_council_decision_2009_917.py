"""Council Decision 2009/917/JHA, as amended by Regulation (EU) 2024/868: the criminal strand."""

from datetime import date

import pytest
from tests.law.made import LEAST, LORRY, PERSON, PERSON_IN_SET_S, problems, rules

from firstwall.kernel.refusal import Refusal
from firstwall.kernel.words import Category, Strand
from firstwall.law.dates import dates_of, furthest_day, next_review, prolonged_last_day
from firstwall.law.tables import access_of, actions_for, grounds_for, profile_in_force

CRIMINAL = Strand.CRIMINAL
TODAY = profile_in_force(CRIMINAL, date(2026, 11, 23))
ENTERED = date(2024, 4, 10)


@pytest.mark.parametrize("category", list(Category))
def test_article_3_1_each_category_can_be_entered(category):
    """CIS-07: the least that says something is let in."""
    assert problems(LEAST[category], category, CRIMINAL) == []


@pytest.mark.parametrize("category", list(Category))
def test_article_3_1_an_empty_alert_is_not_entered(category):
    """CIS-07: what is missing is named."""
    assert "CIS-07" in {rule for _field, rule in rules(problems({}, category, CRIMINAL))}


def test_article_4_2_a_vehicle_may_carry_the_personal_set():
    """CIS-08, set P on category b."""
    assert (
        problems(LORRY | PERSON | {"documents": "passport; K1234567; EE"}, Category.MEANS_OF_TRANSPORT, CRIMINAL) == []
    )


def test_article_4_4_a_passport_number_in_a_seizure_is_refused():
    """CIS-08, acceptance scenario 2: set S has no identity papers."""
    values = LEAST[Category.ITEMS_SEIZED] | PERSON_IN_SET_S | {"documents": [{"type": "passport", "number": "K1"}]}
    [found] = problems(values, Category.ITEMS_SEIZED, CRIMINAL)
    assert (found.field, found.rule) == ("documents", "CIS-08")
    assert found.article == "Council Decision 2009/917/JHA, Art. 4(4)"
    assert "Identity papers" in found.sentence


def test_article_4_4_a_seizure_may_hold_the_five_items():
    """CIS-08: set S is let in."""
    person = PERSON_IN_SET_S | {"nationalities": "EE", "sex": "M", "address": "Narva mnt 1, Tallinn"}
    assert problems(LEAST[Category.CASH_SEIZED] | person, Category.CASH_SEIZED, CRIMINAL) == []


@pytest.mark.parametrize(
    "text",
    [
        "Cigarettes hidden by Mr Tamm",
        "The driver Jaan Tamm crosses at night",
        "Driver: Jaan Tamm",
        "Led by a courier named ОЛЕГ Петров",
        "Courier born 17.02.1980",
        "Uses passport no. K1234567",
        "Trailer with plate 123ABC",
        "Fahrer: Karl Müller, wechselt in Kiel",
        "Водитель Олег Петров меняет номера",
        "Juht Jaan Tamm ootab sadamas",
        "Mme Dubois signe les factures",
        "alias Kleine Jansen",
        "P<ESTTAMM<<JAAN<<<<<<<<<",
        "Write to jaan@example.org",
        "Call +372 5123 4567 on arrival",
        "Paid into EE38 2200 2210 2014 5685",
    ],
)
def test_article_4_1_a_trend_with_a_person_must_be_rewritten(text):
    """CIS-09: the detector finds the cue and says what it found."""
    [found] = problems({"trend_method": text}, Category.FRAUD_TRENDS, CRIMINAL)
    assert (found.field, found.rule) == ("trend_method", "CIS-09")
    assert "Art. 4(1)" in found.article
    assert found.cure.startswith("Rewrite")


@pytest.mark.parametrize(
    "text",
    [
        "Cigarettes declared as tiles at Narva and Terehova",
        "Loads from Port Klang through Rotterdam to Hamburg, 10.2025 to 03.2026",
        "Container MSKU1234565 with seal ML-EE 0012345, HS 2402.20, 1,250,000 pieces",
        "The driver changes lorry near Pskov; owners of the goods change each month",
        "Brand Marlboro Gold, 400 cartons behind a false wall",
        "Invoice 00123456789012 used four times",
        "The registration is changed at Suwalki",
        "Sold as incense called Spice Gold, also known as Blue Lotus",
        "Import licence no. 1234567 reused; номер контейнера MSKU1234565",
        "Pan Asia Lines changes the bill of lading at Busan",
        "A person of the warehouse signs; drivers are paid per trip",
        "Call at Gdansk on 12.3.2026, plates of two states",
    ],
)
def test_article_4_1_places_goods_and_containers_are_no_persons(text):
    """CIS-09: the detector leaves ordinary trends alone."""
    assert problems({"trend_method": text}, Category.FRAUD_TRENDS, CRIMINAL) == []


def test_article_4_1_lists_of_a_trend_are_read_as_well():
    """CIS-09: a name in an indicator is found."""
    found = problems(
        {"trend_method": "Tiles", "trend_indicators": "new firm\nMrs Kask signs"}, Category.FRAUD_TRENDS, CRIMINAL
    )
    assert rules(found) == {("trend_indicators", "CIS-09")}


@pytest.mark.parametrize("text", ["Reach him at jaan@example.org", "tel. 5123 4567", "EE382200221020145685"])
def test_article_4_no_contact_data_or_accounts_in_free_text(text):
    """CIS-10: telephone, e-mail and bank account are in no set."""
    found = problems(PERSON | {"reason_for_entry": text}, Category.PERSONS, CRIMINAL)
    assert rules(found) == {("reason_for_entry", "CIS-10")}


@pytest.mark.parametrize(
    "field", ["photo", "fingerprints", "phone", "email", "iban", "religion", "ethnic_origin", "health"]
)
def test_article_4_there_is_no_such_field(field):
    """CIS-10, CIS-11: images, biometrics, contact data and special categories have no place to go."""
    [found] = problems(PERSON | {field: "x"}, Category.PERSONS, CRIMINAL)
    assert (found.field, found.rule) == (field, "CIS-08")


def test_article_4_2_h_a_warning_needs_its_source():
    """CIS-12: and a source its warning."""
    assert rules(problems(PERSON | {"warning_codes": "armed"}, Category.PERSONS, CRIMINAL)) == {
        ("warning_source", "CIS-12")
    }
    assert rules(problems(PERSON | {"warning_source": "Case 7"}, Category.PERSONS, CRIMINAL)) == {
        ("warning_codes", "CIS-12")
    }
    sourced = PERSON | {"warning_codes": ["armed", "escaped"], "warning_source": "Judgment of 3.2.2024"}
    assert problems(sourced, Category.PERSONS, CRIMINAL) == []


@pytest.mark.parametrize("code", ["infectious", "drug user", "mental health", "ARMED AND VIOLENT"])
def test_article_4_2_h_there_are_three_warnings_and_no_fourth(code):
    """CIS-12."""
    found = problems(PERSON | {"warning_codes": [code], "warning_source": "Case 7"}, Category.PERSONS, CRIMINAL)
    assert "warning_codes" in {one.field for one in found}


def test_article_5_1_discreet_surveillance_of_cash_is_refused():
    """CIS-20, acceptance scenario 1."""
    [found] = problems(LEAST[Category.CASH_SEIZED], Category.CASH_SEIZED, CRIMINAL, action="discreet")
    assert (found.field, found.rule, found.article) == ("action", "CIS-20", "Council Decision 2009/917/JHA, Art. 5(1)")
    assert "Operational analysis" in found.cure


def test_article_5_1_an_entry_without_an_action_is_refused():
    """CIS-19."""
    assert rules(problems(LORRY, Category.MEANS_OF_TRANSPORT, CRIMINAL, action="")) == {("action", "CIS-19")}


def test_article_5_1_a_person_is_recorded_with_a_reason():
    """CIS-19: also when the person is recorded with a lorry; a lorry alone needs none."""
    nameless_reason = {"names": "Jaan Tamm"}
    assert rules(problems(nameless_reason, Category.PERSONS, CRIMINAL)) == {("reason_for_entry", "CIS-19")}
    found = problems(LORRY | nameless_reason, Category.MEANS_OF_TRANSPORT, CRIMINAL)
    assert rules(found) == {("reason_for_entry", "CIS-19")}
    assert problems(LORRY, Category.MEANS_OF_TRANSPORT, CRIMINAL) == []


@pytest.mark.parametrize("ground", ["", "because", "COMMITTED", "committed,will_commit"])
def test_article_5_2_without_one_of_the_three_tenses_no_person(ground):
    """CIS-17: has committed, is committing, will commit."""
    found = problems(PERSON, Category.PERSONS, CRIMINAL, ground=ground)
    assert rules(found) == {("ground", "CIS-17")}
    assert found[0].article.endswith("as amended by Regulation (EU) 2024/868, Art. 5(2)")


def test_article_5_2_things_need_no_ground_and_a_wrong_one_is_still_wrong():
    """CIS-17 speaks of personal data."""
    assert problems(LORRY, Category.MEANS_OF_TRANSPORT, CRIMINAL, ground="") == []
    assert rules(problems(LORRY, Category.MEANS_OF_TRANSPORT, CRIMINAL, ground="x")) == {("ground", "CIS-17")}


def test_article_5_2_there_are_exactly_three_tenses():
    """CIS-17."""
    assert {row.code for row in grounds_for(CRIMINAL)} == {"committed", "is_committing", "will_commit"}
    assert grounds_for(CRIMINAL, "union_relevance") == ()


def test_article_2_1_every_entry_names_its_field_of_law():
    """CIS-05."""
    assert rules(problems(LORRY, Category.MEANS_OF_TRANSPORT, CRIMINAL, field_of_law="")) == {
        ("field_of_law", "CIS-05")
    }
    found = problems(LORRY, Category.MEANS_OF_TRANSPORT, CRIMINAL, union_relevance="other_states")
    assert rules(found) == {("union_relevance", "CIS-17")}


def test_article_3_1_f_an_expert_is_named_without_grounds():
    """Set E: names of experts, who are suspected of nothing; the only action is to make contact."""
    values = LEAST[Category.EXPERTISE] | {"expert_names": "Mari Kask"}
    assert (
        problems(values, Category.EXPERTISE, CRIMINAL, ground="", evaluation_source="", evaluation_information="") == []
    )
    assert [row.code for row in actions_for(Category.EXPERTISE, CRIMINAL, True)] == ["contact"]


def test_article_11_europol_reads_on_screen_and_olaf_reads_nothing():
    """CIS-29, CIS-31, CIS-32b."""
    assert access_of("europol", CRIMINAL).access == "read_on_screen"
    assert access_of("eurojust", CRIMINAL).access == "read_on_screen"
    assert access_of("olaf", CRIMINAL).access == "none"
    assert "CIS-29" in access_of("olaf", CRIMINAL).ground


def test_article_14_five_years_to_the_day():
    """CIS-62, acceptance scenario 8: entered on 10.4.2024, out of reach on 10.4.2029."""
    days = dates_of(ENTERED, TODAY)
    assert days.last_day == date(2029, 4, 10)
    assert days.last_day_notice_on == date(2029, 3, 10)


def test_article_14_the_yearly_review_is_advice():
    """CIS-72: twelve months with a month's notice, no duty, never past the last day."""
    days = dates_of(ENTERED, TODAY)
    assert (days.review_on, days.review_notice_on) == (date(2025, 4, 10), date(2025, 3, 10))
    assert not TODAY.review_is_duty
    assert next_review(date(2026, 1, 5), days.last_day, TODAY) == date(2027, 1, 5)
    assert next_review(date(2028, 12, 1), days.last_day, TODAY) == days.last_day


def test_article_14_two_more_years_for_a_strict_need_and_no_more():
    """CIS-62, acceptance scenario 9."""
    first = dates_of(ENTERED, TODAY).last_day
    longest = furthest_day(ENTERED, TODAY)
    case = {"entered_on": ENTERED, "need": "Trial set for May 2030.", "profile": TODAY}
    assert prolonged_last_day(last_day=first, until=longest, **case) == date(2031, 4, 10)
    with pytest.raises(Refusal) as second:
        prolonged_last_day(last_day=longest, until=date(2031, 4, 11), **case)
    assert second.value.rule == "CIS-62"
    with pytest.raises(Refusal):
        prolonged_last_day(last_day=longest, until=longest, **case)


def test_article_14_a_prolongation_without_need_is_refused():
    """CIS-62: strict need in the individual case."""
    with pytest.raises(Refusal) as refused:
        prolonged_last_day(
            entered_on=ENTERED, last_day=date(2029, 4, 10), until=date(2030, 1, 1), need="  ", profile=TODAY
        )
    assert (refused.value.rule, refused.value.field) == ("CIS-62", "need")


def test_2024_868_article_3_the_new_profile_governs_from_8_april_2024():
    """The profile in force on the day governs every record, whenever entered."""
    assert profile_in_force(CRIMINAL, date(2024, 4, 7)).code == "eu-2009"
    assert profile_in_force(CRIMINAL, date(2024, 4, 8)).code == "eu-2024"
    with pytest.raises(Refusal):
        profile_in_force(CRIMINAL, date(2011, 5, 26))


def test_former_article_14_silence_led_to_the_restricted_part_and_out():
    """CIS-68 to CIS-71: one year, a month's notice, one year apart, then gone."""
    old = profile_in_force(CRIMINAL, date(2015, 1, 1))
    days = dates_of(date(2014, 3, 31), old)
    assert old.review_is_duty
    assert (days.review_on, days.review_notice_on) == (date(2015, 3, 31), date(2015, 2, 28))
    assert days.last_day == date(2016, 3, 31)
