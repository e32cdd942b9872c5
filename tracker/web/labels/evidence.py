"""Evidence and what is decided of it: reviews, verification, judgements and verdicts."""

from __future__ import annotations

from tracker.domain.vocabulary import DecisionLevel, DecisionOutcome, EvidenceKind, EvidenceState, Progress, VerdictWord
from tracker.web.labels.said import Said

EVIDENCE: tuple[Said, ...] = (
    Said(EvidenceKind.PRACTICE_AUDIT, "Practice audit"),
    Said(EvidenceKind.CASE_SAMPLE, "Sample of cases"),
    Said(EvidenceKind.TRAINING_LIST, "Training list"),
    Said(EvidenceKind.POLICY, "Policy or guidance"),
    Said(EvidenceKind.MINUTES, "Minutes of a meeting"),
    Said(EvidenceKind.DATA, "Data or a dashboard"),
    Said(EvidenceKind.OTHER, "Other document"),
    Said(EvidenceState.RECEIVED, "Being uploaded"),
    Said(EvidenceState.SCANNING, "Waiting for the virus scan", "yellow"),
    Said(EvidenceState.AVAILABLE, "Available", "green"),
    Said(EvidenceState.REFUSED, "Refused", "red"),
    Said(EvidenceState.WITHDRAWN, "Withdrawn"),
    Said(DecisionLevel.REVIEW, "Review"),
    Said(DecisionLevel.VERIFICATION, "Verification"),
    Said(DecisionOutcome.SUFFICIENT, "Sufficient", "green"),
    Said(DecisionOutcome.PARTLY, "Partly sufficient", "yellow"),
    Said(DecisionOutcome.INSUFFICIENT, "Insufficient", "red"),
    Said(Progress.NO_MEANINGFUL, "No meaningful progress", "red"),
    Said(Progress.INSUFFICIENT, "Insufficient progress", "orange"),
    Said(Progress.REASONABLE, "Reasonable progress", "yellow"),
    Said(Progress.GOOD, "Good progress", "green"),
    Said(VerdictWord.ACHIEVED, "Achieved", "green"),
    Said(VerdictWord.PARTIALLY_ACHIEVED, "Partially achieved", "yellow"),
    Said(VerdictWord.NOT_ACHIEVED, "Not achieved", "red"),
)
