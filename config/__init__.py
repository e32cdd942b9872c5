"""Settings. Read at the door (wsgi.py, tracker/app.py, tracker/commands.py) and nowhere else."""
