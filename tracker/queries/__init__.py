"""Questions: read-only, scoped to who asks, shaped for the page."""
