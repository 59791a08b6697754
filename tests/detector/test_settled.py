"""The guide's settled questions, by number, as far as rules can hold them."""

from collections.abc import Callable

from minutebook.council.assessment import Assessment
from minutebook.council.concerns import Concern, Subject

Judge = Callable[..., Assessment]

DECISION, CONSENSUS, LEGAL = Concern.DECISION, Concern.CONSENSUS, Concern.LEGAL
SPEND = "OK to spend £320 on a new flagpole?"


def test_1_a_bare_steer_is_transitory(judge: Judge) -> None:
    """A steer to the agenda is nothing; a specific act asked for is an instruction."""
    assert not judge("One for the agenda I'd say").records
    assert not judge("Not in the group please").records
    assert judge("Please chase the contractor for the certificate").subjects >= {Subject.INSTRUCTION}


def test_2_a_decision_covers_the_instruction_in_it(judge: Judge) -> None:
    """ "Agreed, pay them" is a decision with its topic, and no instruction beside it."""
    told = judge("Agreed, pay Wilsons the £900")
    assert told.concerns == {DECISION}
    assert told.subjects >= {Subject.FINANCE}
    assert Subject.INSTRUCTION not in told.subjects


def test_3_subjects_are_not_inherited(judge: Judge) -> None:
    """A thumb under a spending question is consensus alone, and a quip under it nothing."""
    thumb = judge(SPEND, "👍")
    assert thumb.concerns == {CONSENSUS}
    assert not thumb.subjects
    assert not judge(SPEND, "only if it comes with a flag haha").records


def test_4_volunteered_agreement_counts(judge: Judge) -> None:
    """Agreeing or objecting to live business is consensus though nobody asked."""
    assert judge("The quote for the flagpole is £320", "I support that").concerns == {CONSENSUS}
    assert judge("The quote for the flagpole is £320", "I'm against it, too dear").concerns == {CONSENSUS}


def test_4_for_is_a_vote_only_by_itself(judge: Judge) -> None:
    """ "For, if the price holds" answers a question; "For information: …" opens a report, and answers nothing."""
    assert judge(SPEND, "For, if the price holds").concerns == {CONSENSUS}
    minuted = "For information: as resolved on 8 September (minute 47), the noticeboard is ordered at £310."
    report = judge(SPEND, minuted)
    assert CONSENSUS not in report.review


def test_5_pressing_a_vote_depends_on_the_matter(judge: Judge) -> None:
    """Pressing a vote is predetermination on a planning application, consensus on a dog ban."""
    planning = judge("The Fern Close application comes back on Monday", "Everyone vote against it please")
    assert planning.concerns == {Concern.PREDETERMINATION}
    assert judge("The dog ban is up on Monday", "Everyone vote against it please").concerns == {CONSENSUS}


def test_6_a_pointer_is_transitory(judge: Judge) -> None:
    """A reference and a deadline are nothing; grounds are planning."""
    assert not judge("26/00123/FUL, comments by 4 June").records
    grounds = judge("On the application, our grounds would be overlooking and highway safety")
    assert grounds.subjects >= {Subject.PLANNING}
    assert not grounds.warns


def test_7_asking_for_the_agenda_removes_concerns_not_subjects(judge: Judge) -> None:
    """A request for the agenda has no concern, and the facts in it keep their subject."""
    asked = judge("Can we put the flagpole on Tuesday's agenda? It would cost £320.")
    assert not asked.warns
    assert asked.subjects >= {Subject.FINANCE}


def test_8_advice_to_contain_is_an_instruction(judge: Judge) -> None:
    """Telling others not to click is an instruction; the report is security."""
    assert Concern.SECURITY in judge("The clerk's email has been hacked").concerns
    assert judge("The clerk's email has been hacked", "Nobody click on it").subjects >= {Subject.INSTRUCTION}


def test_9_hearsay_of_an_arrest_is_personal_data(judge: Judge) -> None:
    """That someone is said to have been arrested is personal data, not conduct."""
    assert judge("The lad at number 8 was arrested last night").concerns == {Concern.PERSONAL_DATA}


def test_10_one_s_own_health_is_social(judge: Judge) -> None:
    """One's own cold and good wishes are nothing; another's illness with detail is personal data."""
    assert not judge("I've got flu so I'll stay away tonight").records
    assert not judge("Hope you're feeling better Sam").records
    assert judge("Mrs Lamb has had a stroke").concerns == {Concern.PERSONAL_DATA}


def test_11_an_emergency_is_no_exemption(judge: Judge) -> None:
    """Who is on oxygen is personal data in a power cut too, and soup is not."""
    told = judge("Power cut on Mill Row and Mr Flint at no. 7 is on oxygen")
    assert told.concerns == {Concern.PERSONAL_DATA}
    assert told.subjects >= {Subject.INCIDENT}
    assert not judge("I can bring soup and towels").records


def test_12_an_employee_s_grievance_is_staffing_and_complaint(judge: Judge) -> None:
    """A grievance by the clerk carries both names; another council's officer is never staffing."""
    both = {Concern.STAFFING, Concern.COMPLAINT}
    assert judge("The clerk has lodged a grievance against Cllr Moor").concerns == both
    assert Concern.STAFFING not in judge("The county clerk is off sick").concerns


def test_13_land_and_quotes_are_contract_payments_finance(judge: Judge) -> None:
    """Land and bids are contract, budgets and payments finance."""
    assert Subject.CONTRACT in judge("The diocese wants to sell the field behind the school").subjects
    assert Subject.CONTRACT in judge("Three quotes are in for the hall roof").subjects
    assert Subject.FINANCE in judge("The precept payment reached our bank account").subjects


def test_14_objecting_to_the_process_is_nothing(judge: Judge) -> None:
    """ "Isn't this for Thursday?" is not an objection to the proposal."""
    assert not judge(SPEND, "isn't this for Thursday?").warns
    assert not judge(SPEND, "I've not read the pack yet").warns
    assert judge(SPEND, "No, too expensive").concerns == {CONSENSUS}


def test_15_announcing_the_result_is_a_decision(judge: Judge) -> None:
    """Asking and answering are consensus, announcing the count a decision."""
    assert judge("Are we all happy with the blue gate?").concerns == {CONSENSUS}
    assert judge("gates 5, stiles 2, done deal").concerns == {DECISION}


def test_16_a_complaint_about_an_employee_is_both(judge: Judge) -> None:
    """A complaint about the caretaker is complaint and staffing."""
    both = {Concern.STAFFING, Concern.COMPLAINT}
    assert judge("Mr Rudd has complained about the caretaker").concerns == both


def test_17_co_option_is_an_appointment(judge: Judge) -> None:
    """Pressing for a co-option candidate is predetermination and not staffing."""
    pressed = judge("Co-option is on Monday, everyone please back Lena")
    assert pressed.concerns == {Concern.PREDETERMINATION}


def test_18_acknowledging_an_instruction_is_transitory(judge: Judge) -> None:
    """A thumb to "please send me your forms" agrees to nothing."""
    assert not judge("Please send me your expenses forms by Friday", "👍").records
    assert not judge("Please send me your expenses forms by Friday", "👍", answers=0).records


def test_19_legal_means_this_council(judge: Judge) -> None:
    """The district's enforcement is business; a claim against us is legal."""
    other = judge("The district has sent its enforcement team to the scrapyard")
    assert not other.warns
    assert judge("She is claiming compensation from the council for her fall").concerns == {LEGAL}


def test_21_privileged_advice_is_legal(judge: Judge) -> None:
    """What the solicitor advised is legal."""
    assert LEGAL in judge("Our solicitor has advised that we have no case").concerns


def test_22_urging_that_messages_be_deleted_is_legal(judge: Judge) -> None:
    """Deleting messages before a request, or keeping them off the record, is legal."""
    assert LEGAL in judge("everyone delete these messages before the request comes").concerns
    assert LEGAL in judge("let's keep that off the record").concerns


def test_23_conduct_is_about_people(judge: Judge) -> None:
    """Calling a councillor a liar is conduct, calling the mower useless is not."""
    assert Concern.CONDUCT in judge("Cllr Voss is a liar").concerns
    assert not judge("this mower is a useless heap of junk").warns


def test_24_neighbourhood_plan_content_is_business(judge: Judge) -> None:
    """What the neighbourhood plan says is business; an application is planning."""
    plan = judge("The neighbourhood plan should protect the views from the church")
    assert Subject.BUSINESS in plan.subjects
    assert Subject.PLANNING in judge("The planning application is for nine dwellings").subjects


def test_25_a_lawful_decision_reported_has_no_concern(judge: Judge) -> None:
    """A decision told with its minute has its subject and nothing to caution."""
    told = judge("I've told the contractor to start on Monday, as resolved on 12 May, minute 33/26")
    assert not told.warns
    assert Subject.CONTRACT in told.subjects


def test_26_the_council_as_consultee_counts(judge: Judge) -> None:
    """A closed mind on what another authority decides is predetermination all the same."""
    closed = judge("District decides the 40 houses but we're objecting whatever they say")
    assert closed.concerns == {Concern.PREDETERMINATION}


def test_27_accusing_someone_of_a_crime_is_both(judge: Judge) -> None:
    """Calling a named person a thief is conduct and personal data."""
    both = {Concern.CONDUCT, Concern.PERSONAL_DATA}
    assert judge("Mr Slade is a thief, he's had the raffle money").concerns == both


def test_28_dealing_with_a_breach_is_security_too(judge: Judge) -> None:
    """ "Unsend it now" deals with the breach itself."""
    assert (
        Concern.SECURITY
        in judge("Sent the staff list to the wrong group by mistake", "unsend it now, then ring me").concerns
    )
