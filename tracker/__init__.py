"""Track inspection recommendations: from an inspection report to owned action plans.

Nothing is imported here, so that `tracker.domain` can be used without Flask.
"""
