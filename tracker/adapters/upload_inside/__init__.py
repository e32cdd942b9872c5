"""What is looked for inside a file, by code that runs in the child process of sandbox.py and nowhere else."""
