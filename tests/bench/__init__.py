"""Speed and size beside bare floors, in one run: `python -m tests.bench`, which is `python3 dev.py bench`."""
