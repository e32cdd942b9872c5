"""Verbs: the only writers. (session, thing, *, …, by, at); they never commit and never send."""
