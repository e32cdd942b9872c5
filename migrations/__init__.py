"""The steps of the database, from empty."""
