"""From agreed over delivered and sustaining to assured, each step by whom it belongs to; and back, when undone."""
