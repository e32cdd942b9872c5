"""The rules of the service as pure functions and tables. Standard library only: no Flask, no SQL, no clock, no files."""
