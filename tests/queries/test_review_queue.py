"""What waits for whom is said twice, in Python and in SQL. Both always name the same milestones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.factories.generated_plans import Row, Rows, generated
from tracker.domain.credit import REPORTED_DONE, waiting
from tracker.domain.deciding import Hands, is_outside_the_line, outside_because, why_not_independent
from tracker.domain.lifecycles import STILL_ASKED
from tracker.domain.permissions import Actor, Held, Permission, Place, can
from tracker.domain.score_facts import MilestoneFacts
from tracker.domain.vocabulary import (
    DecisionLevel,
    EvidenceState,
    MilestoneState,
    PlanState,
    RecommendationState,
    Role,
    SubjectKind,
    UnitKind,
)
from tracker.queries.review_queue import to_decide
from tracker.queries.score_facts import facts_of

TODAY = date(2026, 2, 10)
REVIEW, VERIFICATION = DecisionLevel.REVIEW, DecisionLevel.VERIFICATION
PEOPLE, REGIONS = 9, 2


def cast(rows: Rows, some: Random) -> None:
    """Gives generated plans units and regions, owners, doers and uploaders, and states, at random."""
    for number in range(2, PEOPLE + 1):
        rows.add("person", name="Alex Moor", email=f"alex-{number}@example.com")
    for region in range(1, REGIONS + 1):
        rows.add("region", name=f"Region {region}")
        rows.add("unit", name=f"Unit {region}", kind=UnitKind.PDU, region_id=region)
    for row in rows.by_table["inspection"]:
        place = some.choice(["unit", "region", "none"])
        row["unit_id"] = some.randint(1, REGIONS) if place == "unit" else None
        row["region_id"] = some.randint(1, REGIONS) if place == "region" else None
        row["subject_kind"] = SubjectKind.THEMATIC
    for row in rows.by_table["recommendation"]:
        row["state"] = some.choice([*[RecommendationState.OPEN] * 4, *RecommendationState])
    for row in rows.by_table["plan"]:
        row |= {"state": some.choice([PlanState.AGREED, *PlanState]), "owner_id": some.randint(1, PEOPLE)}
    for row in rows.by_table["milestone"]:
        row["owner_id"] = some.randint(1, PEOPLE)
        if row["completed_by_id"]:
            row["completed_by_id"] = some.randint(1, PEOPLE)
    for row in rows.by_table["evidence_version"]:
        row["uploaded_by_id"] = some.choice([1, some.randint(1, PEOPLE)])


def look_at_everything(rows: Rows, decision: Row) -> None:
    """The decision has looked at each version that could be opened, though some may be withdrawn since."""
    linked = {
        link["evidence_id"]
        for link in rows.by_table["evidence_milestone"]
        if link["milestone_id"] == decision["milestone_id"]
    }
    known = {
        each["evidence_version_id"]
        for each in rows.by_table["decided_version"]
        if each["decision_id"] == decision["id"]
    }
    for version in rows.by_table["evidence_version"]:
        could_be_opened = version["state"] in (EvidenceState.AVAILABLE, EvidenceState.WITHDRAWN)
        if version["evidence_id"] in linked and could_be_opened and version["id"] not in known:
            rows.add("decided_version", decision_id=decision["id"], evidence_version_id=version["id"], sha256="0" * 64)


@dataclass(frozen=True)
class Placed:
    """A milestone as the rules see it."""

    place: Place


class ByHand:
    """The rows of a generated world, asked by the rules of the domain."""

    def __init__(self, session: Session, rows: Rows) -> None:
        self._rows = rows.by_table
        facts = facts_of(session, [plan["id"] for plan in self._rows["plan"]])
        self._facts = {(key, each.ordinal): each for key, plan in facts.items() for each in plan.milestones}
        self._uploaders: dict[int, set[int]] = defaultdict(set)
        for link in self._rows["evidence_milestone"]:
            for version in self._rows["evidence_version"]:
                if version["evidence_id"] == link["evidence_id"]:
                    self._uploaders[link["milestone_id"]].add(version["uploaded_by_id"])

    def waits_for(self, actor: Actor, level: DecisionLevel) -> Iterator[int]:
        for milestone in self._rows["milestone"]:
            plan = self._row("plan", milestone["plan_id"])
            recommendation = self._row("recommendation", plan["recommendation_id"])
            placed = Placed(self._place(milestone, plan, self._row("inspection", recommendation["inspection_id"])))
            is_asked = recommendation.get("state") in STILL_ASKED
            if is_asked and self._may_decide(actor, level, milestone, plan, placed):
                facts = self._facts[plan["id"], milestone["ordinal"]]
                if may_still_be_decided(facts, level) and evidence_waits(facts, level):
                    yield milestone["id"]

    def _may_decide(self, actor: Actor, level: DecisionLevel, milestone: Row, plan: Row, placed: Placed) -> bool:
        uploaders = frozenset(self._uploaders[milestone["id"]])
        in_plan = any(
            each["owner_id"] == actor.person_id and each["state"] is not MilestoneState.CANCELLED
            for each in self._rows["milestone"]
            if each["plan_id"] == milestone["plan_id"]
        )
        hands = Hands(plan["owner_id"], milestone["owner_id"], milestone["completed_by_id"], uploaders, in_plan)
        if why_not_independent(actor.person_id, hands):
            return False
        verifies = can(actor, Permission.VERIFY_MILESTONE, placed)
        if level is VERIFICATION:
            return verifies
        must_be_outside = outside_because(milestone["keeps_people_safe"], milestone["is_drawn"]) is not None
        may_review = can(actor, Permission.REVIEW_MILESTONE, placed) and not verifies
        return may_review and (is_outside_the_line(actor, placed.place) or not must_be_outside)

    def _place(self, milestone: Row, plan: Row, inspection: Row) -> Place:
        unit = inspection["unit_id"]
        return Place(
            unit_id=unit,
            region_id=self._row("unit", unit)["region_id"] if unit else inspection["region_id"],
            inspection_id=inspection["id"],
            owner_id=plan["owner_id"],
            plan_state=plan["state"],
            milestone_owner_id=milestone["owner_id"],
        )

    def _row(self, table: str, key: int) -> Row:
        return self._rows[table][key - 1]


def may_still_be_decided(facts: MilestoneFacts, level: DecisionLevel) -> bool:
    """Reviewers are asked about what has no credit, and no more once an inspector has spoken; inspectors about all."""
    if level is VERIFICATION:
        return facts.state in REPORTED_DONE
    spoken = any(
        each.level is VERIFICATION and each.measure_revision == facts.measure_revision for each in facts.decisions
    )
    return facts.state is MilestoneState.COMPLETED and not spoken


def evidence_waits(facts: MilestoneFacts, level: DecisionLevel) -> bool:
    """Evidence that the standing decision, were there none but of this level, has not looked at."""
    return bool(waiting(replace(facts, decisions=tuple(each for each in facts.decisions if each.level is level))))


SOME = 5
SCOPES = {
    Role.UNIT_HEAD: ("unit_id", REGIONS),
    Role.CONTRIBUTOR: ("unit_id", REGIONS),
    Role.REGIONAL_LEAD: ("region_id", REGIONS),
    Role.INSPECTOR: ("inspection_id", SOME),
}


def somebody(some: Random) -> Actor:
    held = []
    for role in some.sample(list(Role), some.choice([1, 2, 3, 6])):
        scope, most = SCOPES.get(role, ("", 0))
        held += [Held(role, **{scope: some.randint(1, most)} if scope else {}) for _ in range(some.choice([1, 2]))]
    return Actor(some.randint(1, PEOPLE + 1), "Somebody", tuple(held))


def test_the_queue_and_the_rules_name_the_same_milestones(session: Session) -> None:
    found: dict[DecisionLevel, int] = defaultdict(int)

    @settings(max_examples=60, suppress_health_check=list(HealthCheck))
    @given(st.integers(0, 2**32))
    def agree(seed: int) -> None:
        rows, some = generated(range(seed, seed + SOME), TODAY), Random(seed)
        cast(rows, some)
        for decision in rows.by_table["decision"]:
            if some.random() < 0.8:
                look_at_everything(rows, decision)
        try:
            rows.insert(session)
            compare(rows, [somebody(some) for _ in range(40)])
        finally:
            session.rollback()

    def compare(rows: Rows, actors: list[Actor]) -> None:
        by_hand = ByHand(session, rows)
        for actor in actors:
            for level in (REVIEW, VERIFICATION):
                lines, total = to_decide(session, actor, level, limit=10_000)
                assert sorted(line.id for line in lines) == sorted(by_hand.waits_for(actor, level))
                assert total == len(lines)
                found[level] += total

    agree()
    assert min(found[REVIEW], found[VERIFICATION]) > 50  # what is never found would agree as well
