"""The rules of the service as pure functions and tables: standard library only, no Flask, SQL, clock or files."""
