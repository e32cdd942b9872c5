"""The tests mirror the package and are its manual: read the names as sentences."""
