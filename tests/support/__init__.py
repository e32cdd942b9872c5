"""What tests stand on: a throw-away PostgreSQL, and a fresh migrated database for each test."""
